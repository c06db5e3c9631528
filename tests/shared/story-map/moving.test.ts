import { describe, expect, test } from "vitest"
import { drop, dropHint } from "../../../shared/boards/story-map/move.ts"
import { nudge } from "../../../shared/boards/story-map/nudge.ts"
import type { Point } from "../../../shared/model/drawing.ts"
import { outlineOf, type Person, personWith } from "../../support/storyMap.ts"

const map = {
  phases: [{ id: "create" }, { id: "operate" }],
  activities: [
    { id: "plan", phaseId: "create" },
    { id: "watch", phaseId: "operate" },
  ],
  steps: [
    { id: "ask", activityId: "plan" },
    { id: "agree", activityId: "plan" },
    { id: "look", activityId: "watch" },
  ],
  slices: [{ id: "first" }, { id: "second" }],
  stories: [
    { id: "t1", stepId: "ask", sliceId: "first" },
    { id: "t2", stepId: "ask", sliceId: "first" },
    { id: "t3", stepId: "agree", sliceId: "first" },
    { id: "t4", stepId: "look", sliceId: "second" },
  ],
}
const outline = (person: Person) => outlineOf(person.content())

/** Takes the cards by the first one's middle and lets go at the point. */
function dragTo(person: Person, ids: readonly string[], to: Point): void {
  const scene = person.scene()
  const placed = ids.flatMap((id) => scene.layout.cards.filter((card) => card.id === id))
  const [held] = placed
  if (!held) throw new Error("Nothing to drag")
  const by = { x: to.x - held.x - held.w / 2, y: to.y - held.y - held.h / 2 }
  drop(scene, new Map(placed.map(({ id, x, y }) => [id, { x: x + by.x, y: y + by.y }])), to)
}

const zone = (person: Person, id: string) => {
  const found = person.scene().layout.zones.find((own) => own.id === id)
  if (!found) throw new Error(`There is no zone ${id}`)
  return found
}
const topOf = (person: Person, id: string): Point => {
  const { x, y, w } = zone(person, id)
  return { x: x + w / 2, y: y + 1 }
}
const endOf = (person: Person, id: string): Point => {
  const { x, y, w, h } = zone(person, id)
  return { x: x + w / 2, y: y + h - 1 }
}

