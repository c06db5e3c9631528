import { act, cleanup, fireEvent, render, screen } from "@testing-library/react"
import { afterEach, describe, expect, test } from "vitest"
import { Inspector } from "../../../renderer/boards/story-map/Inspector.tsx"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { SessionContext, useBoard } from "../../../renderer/session/useSession.ts"
import { storyMap } from "../../../shared/boards/story-map/kind.ts"
import { isStory } from "../../../shared/boards/story-map/schema.ts"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { addCards } from "../../../shared/commands/cards.ts"
import { addRecord } from "../../../shared/commands/workshop.ts"

afterEach(cleanup)

function openMap(role: "facilitator" | "observer" = "facilitator"): Session {
  const session = openLocalSession({ kinds: [userNeedsMap, storyMap], me: { role } })
  const { editing } = session
  addRecord(editing, "personas", { name: "Platform engineer" }, "p1")
  addRecord(editing, "boards", { kind: "user-needs-map", title: "Needs" }, "needs")
  addRecord(editing, "boards", { kind: "story-map", title: "Map" }, "map")
  addCards(editing, "needs", [
    { kind: "need", id: "n1", values: { title: "Sleep at night" } },
    { kind: "capability", id: "c1", values: { title: "Observability" } },
  ])
  addCards(editing, "map", [
    { kind: "activity", id: "a1", values: { title: "Watch" } },
    { kind: "activity", id: "a2", values: { title: "Repair" } },
    { kind: "step", id: "s1", values: { title: "Look", activityId: "a1" } },
    { kind: "slice", id: "l1", values: { title: "First" } },
    { kind: "story", id: "t1", values: { title: "See it", stepId: "s1", sliceId: "l1" } },
  ])
  session.view.setState({ boardId: "map" })
  return session
}

function Inspected({ id }: { readonly id: string }) {
  const content = useBoard()
  const card = content?.cards.get(id)
  return card && content ? <Inspector card={card} content={content} /> : null
}

const inspect = (session: Session, id: string) =>
  render(
    <SessionContext value={session}>
      <Inspected id={id} />
    </SessionContext>,
  )
const cardOf = (session: Session, id: string) => session.snapshot.getState().contents.get("map")?.cards.get(id)
const conditionsOf = (session: Session): readonly string[] => {
  const story = cardOf(session, "t1")
  return isStory(story) ? Object.values(story.acceptance) : []
}
const write = (label: string, value: string) => {
  const field = screen.getByLabelText(label)
  fireEvent.change(field, { target: { value } })
  return field
}

describe("the details of a card on a story map", () => {
  test("a step takes personas, needs and capabilities of the same workshop", () => {
    const session = openMap()
    inspect(session, "s1")

    fireEvent.click(screen.getByLabelText("Platform engineer"))
    write("Add a need", "n1")
    write("Add a capability", "c1")

    expect(cardOf(session, "s1")).toMatchObject({ personaIds: ["p1"], needIds: ["n1"], capabilityIds: ["c1"] })
    expect(screen.getByText("Sleep at night")).toBeTruthy()
  })

  test("a story's sentence is written when the writing ends, and is one step of undo", () => {
    const session = openMap()
    inspect(session, "t1")

    const field = write("so that …", "I can sleep")
    expect(cardOf(session, "t1")).not.toHaveProperty("soThat")
    fireEvent.blur(field)
    expect(cardOf(session, "t1")).toMatchObject({ soThat: "I can sleep" })

    act(() => void session.history.undo())
    expect(cardOf(session, "t1")).not.toHaveProperty("soThat")
  })

  test("what is being written is kept when the details close", () => {
    const session = openMap()
    const { unmount } = inspect(session, "t1")

    write("I want to …", "look away")
    unmount()

    expect(cardOf(session, "t1")).toMatchObject({ iWant: "look away" })
  })

  test("conditions stay in the order in which they were added", () => {
    const session = openMap()
    inspect(session, "t1")

    for (const text of ["It loads", "It says when"]) {
      fireEvent.click(screen.getByRole("button", { name: "Add a condition" }))
      fireEvent.blur(write(`Condition ${conditionsOf(session).length}`, text))
    }
    expect(conditionsOf(session)).toEqual(["It loads", "It says when"])

    fireEvent.click(screen.getByRole("button", { name: "Take away condition 1" }))
    expect(conditionsOf(session)).toEqual(["It says when"])
  })

  test("a slice says which activities it does not touch", () => {
    const session = openMap()
    inspect(session, "l1")

    expect(screen.getByText("Nothing in this slice yet for: Repair")).toBeTruthy()
  })

  test("an observer reads and cannot write", () => {
    const session = openMap("observer")
    inspect(session, "t1")

    expect(screen.getByLabelText("Title").closest("fieldset")?.disabled).toBe(true)
  })
})
