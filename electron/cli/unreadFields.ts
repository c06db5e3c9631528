import * as Y from "yjs"
import { isLive, type RecordMap, recordIn, type WorkshopDocument } from "../../shared/document/document.ts"
import { shapeFor } from "../../shared/document/shapes.ts"
import { ruleOf, type Shape } from "../../shared/model/fields.ts"
import { type RootName, rootNames } from "../../shared/model/records.ts"

/** Fields of shown records that hold what they may not: readers put the usual value in their place. */
export function unreadFields(document: WorkshopDocument): readonly string[] {
  return rootNames.flatMap((root) =>
    [...document.roots[root].keys()].flatMap((id) => {
      const record = recordIn(document.roots[root], id)
      if (!record) return [`${root}/${id}: there is no record in its place`]
      const shape = isShown(root, record) ? shapeFor(document, root, (field) => record.get(field)) : undefined
      return shape ? problemsIn(shape, record).map((problem) => `${root}/${id}/${problem}`) : []
    }),
  )
}

const isShown = (root: RootName, record: RecordMap): boolean =>
  root === "workshop" || root === "participants" || isLive(record)

/** Keys that the shape does not know may be a newer version's and are no fault. */
function problemsIn(shape: Shape, record: RecordMap): readonly string[] {
  return [...record].flatMap(([key, raw]) => {
    const rule = ruleOf(shape, key)
    const isWrongText = rule?.is === "prose" && !(raw instanceof Y.Text)
    const problem = isWrongText ? "shared text is expected" : rule?.is === "value" ? rule.field.problem(raw) : undefined
    return problem === undefined ? [] : [`${key}: ${problem}`]
  })
}
