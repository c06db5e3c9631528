import { describe, expect, test } from "vitest"
import { accept, acknowledge, reject } from "../../../shared/boards/product-flow/accept.ts"
import { backFlowOf } from "../../../shared/boards/product-flow/backFlow.ts"
import { isOpportunity } from "../../../shared/boards/product-flow/schema.ts"
import type { Rule, Suggestion } from "../../../shared/boards/product-flow/suggestion.ts"
import { changeCards, deleteCards } from "../../../shared/commands/cards.ts"
import { type FlowParts, flowOf, flowPerson, proposalFor, storyId } from "../../support/flowPeople.ts"
import type { TestPerson } from "../../support/people.ts"

const personas = [
  { id: "head", name: "Head of engineering", audience: "customer" },
  { id: "plat", name: "Platform engineer", audience: "consumer" },
  { id: "dev", name: "Application developer", audience: "consumer" },
] as const
const inMonitor = (id: string, personaId: string, more = {}) => ({
  id,
  kind: "interaction",
  activityId: "monitor",
  personaId,
  ...more,
})
const columns = [
  { id: "operate", kind: "phase", title: "Operation" },
  { id: "monitor", kind: "activity", title: "Observe", phaseId: "operate" },
]
/** The metric of `domain.md` B.5. */
const views = {
  id: "views",
  kind: "metric",
  title: "Dashboard views",
  activityId: "monitor",
  healthRange: { min: 1, max: 6, criticalMax: 15 },
  segments: { plat: { current: 21 }, dev: { current: 4 }, head: { current: 0.2 } },
}
const flowWith = (...cards: (FlowParts["flow"] & object)[number][]): FlowParts => ({
  personas,
  flow: [...columns, ...cards],
})
const candidateRules: readonly Rule[] = ["D8", "D9", "D10", "D11", "D12", "D13"]
const candidates = (person: TestPerson, state: Suggestion["state"] = "new", marks?: Map<string, number>) =>
  proposalFor(person, "activities", marks).suggestions.filter(
    (one) => candidateRules.includes(one.rule) && one.state === state,
  )
const of = (person: TestPerson, rule: Rule) =>
  proposalFor(person).suggestions.filter((one) => one.rule === rule && one.state === "new")
const keysOf = (suggestions: readonly Suggestion[]) => suggestions.map(({ reasons }) => reasons.map(({ key }) => key))
const opportunities = (person: TestPerson) => [...flowOf(person).cards.values()].filter(isOpportunity)

describe("a metric that is not well", () => {
  test("whose viewpoints disagree becomes one candidate with two reasons", () => {
    const found = candidates(flowPerson(flowWith(views)))

    expect(keysOf(found)).toEqual([["flow.derive.reason.D8", "flow.derive.reason.D10"]])
    expect(found[0]).toMatchObject({
      title: "Dashboard views is critically high for Platform engineer, too low for Head of engineering",
      values: { opportunityKind: "risk", fromMetricIds: ["views"], state: "candidate" },
    })
  })

  test("becomes an opportunity in the words that people give it, in one step", () => {
    const person = flowPerson(flowWith(views))
    const [found] = candidates(person)

    accept(person.editing, [found!], new Map([[found!.id, "Platform engineers keep watching"]]))

    expect(opportunities(person)).toMatchObject([
      {
        title: "Platform engineers keep watching",
        fromMetricIds: ["views"],
        provenance: { origin: "derived", verbatim: "Platform engineers keep watching" },
      },
    ])
    expect(candidates(person)).toEqual([])
    person.history.undo()
    expect(opportunities(person)).toEqual([])
    expect(candidates(person)).toHaveLength(1)
  })

  test("is left alone once people have made an opportunity of it", () => {
    const own = { id: "o-1", kind: "opportunity", fromMetricIds: ["views"] }

    expect(candidates(flowPerson(flowWith(views, own)))).toEqual([])
  })

  test("that was rejected stays away until its values say something else", () => {
    const person = flowPerson(flowWith(views))
    reject(person.editing, candidates(person))
    expect(candidates(person)).toEqual([])

    changeCards(person.editing, new Map([["views", { segments: { ...views.segments, head: { current: 0.3 } } }]]))
    expect(candidates(person)).toEqual([])
    changeCards(person.editing, new Map([["views", { segments: { ...views.segments, dev: { current: 9 } } }]]))
    expect(keysOf(candidates(person))).toEqual([["flow.derive.reason.D8"]])
  })

  test("tells of a change at the source when it is unwell in another way", () => {
    const person = flowPerson(flowWith(views))
    accept(person.editing, candidates(person))

    changeCards(person.editing, new Map([["views", { segments: { plat: { current: 9 }, head: { current: 0.2 } } }]]))
    expect(candidates(person, "changed").map(({ rule }) => rule)).toEqual(["D8"])
    acknowledge(person.editing, candidates(person, "changed"))
    expect(candidates(person, "changed")).toEqual([])
  })

  test("that is deleted is told as gone, and its opportunity stays", () => {
    const person = flowPerson(flowWith(views))
    accept(person.editing, candidates(person))

    deleteCards(person.editing, ["views"])

    expect(
      proposalFor(person)
        .gone.map(({ rule }) => rule)
        .sort(),
    ).toEqual(["D10", "D8"])
    expect(opportunities(person)).toHaveLength(1)
  })
})

