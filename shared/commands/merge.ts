import { isLive, type RecordMap, recordIn, type WorkshopDocument } from "../document/document.ts"
import { shownFor } from "../model/merged.ts"
import type { Card } from "../model/records.ts"
import { err, ok, type Result } from "../model/result.ts"
import { type CommandProblem, type Editing, step } from "./context.ts"

/**
 * Puts cards that say the same behind one of them, as one step. Their words and authors stay (`model/merged.ts`); what
 * refers to them is led to the one that stays (`document/mergedReferences.ts`). All are of one kind and on one board.
 */
export function mergeCards(editing: Editing, keepId: string, otherIds: Iterable<string>): Result<void, CommandProblem> {
  const { document } = editing
  const keep = recordIn(document.roots.cards, keepId)
  if (!isLive(keep)) return err({ type: "CardGone" })
  const others = [...new Set(otherIds)].flatMap((id) => {
    const record = recordIn(document.roots.cards, id)
    return id !== keepId && isLive(record) && isAlike(keep, record) ? [{ id, record }] : []
  })
  if (others.length === 0) return err({ type: "CannotMerge" })
  if ([keep, ...others.map(({ record }) => record)].some((record) => record.get("locked") === "facilitator"))
    return err({ type: "Locked" })
  step(editing, () => {
    for (const { id, record } of others) {
      record.set("mergedInto", keepId)
      takeOwner(editing, keepId, id)
    }
    // Whoever is merged into stands behind nobody, or both would be gone from sight.
    if (keep.has("mergedInto")) keep.delete("mergedInto")
  })
  return ok(undefined)
}

/** Brings cards out from behind the one they were merged into, as one step. */
export function splitCards(editing: Editing, ids: Iterable<string>): Result<void, CommandProblem> {
  const found = [...ids].flatMap((id) => {
    const record = recordIn(editing.document.roots.cards, id)
    return isLive(record) && record.has("mergedInto") ? [record] : []
  })
  if (found.length === 0) return err({ type: "CardGone" })
  step(editing, () => {
    for (const record of found) record.delete("mergedInto")
  })
  return ok(undefined)
}

/** Gives the id of the card that is shown for another, as the document stands now. */
export function shownNow({ roots }: WorkshopDocument): (id: string) => string {
  const cards = new Map<string, Pick<Card, "mergedInto">>()
  for (const [id, card] of roots.cards) {
    const into = card.get("mergedInto")
    if (isLive(card)) cards.set(id, { mergedInto: typeof into === "string" ? into : undefined })
  }
  return (id) => shownFor(cards, id)
}

/** Every card that stands behind one of these, directly or behind another. */
export function mergedBehind({ roots }: WorkshopDocument, ids: Iterable<string>): ReadonlySet<string> {
  const found = new Set(ids)
  const given = new Set(found)
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const [id, card] of roots.cards) if (found.has(String(card.get("mergedInto") ?? ""))) found.add(id)
  }
  for (const id of given) found.delete(id)
  return found
}

const isAlike = (a: RecordMap, b: RecordMap): boolean =>
  a.get("boardId") === b.get("boardId") && a.get("kind") === b.get("kind")

/** Whoever owns the other card owns the one that stays, in every overlay where nobody owns that yet. */
function takeOwner({ document }: Editing, keepId: string, otherId: string): void {
  for (const overlay of document.roots.overlays.values()) {
    const owner = overlay.get(`owners/${otherId}`)
    if (owner !== undefined && !overlay.has(`owners/${keepId}`)) overlay.set(`owners/${keepId}`, owner)
  }
}
