import { expect, test } from "vitest"
import { coverage, skeleton } from "../../../shared/boards/story-map/derive.ts"
import { treeOf } from "../../../shared/boards/story-map/tree.ts"
import { personWith } from "../../support/storyMap.ts"

const map = {
  activities: [{ id: "plan" }, { id: "build" }],
  steps: [
    { id: "ask", activityId: "plan", personaIds: ["dev"] },
    { id: "agree", activityId: "plan", personaIds: ["head"] },
    { id: "make", activityId: "build", personaIds: ["dev"] },
  ],
  slices: [{ id: "later" }, { id: "thin", walkingSkeleton: true }],
}
const treeWith = (stories: readonly { id: string; stepId: string; sliceId: string }[]) =>
  treeOf(personWith({ ...map, stories }).content())

test("coverage counts the activities that a slice touches", () => {
  const tree = treeWith([{ id: "t1", stepId: "agree", sliceId: "thin" }])

  expect(coverage(tree, "thin")).toEqual({ covered: new Set(["plan"]), missing: ["build"], share: 0.5 })
  expect(coverage(tree, "later").share).toBe(0)
  expect(coverage(treeOf(personWith().content()), "thin")).toEqual({ covered: new Set(), missing: [], share: 0 })
})

test("a walking skeleton that touches every activity may still leave a persona behind", () => {
  const tree = treeWith([
    { id: "t1", stepId: "agree", sliceId: "thin" },
    { id: "t2", stepId: "make", sliceId: "thin" },
  ])

  const own = skeleton(tree)
  expect(own?.coverage.share).toBe(1)
  expect(own?.paths).toEqual([
    { personaId: "dev", gaps: ["plan"], isUnbroken: false },
    { personaId: "head", gaps: [], isUnbroken: true },
  ])
  expect(own?.isComplete).toBe(false)
})

test("a walking skeleton is complete when nobody's path breaks", () => {
  const tree = treeWith([
    { id: "t1", stepId: "agree", sliceId: "thin" },
    { id: "t2", stepId: "make", sliceId: "thin" },
    { id: "t3", stepId: "ask", sliceId: "thin" },
  ])

  expect(skeleton(tree)?.isComplete).toBe(true)
})

test("without a marked slice there is no walking skeleton", () => {
  expect(skeleton(treeOf(personWith({ slices: [{ id: "later" }] }).content()))).toBeUndefined()
})
