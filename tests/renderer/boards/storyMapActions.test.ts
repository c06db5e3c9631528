import { expect, test } from "vitest"
import { actions } from "../../../renderer/boards/story-map/actions.ts"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { storyMap } from "../../../shared/boards/story-map/kind.ts"
import { addCards } from "../../../shared/commands/cards.ts"
import { addRecord } from "../../../shared/commands/workshop.ts"

const action = (name: string) => {
  const found = actions.find((own) => own.name === name)
  if (!found) throw new Error(`There is no action ${name}`)
  return { run: found.run, isAvailable: (session: Session) => found.isAvailable?.(session) ?? true }
}

function openMap(): Session {
  const session = openLocalSession({ kinds: [storyMap] })
  addRecord(session.editing, "boards", { kind: "story-map", title: "Map" }, "map")
  session.view.setState({ boardId: "map" })
  return session
}

test("what the walking skeleton misses can be selected, once something is missing", () => {
  const session = openMap()
  const { run, isAvailable } = action("story-map.show-gaps")
  expect(isAvailable(session)).toBe(false)

  addCards(session.editing, "map", [
    { kind: "activity", id: "a1", values: {} },
    { kind: "activity", id: "a2", values: {} },
    { kind: "step", id: "s1", values: { activityId: "a1" } },
    { kind: "slice", id: "l1", values: { walkingSkeleton: true } },
    { kind: "story", id: "t1", values: { stepId: "s1", sliceId: "l1" } },
  ])
  expect(isAvailable(session)).toBe(true)
  run(session)

  expect(session.view.getState().selected).toEqual(new Set(["a2"]))
})

test("a new slice is selected and written on at once", () => {
  const session = openMap()

  action("story-map.add-slice").run(session)

  const { selected, editing } = session.view.getState()
  const [card] = session.snapshot.getState().contents.get("map")?.cards.values() ?? []
  expect(card?.kind).toBe("slice")
  expect([[...selected], editing]).toEqual([[card?.id], card?.id])
})

test("the map is framed once", () => {
  const session = openMap()
  const frame = action("story-map.add-frame")

  frame.run(session)

  expect(frame.isAvailable(session)).toBe(false)
})
