import * as Y from "yjs"
import { userNeedsMap } from "../../shared/boards/user-needs-map/kind.ts"
import type { Scene } from "../../shared/boards/user-needs-map/scene.ts"
import type { Editing } from "../../shared/commands/context.ts"
import { addRecord } from "../../shared/commands/workshop.ts"
import { openDocument } from "../../shared/document/document.ts"
import { type History, openHistory } from "../../shared/document/history.ts"
import { projectDocument } from "../../shared/document/projection.ts"
import { say } from "../../shared/messages/say.ts"
import type { Card } from "../../shared/model/records.ts"
import type { Snapshot } from "../../shared/model/snapshot.ts"

/** One person's device with an open User Needs Map, and everything a command needs. */
export interface Mapper {
  readonly editing: Editing
  readonly history: History
  readonly snapshot: () => Snapshot
  /** What the gesture that follows is about: the map as this person sees it at this moment. */
  readonly scene: () => Scene
  readonly card: (id: string) => Card | undefined
  /** From and to of every line, sorted. */
  readonly lines: () => readonly string[]
}

const boardId = "map"

/** A person alone at a new map. */
export const mapper = (): Mapper => {
  const person = deviceOf("ana", 1)
  addRecord(person.editing, "boards", { kind: "user-needs-map", title: "Map" }, boardId)
  return person
}

/** Two people at one map, who hear of each other only when they meet. `prepare` is what both already have. */
export function twoMappers(prepare: (first: Mapper) => void): { ana: Mapper; ben: Mapper; meet: () => void } {
  const ana = mapper()
  prepare(ana)
  const ben = deviceOf("ben", 2)
  const meet = () => {
    for (const [from, to] of [
      [ana, ben],
      [ben, ana],
    ] as const)
      Y.applyUpdate(to.editing.document.ydoc, Y.encodeStateAsUpdate(from.editing.document.ydoc), "elsewhere")
  }
  meet()
  return { ana, ben, meet }
}

function deviceOf(name: string, clientId: number): Mapper {
  const ydoc = new Y.Doc()
  ydoc.clientID = clientId
  const document = openDocument(ydoc, [userNeedsMap])
  const history = openHistory(document)
  const projection = projectDocument(document)
  let made = 0
  const newId = () => `${name}-${String(++made).padStart(3, "0")}`
  const editing: Editing = { document, newId, now: () => "2026-03-23T09:15:00.000Z", endStep: history.endStep }
  const content = () => {
    const own = projection.current().contents.get(boardId)
    if (!own) throw new Error("The map is not there")
    return own
  }
  const lay = () =>
    userNeedsMap.lay({
      content: content(),
      personas: projection.current().personas,
      say: (key, values) => say("en", key, values),
    })
  return {
    editing,
    history,
    snapshot: projection.current,
    scene: () => ({ editing, content: content(), layout: lay() }),
    card: (id) => content().cards.get(id),
    lines: () => [...content().relations.values()].map(({ fromId, toId }) => `${fromId} → ${toId}`).sort(),
  }
}
