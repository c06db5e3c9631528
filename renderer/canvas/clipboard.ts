import type { BoardKind } from "../../shared/model/boardKind.ts"
import { isPlain, type RecordSource, readRecord } from "../../shared/model/fields.ts"
import { isId } from "../../shared/model/ids.ts"
import { type Card, cardShape } from "../../shared/model/records.ts"
import { cleanLine } from "../../shared/model/text.ts"

/** Cards travel between boards and windows under this type; other programs get their names as lines of text. */
export const cardsType = "application/x-cairn-cards"
/** The most that one paste makes: a whole spreadsheet by mistake must not fill the board. */
export const mostPasted = 200

export const encodeCards = (cards: readonly Card[]): string => JSON.stringify({ cairn: "cards", cards })

/** Reads copied cards, also from plain text; undefined when the text is something else. Unknown kinds are left out. */
export function decodeCards(text: string, boardKind: BoardKind): readonly Card[] | undefined {
  if (!text.startsWith('{"cairn":"cards"')) return undefined
  const raw = parsed(text)
  if (!isPlain(raw) || !Array.isArray(raw.cards)) return undefined
  return raw.cards.slice(0, mostPasted).flatMap((card) => readCard(card, boardKind) ?? [])
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readCard(raw: unknown, boardKind: BoardKind): Card | undefined {
  if (!isPlain(raw) || !isId(raw.id) || typeof raw.kind !== "string") return undefined
  const own = raw.kind === "note" ? {} : boardKind.cards[raw.kind]
  return own && { id: raw.id, ...readRecord({ ...cardShape, ...own }, sourceOfPlain(raw)) }
}

/** A plain record under the keys that the document keeps it under. */
function sourceOfPlain(raw: { readonly [name: string]: unknown }): RecordSource {
  const flat = new Map<string, unknown>()
  for (const [name, value] of Object.entries(raw)) {
    if (Array.isArray(value)) for (const id of value) flat.set(`${name}/${String(id)}`, true)
    else if (isPlain(value)) for (const [part, inner] of Object.entries(value)) flat.set(`${name}/${part}`, inner)
    flat.set(name, value)
  }
  return { get: (key) => flat.get(key), keys: () => flat.keys() }
}

/** The lines of pasted text that can become cards: clean, without bullets and numbering, none empty. */
export const linesOf = (text: string): string[] =>
  wholeLinesOf(text)
    .slice(0, mostPasted)
    .map((line) => cleanLine(line).trim())

/** What of a pasted text no card holds: how many lines were too many, and how many too long for a title. */
export function leftOutOf(text: string): { readonly lines: number; readonly ends: number } {
  const lines = wholeLinesOf(text)
  return {
    lines: Math.max(0, lines.length - mostPasted),
    ends: lines.slice(0, mostPasted).filter((line) => cleanLine(line).length < line.length).length,
  }
}

const wholeLinesOf = (text: string): string[] =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => cleanLine(line.replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, ""), Number.POSITIVE_INFINITY).trim())
    .filter((line) => line !== "")
