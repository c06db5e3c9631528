/**
 * Reads what a TypeScript file imports, without a compiler: static and type imports, re-exports, dynamic imports,
 * `import("…")` types, `require`, and workers named by `new URL("…", import.meta.url)`.
 */
import { readdirSync, readFileSync } from "node:fs"
import { join, posix, relative, sep } from "node:path"

type Token = { readonly type: "word" | "text" | "sign"; readonly value: string }

/** The specifiers as written, in order, each once. */
export function importsOf(source: string): string[] {
  const tokens = tokenize(source)
  const found = tokens.flatMap((token, at) => {
    if (token.type !== "text") return []
    const before = (steps: number) => tokens[at - steps]?.value
    const isStatic = before(1) === "from" || before(1) === "import"
    const isCall = before(1) === "(" && (before(2) === "import" || before(2) === "require")
    const isWorker = before(1) === "(" && before(2) === "URL" && tokens[at + 2]?.value === "import"
    return isStatic || isCall || isWorker ? [token.value] : []
  })
  return [...new Set(found)]
}

/** Where an import leads: a path from the top of the project, or the name of a package (`node:fs`, `@scope/name`). */
export function targetOf(file: string, specifier: string): string {
  const path = specifier.replace(/[?#].*$/, "")
  if (path.startsWith(".")) return posix.normalize(posix.join(posix.dirname(file), path))
  const [first = "", second = ""] = path.split("/")
  return first.startsWith("@") ? `${first}/${second}` : first
}

/** Source files under the given folders, as paths from the top of the project. */
export function sourceFiles(root: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts|cts|mjs|cjs|js|jsx)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort()
}

export const readSource = (root: string, file: string): string => readFileSync(join(root, file), "utf8")

const isWordPart = (character: string) => /[\p{L}\p{N}_$]/u.test(character)
/** After one of these a slash begins a regular expression; after any other word it divides. */
const beforeRegExp = new Set(["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do"])

function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0

  const skipTo = (end: string) => {
    const found = source.indexOf(end, at)
    at = found < 0 ? source.length : found + end.length
  }
  const mayBeginRegExp = () => {
    const last = tokens.at(-1)
    if (!last) return true
    if (last.type === "word") return beforeRegExp.has(last.value)
    return last.type === "sign" && !")]}<".includes(last.value)
  }
  /** A string ends with its line, so an apostrophe in JSX text spoils no more than that line. */
  const readText = (quote: string) => {
    const start = ++at
    while (at < source.length && source[at] !== quote && source[at] !== "\n") {
      at += source[at] === "\\" ? 2 : 1
    }
    tokens.push({ type: "text", value: source.slice(start, at) })
    at++
  }
  const skipRegExp = () => {
    let inClass = false
    for (at++; at < source.length && source[at] !== "\n" && (inClass || source[at] !== "/"); at++) {
      if (source[at] === "\\") at++
      else if (source[at] === "[") inClass = true
      else if (source[at] === "]") inClass = false
    }
    at++
    tokens.push({ type: "text", value: "" })
  }

  while (at < source.length) {
    const character = source[at]!
    if (source.startsWith("//", at)) skipTo("\n")
    else if (source.startsWith("/*", at)) skipTo("*/")
    else if (character === "/" && mayBeginRegExp()) skipRegExp()
    else if (character === '"' || character === "'") readText(character)
    else if (character === "`") readTemplate()
    else if (isWordPart(character)) {
      const start = at
      while (at < source.length && isWordPart(source[at]!)) at++
      tokens.push({ type: "word", value: source.slice(start, at) })
    } else {
      if (!/\s/.test(character)) tokens.push({ type: "sign", value: character })
      at++
    }
  }
  return tokens

  /** What stands in `${…}` is code and is read as such; a template without any counts as one string. */
  function readTemplate(): void {
    const start = ++at
    const code: string[] = []
    while (at < source.length && source[at] !== "`") {
      if (source[at] === "\\") at += 2
      else if (source.startsWith("${", at)) code.push(readHole())
      else at++
    }
    tokens.push({ type: "text", value: code.length ? "" : source.slice(start, at) })
    at++
    for (const hole of code) tokens.push(...tokenize(hole))
  }

  function readHole(): string {
    const start = at + 2
    let depth = 0
    for (at += 2; at < source.length; at++) {
      if (source[at] === "`") {
        at++
        while (at < source.length && source[at] !== "`") at += source[at] === "\\" ? 2 : 1
      } else if (source[at] === "{") depth++
      else if (source[at] === "}" && depth-- === 0) break
    }
    return source.slice(start, at++)
  }
}
