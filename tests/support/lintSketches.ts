import type { LintSketch } from "./lintBoards.ts"

/** One sound board of each kind, about which a rule asks only what a test puts into it. */

export const shopper = { p: { name: "Shopper", audience: "end-customer", position: "external" } }
const needsCards = {
  u: { kind: "user", personaId: "p" },
  n: { kind: "need", title: "Pay without worry" },
  a: { kind: "capability", title: "Checkout", visibility: 0.8 },
  b: { kind: "capability", title: "Payments", visibility: 0.4 },
}
type Change = Partial<Omit<LintSketch, "kind">>
export const needsMap = ({ cards, lines = [], ...rest }: Change): LintSketch => ({
  kind: "user-needs-map",
  personas: shopper,
  cards: { ...needsCards, ...cards },
  lines: [["u", "n"], ["n", "a"], ["a", "b"], ...lines],
  ...rest,
})
export const extraNeed = { m: { kind: "need", title: "Get it in time" } }
export const extraCapability = { c: { kind: "capability", title: "Newsletter", visibility: 0.3 } }
const storyCards = {
  ph: { kind: "phase" },
  act: { kind: "activity", title: "Read", phaseId: "ph", personaIds: ["p"] },
  st: { kind: "step", title: "Open", activityId: "act" },
  x: { kind: "story", title: "See it", stepId: "st", sliceId: "s1" },
  s1: { kind: "slice", title: "First", outcome: "There", walkingSkeleton: true },
}
export const storyMap = ({ cards, ...rest }: Change): LintSketch => ({
  kind: "story-map",
  personas: shopper,
  cards: { ...storyCards, ...cards },
  ...rest,
})
export const flowCards = {
  ph: { kind: "phase" },
  act: { kind: "activity", phaseId: "ph" },
  i: { kind: "interaction", activityId: "act", personaId: "boss", title: "Know the cost" },
}
export const flow = ({ cards, ...rest }: Change): LintSketch => ({
  kind: "product-flow",
  personas: { boss: { name: "Head", audience: "customer" }, eng: { name: "Engineer", audience: "consumer" } },
  cards: { ...flowCards, ...cards },
  ...rest,
})
