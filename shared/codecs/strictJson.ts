import { err, ok, type Result } from "../model/result.ts"

/**
 * JSON as a stranger may hand it in. Stricter than `JSON.parse`: one key twice, names that JavaScript objects own,
 * numbers beyond what can be held, broken characters and deep nesting are refused, each with its place.
 */

export interface Place {
  /** JSON pointer (RFC 6901); empty for the whole document. */
  readonly pointer: string
  /** Counted from 1. */
  readonly line: number
  readonly column: number
}
export interface Complaint extends Place {
  readonly reason: string
}

const deepestNesting = 32
const mostCharacters = 20 * 1024 * 1024

/** Objects come without a prototype, so that no name is inherited. A byte-order mark at the start is skipped. */
export function parseStrictJson(text: string): Result<unknown, Complaint> {
  const parser = new Parser(text)
  try {
    return ok(parser.document())
  } catch (problem) {
    if (problem instanceof Unreadable) return err(problem.complaint)
    throw problem
  }
}

/** Where the values under the given pointers begin. Only for text that `parseStrictJson` has taken. */
export function placesOf(text: string, pointers: ReadonlySet<string>): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>()
  const parser = new Parser(text, (path, at) => {
    const pointer = pointerOf(path)
    if (pointers.has(pointer)) found.set(pointer, { pointer, ...lineAndColumn(text, at) })
  })
  parser.document()
  return found
}

const pointerOf = (path: readonly (string | number)[]): string =>
  path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")

/** A complaint about JSON whose text is not known. */
export const complaintAt = (path: readonly (string | number)[], reason: string): Complaint => ({
  pointer: pointerOf(path),
  line: 1,
  column: 1,
  reason,
})

class Unreadable extends Error {
  readonly complaint: Complaint
  constructor(complaint: Complaint) {
    super(complaint.reason)
    this.complaint = complaint
  }
}

const lineAndColumn = (text: string, at: number): { line: number; column: number } => {
  let line = 1
  let start = 0
  for (let next = text.indexOf("\n"); next >= 0 && next < at; next = text.indexOf("\n", start)) {
    line++
    start = next + 1
  }
  return { line, column: at - start + 1 }
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings may not hold them unescaped
const rawControl = /[\u0000-\u001F]/
const forbiddenKeys = new Set(["__proto__", "prototype", "constructor"])

class Parser {
  readonly #text: string
  readonly #onValue: ((path: readonly (string | number)[], at: number) => void) | undefined
  readonly #path: (string | number)[] = []
  #at = 0

  constructor(text: string, onValue?: (path: readonly (string | number)[], at: number) => void) {
    this.#text = text
    this.#onValue = onValue
  }

  document(): unknown {
    if (this.#text.length > mostCharacters) this.#fail("the file is larger than 20 MB")
    if (this.#text.charCodeAt(0) === 0xfeff) this.#at = 1
    this.#space()
    if (this.#at === this.#text.length) this.#fail("the file is empty")
    const value = this.#value()
    this.#space()
    if (this.#at < this.#text.length) this.#fail("something follows the end of the document")
    return value
  }

  #fail(reason: string, at = this.#at): never {
    throw new Unreadable({ pointer: pointerOf(this.#path), ...lineAndColumn(this.#text, at), reason })
  }

  #space(): void {
    for (; this.#at < this.#text.length; this.#at++) {
      const unit = this.#text.charCodeAt(this.#at)
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return
    }
  }

  #value(): unknown {
    this.#onValue?.(this.#path, this.#at)
    const first = this.#text[this.#at]
    if (first === "{") return this.#nested(() => this.#object())
    if (first === "[") return this.#nested(() => this.#array())
    if (first === '"') return this.#string()
    for (const [word, value] of words) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length
        return value
      }
    }
    return this.#number()
  }

  #nested<T>(read: () => T): T {
    if (this.#path.length >= deepestNesting) this.#fail(`nested deeper than ${deepestNesting} levels`)
    return read()
  }

  #object(): unknown {
    const object: Record<string, unknown> = Object.create(null)
    this.#items("}", () => {
      const at = this.#at
      if (this.#text[at] !== '"') this.#fail('a key in "quotes" is expected')
      const key = this.#string()
      if (forbiddenKeys.has(key)) this.#fail(`the key “${key}” is not allowed`, at)
      if (key in object) this.#fail(`the key “${key.slice(0, 60)}” stands here twice`, at)
      this.#space()
      if (this.#text[this.#at] !== ":") this.#fail("a colon is expected after the key")
      this.#at++
      this.#space()
      this.#path.push(key)
      object[key] = this.#value()
      this.#path.pop()
    })
    return object
  }

  #array(): unknown {
    const array: unknown[] = []
    this.#items("]", () => {
      this.#path.push(array.length)
      array.push(this.#value())
      this.#path.pop()
    })
    return array
  }

  /** What stands between the brackets, with commas between and none at the end. */
  #items(end: string, read: () => void): void {
    this.#at++
    this.#space()
    if (this.#text[this.#at] === end) {
      this.#at++
      return
    }
    for (;;) {
      read()
      this.#space()
      const sign = this.#text[this.#at]
      if (sign !== "," && sign !== end) {
        this.#fail(sign === undefined ? "the file ends too early" : `a comma or ${end} is expected`)
      }
      this.#at++
      if (sign === end) return
      this.#space()
    }
  }

  #string(): string {
    const start = this.#at
    let end = this.#text.indexOf('"', start + 1)
    while (end >= 0 && this.#isEscaped(end, start)) end = this.#text.indexOf('"', end + 1)
    if (end < 0) this.#fail("the text has no closing quote")
    const inner = this.#text.slice(start + 1, end)
    if (rawControl.test(inner)) this.#fail("a line break or control character must be escaped")
    const text = inner.includes("\\") ? this.#unescaped(inner) : inner
    if (!text.isWellFormed()) this.#fail("the text holds half of a character (a lone surrogate)")
    this.#at = end + 1
    return text
  }

  #isEscaped(quote: number, start: number): boolean {
    let slashes = 0
    while (quote - 1 - slashes > start && this.#text[quote - 1 - slashes] === "\\") slashes++
    return slashes % 2 === 1
  }

  #unescaped(inner: string): string {
    try {
      return String(JSON.parse(`"${inner}"`))
    } catch {
      return this.#fail("the text holds an escape that does not exist")
    }
  }

  #number(): number {
    numberPattern.lastIndex = this.#at
    const digits = numberPattern.exec(this.#text)?.[0]
    if (digits === undefined) {
      this.#fail(this.#at < this.#text.length ? "a value is expected" : "the file ends too early")
    }
    const value = Number(digits)
    if (!Number.isFinite(value)) this.#fail(`the number ${digits.slice(0, 40)} is too large`)
    this.#at += digits.length
    return value
  }
}

const words: readonly (readonly [string, boolean | null])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
]
