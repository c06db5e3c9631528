import { describe, expect, test } from "vitest"
import { drawCard, lay } from "../../../shared/boards/story-map/layout.ts"
import type { PlacedCard } from "../../../shared/model/drawing.ts"
import { personWith } from "../../support/storyMap.ts"

const shop = {
  phases: [{ id: "create" }, { id: "operate" }],
  activities: [
    { id: "plan", phaseId: "create" },
    { id: "build", phaseId: "create" },
    { id: "watch", phaseId: "operate" },
    { id: "retire" },
  ],
  steps: [
    { id: "ask", activityId: "plan" },
    { id: "agree", activityId: "plan" },
    { id: "make", activityId: "build" },
    { id: "look", activityId: "watch" },
  ],
  slices: [{ id: "first", walkingSkeleton: true }, { id: "second" }],
  stories: [
    { id: "t1", stepId: "ask", sliceId: "first" },
    { id: "t2", stepId: "ask", sliceId: "first" },
    { id: "t3", stepId: "look", sliceId: "second" },
    { id: "t4", stepId: "make" },
  ],
}

const placedIn = (parts: object) => {
  const layout = lay(personWith(parts).drawable())
  const at = (id: string): PlacedCard => {
    const card = layout.cards.find((placed) => placed.id === id)
    if (!card) throw new Error(`${id} is not on the map`)
    return card
  }
  return { layout, at }
}

describe("the map's layout", () => {
  test("is read along the backbone, then slice by slice", () => {
    const { layout } = placedIn(shop)

    expect(layout.cards.map(({ id }) => id)).toEqual(
      "create plan ask agree build make operate watch look retire first t1 t2 second t3 t4".split(" "),
    )
  })

  test("puts a phase over its activities and an activity over its steps", () => {
    const { at } = placedIn(shop)

    expect([at("create").x, at("create").w]).toEqual([at("plan").x, at("build").x + at("build").w - at("plan").x])
    expect([at("plan").x, at("plan").w]).toEqual([at("ask").x, at("agree").x + at("agree").w - at("ask").x])
    expect(at("create").y).toBeLessThan(at("plan").y)
    expect(at("plan").y).toBeLessThan(at("ask").y)
  })

  test("keeps a column for an activity without steps, and has it last when it has no phase", () => {
    const { at, layout } = placedIn(shop)

    expect(at("retire").w).toBe(at("ask").w)
    expect(at("retire").x).toBeGreaterThan(at("watch").x)
    expect(layout.zones.map(({ id }) => id)).toContain("step/retire")
  })

  test("stacks stories in their cell and gives the slice the height of its tallest cell", () => {
    const { at } = placedIn(shop)

    expect([at("t1").x, at("t2").x]).toEqual([at("ask").x, at("ask").x])
    expect(at("t2").y).toBeGreaterThanOrEqual(at("t1").y + at("t1").h)
    expect(at("second").y).toBeGreaterThan(at("t2").y + at("t2").h)
    expect(at("t4").y).toBeGreaterThan(at("second").y)
  })

  test("makes cards as high as their text and moves what is below", () => {
    const long = "Follow my request from the first question until the cluster is ready for work ".repeat(2).trim()
    const before = placedIn(shop)
    const after = placedIn({ ...shop, stories: [{ ...shop.stories[0], title: long }, ...shop.stories.slice(1)] })

    const grown = after.at("t1").h - before.at("t1").h
    expect(grown).toBeGreaterThan(0)
    expect(after.at("t2").y - before.at("t2").y).toBe(grown)
    expect(after.at("t1").titleBox.h).toBeLessThan(after.at("t1").h)
  })

  test("lets no two cards lie on each other", () => {
    const { layout } = placedIn(shop)

    const overlaps = layout.cards.flatMap((a, index) =>
      layout.cards
        .slice(index + 1)
        .filter((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
        .map((b) => `${a.id} ${b.id}`),
    )
    expect(overlaps).toEqual([])
  })

  test("offers a zone for every cell, activity, phase and slice", () => {
    const { layout } = placedIn(shop)

    const ids = layout.zones.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(["cell/ask/first", "cell/look/none", "step/plan", "slice/second"]))
    expect(ids).toEqual(expect.arrayContaining(["activity/create", "activity/none"]))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test("shows a step without activity and a story without step at the end, and a story of a lost slice as unscheduled", () => {
    const { layout, at } = placedIn({
      ...shop,
      steps: [...shop.steps, { id: "lost", activityId: "gone" }],
      stories: [
        ...shop.stories,
        { id: "below", stepId: "lost" },
        { id: "loose", stepId: "gone" },
        { id: "t5", stepId: "ask", sliceId: "gone" },
      ],
    })

    expect(at("lost").x).toBeGreaterThan(at("retire").x)
    expect(at("below").x).toBe(at("lost").x)
    expect(at("loose").x).toBeGreaterThan(at("lost").x)
    expect([at("t5").x, at("t5").y]).toEqual([at("ask").x, at("t4").y])
    expect(layout.cards).toHaveLength(20)
  })

  test("has room for everything it draws", () => {
    const { layout } = placedIn({ ...shop, notes: [{ id: "aside", x: -500, y: 2000 }] })

    const { x, y, w, h } = layout.bounds
    const outside = layout.cards.filter((c) => c.x < x || c.y < y || c.x + c.w > x + w || c.y + c.h > y + h)
    expect(outside).toEqual([])
  })

  test("is the same each time and says something for an empty board", () => {
    const board = personWith(shop).drawable()
    const copy = { ...board, content: { ...board.content } }

    expect(lay(copy)).toEqual(lay(board))
    expect(lay(personWith().drawable()).cards).toEqual([])
    expect(lay(personWith().drawable()).bounds.w).toBeGreaterThan(0)
  })

  test("names personas by their letters, and no two by the same", () => {
    const person = personWith({
      personas: [
        { id: "p1", name: "Platform engineer" },
        { id: "p2", name: "Product executive" },
      ],
      activities: [{ id: "plan" }],
      steps: [{ id: "ask", activityId: "plan", personaIds: ["p1", "p2", "gone"] }],
    })
    const board = person.drawable()
    const layout = lay(board)
    const placed = layout.cards.find(({ id }) => id === "ask")
    const card = person.card("ask")
    if (!placed || !card) throw new Error("The step is not there")

    const texts = (figures: readonly { draw: string }[]) =>
      figures.flatMap((figure) => ("text" in figure ? [String(figure.text)] : []))
    expect(texts(drawCard(card, placed, board))).toEqual(["ask", "PE", "PE2"])
    expect(texts(layout.backdrop)).toEqual(
      expect.arrayContaining(["PE", "Platform engineer", "PE2", "Product executive"]),
    )
  })
})