describe("an interaction that hurts", () => {
  test("becomes a candidate from pain 4 on", () => {
    const found = candidates(
      flowPerson(flowWith(inMonitor("watch", "plat", { pain: 4 }), inMonitor("look", "dev", { pain: 3 }))),
    )

    expect(found).toMatchObject([{ rule: "D9", values: { fromInteractionIds: ["watch"], opportunityKind: "pain" } }])
  })

  test("also when three people marked the step it came from", () => {
    const person = flowPerson({
      personas,
      story: [
        { id: "s-operate", kind: "phase" },
        { id: "s-monitor", kind: "activity", phaseId: "s-operate" },
        { id: "s-check", kind: "step", activityId: "s-monitor", personaIds: ["plat"] },
      ],
    })
    accept(person.editing, proposalFor(person).suggestions)

    expect(candidates(person, "new", new Map([["s-check", 2]]))).toEqual([])
    expect(candidates(person, "new", new Map([["s-check", 3]]))).toMatchObject([{ rule: "D9" }])
  })

  test("joins what else was found for the same persona in the same activity, and nobody else's", () => {
    const found = candidates(
      flowPerson(flowWith(views, inMonitor("watch", "plat", { pain: 5 }), inMonitor("look", "dev", { pain: 5 }))),
    )

    expect(found.map(({ values }) => [values.fromInteractionIds, values.fromMetricIds])).toEqual([
      [["watch"], ["views"]],
      [["look"], []],
    ])
    expect(found[0]?.reasons).toHaveLength(3)
  })

  test("that hurts only later is proposed by itself", () => {
    const person = flowPerson(flowWith(views, inMonitor("watch", "plat")))
    accept(person.editing, candidates(person))

    changeCards(person.editing, new Map([["watch", { pain: 5 }]]))

    expect(keysOf(candidates(person))).toEqual([["flow.derive.reason.D9"]])
  })
})

