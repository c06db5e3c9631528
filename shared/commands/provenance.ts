import type { Values } from "../document/records.ts"
import { cleanLine } from "../model/text.ts"
import type { Editing } from "./context.ts"

/** Who made a record, when and how. A title given at once is also its first wording; one typed later settles then. */
export const provenanceOf = ({ authorId, now }: Editing, values: Values): Values => {
  const given = values.provenance
  const title = values.title ?? values.name ?? values.text
  return {
    createdAt: now(),
    origin: "typed",
    ...(authorId === undefined ? {} : { authorId }),
    ...(typeof title === "string" && title !== "" ? { verbatim: cleanLine(title) } : {}),
    ...(typeof given === "object" ? given : {}),
  }
}
