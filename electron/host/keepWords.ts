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

const limit = { comment: 1000, parked: 300 } as const
/** One edit of a person fills no more fields than this; one that does means no good. */
const mostAtOnce = 12

/**
 * Keeps words that gave way to another's in the same field: as a comment on the card, or in the parking lot where there
 * is no card. Nobody's name is on them, since nobody's is on the field.
 */
export function keepWords({ document, newId, clock }: WordsPorts, gaveWay: readonly GaveWay[]): void {
  if (gaveWay.length === 0) return
  const editing = { document, newId, now: () => new Date(clock()).toISOString() }
  const language = languageOf(String(recordIn(document.roots.workshop, workshopKey)?.get("lang")))
  document.ydoc.transact(() => {
    for (const { root, id, words } of gaveWay.slice(0, mostAtOnce)) {
      const text = say(language, "keeping.gaveWay", { words })
      if (root === "cards") {
        const fits = text.length <= limit.comment ? text : cutText(words, limit.comment)
        createPlain(editing, "comments", newId(), { cardId: id, kind: "comment", text: fits })
      } else
        createPlain(editing, "parkingLot", newId(), {
          text: text.length <= limit.parked ? text : cutText(words, limit.parked),
        })
    }
  }, origin.host)
}
