import { userNeedsMap } from "../../shared/boards/user-needs-map/kind.ts"
import { cardShapeOf, relationShapeOf } from "../../shared/document/shapes.ts"
import { say } from "../../shared/messages/say.ts"
import type { Drawable } from "../../shared/model/boardKind.ts"
import type { Shape } from "../../shared/model/fields.ts"
import { readRecord } from "../../shared/model/fields.ts"
import {
  boardShape,
  type Card,
  cardShape,
  type Persona,
  personaShape,
  type Relation,
  relationShape,
} from "../../shared/model/records.ts"
import type { BoardContent } from "../../shared/model/snapshot.ts"

/** A User Needs Map as plain data, made from fields without any document. */
export interface NeedsMap extends Drawable {
  readonly content: BoardContent
  readonly personas: ReadonlyMap<string, Persona>
}

type Fields = { readonly [name: string]: unknown }
interface Parts {
  readonly personas?: { readonly [id: string]: Fields }
  /** Kind and fields by id. */
  readonly cards?: { readonly [id: string]: Fields & { readonly kind: string } }
  /** From and to; the kind follows from what they connect. */
  readonly lines?: readonly (readonly [from: string, to: string, fields?: Fields])[]
}

const boardId = "map"

export function needsMap({ personas = {}, cards = {}, lines = [] }: Parts): NeedsMap {
  const content: BoardContent = {
    board: { id: boardId, ...read(boardShape, { kind: "user-needs-map", title: "Map" }) },
    cards: new Map(Object.entries(cards).map(([id, fields]) => [id, cardOf(id, fields)])),
    merged: new Map(),
    relations: new Map(lines.map(([from, to, fields]) => relationOf(from, to, cards[from]?.kind, fields))),
    overlays: new Map(),
    teams: new Map(),
    teamInteractions: new Map(),
    derivations: new Map(),
  }
  return {
    content,
    personas: new Map(Object.entries(personas).map(([id, fields]) => [id, { id, ...read(personaShape, fields) }])),
    say: (key, values) => say("en", key, values),
  }
}

function cardOf(id: string, { kind, ...fields }: Fields & { readonly kind: string }): Card {
  const shape: Shape = cardShapeOf(userNeedsMap, kind) ?? cardShape
  return { id, ...read(cardShape, {}), ...readRecord(shape, source({ ...fields, kind, boardId, deleted: false })) }
}

function relationOf(from: string, to: string, fromKind: string | undefined, fields: Fields = {}): [string, Relation] {
  const kind = fromKind === "user" ? "has-need" : "depends-on"
  const id = `${from}_${to}`
  const shape: Shape = relationShapeOf(userNeedsMap, kind) ?? relationShape
  const values = { ...fields, kind, boardId, fromId: from, toId: to, deleted: false }
  return [id, { id, ...read(relationShape, values), ...readRecord(shape, source(values)) }]
}

const read = <S extends Shape>(shape: S, fields: Fields) => readRecord(shape, source({ deleted: false, ...fields }))

const source = (fields: Fields) => ({ get: (key: string) => fields[key], keys: () => Object.keys(fields) })