describe("dragging", () => {
  test("a story goes to another cell, before or after its new siblings", () => {
    const ana = personWith(map)

    dragTo(ana, ["t1"], topOf(ana, "cell/agree/first"))
    expect(outline(ana)[2]).toBe("    ask: first(t2)")
    expect(outline(ana)[3]).toBe("    agree: first(t1 t3)")

    dragTo(ana, ["t2"], endOf(ana, "cell/agree/none"))
    expect(outline(ana)[3]).toBe("    agree: first(t1 t3) none(t2)")
  })

  test("a story changes places within its cell, and a drop on its own place is no step of undo", () => {
    const ana = personWith(map)

    dragTo(ana, ["t1"], topOf(ana, "cell/ask/first"))
    expect(ana.undo()).toBe(false)

    dragTo(ana, ["t1"], endOf(ana, "cell/ask/first"))
    expect(outline(ana)[2]).toBe("    ask: first(t2 t1)")
    ana.undo()
    expect(outline(ana)[2]).toBe("    ask: first(t1 t2)")
  })

  test("several stories dragged down keep their steps, dragged across they keep their slices", () => {
    const ana = personWith(map)

    dragTo(ana, ["t1", "t3"], endOf(ana, "cell/ask/second"))
    expect(outline(ana).slice(2, 4)).toEqual(["    ask: first(t2) second(t1)", "    agree: second(t3)"])

    dragTo(ana, ["t1", "t2"], endOf(ana, "cell/look/second"))
    expect(outline(ana).slice(2, 7)).toEqual([
      "    ask:",
      "    agree: second(t3)",
      "operate",
      "  watch",
      "    look: first(t2) second(t4 t1)",
    ])
  })

  test("a step goes to another activity with its stories, and an activity to another phase with its steps", () => {
    const ana = personWith(map)

    const steps = zone(ana, "step/watch")
    dragTo(ana, ["ask"], { x: steps.x + steps.w, y: steps.y })
    expect(outline(ana).slice(0, 6)).toEqual([
      "create",
      "  plan",
      "    agree: first(t3)",
      "operate",
      "  watch",
      "    look: second(t4)",
    ])
    expect(outline(ana)[6]).toBe("    ask: first(t1 t2)")

    const { x, y } = zone(ana, "activity/operate")
    dragTo(ana, ["plan", "agree", "t3"], { x: x + 1, y: y + 4 })
    expect(outline(ana).slice(0, 4)).toEqual(["create", "operate", "  plan", "    agree: first(t3)"])
  })

  test("a slice and a phase are put in another order", () => {
    const ana = personWith(map)

    dragTo(ana, ["second"], topOf(ana, "slice/first"))
    dragTo(ana, ["operate"], { x: 0, y: 0 })

    expect(outline(ana)[0]).toBe("operate")
    expect(outline(ana).at(-1)).toBe("slices: second first")
  })

  test("a drop beside the map goes to the nearest cell, and a note lies where it was put", () => {
    const ana = personWith({ ...map, notes: [{ id: "aside", x: 0, y: 0 }] })

    dragTo(ana, ["t1"], { x: 99_999, y: 99_999 })
    expect(outline(ana)[6]).toBe("    look: second(t4) none(t1)")

    const scene = ana.scene()
    drop(scene, new Map([["aside", { x: 11.4, y: -7.6 }]]), { x: 0, y: 0 })
    expect(ana.card("aside")).toMatchObject({ x: 11, y: -8 })
  })

  test("shows beforehand where a card would go in", () => {
    const ana = personWith(map)
    const scene = ana.scene()
    const corners = new Map([["t1", { x: 0, y: 0 }]])

    const bar = dropHint(scene, corners, endOf(ana, "cell/agree/first"))
    const empty = dropHint(scene, corners, endOf(ana, "cell/agree/second"))

    const t3 = scene.layout.cards.find(({ id }) => id === "t3")
    expect(bar).toMatchObject({ x: t3?.x, w: t3?.w, y: (t3?.y ?? 0) + (t3?.h ?? 0) + 2 })
    expect(empty?.h).toBeGreaterThan(20)
  })

  test("cards with one and the same order key can be told apart by a drop between them", () => {
    const same = ["t1", "t2", "t3", "t4"].map((id) => ({ id, stepId: "ask", sliceId: "first", order: "a0" }))
    const ana = personWith({ ...map, stories: same })
    const t2 = ana.scene().layout.cards.find(({ id }) => id === "t2")

    dragTo(ana, ["t4"], { x: (t2?.x ?? 0) + 5, y: (t2?.y ?? 0) + 2 })

    expect(outline(ana)[2]).toBe("    ask: first(t1 t4 t2 t3)")
  })
})

describe("Alt and arrows", () => {
  test("take a story along its cell, then on to the next slice", () => {
    const ana = personWith(map)
    const states = [1, 1, 1, -1].map((dy) => {
      nudge(ana.scene(), ["t1"], 0, dy === 1 ? 1 : -1)
      return outline(ana)[2]
    })

    expect(states).toEqual([
      "    ask: first(t2 t1)",
      "    ask: first(t2) second(t1)",
      "    ask: first(t2) none(t1)",
      "    ask: first(t2) second(t1)",
    ])
  })

  test("take a step past the end of its activity into the next one", () => {
    const ana = personWith(map)

    nudge(ana.scene(), ["ask"], 1, 0)
    nudge(ana.scene(), ["ask"], 1, 0)

    expect(outline(ana).slice(1, 6)).toEqual([
      "  plan",
      "    agree: first(t3)",
      "operate",
      "  watch",
      "    ask: first(t1 t2)",
    ])
  })

  test("take a story sideways to the next step in its slice, a slice down, an activity to the next phase", () => {
    const ana = personWith(map)

    nudge(ana.scene(), ["t1"], 1, 0)
    nudge(ana.scene(), ["first"], 0, 1)
    nudge(ana.scene(), ["plan"], 1, 0)

    expect(outline(ana)).toEqual([
      "create",
      "operate",
      "  plan",
      "    ask: first(t2)",
      "    agree: first(t3 t1)",
      "  watch",
      "    look: second(t4)",
      "slices: second first",
    ])
  })

  test("move several cards as a row and stop together at the edge", () => {
    const ana = personWith({ ...map, slices: [{ id: "a" }, { id: "b" }, { id: "c" }] })

    nudge(ana.scene(), ["a", "b"], 0, 1)
    expect(outline(ana).at(-1)).toBe("slices: c a b")
    nudge(ana.scene(), ["a", "b"], 0, 1)
    expect(outline(ana).at(-1)).toBe("slices: c a b")
    ana.undo()
    expect(outline(ana).at(-1)).toBe("slices: a b c")
  })
})
