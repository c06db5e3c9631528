import { type Editing, step } from "../commands/context.ts"
import { isLive, type RootMap, recordIn, type WorkshopDocument } from "../document/document.ts"
import { ordersAfter } from "../document/order.ts"
import { createRecord, type Values } from "../document/records.ts"
import { cardShapeOf, relationShapeOf } from "../document/shapes.ts"
import type { Shape } from "../model/fields.ts"
import { byOrder, fixedShapes, type RootName, rootNames, schemaVersion, workshopKey } from "../model/records.ts"
import { mapReferences } from "../model/references.ts"
import { sessionLists } from "../model/sessionRecords.ts"
import type { BoardContent } from "../model/snapshot.ts"
import type { WorkshopFile } from "./workshopFile.ts"

/**
 * Puts a file that has been read and found sound into a document, as one step. An empty document becomes the file's
 * workshop, ids and all. A document that has a workshop gets the file's boards beside its own: records whose id is
 * taken get a new one, personas of the same id and name are the same, and people and authors stay behind, since the
 * host alone says who takes part. Gives the ids of the boards.
 */
export function fillDocument(editing: Editing, file: WorkshopFile): readonly string[] {
  const { document } = editing
  const isEmpty = recordIn(document.roots.workshop, workshopKey) === undefined
  const names = isEmpty ? new Map<string, string>() : newNames(editing, file)
  const fill = new Fill(document, names, isEmpty)
  step(editing, () => {
    if (isEmpty) fill.workshop(file)
    fill.personas(file)
    fill.boards(file)
    fill.session(file)
  })
  return fill.boardIds
}

type Identified = { readonly id: string; readonly [name: string]: unknown }

class Fill {
  readonly boardIds: string[] = []
  readonly #document: WorkshopDocument
  readonly #names: ReadonlyMap<string, string>
  readonly #isEmpty: boolean

  constructor(document: WorkshopDocument, names: ReadonlyMap<string, string>, isEmpty: boolean) {
    this.#document = document
    this.#names = names
    this.#isEmpty = isEmpty
  }

  workshop({ snapshot }: WorkshopFile): void {
    const values = { ...snapshot.workshop, schemaVersion }
    createRecord(this.#document.roots.workshop, workshopKey, fixedShapes.workshop, values)
    for (const participant of snapshot.participants.values())
      this.#put("participants", fixedShapes.participants, participant)
  }

  /** Agenda, votes and what the room kept belong to one session: they come only with a whole workshop. */
  session({ snapshot }: WorkshopFile): void {
    if (!this.#isEmpty) return
    for (const name of sessionLists)
      for (const record of snapshot[name].values()) this.#put(name, fixedShapes[name], record)
  }

  personas({ snapshot }: WorkshopFile): void {
    const fresh = [...snapshot.personas.values()].filter((persona) => !isSamePersona(this.#document, persona))
    for (const persona of this.#last(this.#document.roots.personas, fresh))
      this.#put("personas", fixedShapes.personas, persona)
  }

  boards({ snapshot, looseRelations }: WorkshopFile): void {
    const contents = new Map([...snapshot.contents.values()].map((content) => [content.board.id, content]))
    const boards = [...contents.values()].map(({ board }) => board)
    for (const board of this.#last(this.#document.roots.boards, boards)) {
      const content = contents.get(board.id)
      if (!content) continue
      this.#put("boards", fixedShapes.boards, board)
      this.boardIds.push(this.#named(board.id))
      const loose = looseRelations.filter(({ boardId }) => boardId === board.id)
      this.#content({
        ...content,
        relations: new Map([...content.relations, ...loose.map((one) => [one.id, one] as const)]),
      })
    }
  }

  #content({ board, cards, merged, relations, overlays, teams, teamInteractions, derivations }: BoardContent): void {
    const kind = this.#document.kinds.get(board.kind)
    for (const card of [...cards.values(), ...merged.values()]) {
      const shape = kind && cardShapeOf(kind, card.kind)
      if (shape) this.#put("cards", shape, card)
    }
    for (const relation of relations.values()) {
      const shape = kind && relationShapeOf(kind, relation.kind)
      if (shape) this.#put("relations", shape, relation)
    }
    for (const overlay of overlays.values()) this.#put("overlays", fixedShapes.overlays, overlay)
    for (const team of teams.values()) this.#put("teams", fixedShapes.teams, team)
    for (const one of teamInteractions.values()) this.#put("teamInteractions", fixedShapes.teamInteractions, one)
    for (const link of derivations.values()) this.#put("derivations", fixedShapes.derivations, link)
  }

  /** In their order, after what the document has; in an empty document with the keys they came with. */
  #last<R extends { readonly id: string; readonly order: string }>(root: RootMap, records: readonly R[]): readonly R[] {
    const sorted = [...records].sort(byOrder)
    if (this.#isEmpty) return sorted
    const orders = ordersAfter(siblingsIn(root), undefined, sorted.length)
    return sorted.map((record, index) => ({ ...record, order: orders[index] ?? record.order }))
  }

  readonly #named = (id: string): string => this.#names.get(id) ?? id

  #put(root: RootName, shape: Shape, { id, ...values }: Identified): void {
    const named: Values = mapReferences(shape, values, this.#named)
    createRecord(this.#document.roots[root], this.#named(id), shape, this.#isEmpty ? named : asImported(named))
  }
}

function asImported(values: Values): Values {
  const { provenance } = values
  if (typeof provenance !== "object" || provenance === null) return values
  const { authorId: _author, ...rest }: Values = { ...provenance }
  return { ...values, provenance: { ...rest, origin: rest.origin === "template" ? "template" : "imported" } }
}

function* siblingsIn(root: RootMap): Iterable<{ id: string; order: string }> {
  for (const [id, record] of root) {
    const order: unknown = record.get("order")
    if (typeof order === "string") yield { id, order }
  }
}

const isSamePersona = (
  { roots }: WorkshopDocument,
  persona: { readonly id: string; readonly name: string },
): boolean => {
  const record = recordIn(roots.personas, persona.id)
  return isLive(record) && String(record.get("name") ?? "") === persona.name
}

/** A new id for everything in the file whose id the document has already used, also for something deleted. */
function newNames(
  { document, newId }: Editing,
  { snapshot, looseRelations }: WorkshopFile,
): ReadonlyMap<string, string> {
  const same = new Set(
    [...snapshot.personas.values()].filter((one) => isSamePersona(document, one)).map(({ id }) => id),
  )
  const names = new Map<string, string>()
  const isTaken = (id: string) => rootNames.some((root) => document.roots[root].has(id))
  for (const id of idsOf(snapshot.contents.values(), [
    ...snapshot.personas.keys(),
    ...looseRelations.map((one) => one.id),
  ]))
    if (!same.has(id) && !names.has(id) && isTaken(id)) names.set(id, newId())
  return names
}

function* idsOf(contents: Iterable<BoardContent>, others: Iterable<string>): Iterable<string> {
  yield* others
  for (const { board, cards, merged, relations, overlays, teams, teamInteractions, derivations } of contents) {
    yield board.id
    for (const records of [cards, merged, relations, overlays, teams, teamInteractions, derivations])
      yield* records.keys()
  }
}
