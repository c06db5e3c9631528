import type { Language } from "./catalogue.ts"

/**
 * The part of ICU's message syntax that the catalogue uses: arguments, `number` and `number, percent`, `plural` with exact
 * numbers and `#`, `select`, and apostrophes that quote. A test holds it against the reference implementation, which
 * would be a tenth of what a phone loads.
 */

export type Values = { readonly [name: string]: string | number }

type Part =
  | string
  | { readonly type: "value"; readonly name: string }
  | { readonly type: "number"; readonly name: string; readonly style: "decimal" | "percent" }
  /** `#` in a plural: its number. */
  | { readonly type: "count"; readonly name: string }
  | Choosing
interface Choosing {
  readonly type: "plural" | "select"
  readonly name: string
  readonly options: ReadonlyMap<string, Message>
}
/** A message that has been read. */
export type Message = readonly Part[]

/** Throws where the pattern is not in this syntax. */
export function readMessage(pattern: string): Message {
  const reader = new Reader(pattern)
  const message = reader.message(undefined)
  reader.end()
  return message
}

/** The message with its values, in a language. A value that is not given leaves its place empty. */
export const formatMessage = (message: Message, language: Language, values: Values = {}): string =>
  message.map((part) => (typeof part === "string" ? part : formatPart(part, language, values))).join("")

function formatPart(part: Exclude<Part, string>, language: Language, values: Values): string {
  const value = values[part.name]
  if (value === undefined) return ""
  switch (part.type) {
    case "value":
      return String(value)
    case "number":
      if (part.style === "percent") return `${inDigits(Math.round(Number(value) * 100), language)}${percent[language]}`
      return inDigits(Number(value), language)
    case "count":
      return inDigits(Number(value), language)
    case "plural":
    case "select":
      return formatMessage(chosen(part, value), language, values)
  }
}

function chosen({ type, options }: Choosing, value: string | number): Message {
  const exact = options.get(type === "plural" ? `=${value}` : String(value))
  // English and German have the same rule for whole numbers and others.
  const byRule = type === "plural" && Number(value) === 1 ? options.get("one") : undefined
  return exact ?? byRule ?? options.get("other") ?? []
}

const percent: { readonly [language in Language]: string } = { en: "%", de: "\u00a0%" }

/** Formatters take long to make, so small whole numbers, which need none, are not the reason for making one. */
function inDigits(value: number, language: Language): string {
  if (Number.isInteger(value) && Math.abs(value) < 1000 && !Object.is(value, -0)) return String(value)
  const format = formats.get(language) ?? new Intl.NumberFormat(language)
  formats.set(language, format)
  return format.format(value)
}
const formats = new Map<Language, Intl.NumberFormat>()

class Reader {
  readonly #pattern: string
  #at = 0

  constructor(pattern: string) {
    this.#pattern = pattern
  }

  /** Up to the end or the brace that closes it. `plural` names the number that `#` stands for. */
  message(plural: string | undefined): Message {
    const parts: Part[] = []
    let text = ""
    for (let next = this.#next(); next !== undefined && next !== "}"; next = this.#next()) {
      if (next === "'") text += this.#apostrophe(plural !== undefined)
      else if (next !== "{" && !(next === "#" && plural !== undefined)) text += this.#take()
      else {
        if (text !== "") parts.push(text)
        text = ""
        parts.push(next === "{" ? this.#argument(plural) : this.#count(plural ?? ""))
      }
    }
    if (text !== "") parts.push(text)
    return parts
  }

  end(): void {
    if (this.#next() !== undefined) this.#fail("a brace too many")
  }

  #count(name: string): Part {
    this.#at++
    return { type: "count", name }
  }

  /** Two are one; before a sign of the syntax it quotes up to the next; elsewhere it is itself. */
  #apostrophe(isInPlural: boolean): string {
    this.#at++
    const next = this.#next()
    if (next === "'") return this.#take()
    if (next !== "{" && next !== "}" && !(next === "#" && isInPlural)) return "'"
    let text = ""
    while (this.#next() !== undefined) {
      if (this.#next() !== "'") text += this.#take()
      else {
        this.#at++
        if (this.#next() !== "'") return text
        text += this.#take()
      }
    }
    return text
  }

  #argument(plural: string | undefined): Part {
    this.#sign("{")
    const name = this.#word()
    if (this.#isNext("}")) return this.#closed({ type: "value", name })
    this.#sign(",")
    const type = this.#word()
    if (type === "number") return this.#number(name)
    if (type !== "plural" && type !== "select") this.#fail(`no such type: ${type}`)
    this.#sign(",")
    const options = this.#options(type === "plural" ? name : plural)
    if (!options.has("other")) this.#fail("other is missing")
    return this.#closed({ type, name, options })
  }

  #number(name: string): Part {
    if (this.#isNext("}")) return this.#closed({ type: "number", name, style: "decimal" })
    this.#sign(",")
    const style = this.#word()
    if (style !== "percent") this.#fail(`no such style: ${style}`)
    return this.#closed({ type: "number", name, style: "percent" })
  }

  #options(plural: string | undefined): ReadonlyMap<string, Message> {
    const options = new Map<string, Message>()
    while (!this.#isNext("}")) {
      const option = this.#word()
      this.#sign("{")
      options.set(option, this.message(plural))
      this.#sign("}")
    }
    return options
  }

  #closed<P extends Part>(part: P): P {
    this.#sign("}")
    return part
  }

  #next(): string | undefined {
    return this.#pattern[this.#at]
  }

  #take(): string {
    return this.#pattern[this.#at++] ?? ""
  }

  #isNext(sign: string): boolean {
    while (/\s/.test(this.#next() ?? "")) this.#at++
    return this.#next() === sign
  }

  #sign(sign: string): void {
    if (!this.#isNext(sign)) this.#fail(`${sign} is expected`)
    this.#at++
  }

  #word(): string {
    this.#isNext("")
    const word = /^=?[\w-]+/.exec(this.#pattern.slice(this.#at))?.[0] ?? ""
    if (word === "") this.#fail("a name is expected")
    this.#at += word.length
    return word
  }

  #fail(why: string): never {
    throw new SyntaxError(`${why} at ${this.#at} of "${this.#pattern}"`)
  }
}
