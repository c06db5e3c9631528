import { type CommandProblem, type Editing, step } from "../../commands/context.ts"
import { isLive, recordIn } from "../../document/document.ts"
import type { Say } from "../../model/boardKind.ts"
import { byOrder, type Card, type Persona } from "../../model/records.ts"
import { err, ok, type Result } from "../../model/result.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { readChains } from "./derive.ts"
import { isNeed, isUser } from "./schema.ts"
import { titleOf } from "./sizes.ts"

/**
 * Walk the chain: the method's own test of a map. Every path from a user down to what rests on nothing is read aloud;
 * where it does not make sense, a line is doubtful.
 */
export interface Path {
  /** User, need, capabilities, from the top. */
  readonly cardIds: readonly string[]
  /** The lines between them, one fewer. */
  readonly lineIds: readonly string[]
}

/** More than a room reads aloud in one sitting. */
const mostPaths = 300
/** Of one need; a wide net of capabilities has more ways than anybody wants to hear. */
const mostPerNeed = 24

/** Every path of the map in the order in which it is told: by user, then by need. */
export function pathsOf({ cards, relations }: BoardContent): readonly Path[] {
  const chains = readChains({ cards, relations })
  const lines = new Map([...relations.values()].map(({ id, fromId, toId }) => [`${fromId} ${toId}`, id]))
  const sorted = [...cards.values()].sort(byOrder)
  const found: Path[] = []
  for (const user of sorted.filter(isUser)) {
    const needs = sorted.filter((need) => isNeed(need) && lines.has(`${user.id} ${need.id}`))
    for (const need of needs) {
      for (const path of chains.paths(need.id, mostPerNeed)) {
        if (found.length >= mostPaths) return found
        const cardIds = [user.id, ...path]
        const lineIds = cardIds.slice(1).flatMap((id, at) => lines.get(`${cardIds[at]} ${id}`) ?? [])
        found.push({ cardIds, lineIds })
      }
    }
  }
  return found
}

/** A path as one sentence to be read aloud; `mark` sets the cards' names apart from the words between them. */
export function sentenceOf(
  path: Path,
  cards: ReadonlyMap<string, Card>,
  personas: ReadonlyMap<string, Persona>,
  say: Say,
  mark: (name: string) => string = (name) => name,
): string {
  const names = path.cardIds.map((id) => {
    const card = cards.get(id)
    return mark((card && titleOf(card, personas)) || say("common.untitled"))
  })
  const [user = "", need = "", first, ...others] = names
  const start = say("needs.walk.start", { user, need })
  if (first === undefined) return `${start} ${say("needs.walk.nothing")}`
  const rest = others.map((capability) => say("needs.walk.next", { capability })).join("")
  return `${start} ${say("needs.walk.first", { capability: first })}${rest}.`
}

/** Puts a question mark on lines, or takes it away, as one step. */
export function markOdd(
  { document, ...editing }: Editing,
  lineIds: Iterable<string>,
  isOdd: boolean,
): Result<void, CommandProblem> {
  const lines = [...lineIds].map((id) => recordIn(document.roots.relations, id)).filter(isLive)
  const changed = lines.filter((line) => (line.get("odd") === true) !== isOdd)
  if (lines.length === 0) return err({ type: "CardGone" })
  if (changed.length === 0) return ok(undefined)
  step({ document, ...editing }, () => {
    for (const line of changed) {
      if (isOdd) line.set("odd", true)
      else line.delete("odd")
    }
  })
  return ok(undefined)
}
