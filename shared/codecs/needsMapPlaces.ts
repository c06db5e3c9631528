import { tidyPlaces } from "../boards/user-needs-map/tidy.ts"
import { assembleWorkshop, type Placed } from "./assemble.ts"

/** The cards of a needs map that comes from elsewhere, laid out so that none lies on another. */
export function tidied(cards: readonly Placed[], relations: readonly Placed[]): readonly Placed[] {
  const parts = { source: "", kind: "user-needs-map", title: "", personas: [], cards, relations, notes: [] }
  const made = assembleWorkshop(parts)
  const content = made.ok ? [...made.value.file.snapshot.contents.values()][0] : undefined
  if (!content) return cards
  const places = tidyPlaces(content)
  return cards.map(({ line, row }) => {
    const place = places.get(String(row.id))
    return place ? { line, row: { ...row, ...place } } : { line, row }
  })
}
