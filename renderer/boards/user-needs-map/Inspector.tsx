import type { Card } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"

/** Details of one card of a User Needs Map. */
export function Inspector(_: { readonly card: Card; readonly content: BoardContent }) {
  return null
}
