import { describe, expect, test } from "vitest"
import {
  addDeeper,
  addNext,
  addOuter,
  addStep,
  addStory,
  removeCards,
} from "../../../shared/boards/story-map/commands.ts"
import { duplicate } from "../../../shared/boards/story-map/copy.ts"
import { pasteLines, readOutline } from "../../../shared/boards/story-map/paste.ts"
import { addAtPoint } from "../../../shared/boards/story-map/point.ts"
import { kindAt } from "../../../shared/boards/story-map/targets.ts"
import { treeOf } from "../../../shared/boards/story-map/tree.ts"
import { outlineOf, type Person, personWith } from "../../support/storyMap.ts"

const map = {
  phases: [{ id: "create" }],
  activities: [
    { id: "plan", phaseId: "create" },
    { id: "build", phaseId: "create" },
  ],
  steps: [
    { id: "ask", activityId: "plan" },
    { id: "agree", activityId: "plan" },
  ],
  slices: [{ id: "first" }],
  stories: [
    { id: "t1", stepId: "ask", sliceId: "first" },
    { id: "t2", stepId: "ask", sliceId: "first" },
  ],
}
const outline = (person: Person) => outlineOf(person.content())
const made = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

describe("adding", () => {
  test("a card goes after the one that is named, or last", () => {
    const ana = personWith(map)
    const work = () => ({ editing: ana.editing, content: ana.content() })

    addStep(work(), "wait", "plan")
    addStory(work(), "between", "ask", "first", "t1")

    expect(outline(ana)).toEqual([
      "create",
      "  plan",
      "    ask: first(t1 between t2)",
      "    agree:",
      "    wait:",
      "  build",
      "slices: first",
    ])
  })

  test("Enter makes the next sibling, Tab goes deeper, Shift+Tab further out", () => {
    const ana = personWith(map)
    const scene = () => ana.scene()
    const title = (id: string) => ana.card(id)?.kind

    const story = made(addNext(scene(), "t1"))
    const step = made(addOuter(scene(), "t2"))
    const activity = made(addOuter(scene(), "ask"))
    const phase = made(addOuter(scene(), "build"))
    const below = made(addDeeper(scene(), step))

    expect([story, step, activity, phase, below].map(title)).toEqual(["story", "step", "activity", "phase", "story"])
    expect(outline(ana)).toEqual([
      "create",
      "  plan",
      `    ask: first(t1 ${story} t2)`,
      `    ${step}: none(${below})`,
      "    agree:",
      `  ${activity}`,
      "  build",
      phase,
      "slices: first",
    ])
  })

  test("a story on an empty map brings the step and the activity it needs, and one undo takes all back", () => {
    const ana = personWith()

    made(addAtPoint(ana.scene(), "story", { x: 0, y: 0 }, "Read the logs"))

    expect(outline(ana)).toEqual(["-", "  one-1", "    one-2: none(Read the logs)", "slices:"])
    ana.undo()
    expect(ana.content().cards.size).toBe(0)
  })

  test("a card under a parent that is gone is refused", () => {
    const ana = personWith(map)
    const work = { editing: ana.editing, content: ana.content() }

    expect(addStep(work, "x", "gone")).toEqual({ ok: false, error: { type: "CardGone" } })
    expect(addNext(work, "gone")).toEqual({ ok: false, error: { type: "CardGone" } })
  })

  test("the point tells the kind and the place", () => {
    const ana = personWith(map)
    const { layout } = ana.scene()
    const zone = (id: string) => layout.zones.find((own) => own.id === id) ?? { x: 0, y: 0, w: 0, h: 0 }
    const cell = zone("cell/agree/first")
    const middle = { x: cell.x + cell.w / 2, y: cell.y + cell.h / 2 }
    const row = zone("step/plan")

    expect(kindAt(treeOf(ana.content()), layout, middle)).toBe("story")
    expect(kindAt(treeOf(ana.content()), layout, { x: row.x + 8, y: row.y + 8 })).toBe("step")
    expect(kindAt(treeOf(ana.content()), layout, { x: -400, y: -400 })).toBe("note")
    const empty = personWith().scene()
    expect(kindAt(treeOf(empty.content), empty.layout, middle)).toBe("activity")

    addAtPoint(ana.scene(), "story", middle, "here")
    addAtPoint(ana.scene(), "step", { x: row.x, y: row.y }, "foremost")
    expect(outline(ana)).toEqual([
      "create",
      "  plan",
      "    foremost:",
      "    ask: first(t1 t2)",
      "    agree: first(here)",
      "  build",
      "slices: first",
    ])
  })
})

