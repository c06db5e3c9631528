import type { RecordOf } from "../../model/fields.ts"
import type { Card, placedShape } from "../../model/records.ts"

/** A free note: every board takes them, wherever people put them. */
export type Note = Card & RecordOf<typeof placedShape> & { readonly kind: "note" }

export const isNote = (card: Card | undefined): card is Note => card?.kind === "note"
