import { flowFixes } from "../../../shared/boards/product-flow/lintFixes.ts"
import { flowRules } from "../../../shared/boards/product-flow/lintRules.ts"
import { fixesAreTried, type Leading, type Mending } from "../../support/fixesAreTried.ts"
import { flow, flowCards } from "../../support/lintSketches.ts"

const threeMetrics = (metricKind: string) =>
  Object.fromEntries(["m1", "m2", "m3"].map((id) => [id, { kind: "metric", activityId: "act", metricKind }]))
const opportunity = (fields: object) => ({ kind: "opportunity", title: "Nobody knows the cost", ...fields })

const mending: readonly Mending[] = [
  { rule: "PFL-05", fix: "add-interaction", board: flow({ cards: { act2: { kind: "activity", phaseId: "ph" } } }) },
  { rule: "PFL-06", fix: "say-why-empty", board: flow({}) },
  { rule: "PFL-06", fix: "add-here", board: flow({}) },
  { rule: "PFL-07", fix: "add-in-phase", board: flow({}) },
  { rule: "PFL-10", fix: "add-metric", board: flow({}) },
  {
    rule: "PFL-13",
    fix: "add-metric",
    board: flow({ cards: threeMetrics("quantitative") }),
  },
  {
    rule: "PFL-13",
    fix: "add-metric",
    board: flow({ cards: threeMetrics("qualitative") }),
  },
  {
    rule: "PFL-16",
    fix: "add-opportunity",
    board: flow({ cards: { m: { kind: "metric", activityId: "act", current: 9, healthRange: { max: 5 } } } }),
  },
]

const leading: readonly Leading[] = [
  {
    rule: "PFL-01",
    fix: "choose-source",
    board: flow({ cards: { o: opportunity({ fromInteractionIds: ["gone"] }) } }),
    next: "details",
    part: { card: "o", details: { fromInteractionIds: ["i"] } },
  },
  {
    rule: "PFL-02",
    fix: "choose-cell",
    board: flow({ cards: { i2: { kind: "interaction", activityId: "gone", personaId: "boss" } } }),
    next: "details",
    part: { card: "i2", details: { activityId: "act" } },
  },
  {
    rule: "PFL-03",
    fix: "edit-range",
    board: flow({ cards: { m: { kind: "metric", activityId: "act", healthRange: { min: 5, max: 2 } } } }),
    next: "details",
    part: { card: "m", details: { healthRange: { min: 2, max: 5 } } },
  },
  {
    rule: "PFL-04",
    fix: "personas",
    board: flow({ personas: { eng: { name: "Engineer" }, boss: { name: "Head", audience: "customer" } } }),
    next: "personas",
    part: { persona: { audience: "consumer" } },
  },
  {
    rule: "PFL-08",
    fix: "reword",
    board: flow({
      cards: { i2: { kind: "interaction", activityId: "act", personaId: "eng", title: "Know the cost" } },
    }),
    next: "write",
    part: { card: "i2", title: "Keep the cost low" },
  },
  {
    rule: "PFL-09",
    fix: "reword",
    board: flow({ cards: { i: { ...flowCards.i, title: "Restart the database" } } }),
    next: "write",
    part: { card: "i", title: "Keep it running" },
  },
  {
    rule: "PFL-11",
    fix: "edit-metric",
    board: flow({ cards: { m: { kind: "metric", activityId: "act", unit: "h", direction: "lower-better" } } }),
    next: "details",
    part: { card: "m", details: { source: "log" } },
  },
  {
    rule: "PFL-12",
    fix: "reword",
    board: flow({ cards: { m: { kind: "metric", activityId: "act", title: "Number of deployments" } } }),
    next: "write",
    part: { card: "m", title: "Time until it runs" },
  },
  {
    rule: "PFL-14",
    fix: "edit-range",
    board: flow({
      cards: { m: { kind: "metric", activityId: "act", direction: "in-range", healthRange: { min: 5 } } },
    }),
    next: "details",
    part: { card: "m", details: { healthRange: { min: 5, max: 9 } } },
  },
  {
    rule: "PFL-15",
    fix: "edit-range",
    board: flow({ cards: { m: { kind: "metric", activityId: "act", signal: "engagement" } } }),
    next: "details",
    part: { card: "m", details: { healthRange: { max: 9 } } },
  },
  ...["reword", "to-idea"].map((fix) => ({
    rule: "PFL-18",
    fix,
    board: flow({ cards: { o: opportunity({ title: "Build an overview", fromInteractionIds: ["i"] }) } }),
    next: "write" as const,
    part: { card: "o", title: "Nobody sees the whole" },
  })),
  {
    rule: "PFL-20",
    fix: "choose-source",
    board: flow({
      cards: {
        m: { kind: "metric", activityId: "act" },
        o: opportunity({ fromInteractionIds: ["i"], state: "chosen" }),
      },
    }),
    next: "details",
    part: { card: "o", details: { fromMetricIds: ["m"] } },
  },
]

fixesAreTried("Product Flow", { rules: flowRules, fixes: flowFixes, mending, leading })
