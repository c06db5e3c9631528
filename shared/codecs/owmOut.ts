import { isCapability, isDependsOn, isNeed, isUser } from "../boards/user-needs-map/schema.ts"
import type { Drawable } from "../model/boardKind.ts"
import { byOrder, type Card, type Relation } from "../model/records.ts"
import type { BoardContent } from "../model/snapshot.ts"
import { distinctNames, type OwmEntry, owmEntryLine, owmText } from "./owmNames.ts"

/**
 * A needs map as a value chain for OnlineWardleyMaps (`domain.md` G.3). How far something has evolved is not asked on
 * a needs map, so the axis is hidden and the second coordinate only keeps cards apart. Undefined for other boards.
 */
export function boardToOwm({ content, personas, say }: Drawable): string | undefined {
  if (content.board.kind !== "user-needs-map") return undefined
  const cards = [...content.cards.values()].sort(byOrder)
  const distinct = distinctNames(say("common.untitled"))
  const members = [...cards.filter(isUser), ...cards.filter(isNeed), ...cards.filter(isCapability)]
  const sideways = spread(members.map(({ x }) => x))
  const personaNumbers = new Map<string, number>()
  const entries = new Map<string, OwmEntry>()
  for (const card of members) {
    const title = isUser(card) ? (personas.get(card.personaId)?.name ?? card.title) : card.title
    const entry = { name: distinct(title), title, kind: card.kind, x: card.x, y: card.y }
    if (isUser(card)) {
      const persona = personaNumbers.get(card.personaId) ?? personaNumbers.size + 1
      personaNumbers.set(card.personaId, persona)
      entries.set(card.id, { ...entry, persona })
    } else entries.set(card.id, isCapability(card) ? { ...entry, visibility: card.visibility } : entry)
  }
  const lines = [
    ...(content.board.title === "" ? [] : [`title ${owmText(content.board.title)}`]),
    "// Written by Cairn. Height is visibility; sideways places mean nothing. The comments below keep names and places for Cairn.",
    ...members.flatMap((card) => {
      const entry = entries.get(card.id)
      return entry ? [declaration(card, entry, sideways(card.x))] : []
    }),
    ...[...content.relations.values()].flatMap((relation) => linkLines(relation, content, entries)),
    ...overlayNotes(content, entries),
    ...remarks(cards, sideways),
    "evolution --hide",
    "style plain",
    ...[...entries.values()].map(owmEntryLine),
  ]
  return `${lines.join("\n")}\n`
}

/** Users stand above needs and needs above capabilities, however visible these are. */
const heights = { user: 0.97, need: 0.93 } as const
const highest = 0.92

/** Where a capability stands on the other program's axis. */
export const owmHeight = (visibility: number): string => shortNumber(Math.min(visibility, highest))

/** Four digits: finer than anybody drags, and no exponent that the other program would stumble over. */
export const shortNumber = (value: number): string => String(Number(value.toFixed(4)))

function declaration(card: Card, entry: OwmEntry, sideways: string): string {
  const height = entry.kind === "capability" ? owmHeight(entry.visibility ?? 0) : shortNumber(heights[entry.kind])
  const isBought = isCapability(card) && card.sourcing === "external"
  return `${entry.kind === "user" ? "anchor" : "component"} ${entry.name} [${height}, ${sideways}]${isBought ? " (buy)" : ""}`
}

/** Places from left to right as numbers between the edges; one place alone stands in the middle. */
function spread(places: readonly number[]): (x: number) => string {
  const left = Math.min(...places)
  const width = Math.max(...places) - left
  const at = (x: number) => (width > 0 ? 0.05 + (Math.min(Math.max((x - left) / width, 0), 1) * 9) / 10 : 0.5)
  return (x) => shortNumber(at(x))
}

function linkLines(relation: Relation, { cards }: BoardContent, entries: ReadonlyMap<string, OwmEntry>): string[] {
  const [from, to] = [entries.get(relation.fromId), entries.get(relation.toId)]
  if (!from || !to) return []
  const target = cards.get(relation.toId)
  const words = [
    ...(isCapability(target) && target.sourcing === "external" ? ["external"] : []),
    ...(isDependsOn(relation) && relation.friction !== "none" ? [relation.friction] : []),
  ]
  return [`${from.name}->${to.name}${words.length > 0 ? `; ${words.join(", ")}` : ""}`]
}

/** Said for people only: the comment at the end tells an import to leave the line alone. */
export const noteTail = " // cairn: who owns what"

function overlayNotes({ overlays, teams }: BoardContent, entries: ReadonlyMap<string, OwmEntry>): string[] {
  const found = [...overlays.values()].sort(byOrder).flatMap((overlay) =>
    [...teams.values()]
      .filter(({ overlayId }) => overlayId === overlay.id)
      .sort(byOrder)
      .map((team) => {
        const owned = Object.entries(overlay.owners).flatMap(([id, owner]) =>
          owner === team.id ? [entries.get(id)?.name] : [],
        )
        const names = owned.filter((name) => name !== undefined).sort()
        return owmText(`${overlay.title}: ${team.name}${names.length > 0 ? ` – ${names.join(", ")}` : ""}`)
      }),
  )
  return found.map(
    (text, index) => `note ${text} [${shortNumber(Math.max(0.02, 0.86 - index * 0.04))}, 0.02]${noteTail}`,
  )
}

/** Insights and notes: their text stays, what they stand beside does not. */
const remarks = (cards: readonly Card[], sideways: (x: number) => string): string[] =>
  cards
    .filter(({ kind, title, note }) => (kind === "insight" || kind === "note") && `${title}${note}`.trim() !== "")
    .map((card, index) => {
      const x = "x" in card && typeof card.x === "number" ? card.x : 0
      return `note ${owmText(card.title || card.note)} [${shortNumber(Math.max(0.02, 0.1 - index * 0.02))}, ${sideways(x)}]`
    })
