import { storyMapFixes } from "../../../shared/boards/story-map/lintFixes.ts"
import { storyMapRules } from "../../../shared/boards/story-map/lintRules.ts"
import { fixesAreTried, type Leading, type Mending } from "../../support/fixesAreTried.ts"
import { shopper, storyMap } from "../../support/lintSketches.ts"

const mending: readonly Mending[] = [
  { rule: "USM-01", fix: "hang", board: storyMap({ cards: { lost: { kind: "story", stepId: "gone" } } }) },
  { rule: "USM-01", fix: "hang", board: storyMap({ cards: { lost: { kind: "step", activityId: "gone" } } }) },
  { rule: "USM-01", fix: "to-note", board: storyMap({ cards: { lost: { kind: "story", stepId: "gone" } } }) },
  { rule: "USM-02", fix: "add-step", board: storyMap({ cards: { b: { kind: "activity", personaIds: ["p"] } } }) },
  { rule: "USM-03", fix: "add-story", board: storyMap({ cards: { s2: { kind: "step", activityId: "act" } } }) },
  {
    rule: "USM-05",
    fix: "add-story",
    board: storyMap({ cards: { b: { kind: "activity" }, s2: { kind: "step", activityId: "b" } } }),
  },
  {
    rule: "USM-10",
    fix: "name-persona",
    board: storyMap({ cards: { act: { kind: "activity", title: "Read", phaseId: "ph" } } }),
  },
  {
    rule: "USM-10",
    fix: "give-step",
    board: storyMap({
      personas: { ...shopper, q: { name: "Editor" } },
      cards: { s1: { kind: "slice", outcome: "There", personaIds: ["q"] } },
    }),
  },
  {
    rule: "USM-11",
    fix: "split",
    board: storyMap({ cards: { x: { kind: "story", title: "Sort and filter", stepId: "st" } } }),
  },
  {
    rule: "USM-12",
    fix: "add-story",
    board: storyMap({ cards: { x: { kind: "story", type: "enabler", stepId: "st", sliceId: "s1" } } }),
  },
  {
    rule: "USM-13",
    fix: "one-skeleton",
    board: storyMap({ cards: { s2: { kind: "slice", outcome: "More", walkingSkeleton: true } } }),
  },
  {
    rule: "USM-16",
    fix: "schedule",
    board: storyMap({
      cards: { y: { kind: "story", stepId: "st", sliceId: "s1" }, z: { kind: "story", stepId: "st" } },
    }),
  },
  {
    rule: "USM-17",
    fix: "choose-phase",
    board: storyMap({
      cards: { act: { kind: "activity", title: "Read", personaIds: ["p"] } },
      derivedFrom: "act",
    }),
  },
]

const leading: readonly Leading[] = [
  {
    rule: "USM-04",
    fix: "reword",
    board: storyMap({ cards: { st: { kind: "step", title: "The list", activityId: "act" } } }),
    next: "write",
    part: { card: "st", title: "Open the list" },
  },
  {
    rule: "USM-06",
    fix: "say-outcome",
    board: storyMap({ cards: { s1: { kind: "slice" } } }),
    next: "details",
    part: { card: "s1", details: { outcome: "Somebody gets there" } },
  },
  {
    rule: "USM-07",
    fix: "say-outcome",
    board: storyMap({ cards: { s1: { kind: "slice", outcome: "Twelve features" } } }),
    next: "details",
    part: { card: "s1", details: { outcome: "Somebody gets there" } },
  },
  {
    rule: "USM-10",
    fix: "personas",
    board: storyMap({ cards: { act: { kind: "activity", title: "Read", phaseId: "ph" } } }),
    next: "personas",
    part: { card: "act", details: { personaIds: ["p"] } },
  },
]

fixesAreTried("Story Map", { rules: storyMapRules, fixes: storyMapFixes, mending, leading })