describe("what the needs map knows of what an interaction rests on", () => {
  const map: FlowParts = {
    ...flowWith(inMonitor("watch", "plat", { needIds: ["n-well"], capabilityIds: ["c-run"] })),
    needs: [
      { id: "n-well", kind: "need", title: "Know that all is well" },
      { id: "n-sleep", kind: "need", title: "Sleep" },
      { id: "c-observe", kind: "capability", title: "Observability" },
      { id: "c-run", kind: "capability", title: "Runtime" },
      { id: "c-aside", kind: "capability", title: "Aside", presence: "missing" },
    ],
    lines: [
      ["n-well", "c-observe"],
      ["c-observe", "c-run"],
    ],
  }

  test("a weak capability on the way is a gap, one beside it is not", () => {
    const person = flowPerson(map)
    expect(candidates(person)).toEqual([])

    changeCards(person.editing, new Map([["c-observe", { presence: "weak" }]]))

    expect(candidates(person)).toMatchObject([
      {
        rule: "D11",
        sourceIds: ["c-observe"],
        values: { capabilityIds: ["c-observe"], fromInteractionIds: ["watch"] },
      },
    ])
    changeCards(person.editing, new Map([["c-observe", { presence: "exists" }]]))
    expect(candidates(person)).toEqual([])
  })

  test("a need that nothing meets is a gap", () => {
    const person = flowPerson(map)

    changeCards(person.editing, new Map([["watch", { needIds: ["n-sleep"] }]]))

    expect(candidates(person)).toMatchObject([
      { rule: "D11", sourceIds: ["n-sleep"], values: { needIds: ["n-sleep"] } },
    ])
  })

  test("a blocked line on the way between two teams is friction, inside one team it is not", () => {
    const blocked = {
      ...map,
      lines: [
        ["n-well", "c-observe"],
        ["c-observe", "c-run", "blocks"],
      ],
    } satisfies FlowParts

    expect(candidates(flowPerson({ ...blocked, owners: { "c-observe": "Ops", "c-run": "Cloud" } }))).toMatchObject([
      { rule: "D12", title: "Waiting between Ops and Cloud holds up Platform engineer" },
    ])
    expect(candidates(flowPerson({ ...blocked, owners: { "c-observe": "Ops", "c-run": "Ops" } }))).toEqual([])
    expect(candidates(flowPerson(blocked))).toEqual([])
  })

  test("three painful interactions of two personas on one capability are a bottleneck", () => {
    const on = (id: string, personaId: string) => inMonitor(id, personaId, { pain: 3, capabilityIds: ["c-run"] })
    const flow = (third: string) =>
      flowPerson({ ...map, ...flowWith(on("a", "plat"), on("b", "plat"), on("c", third)) })

    expect(candidates(flow("dev"))).toMatchObject([{ rule: "D13", values: { fromInteractionIds: ["a", "b", "c"] } }])
    expect(candidates(flow("plat"))).toEqual([])
  })
})

describe("a blind spot", () => {
  const mark = (activityId: string, reason = "unknown") => ({
    id: `${activityId}-head`,
    kind: "empty-cell",
    title: "",
    activityId,
    personaId: "head",
    reason,
  })
  const scale = { id: "scale", kind: "activity", phaseId: "operate" }

  test("is a question about a persona of whom nobody knows what they do in half of a phase", () => {
    const person = flowPerson(flowWith(scale, mark("monitor"), mark("scale")))
    const found = of(person, "D14")

    expect(found).toMatchObject([{ kind: "note", title: "What does Head of engineering do in Operation?" }])
    accept(person.editing, found)
    expect([...flowOf(person).cards.values()].filter(({ kind }) => kind === "note")).toHaveLength(1)
    expect(of(person, "D14")).toEqual([])
  })

  test("is none where somebody said of more than half that they are not concerned", () => {
    const known = mark("scale", "not-concerned")
    const upgrade = { id: "upgrade", kind: "activity", phaseId: "operate" }
    expect(of(flowPerson(flowWith(scale, mark("monitor"), known)), "D14")).toHaveLength(1)
    const more = flowWith(scale, upgrade, mark("monitor"), known, mark("upgrade", "not-concerned"))
    expect(of(flowPerson(more), "D14")).toEqual([])
  })
})

