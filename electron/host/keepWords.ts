import { createPlain } from "../../shared/commands/workshop.ts"
import { origin, recordIn, type WorkshopDocument } from "../../shared/document/document.ts"
import type { GaveWay } from "../../shared/gate/gaveWay.ts"
import { languageOf, say } from "../../shared/messages/say.ts"
import { workshopKey } from "../../shared/model/records.ts"
import { cutText } from "../../shared/model/text.ts"

export interface WordsPorts {
  readonly document: WorkshopDocument
  readonly newId: () => string
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

/** Letters that a text there may have. */
const longest = { comments: 1000, parkingLot: 300 } as const
/** One edit of a person fills no more fields than this; one that does means no good. */
const mostAtOnce = 12

/**
 * Keeps words that gave way to another's in the same field: as a comment on the card, or in the parking lot where there
 * is no card. Nobody's name is on them, since nobody's is on the field. What is kept already, as by a host that ended
 * before it could write the edit itself, is not kept again.
 */
export function keepWords({ document, newId, clock }: WordsPorts, gaveWay: readonly GaveWay[]): void {
  if (gaveWay.length === 0) return
  const editing = { document, newId, now: () => new Date(clock()).toISOString() }
  const language = languageOf(String(recordIn(document.roots.workshop, workshopKey)?.get("lang")))
  document.ydoc.transact(() => {
    for (const { root, id, words, at } of gaveWay.slice(0, mostAtOnce)) {
      const place = root === "cards" ? ("comments" as const) : ("parkingLot" as const)
      const parts = partsOf(say(language, "keeping.gaveWay", { words }), longest[place])
      for (const [number, text] of parts.entries()) {
        const keptId = `gave-way-${at.client}-${at.clock}-${number}`
        if (document.roots[place].has(keptId)) continue
        createPlain(editing, place, keptId, { ...(root === "cards" && { cardId: id, kind: "comment" }), text })
      }
    }
  }, origin.host)
}

function partsOf(text: string, most: number): readonly string[] {
  const first = cutText(text, most)
  return first === text ? [text] : [first, ...partsOf(text.slice(first.length), most)]
}
