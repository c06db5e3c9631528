import { cardShapeOf, noteKind, relationShapeOf } from "../document/shapes.ts"
import type { BoardKind } from "../model/boardKind.ts"
import { type Field, idSchema, type JsonSchema, type Shape } from "../model/fields.ts"
import { fixedShapes, schemaVersion } from "../model/records.ts"
import { sessionLists } from "../model/sessionRecords.ts"
import { fileAudiences } from "./names.ts"
import { fileFormat, implied, sessionListNames } from "./writeWorkshopFile.ts"

/**
 * The published schema of a workshop file, made from the same shapes that read and check it. Says what may stand where;
 * that ids are unique, chains have no circle and a capability has one owner is beyond a schema and checked by the reader.
 */
export function workshopSchema(kinds: readonly BoardKind[]): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Cairn workshop",
    description:
      "A workshop as Cairn writes it: keys sorted except format and schemaVersion, lists by (order, id) or id. Tables are objects by id. What is absent has its usual value; null stands nowhere. Keys that begin with x- are free for other programs and not kept; other unknown keys are refused.",
    ...closed(
      {
        format: { const: fileFormat },
        schemaVersion: { const: schemaVersion },
        exportedAt: fixedShapes.workshop.createdAt.schema,
        export: closed({
          rule: fixedShapes.workshop.ruleOfTheHouse.schema,
          for: { enum: fileAudiences },
          stripped: idList,
        }),
        workshop: closed(
          {
            ...fieldsOf(fixedShapes.workshop, implied.workshop),
            participants: listOf(record(fixedShapes.participants, [])),
            personas: listOf(record(fixedShapes.personas, implied.record)),
            boards: listOf({ oneOf: kinds.map(({ kind }) => ({ $ref: `#/$defs/${kind}` })) }),
            ...Object.fromEntries(
              sessionLists.map((name) => [sessionListNames[name], listOf(record(fixedShapes[name], implied.record))]),
            ),
          },
          ["id"],
        ),
        unresolved: { ...idList, description: "Ids that something refers to and that no record here has." },
      },
      ["format", "schemaVersion", "workshop"],
    ),
    $defs: Object.fromEntries(kinds.map((kind) => [kind.kind, board(kind)])),
  }
}

const idList: JsonSchema = { type: "array", items: idSchema, uniqueItems: true }
const listOf = (items: JsonSchema): JsonSchema => ({ type: "array", items })

const closed = (properties: { readonly [name: string]: JsonSchema }, required: readonly string[] = []): JsonSchema => ({
  type: "object",
  properties,
  ...(required.length > 0 ? { required } : {}),
  patternProperties: { "^x-": true },
  additionalProperties: false,
})

function board(kind: BoardKind): JsonSchema {
  const cards = [...Object.keys(kind.cards), noteKind].map((name) =>
    ofKind(name, cardShapeOf(kind, name) ?? {}, ["kind"]),
  )
  const relations = Object.keys(kind.relations).map((name) =>
    ofKind(name, relationShapeOf(kind, name) ?? {}, ["kind", "fromId", "toId"]),
  )
  const team = record(fixedShapes.teams, implied.team, { owns: { ...idList, description: "Ids of capabilities." } })
  const interaction = record(fixedShapes.teamInteractions, implied.team)
  return record(
    fixedShapes.boards,
    implied.record,
    {
      kind: { const: kind.kind },
      cards: listOf({ oneOf: cards }),
      relations: relations.length > 0 ? listOf({ oneOf: relations }) : { type: "array", maxItems: 0 },
      overlays: listOf(
        record(fixedShapes.overlays, implied.overlay, { teams: listOf(team), interactions: listOf(interaction) }),
      ),
      derivations: listOf(record(fixedShapes.derivations, implied.onBoard)),
    },
    ["kind"],
  )
}

const ofKind = (kind: string, shape: Shape, required: readonly string[]): JsonSchema =>
  record(shape, implied.onBoard, { kind: { const: kind } }, required)

const record = (
  shape: Shape,
  without: readonly string[],
  more: { readonly [name: string]: JsonSchema } = {},
  required: readonly string[] = [],
): JsonSchema => closed({ id: idSchema, ...fieldsOf(shape, without), ...more }, ["id", ...required])

const fieldsOf = (shape: Shape, without: readonly string[]): { readonly [name: string]: JsonSchema } =>
  Object.fromEntries(
    Object.entries(shape)
      .filter(([name]) => !without.includes(name))
      .map(([name, field]) => [name, schemaOf(field)]),
  )

function schemaOf(field: Field): JsonSchema {
  if (field.as === "value") return field.schema
  if (field.as === "prose") return { type: "string", maxLength: field.limit }
  if (field.as === "set") return idList
  if (field.as === "table") return { type: "object", propertyNames: idSchema, additionalProperties: field.row.schema }
  const parts = Object.entries(field.parts).map(([name, part]) => [name, part.schema])
  return { type: "object", properties: Object.fromEntries(parts), additionalProperties: false }
}
