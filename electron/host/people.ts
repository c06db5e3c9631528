import { origin, recordIn, type WorkshopDocument } from "../../shared/document/document.ts"
import { createRecord, setFields } from "../../shared/document/records.ts"
import { isPlain } from "../../shared/model/fields.ts"
import { type Colour, colours, fixedShapes, type Role } from "../../shared/model/records.ts"
import { cleanLine, textLimit } from "../../shared/model/text.ts"

/** A person as the room sees them. */
export interface Person {
  readonly personId: string
  readonly name: string
  readonly role: Role
  readonly colour: Colour
  readonly glyph: number
}

const glyphs = 12
/** The neutral colour is the tools'. */
const personColours = colours.filter((colour) => colour !== "neutral")

/** Writes who joins into the document, or finds them there. Only the host writes this. */
export function admit(document: WorkshopDocument, personId: string, role: Role, presented: string): Person {
  const root = document.roots.participants
  const known = recordIn(root, personId)
  const name = cleanLine(presented, textLimit.name).trim()
  document.ydoc.transact(() => {
    if (!known) {
      const at = root.size
      createRecord(root, personId, fixedShapes.participants, {
        displayName: name,
        role,
        colour: personColours[at % personColours.length],
        glyph: at % glyphs,
      })
    } else if (known.get("role") !== role || (name !== "" && known.get("displayName") === "")) {
      setFields(known, fixedShapes.participants, { role, ...(name === "" ? {} : { displayName: name }) })
    }
  }, origin.host)
  return personIn(document, personId, role)
}

export function rename(document: WorkshopDocument, personId: string, presented: string): boolean {
  const record = recordIn(document.roots.participants, personId)
  const name = cleanLine(presented, textLimit.name).trim()
  if (!record || name === "") return false
  document.ydoc.transact(() => setFields(record, fixedShapes.participants, { displayName: name }), origin.host)
  return true
}

/** Whose viewpoint somebody speaks for and where they come from, in their own words; empty takes it away. */
export function introduce(document: WorkshopDocument, personId: string, body: unknown): boolean {
  const record = recordIn(document.roots.participants, personId)
  if (!record || !isPlain(body)) return false
  const { perspective, organisation } = body
  const values: Record<string, string | undefined> = {}
  if (typeof perspective === "string") {
    if (perspective !== "" && !document.roots.personas.has(perspective)) return false
    values.perspective = perspective === "" ? undefined : perspective
  }
  if (typeof organisation === "string") {
    const cleaned = cleanLine(organisation, 60).trim()
    values.organisation = cleaned === "" ? undefined : cleaned
  }
  document.ydoc.transact(() => setFields(record, fixedShapes.participants, values), origin.host)
  return true
}

export function personIn(document: WorkshopDocument, personId: string, role: Role): Person {
  const record = recordIn(document.roots.participants, personId)
  const shape = fixedShapes.participants
  return {
    personId,
    name: shape.displayName.read(record?.get("displayName")),
    role,
    colour: shape.colour.read(record?.get("colour")),
    glyph: shape.glyph.read(record?.get("glyph")),
  }
}
