import { readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import { createContext, Script } from "node:vm"
import { parseSync } from "vite"
import { expect, test } from "vitest"
import { isPlain } from "../../shared/model/fields.ts"

/**
 * Every regular expression of the program against texts made to be slow for it. What one of them is given is somebody
 * else's text sooner or later, so none is left out for being used on short texts today.
 */
const root = join(import.meta.dirname, "../..")
const length = 100_000
const withinMs = 50

interface Found {
  readonly where: string
  readonly source: string
  readonly flags: string
}

const sources = ["shared", "electron", "renderer"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)),
)

/** All literals, found in the syntax tree: a search of the text would take divisions for expressions. */
function literalsIn(file: string): readonly Found[] {
  const text = readFileSync(file, "utf8")
  if (!text.includes("/")) return []
  const found: Found[] = []
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one)
    if (typeof node !== "object" || node === null || Array.isArray(node)) return
    const { regex, start } = node as { readonly regex?: unknown; readonly start?: unknown }
    if (isPlain(regex) && typeof regex.pattern === "string" && typeof regex.flags === "string") {
      const line = text.slice(0, Number(start)).split("\n").length
      found.push({ where: `${relative(root, file)}:${line}`, source: regex.pattern, flags: regex.flags })
    }
    for (const one of Object.values(node)) walk(one)
  }
  walk(parseSync(file, text).program)
  return found
}

/** Long runs of what the expression itself speaks of, ended by what it does not. */
function slowTexts({ source }: Found): readonly string[] {
  const spoken = [...new Set(source.replace(/\\[wdsbWDSBnrtpPuxk]|[\\[\](){}?*+^$|]/g, ""))].slice(0, 24)
  const units = new Set([
    ...spoken,
    ...spoken.slice(0, 8).flatMap((one) => spoken.slice(0, 8).map((other) => one + other)),
    ...[
      "a",
      "0",
      " ",
      "\t",
      "\n",
      "\\",
      "'",
      '"',
      "-",
      ".",
      "_",
      "é",
      "=",
      "a ",
      "a.",
      "a-",
      "0.",
      "a\n",
      "\\\\",
      '""',
      "({[",
    ],
    ...[
      "http://",
      "<a",
      "[x](",
      "&amp;",
      "a:b,",
      "{a, b",
      "component A [0.1, 0.2]",
      "😀",
      "\u0301",
      "\u202E",
      "//",
      "/*",
      "%2e",
    ],
  ])
  return [...units].flatMap((unit) => {
    const run = unit.repeat(Math.ceil(length / unit.length))
    return [`${run}\u0000!`, `x${run}`, run]
  })
}

const context = createContext({ expression: /x/, text: "" })
const use = new Script("expression.lastIndex = 0; text.replace(expression, '').length")

/** What it costs the processor, whatever else that is doing; more than any limit for what had to be stopped. */
function timeOf({ source, flags }: Found, text: string): number {
  Object.assign(context, { expression: new RegExp(source, flags), text })
  const from = process.cpuUsage()
  try {
    use.runInContext(context, { timeout: 1_000 })
  } catch {
    return Number.POSITIVE_INFINITY
  }
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1_000
}

test("S15 every regular expression is done with a hundred thousand unkind characters within 50 ms", {
  timeout: 120_000,
}, () => {
  const found = sources.flatMap(literalsIn)
  const distinct = [...new Map(found.map((one) => [`${one.source}/${one.flags}`, one])).values()]
  const slow = distinct.flatMap((one) => {
    // A pause of the machine is no fault of the expression: only what is slow three times is.
    const text = slowTexts(one).find((text) => [1, 2, 3].every(() => timeOf(one, text) > withinMs))
    return text === undefined
      ? []
      : [`${one.where} /${one.source}/${one.flags} on ${JSON.stringify(text.slice(0, 12))}…`]
  })

  expect(distinct.length).toBeGreaterThan(100)
  expect(slow).toEqual([])
})

test("S15 would find one that is slow", () => {
  const slow = { where: "", source: "^(a+)+$", flags: "" }
  expect(slowTexts(slow).some((text) => timeOf(slow, text) > withinMs)).toBe(true)
})

test("S15 no expression is made of text at run time", () => {
  const makers = sources.filter((file) => /new RegExp\(|\bRegExp\(/.test(readFileSync(file, "utf8")))
  expect(makers.map((file) => relative(root, file))).toEqual([])
})