describe("deleting", () => {
  test("an activity takes its steps and stories along, and undo brings all of them back", () => {
    const ana = personWith(map)
    const before = outline(ana)

    removeCards(ana.scene(), ["plan"])
    expect(outline(ana)).toEqual(["create", "  build", "slices: first"])

    ana.undo()
    expect(outline(ana)).toEqual(before)
  })

  test("a phase leaves its activities and a slice its stories", () => {
    const ana = personWith(map)

    removeCards(ana.scene(), ["create", "first"])

    expect(outline(ana)).toEqual(["-", "  plan", "    ask: none(t1 t2)", "    agree:", "  build", "slices:"])
  })
})

describe("copying", () => {
  test("a step brings its stories and follows the original", () => {
    const ana = personWith(map)
    const card = ana.card("ask")

    const ids = made(duplicate(ana.scene(), card ? [card] : [], { x: 20, y: 20 }))

    expect(ids).toHaveLength(1)
    expect(outline(ana).slice(1, 5)).toEqual(["  plan", "    ask: first(t1 t2)", "    ask: first(t1 t2)", "    agree:"])
    ana.undo()
    expect(outline(ana)).toHaveLength(6)
  })

  test("stories from another map find a step here", () => {
    const other = personWith({
      ...map,
      stories: [
        { id: "x1", stepId: "ask" },
        { id: "x2", stepId: "ask" },
      ],
    })
    const ana = personWith()

    const foreign = ["x2", "x1"].flatMap((id) => other.card(id) ?? [])
    made(duplicate(ana.scene(), foreign, { x: 0, y: 0 }))

    expect(outline(ana).at(2)).toMatch(/none\(x1 x2\)$/)
    expect(outline(ana)).toHaveLength(4)
  })
})

describe("pasting lines", () => {
  test("after a selected card they become its siblings, and indented ones go deeper", () => {
    const ana = personWith(map)

    const lines = ["Watch", "\tSee what runs", "\t\tSee it by team", "\t\t\tToo deep to be anything else", "Repair"]
    made(pasteLines(ana.scene(), lines, { id: "plan", at: { x: 0, y: 0 } }))

    const own = outline(ana)
    expect(own.slice(0, 2)).toEqual(["create", "  plan"])
    expect(own.slice(4, 8)).toEqual([
      "  Watch",
      "    See what runs: none(See it by team Too deep to be anything else)",
      "  Repair",
      "  build",
    ])
    ana.undo()
    expect(outline(ana)).toHaveLength(6)
  })

  test("on an empty map they start as far out as the deepest line needs", () => {
    const ana = personWith()
    const at = { x: 0, y: 0 }

    made(pasteLines(ana.scene(), ["Create", "  Get a cluster", "    Ask", "      - Ask by mail", "Operate"], { at }))

    expect(outline(ana)).toEqual(["Create", "  Get a cluster", "    Ask: none(Ask by mail)", "Operate", "slices:"])
  })

  test("list marks and empty lines are dropped, and a line too long for a title is kept whole in the note", () => {
    const ana = personWith()
    const long = "word ".repeat(40).trim()

    const ids = made(pasteLines(ana.scene(), ["1. Plan", "", "• Build", long], { at: { x: 0, y: 0 } }))

    expect(ids.map((id) => ana.card(id)?.title).slice(0, 2)).toEqual(["Plan", "Build"])
    expect(ana.card(ids[2] ?? "")?.note).toBe(long)
  })

  test("indentation is read from tabs or spaces, whatever the first line has", () => {
    const texts = (lines: readonly string[]) => JSON.stringify(readOutline(lines)).replaceAll(/"text":|"below":/g, "")

    expect(texts(["  a", "    b", "  c"])).toBe(texts(["\ta", "\t\tb", "\tc"]))
    expect(readOutline([])).toEqual([])
  })
})
