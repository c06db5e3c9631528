import fc from "fast-check"
import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { openDocument, type WorkshopDocument } from "../../shared/document/document.ts"
import { createRecord } from "../../shared/document/records.ts"
import { cardShapeOf, relationShapeOf } from "../../shared/document/shapes.ts"
import type { BoardKind } from "../../shared/model/boardKind.ts"
import type { Field, Shape } from "../../shared/model/fields.ts"
import { fixedShapes, workshopKey } from "../../shared/model/records.ts"
import { sessionLists } from "../../shared/model/sessionRecords.ts"

/**
 * Workshops nobody would make: every field of every kind with any value that its reader gives for garbage, references
 * to anything, texts of any characters, and keys that hold what they should not.
 */
export const randomWorkshop = (): fc.Arbitrary<WorkshopDocument> =>
  fc
    .record({
      workshop: valuesFor(fixedShapes.workshop),
      participants: records(fixedShapes.participants),
      personas: records(fixedShapes.personas),
      session: fc.record(Object.fromEntries(sessionLists.map((name) => [name, records(fixedShapes[name])]))),
      boards: fc.array(fc.constantFrom(...boardKinds).chain(boardOf), { maxLength: 3 }),
      damage: fc.array(fc.tuple(fc.nat(), fc.nat(), garbage), { maxLength: 4 }),
    })
    .map(({ workshop, participants, personas, session, boards, damage }) => {
      const document = openDocument(new Y.Doc({ gc: false }), boardKinds)
      const { roots } = document
      const put = (root: keyof typeof roots, shape: Shape, all: readonly Made[], more: object) => {
        for (const { id, values } of all) createRecord(roots[root], id, shape, { ...values, deleted: false, ...more })
      }
      document.ydoc.transact(() => {
        createRecord(roots.workshop, workshopKey, fixedShapes.workshop, { ...workshop, id: "w-1", schemaVersion: 1 })
        put("participants", fixedShapes.participants, participants, {})
        put("personas", fixedShapes.personas, personas, {})
        for (const name of sessionLists) put(name, fixedShapes[name], session[name] ?? [], {})
        for (const [at, board] of boards.entries()) {
          const boardId = `b${at}`
          put("boards", fixedShapes.boards, [{ id: boardId, values: board.values }], { kind: board.kind.kind })
          for (const { kind, shape, made } of board.cards) put("cards", shape, made, { boardId, kind })
          for (const { kind, shape, made } of board.relations) put("relations", shape, made, { boardId, kind })
          put("overlays", fixedShapes.overlays, board.overlays, { boardId })
          put("teams", fixedShapes.teams, board.teams, {})
          put("teamInteractions", fixedShapes.teamInteractions, board.teamInteractions, {})
          put("derivations", fixedShapes.derivations, board.derivations, { boardId })
        }
        const cards = [...roots.cards.values()]
        for (const [which, key, value] of damage) {
          const card = cards[which % Math.max(1, cards.length)]
          const keys = [...(card?.keys() ?? [])].filter((name) => name !== "boardId" && name !== "kind")
          card?.set(keys[key % Math.max(1, keys.length)] ?? "title", value)
        }
      })
      return document
    })

interface Made {
  readonly id: string
  readonly values: { readonly [name: string]: unknown }
}

/** Few, so that references meet records and records of different sorts share ids. */
const someId = fc.constantFrom("a", "b", "c", "d", "e", "p-1", "p-2", "b0", "b1", "toString", "Z_9", "12", "007")
const someText = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constant("\ud83d\ude00 \r\n</svg>"),
)
const garbage = fc.oneof(
  someText,
  someId,
  fc.double(),
  fc.integer({ min: -10, max: 10 }),
  fc.boolean(),
  fc.constant(null),
  fc.constant("2026-03-23T09:15:00.000Z"),
  fc.array(fc.oneof(someText, someId), { maxLength: 3 }),
)

const records = (shape: Shape): fc.Arbitrary<readonly Made[]> =>
  fc.uniqueArray(fc.record({ id: fc.constantFrom("a", "b", "c", "d", "e", "p-1", "p-2"), values: valuesFor(shape) }), {
    selector: ({ id }) => id,
    maxLength: 4,
  })

const valuesFor = (shape: Shape): fc.Arbitrary<Made["values"]> =>
  fc.record(Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, contentFor(field)])))

function contentFor(field: Field): fc.Arbitrary<unknown> {
  if (field.as === "prose") return someText
  if (field.as === "set") return fc.uniqueArray(someId, { maxLength: 3 })
  if (field.as === "table") return fc.dictionary(someId, garbage.map(field.row.read), { maxKeys: 3 })
  if (field.as === "group")
    return fc.record(
      Object.fromEntries(Object.entries(field.parts).map(([part, inner]) => [part, garbage.map(inner.read)])),
      { requiredKeys: [] },
    )
  return fc
    .oneof(fc.constant(undefined), garbage)
    .map((raw) => (raw === undefined && field.isOptional ? raw : field.read(raw)))
}

function boardOf(kind: BoardKind) {
  const sorts = (names: readonly string[], shapeOf: (kind: BoardKind, name: string) => Shape | undefined) =>
    fc.tuple(
      ...names.map((name) => {
        const shape = shapeOf(kind, name) ?? {}
        return records(shape).map((made) => ({
          kind: name,
          shape,
          made: made.map((one) => ({ ...one, id: `${name}-${one.id}` })),
        }))
      }),
    )
  return fc.record({
    kind: fc.constant(kind),
    values: valuesFor(fixedShapes.boards),
    cards: sorts([...Object.keys(kind.cards), "note"], cardShapeOf),
    relations: sorts(Object.keys(kind.relations), relationShapeOf),
    overlays: records(fixedShapes.overlays),
    teams: records(fixedShapes.teams),
    teamInteractions: records(fixedShapes.teamInteractions),
    derivations: records(fixedShapes.derivations),
  })
}
