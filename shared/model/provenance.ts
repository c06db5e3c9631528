import { flag, group, instant, line, list, object, oneOf, optional, reference } from "./fields.ts"
import { textLimit } from "./text.ts"

/** What every record that people make carries (`domain.md` A.0). */

/** More than anybody needs; a card that is reworded more often forgets its oldest ones. */
export const maxRewordings = 50

/** What a record carries of its origin; `verbatim` is its author's first wording and never changes. */
const provenance = {
  authorId: optional(reference()),
  attribution: optional(oneOf(["named", "role-only", "organisation-only", "anonymous"], "anonymous")),
  createdAt: optional(instant()),
  createdInStepId: optional(reference()),
  origin: optional(oneOf(["typed", "derived", "imported", "template", "merged"], "typed")),
  verbatim: optional(line(textLimit.title)),
  /** Later wordings, oldest first; the last one is the title as it stands. */
  rewordings: optional(
    list(object({ text: line(textLimit.title), at: optional(instant()), byId: optional(reference()) }), maxRewordings),
  ),
}

/** On every record that people make: deleting hides, so that undo brings back what others wrote meanwhile. */
export const lifecycle = {
  /** Shown only while this is exactly false; a record whose creation was undone has no such field. */
  deleted: flag(true),
  provenance: group(provenance),
}
