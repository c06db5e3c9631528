/** Proposes cards from the workshop's maps; shown while the view's panel is "derive". */
export function DerivePanel() {
  return null
}
