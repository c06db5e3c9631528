import { cleanLine } from "../model/text.ts"

/**
 * OnlineWardleyMaps reads its text by splitting lines at signs, wherever they stand, and drops lines that begin with a
 * word of its own, even inside a name (`domain.md` G.3). So a name goes out without those signs, and a comment beside
 * it keeps the name as people wrote it.
 */

const lookalikes: readonly (readonly [RegExp, string])[] = [
  [/->/g, "→"],
  [/\+(?=[<>'])/g, "＋"],
  [/\/(?=[/*])/g, "∕"],
  [/\*(?=\/)/g, "∗"],
  [/\[/g, "［"],
  [/\]/g, "］"],
  [/\{/g, "｛"],
  [/\}/g, "｝"],
  [/\(([a-z]+)\)/g, "（$1）"],
  [/;/g, "；"],
  [/"/g, "”"],
  [/\s+/g, " "],
]

/** A name that OnlineWardleyMaps reads whole, wherever it stands. Not empty. */
function owmName(name: string, untitled: string): string {
  let safe = cleanLine(name, Number.POSITIVE_INFINITY)
  for (const [sign, lookalike] of lookalikes) safe = safe.replace(sign, lookalike)
  const trimmed = safe.trim()
  if (trimmed === "") return untitled
  // No word of the language begins with a capital letter.
  const [first = "", ...rest] = trimmed
  const capital = first.toUpperCase()
  return /^[a-z]/.test(first) ? capital + rest.join("") : trimmed
}

/** Free text of a note or a title, of which only the line's own signs matter. */
export const owmText = (text: string): string => owmName(text, "…")

/** Gives every name once: the second of its kind gets a number. */
export function distinctNames(untitled: string): (name: string) => string {
  const taken = new Set<string>()
  return (name) => {
    const safe = owmName(name, untitled)
    let distinct = safe
    for (let number = 2; taken.has(distinct); number++) distinct = `${safe} ${number}`
    taken.add(distinct)
    return distinct
  }
}

/** What a comment keeps of a card: enough to have the same value chain again. */
export interface OwmEntry {
  readonly name: string
  readonly title: string
  readonly kind: "user" | "need" | "capability"
  readonly x: number
  readonly y: number
  /** As exact as the card has it; the coordinate in the text is rounded. */
  readonly visibility?: number
  /** Which persona a user is: the same number, the same person. */
  readonly persona?: number
}

const mark = "// cairn: "

/** The comment for a card. It holds no slash or star of its own, so nothing in it can end or begin a comment. */
export const owmEntryLine = (entry: OwmEntry): string =>
  mark + JSON.stringify(entry).replaceAll("/", "\\u002f").replaceAll("*", "\\u002a")

/** Reads such a comment; undefined for any other line, or for one that somebody has changed beyond reading. */
export function readOwmEntry(line: string): OwmEntry | undefined {
  const text = line.trim()
  if (!text.startsWith(mark)) return undefined
  let raw: unknown
  try {
    raw = JSON.parse(text.slice(mark.length))
  } catch {
    return undefined
  }
  if (typeof raw !== "object" || raw === null) return undefined
  const found = new Map<string, unknown>(Object.entries(raw))
  const [name, title, kind] = [found.get("name"), found.get("title"), found.get("kind")]
  if (typeof name !== "string" || typeof title !== "string") return undefined
  if (kind !== "user" && kind !== "need" && kind !== "capability") return undefined
  const number = (key: string) => {
    const value = found.get(key)
    return typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= 1_000_000 ? value + 0 : undefined
  }
  const [visibility, persona] = [number("visibility"), number("persona")]
  return {
    name,
    title: cleanLine(title),
    kind,
    x: number("x") ?? 0,
    y: number("y") ?? 0,
    ...(visibility === undefined || visibility < 0 || visibility > 1 ? {} : { visibility }),
    ...(persona === undefined ? {} : { persona }),
  }
}
