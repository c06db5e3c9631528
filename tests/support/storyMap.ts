import * as Y from "yjs"
import { storyMap } from "../../shared/boards/story-map/kind.ts"
import { lay } from "../../shared/boards/story-map/layout.ts"
import { bandsOf, type StepBranch, treeOf } from "../../shared/boards/story-map/tree.ts"
import { addCards, type NewCard } from "../../shared/commands/cards.ts"
import type { Editing } from "../../shared/commands/context.ts"
import { addRecord } from "../../shared/commands/workshop.ts"
import { openDocument } from "../../shared/document/document.ts"
import { openHistory } from "../../shared/document/history.ts"
import { projectDocument } from "../../shared/document/projection.ts"
import { say } from "../../shared/messages/say.ts"
import type { Drawable } from "../../shared/model/boardKind.ts"
import type { Card } from "../../shared/model/records.ts"
import type { BoardContent } from "../../shared/model/snapshot.ts"

/** Story maps for tests, written as in a template: lists of cards by kind, in order. */

type Fields = { readonly id: string; readonly [name: string]: unknown }
export interface Parts {
  readonly personas?: readonly Fields[]
  readonly frames?: readonly Fields[]
  readonly phases?: readonly Fields[]
  readonly activities?: readonly Fields[]
  readonly steps?: readonly Fields[]
  readonly slices?: readonly Fields[]
  readonly stories?: readonly Fields[]
  readonly notes?: readonly Fields[]
}

export const boardId = "map"
const lists = {
  frames: "frame",
  phases: "phase",
  activities: "activity",
  steps: "step",
  slices: "slice",
  stories: "story",
  notes: "note",
} as const

const newCards = (parts: Parts): NewCard[] =>
  Object.entries(lists).flatMap(([list, kind]) =>
    (parts[list as keyof Parts] ?? []).map(({ id, ...values }, index) => ({
      id,
      kind,
      values: { title: id, order: `a${String(index).padStart(4, "0")}V`, ...values },
    })),
  )

/** One person's device, with everything a command needs. */
export interface Person {
  readonly editing: Editing
  readonly content: () => BoardContent
  readonly card: (id: string) => Card | undefined
  readonly drawable: () => Drawable
  readonly scene: () => {
    readonly editing: Editing
    readonly content: BoardContent
    readonly layout: ReturnType<typeof lay>
  }
  readonly undo: () => boolean
  readonly redo: () => boolean
  readonly ydoc: Y.Doc
}

export function personWith(parts: Parts = {}, name = "one", clientId = 1): Person {
  const ydoc = new Y.Doc()
  ydoc.clientID = clientId
  const document = openDocument(ydoc, [storyMap])
  let made = 0
  const setUp: Editing = { document, newId: () => `set-up-${++made}`, now: () => "2026-03-23T09:15:00.000Z" }
  if (clientId === 1) {
    addRecord(setUp, "boards", { kind: "story-map", title: "Map" }, boardId)
    for (const { id, ...persona } of parts.personas ?? []) addRecord(setUp, "personas", persona, id)
    addCards(setUp, boardId, newCards(parts))
  }
  const history = openHistory(document)
  const projection = projectDocument(document)
  const editing: Editing = { ...setUp, newId: () => `${name}-${++made}`, endStep: history.endStep }
  const content = () => {
    const own = projection.current().contents.get(boardId)
    if (!own) throw new Error("The board is not there")
    return own
  }
  const drawable = (): Drawable => ({
    content: content(),
    personas: projection.current().personas,
    say: (key, values) => say("en", key, values),
  })
  return {
    editing,
    content,
    card: (id) => content().cards.get(id),
    drawable,
    scene: () => ({ editing, content: content(), layout: lay(drawable()) }),
    undo: history.undo,
    redo: history.redo,
    ydoc,
  }
}

/** Two people at one map, who hear of each other only when `meet` is called. */
export function twoPeople(parts: Parts): { readonly ana: Person; readonly ben: Person; readonly meet: () => void } {
  const ana = personWith(parts, "ana", 1)
  const ben = personWithout(ana)
  const meet = () => {
    const [fromAna, fromBen] = [Y.encodeStateAsUpdate(ana.ydoc), Y.encodeStateAsUpdate(ben.ydoc)]
    Y.applyUpdate(ana.ydoc, fromBen)
    Y.applyUpdate(ben.ydoc, fromAna)
  }
  return { ana, ben, meet }
}

const personWithout = (other: Person): Person => {
  const person = personWith({}, "ben", 2)
  Y.applyUpdate(person.ydoc, Y.encodeStateAsUpdate(other.ydoc))
  return person
}

/** The map in words: titles, or ids where there is none; a line for a phase, an activity and a step with its cells. */
export function outlineOf(content: BoardContent): string[] {
  const tree = treeOf(content)
  const name = ({ title, id }: Card) => title || id
  const stepLine = ({ step, cells }: StepBranch) => {
    const own = bandsOf(tree).flatMap((band) => {
      const stories = cells.get(band) ?? []
      return stories.length === 0 ? [] : [`${band}(${stories.map(name).join(" ")})`]
    })
    return [`    ${step ? name(step) : "?"}:`, ...own].join(" ")
  }
  return [
    ...tree.phases.flatMap(({ phase, activities }) => [
      phase ? name(phase) : "-",
      ...activities.flatMap(({ activity, steps }) => [`  ${name(activity)}`, ...steps.map(stepLine)]),
    ]),
    ...(tree.homeless.length > 0 ? ["homeless", ...tree.homeless.map(stepLine)] : []),
    ["slices:", ...tree.slices.map(name)].join(" "),
  ]
}
