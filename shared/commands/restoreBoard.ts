import { isLive, type RecordMap, type RootMap, recordIn, sourceOf } from "../document/document.ts"
import { createRecord, setFields, type Values } from "../document/records.ts"
import { cardShapeOf, relationShapeOf } from "../document/shapes.ts"
import type { BoardKind } from "../model/boardKind.ts"
import { isPlain, readRecord, type Shape } from "../model/fields.ts"
import { fixedShapes, type Persona } from "../model/records.ts"
import { err, ok, type Result } from "../model/result.ts"
import type { BoardContent } from "../model/snapshot.ts"
import { settleTitle } from "./cards.ts"
import { type CommandProblem, type Editing, step } from "./context.ts"

/** A board as it was, with the personas it speaks of. */
export interface BoardToRestore {
  readonly content: BoardContent
  readonly personas: ReadonlyMap<string, Persona>
}

/**
 * Makes a board what it was, as one step that undo takes back. Only the difference is written: what came later is
 * hidden and keeps all its words, what is gone is shown again, and what somebody else adds at the same moment stays.
 * Authors, first wordings, locks and questions that were left stay as they are.
 */
export function restoreBoard(editing: Editing, state: BoardToRestore): Result<void, CommandProblem> {
  const { document } = editing
  const kind = document.kinds.get(state.content.board.kind)
  if (!kind) return err({ type: "KindUnknown", kind: state.content.board.kind })
  const { content } = state
  const { roots } = document
  const boardId = content.board.id
  const shapeOfCard = (record: Kinded) => cardShapeOf(kind, record.kind)
  const shapeOfRelation = (record: Kinded) => relationShapeOf(kind, record.kind)
  const isHere = (record: RecordMap) => record.get("boardId") === boardId
  const overlays = new Set([...content.overlays.keys(), ...idsWhere(roots.overlays, isHere)])
  const isInOverlay = (record: RecordMap) => overlays.has(String(record.get("overlayId")))
  step(editing, () => {
    restorePersonas(editing, state, kind)
    bringBack(roots.boards, content.board, fixedShapes.boards)
    const reworded = rewordedIn(roots.cards, content)
    const before = new Set(idsWhere(roots.cards, (record) => isHere(record) && isLive(record)))
    makeSame(roots.cards, isHere, content.cards, shapeOfCard)
    // A line whose end is gone is shown nowhere and waits for it; any other that was not there goes.
    const isDrawn = (record: RecordMap) =>
      isHere(record) &&
      [record.get("fromId"), record.get("toId")].every((id) => isOn(id, before) || isOn(id, content.cards))
    makeSame(roots.relations, isDrawn, content.relations, shapeOfRelation)
    makeSame(roots.overlays, isHere, content.overlays, () => fixedShapes.overlays)
    makeSame(roots.teams, isInOverlay, content.teams, () => fixedShapes.teams)
    makeSame(roots.teamInteractions, isInOverlay, content.teamInteractions, () => fixedShapes.teamInteractions)
    makeSame(roots.derivations, isHere, content.derivations, () => fixedShapes.derivations)
    for (const id of reworded) settleTitle(editing, id)
  })
  return ok(undefined)
}

interface Identified {
  readonly id: string
  readonly [name: string]: unknown
}
type Kinded = Identified & { readonly kind: string }

const isOn = (id: unknown, cards: { has(id: string): boolean }): boolean => typeof id === "string" && cards.has(id)

function* idsWhere(root: RootMap, holds: (record: RecordMap) => boolean): Iterable<string> {
  for (const [id, record] of root) if (holds(record)) yield id
}

/** Live cards whose title will change: the wording before stays in their history. */
const rewordedIn = (cards: RootMap, { cards: wanted }: BoardContent): readonly string[] =>
  [...wanted.values()].flatMap(({ id, title }) => {
    const record = recordIn(cards, id)
    return record && String(record.get("title")) !== title ? [id] : []
  })

function makeSame<R extends Identified>(
  root: RootMap,
  belongs: (record: RecordMap) => boolean,
  wanted: ReadonlyMap<string, R>,
  shapeOf: (record: R) => Shape | undefined,
): void {
  for (const [id, record] of root) if (belongs(record) && isLive(record) && !wanted.has(id)) record.set("deleted", true)
  for (const record of wanted.values()) {
    const shape = shapeOf(record)
    if (shape) bringBack(root, record, shape)
  }
}

/** What a restored record keeps as it is now. */
const kept = ["deleted", "provenance", "boardId", "kind", "locked", "dismissed", "state"]

function bringBack(root: RootMap, { id, ...values }: Identified, shape: Shape): void {
  const record = recordIn(root, id)
  if (!record) return void createRecord(root, id, shape, { ...withoutAuthor(values), deleted: false })
  setFields(record, shape, { ...differing(shape, readRecord(shape, sourceOf(record)), values), deleted: false })
}

/** Nobody writes in another's name, so what comes from a file of another workshop comes without its author. */
function withoutAuthor(values: Values): Values {
  const { provenance } = values
  if (!isPlain(provenance)) return values
  const { authorId: _author, rewordings: _texts, ...rest } = provenance
  return { ...values, provenance: rest }
}

/** The fields that read differently. What was not said then is not said afterwards. */
const differing = (shape: Shape, now: Values, then: Values): Values =>
  Object.fromEntries(
    Object.keys(shape)
      .filter((name) => !isKept(name, shape) && JSON.stringify(now[name]) !== JSON.stringify(then[name]))
      .map((name) => [name, then[name]]),
  )

/** `state` belongs to a board's session, but to an overlay and an opportunity as their own word. */
const isKept = (name: string, shape: Shape): boolean =>
  kept.includes(name) && (name !== "state" || shape === fixedShapes.boards)

/** Personas that the board speaks of are there again. One that gives a card its words gets the name it had. */
function restorePersonas({ document }: Editing, { content, personas }: BoardToRestore, kind: BoardKind): void {
  for (const card of content.cards.values()) {
    const { personaId }: Values = { ...card }
    const persona = typeof personaId === "string" ? personas.get(personaId) : undefined
    if (!persona) continue
    const record = recordIn(document.roots.personas, persona.id)
    const isItsName = kind.nameOf({ ...card, title: "" }, personas) === persona.name
    if (!record) bringBack(document.roots.personas, persona, fixedShapes.personas)
    else setFields(record, fixedShapes.personas, { deleted: false, ...(isItsName ? { name: persona.name } : {}) })
  }
}
