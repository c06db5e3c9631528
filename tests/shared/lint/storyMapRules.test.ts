import { describe, expect, test } from "vitest"
import { readStoryMap, storyMapRules } from "../../../shared/boards/story-map/lintRules.ts"
import { lint } from "../../../shared/model/lint.ts"
import { stemOf } from "../../../shared/model/wordLists.ts"
import { spoken } from "../../support/spoken.ts"
import { type Parts, personWith } from "../../support/storyMap.ts"

interface Sketch extends Parts {
  readonly isDerivedFrom?: boolean
  readonly painful?: readonly string[]
}
type Cards = NonNullable<Parts["steps"]>

const activities = ["a", "b", "c"].map((id) => ({ id, title: `Look at ${id}`, personaIds: ["p"] }))
const steps = ["a", "b", "c"].map((id) => ({ id: `s-${id}`, title: `Open ${id}`, activityId: id }))
const slices = [
  { id: "first", title: "First", outcome: "Somebody gets there", walkingSkeleton: true },
  { id: "next", title: "Next", outcome: "It is pleasant" },
]
const storyIn = (id: string, step: string, sliceId?: string, fields = {}) => ({
  id,
  title: `See ${id}`,
  stepId: step,
  ...(sliceId ? { sliceId } : {}),
  ...fields,
})
const stories = [
  storyIn("x", "s-a", "first"),
  storyIn("y", "s-b", "first"),
  storyIn("z", "s-c", "first"),
  storyIn("later", "s-a", "next"),
  storyIn("last", "s-b", "next"),
]
const personas = [{ id: "p", name: "Reader" }]

/** A sound map: three activities of one persona, each with a step and a story in the walking skeleton. */
const sound = (changes: Sketch = {}): Sketch => ({ personas, activities, steps, slices, stories, ...changes })
const more = (list: "activities" | "steps" | "slices" | "stories", ...cards: Cards): Sketch =>
  sound({ [list]: [...{ activities, steps, slices, stories }[list], ...cards] })

function rulesOn({ isDerivedFrom = false, painful = [], ...parts }: Sketch): readonly string[] {
  const person = personWith(parts)
  const context = {
    personas: person.drawable().personas,
    lang: "en",
    exempt: new Set([stemOf("platform")]),
    isDerivedFrom,
    painMarks: (id: string) => (painful.includes(id) ? 2 : 0),
  }
  return spoken(lint(storyMapRules, readStoryMap(person.content(), context), "export"))
}

const stepsOf = (activityId: string, count: number): Cards =>
  Array.from({ length: count }, (_, at) => ({ id: `e${at}`, title: `Turn page ${at}`, activityId }))

const table: readonly (readonly [rule: string, trips: Sketch, quiet?: Sketch])[] = [
  ["USM-01", more("steps", { id: "lost", title: "Open it", activityId: "gone" })],
  ["USM-01", more("stories", storyIn("lost", "gone"))],
  ["USM-02", more("activities", { id: "d", title: "Look at d", personaIds: ["p"] })],
  ["USM-03", more("steps", { id: "s-d", title: "Open d", activityId: "a" }), sound({ stories: [] })],
  ["USM-04", more("steps", { id: "s-d", title: "The list of pages", activityId: "a" })],
  ["USM-04", more("steps", { id: "s-d", title: "Open the database", activityId: "a" })],
  ["USM-05", sound({ stories: stories.slice(1) })],
  ["USM-06", more("slices", { id: "third", title: "Third" })],
  ["USM-07", more("slices", { id: "third", title: "Third", outcome: "Twelve features" })],
  [
    "USM-07",
    more("slices", { id: "third", title: "Third", outcome: "A dashboard, a login and an export button" }),
    more("slices", { id: "third", title: "Third", outcome: "Platform engineers sleep through the night" }),
  ],
  [
    "USM-08",
    sound({ stories: [...stories.slice(0, 3), storyIn("u", "s-a", "next")] }),
    more("stories", storyIn("v", "s-a", "next"), storyIn("w", "s-a", "next")),
  ],
  ["USM-09", more("steps", ...stepsOf("a", 10)), more("steps", ...stepsOf("a", 9))],
  ["USM-09", sound({ activities: activities.slice(1) })],
  ["USM-10", sound({ activities: activities.map(({ id, title }) => ({ id, title })) })],
  ["USM-10", sound({ personas: [...personas, { id: "q", name: "Editor" }], frames: [{ id: "f", forWhom: ["q"] }] })],
  ["USM-11", more("stories", storyIn("v", "s-a", "first", { title: "Sort and filter pages" }))],
  [
    "USM-12",
    sound({ stories: [storyIn("x", "s-a", "first", { type: "enabler" }), ...stories.slice(1)] }),
    more("stories", storyIn("v", "s-a", "first", { type: "enabler" })),
  ],
  ["USM-13", more("slices", { id: "third", title: "Third", outcome: "More", walkingSkeleton: true })],
  ["USM-14", sound({ painful: ["a", "s-a", "x"] }), sound({ painful: ["a", "s-a", "y"] })],
  [
    "USM-15",
    more(
      "steps",
      { id: "s1", title: "Go", activityId: "a", goalLevel: "sub" },
      { id: "s2", title: "Do", activityId: "a", goalLevel: "summary" },
    ),
    more(
      "steps",
      { id: "s1", title: "Go", activityId: "a", goalLevel: "sub" },
      { id: "s2", title: "Do", activityId: "b", goalLevel: "summary" },
    ),
  ],
  ["USM-16", more("stories", storyIn("w", "s-c")), more("stories", storyIn("v", "s-a"), storyIn("w", "s-a"))],
  [
    "USM-17",
    sound({ isDerivedFrom: true }),
    sound({
      isDerivedFrom: true,
      phases: [{ id: "ph" }],
      activities: activities.map((one) => ({ ...one, phaseId: "ph" })),
    }),
  ],
]

describe("rules of a Story Map", () => {
  const rows = table.map(([rule, trips, quiet = sound()]) => ({ rule, trips, quiet }))
  test.each(rows)("$rule is asked where it should be, and not where all is well", ({ rule, trips, quiet }) => {
    expect(rulesOn(trips)).toContain(rule)
    expect(rulesOn(quiet)).not.toContain(rule)
  })

  test("nothing at all is asked of a sound map", () => {
    expect(rulesOn(sound())).toEqual([])
  })

  test("every rule is in the table", () => {
    expect([...new Set(table.map(([rule]) => rule))].sort()).toEqual(storyMapRules.map(({ id }) => id).sort())
    expect(storyMapRules).toHaveLength(17)
  })
})