describe("metrics without numbers", () => {
  const story: FlowParts = {
    personas,
    story: [
      { id: "s-create", kind: "phase" },
      { id: "s-get", kind: "activity", title: "Set up deployment", phaseId: "s-create" },
      { id: "s-ask", kind: "step", activityId: "s-get", personaIds: ["dev"], needIds: ["n-change"] },
      { id: "s-once", kind: "slice", title: "Once", successMetric: "First day to first deployment" },
      { id: "s-story", kind: "story", stepId: "s-ask", sliceId: "s-once" },
    ],
    needs: [{ id: "n-change", kind: "need", title: "Bring a change today", importance: 5 }],
  }
  const metrics = (person: TestPerson) => of(person, "D7").map(({ title, isMore }) => [title, isMore])

  test("come from what a slice is measured by, from rated needs, and from ideas that wait to be asked for", () => {
    const found = metrics(flowPerson(story))

    expect(found.slice(0, 2)).toEqual([
      ["First day to first deployment", false],
      ["How well met: Bring a change today", false],
    ])
    expect(found.slice(2)).toContainEqual(["Time from change to use", true])
    expect(found.slice(2).every(([, isMore]) => isMore)).toBe(true)
  })

  test("stand on their activity without any number, as a guess", () => {
    const person = flowPerson(story)
    accept(person.editing, of(person, "D7").slice(0, 2))

    const made = [...flowOf(person).cards.values()].filter(({ kind }) => kind === "metric")
    expect(made).toMatchObject([
      { metricKind: "quantitative", confidence: "guessed" },
      { metricKind: "qualitative", unit: "likert-5", signal: "satisfaction" },
    ])
    for (const card of made) expect(card).not.toHaveProperty("current")
    expect(metrics(person).every(([, isMore]) => isMore)).toBe(true)
  })

  test("are offered for activities that people wrote themselves, in German too", () => {
    const own = [{ id: "own", kind: "activity", title: "Cluster überwachen", phaseId: "operate" }]

    expect(metrics(flowPerson({ personas, flow: [columns[0]!, ...own] }))).toContainEqual([
      "Alerts acted on, of alerts sent",
      true,
    ])
  })
})

describe("what a chosen opportunity gives back", () => {
  const chosen: FlowParts = {
    personas,
    story: [
      { id: "s-operate", kind: "phase" },
      { id: "s-monitor", kind: "activity", phaseId: "s-operate" },
      { id: "s-check", kind: "step", title: "Check", activityId: "s-monitor", personaIds: ["plat"] },
    ],
    flow: [
      { id: "f-operate", kind: "phase" },
      { id: "monitor", kind: "activity", phaseId: "f-operate", sourceIds: ["s-monitor"] },
      inMonitor("watch", "plat"),
      { ...views, id: "alerted", title: "Noticed by an alert", current: 38, target: 60, unit: "%", segments: {} },
      {
        id: "o-1",
        kind: "opportunity",
        title: "They keep watching",
        fromInteractionIds: ["watch"],
        fromMetricIds: ["alerted"],
        state: "chosen",
      },
      { id: "idea", kind: "solution-idea", title: "Alerts that name what to do", opportunityId: "o-1" },
    ],
  }
  const stories = (person: TestPerson) =>
    [...(person.current().contents.get(storyId)?.cards.values() ?? [])].filter(({ kind }) => kind === "story")

  test("is an unscheduled idea in the story map, once, with the solution ideas in its note", () => {
    const person = flowPerson(chosen)
    accept(person.editing, of(person, "D15"))

    expect(stories(person)).toMatchObject([
      { title: "They keep watching", type: "idea", stepId: "s-check", note: "Alerts that name what to do" },
    ])
    expect(stories(person)[0]).not.toHaveProperty("sliceId")
    expect(of(person, "D15")).toEqual([])
    person.history.undo()
    expect(stories(person)).toEqual([])
  })

  test("is nothing while it is not chosen", () => {
    const person = flowPerson(chosen)

    changeCards(person.editing, new Map([["o-1", { state: "exploring" }]]))

    expect(of(person, "D15")).toEqual([])
  })

  test("drafts an experiment for later, from where its metric stands to where it should be", () => {
    const person = flowPerson(chosen)
    const [opportunity] = opportunities(person)

    expect(backFlowOf(opportunity!, flowOf(person))).toMatchObject({
      experiment: { metric: "Noticed by an alert", baseline: 38, threshold: 60, unit: "%" },
      isParked: false,
    })
  })
})
