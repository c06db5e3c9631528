import { describe, expect, test } from "vitest"
import { addAnywhere, addNext, addStep, addStory, removeCards } from "../../../shared/boards/story-map/commands.ts"
import { moveInto, storyGroup } from "../../../shared/boards/story-map/groups.ts"
import { lay } from "../../../shared/boards/story-map/layout.ts"
import { nudge } from "../../../shared/boards/story-map/nudge.ts"
import { treeOf } from "../../../shared/boards/story-map/tree.ts"
import { changeCards } from "../../../shared/commands/cards.ts"
import { outlineOf, type Person, twoPeople } from "../../support/storyMap.ts"

const map = {
  activities: [{ id: "plan" }, { id: "watch" }],
  steps: [
    { id: "ask", activityId: "plan" },
    { id: "look", activityId: "watch" },
  ],
  slices: [{ id: "first" }, { id: "second" }],
  stories: [
    { id: "t1", stepId: "ask", sliceId: "first" },
    { id: "t2", stepId: "ask", sliceId: "first" },
  ],
}
const outline = (person: Person) => outlineOf(person.content())

/** Puts a story last in a cell, as a drop does. */
function moveStory(person: Person, id: string, stepId: string, band: string): void {
  const content = person.content()
  const card = content.cards.get(id)
  const group = storyGroup(treeOf(content), stepId, band)
  if (card) changeCards(person.editing, moveInto(group, group.members.length, [card]))
}

/** Both act without hearing of each other, then meet; what they see then is the same. */
function bothAct(act: { readonly ana: (person: Person) => void; readonly ben: (person: Person) => void }) {
  const { ana, ben, meet } = twoPeople(map)
  act.ana(ana)
  act.ben(ben)
  meet()
  expect(outline(ana)).toEqual(outline(ben))
  return { ana, ben, meet }
}

describe("two people at one map", () => {
  test("who both add after the same story have both stories, in one order", () => {
    const { ana } = bothAct({
      ana: ({ editing, content }) => addStory({ editing, content: content() }, "from ana", "ask", "first", "t1"),
      ben: ({ editing, content }) => addStory({ editing, content: content() }, "from ben", "ask", "first", "t1"),
    })

    expect(outline(ana)[2]).toBe("    ask: first(t1 from ana from ben t2)")
  })

  test("who then put a story between the two that came to lie on one key see it there", () => {
    const { ana, ben, meet } = bothAct({
      ana: ({ editing, content }) => addStory({ editing, content: content() }, "from ana", "ask", "first", "t1"),
      ben: ({ editing, content }) => addStory({ editing, content: content() }, "from ben", "ask", "first", "t1"),
    })

    const first = [...ana.content().cards.values()].find(({ title }) => title === "from ana")
    addStory(ana.scene(), "between", "ask", "first", first?.id)
    meet()

    expect(outline(ben)[2]).toBe("    ask: first(t1 from ana between from ben t2)")
  })

  test("who move one story to different cells find it in exactly one", () => {
    const { ana } = bothAct({
      ana: (person) => moveStory(person, "t1", "look", "first"),
      ben: (person) => moveStory(person, "t1", "look", "second"),
    })

    expect(outline(ana).join("\n").match(/t1/g)).toHaveLength(1)
    expect(outline(ana)[4]).toMatch(/look: (first|second)\(t1\)/)
  })

  test("who move one story to another step and to another slice both get their way", () => {
    const { ana } = bothAct({
      ana: (person) => moveStory(person, "t1", "look", "first"),
      ben: (person) => moveStory(person, "t1", "ask", "second"),
    })

    expect(outline(ana)[4]).toBe("    look: second(t1)")
  })

  test("who delete a story while the other moves it have it deleted, and undo brings it back where it was moved", () => {
    const { ana, ben, meet } = bothAct({
      ana: (person) => moveStory(person, "t1", "look", "second"),
      ben: (person) => removeCards(person.scene(), ["t1"]),
    })
    expect(outline(ana).join()).not.toContain("t1")

    ben.undo()
    meet()

    expect(outline(ana)[4]).toBe("    look: second(t1)")
  })

  test("who delete an activity while the other adds a step to it lose neither", () => {
    const { ana, ben, meet } = bothAct({
      ana: ({ editing, content }) => addStep({ editing, content: content() }, "new step", "plan"),
      ben: (person) => removeCards(person.scene(), ["plan"]),
    })
    expect(outline(ana)).toContain("homeless")
    expect(outline(ana)).toContain("    new step:")

    ben.undo()
    meet()

    expect(outline(ana).slice(1, 4)).toEqual(["  plan", "    ask: first(t1 t2)", "    new step:"])
  })

  test("who delete a slice while the other drops a story in it see the story unscheduled", () => {
    const { ana } = bothAct({
      ana: (person) => moveStory(person, "t1", "ask", "second"),
      ben: (person) => removeCards(person.scene(), ["second"]),
    })

    expect(outline(ana)[2]).toBe("    ask: first(t2) none(t1)")
  })

  test("who both put slices in another order end with the same one", () => {
    const { ana } = bothAct({
      ana: (person) => nudge(person.scene(), ["first"], 0, 1),
      ben: (person) => nudge(person.scene(), ["second"], 0, -1),
    })

    expect(outline(ana).at(-1)).toBe("slices: second first")
  })

  test("who both begin an empty map have two activities", () => {
    const { ana, ben, meet } = twoPeople({})
    addAnywhere(ana.scene(), "story", "one")
    addAnywhere(ben.scene(), "story", "two")
    meet()

    expect(outline(ana)).toEqual(outline(ben))
    expect(outline(ana).filter((line) => line.startsWith("  ") && !line.startsWith("    "))).toHaveLength(2)
  })
})

describe("a long afternoon", () => {
  test.each([1, 7, 42, 1234])("of two people doing anything at all ends the same for both (seed %i)", (seed) => {
    const { ana, ben, meet } = twoPeople(map)
    const random = randomFrom(seed)
    const done: string[] = []
    for (let round = 0; round < 120; round++) {
      const [name, person] = random(2) === 0 ? (["ana", ana] as const) : (["ben", ben] as const)
      done.push(`${name} ${anything(person, random)}`)
      if (random(5) === 0) meet()
    }
    meet()
    const history = `seed ${seed}: ${done.join(", ")}`

    expect(outline(ana), history).toEqual(outline(ben))
    expect(lay(ana.drawable()), history).toEqual(lay(ben.drawable()))
    const shown = lay(ana.drawable()).cards.map(({ id }) => id)
    expect(shown.sort(), history).toEqual([...ana.content().cards.keys()].sort())
  })
})

/** Whole numbers below a bound, the same for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function anything(person: Person, random: (below: number) => number): string {
  const cards = [...person.content().cards.keys()].sort()
  const id = cards[random(cards.length)] ?? ""
  const by = random(2) === 0 ? 1 : -1
  const acts: readonly (readonly [string, () => unknown])[] = [
    ["adds beside", () => addNext(person.scene(), id)],
    ["nudges across", () => nudge(person.scene(), [id], by, 0)],
    ["nudges along", () => nudge(person.scene(), [id], 0, by)],
    ["nudges along", () => nudge(person.scene(), [id], 0, by)],
    ["deletes", () => (random(3) === 0 ? removeCards(person.scene(), [id]) : undefined)],
    ["adds a story", () => addAnywhere(person.scene(), "story", "more")],
    ["undoes", () => person.undo()],
    ["redoes", () => person.redo()],
  ]
  const [name, act] = acts[random(acts.length)] ?? ["rests", () => undefined]
  act()
  return `${name} ${id} ${by}`
}
