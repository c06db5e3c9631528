import { describe, expect, test } from "vitest"
import { lintBoard } from "../../../shared/boards/lintBoard.ts"
import { flowRules } from "../../../shared/boards/product-flow/lintRules.ts"
import { templateFile } from "../../../shared/codecs/templates.ts"
import { type FlowParts, flowId, flowPerson } from "../../support/flowPeople.ts"
import { spoken } from "../../support/spoken.ts"

type Cards = NonNullable<FlowParts["flow"]>
type Fields = Cards[number]

const personas = [
  { id: "boss", name: "Head", audience: "customer" },
  { id: "eng", name: "Engineer", audience: "consumer" },
]
const metric = (id: string, fields = {}): Fields => ({
  id,
  kind: "metric",
  title: "Time until it runs",
  activityId: "act",
  unit: "h",
  direction: "lower-better",
  source: "log",
  confidence: "measured",
  ...fields,
})
const interaction = (id: string, personaId: string, title: string, fields = {}): Fields => ({
  id,
  kind: "interaction",
  title,
  activityId: "act",
  personaId,
  ...fields,
})
const opportunity = (id: string, fields = {}): Fields => ({
  id,
  kind: "opportunity",
  title: "Nobody can tell what it costs",
  fromInteractionIds: ["i1"],
  ...fields,
})
const own: Cards = [
  { id: "ph", kind: "phase" },
  { id: "act", kind: "activity", phaseId: "ph" },
  interaction("i1", "boss", "Know what it costs"),
  interaction("i2", "eng", "Keep it running"),
  metric("m"),
]
const ownPersonas: NonNullable<FlowParts["personas"]> = personas

/** A sound flow: one activity in which customer and consumer each do something, and one metric. */
const sound = (cards: Cards = [], parts: FlowParts = {}): FlowParts => ({
  personas: ownPersonas,
  ...parts,
  flow: [...own.filter(({ id }) => !cards.some((card) => card.id === id)), ...cards],
})
const without = (...ids: readonly string[]): FlowParts => ({
  personas: ownPersonas,
  flow: own.filter(({ id }) => !ids.includes(id)),
})

const rulesOn = (parts: FlowParts): readonly string[] =>
  spoken(lintBoard(flowPerson(parts).current(), flowId, "export"))

const second = { id: "act2", kind: "activity", phaseId: "ph" }
const engaged = (healthRange: object) => metric("m", { signal: "engagement", healthRange })
const needsMap: Pick<FlowParts, "needs" | "lines"> = {
  needs: [
    { id: "u", kind: "user", personaId: "shopper" },
    { id: "n", kind: "need", title: "Pay" },
    { id: "c", kind: "capability", title: "Checkout" },
  ],
  lines: [
    ["u", "n"],
    ["n", "c"],
  ],
}
const shopper = { id: "shopper", name: "Shopper", audience: "end-customer" }
const disagreeing = { healthRange: { max: 5 }, segments: { boss: { current: 2 }, eng: { current: 9 } } }

const table: readonly (readonly [rule: string, trips: FlowParts, quiet?: FlowParts])[] = [
  ["PFL-01", sound([opportunity("o", { fromInteractionIds: ["gone"] })])],
  ["PFL-02", sound([metric("m2", { activityId: "gone" })])],
  ["PFL-02", sound([interaction("i3", "gone", "Look")])],
  ["PFL-03", sound([metric("m", { healthRange: { min: 5, max: 2 } })])],
  ["PFL-04", { ...without("i1"), personas: personas.slice(1) }],
  ["PFL-05", without("i1", "i2")],
  [
    "PFL-06",
    without("i1"),
    sound([{ id: "i1", kind: "empty-cell", activityId: "act", personaId: "boss", reason: "unknown" }]),
  ],
  ["PFL-07", without("i1")],
  [
    "PFL-07",
    sound([{ id: "i1", kind: "empty-cell", activityId: "act", personaId: "boss", reason: "unknown" }]),
    sound([{ id: "i1", kind: "empty-cell", activityId: "act", personaId: "boss", reason: "not-concerned" }]),
  ],
  ["PFL-08", sound([interaction("i1", "boss", "Keep it  running!")])],
  [
    "PFL-09",
    sound([interaction("i2", "eng", "Restart the database")]),
    sound([interaction("i2", "eng", "See my cluster")]),
  ],
  ["PFL-10", without("m")],
  ["PFL-11", sound([metric("m", { source: undefined })])],
  ["PFL-11", sound([metric("m", { unit: undefined })])],
  [
    "PFL-12",
    sound([metric("m", { title: "Number of deployments" })]),
    sound([metric("m", { title: "Time to first successful deployment" })]),
  ],
  ["PFL-12", sound([metric("m", { title: "Tickets closed" })])],
  ["PFL-13", sound([metric("m2")]), sound([metric("m2"), metric("m3", { metricKind: "qualitative" })])],
  ["PFL-14", sound([metric("m", { direction: "in-range", healthRange: { min: 2 } })])],
  [
    "PFL-14",
    sound([metric("m", { target: 9, healthRange: { max: 5 } })]),
    sound([metric("m", { target: 4, healthRange: { max: 5 } })]),
  ],
  [
    "PFL-14",
    sound([metric("m", { target: 0, healthRange: { criticalMin: 1 } })]),
    sound([metric("m", { target: 2, healthRange: { criticalMin: 1 } })]),
  ],
  ["PFL-15", sound([engaged({ min: 1 })]), sound([engaged({ max: 6 })])],
  [
    "PFL-16",
    sound([metric("m", { current: 9, healthRange: { max: 5 } })]),
    sound([metric("m", { current: 9, healthRange: { max: 5 } }), opportunity("o", { fromMetricIds: ["m"] })]),
  ],
  ["PFL-17", sound([metric("m", disagreeing)])],
  ["PFL-18", sound([opportunity("o", { title: "Build an overview" })])],
  ["PFL-18", sound([opportunity("o", { title: "A dashboard is missing" })])],
  [
    "PFL-18",
    sound([opportunity("o", { title: "The portal is slow" })]),
    sound([
      { id: "pr", kind: "product", title: "Developer portal" },
      opportunity("o", { title: "Nobody finds the portal" }),
    ]),
  ],
  [
    "PFL-19",
    sound([opportunity("o", { state: "chosen" }), opportunity("o2", { fromInteractionIds: ["i1", "i2"] })]),
    sound([opportunity("o", { state: "chosen" }), opportunity("o2", { fromInteractionIds: ["i2"] })]),
  ],
  [
    "PFL-20",
    sound([opportunity("o", { state: "chosen" })]),
    sound([opportunity("o", { state: "chosen", fromMetricIds: ["m"] })]),
  ],
  [
    "PFL-21",
    sound([metric("m", { confidence: "guessed" })]),
    sound([metric("m", { confidence: "guessed" }), metric("m2")]),
  ],
  [
    "PFL-22",
    sound([metric("m", { segments: { eng: { current: 1, sampleSize: 3 } } })]),
    sound([metric("m", { segments: { eng: { current: 1, sampleSize: 4 } } })]),
  ],
  [
    "PFL-23",
    sound([{ id: "pr", kind: "product", capabilityIds: ["c"] }]),
    sound([
      { id: "pr", kind: "product", capabilityIds: ["c"] },
      interaction("i1", "boss", "Know", { capabilityIds: ["c"] }),
    ]),
  ],
  [
    "PFL-24",
    sound([opportunity("o")], { ...needsMap, personas: [...personas, shopper] }),
    sound([opportunity("o", { capabilityIds: ["c"] })], { ...needsMap, personas: [...personas, shopper] }),
  ],
  [
    "PFL-24",
    sound([opportunity("o", { capabilityIds: ["c"] })], {
      ...needsMap,
      personas: [...personas, { ...shopper, audience: "consumer" }],
    }),
    sound([opportunity("o", { capabilityIds: ["c"] })], {
      ...needsMap,
      personas: [...personas, { ...shopper, audience: "consumer", serves: ["end"] }, { ...shopper, id: "end" }],
    }),
  ],
]

describe("rules of a Product Flow", () => {
  const rows = table.map(([rule, trips, quiet = sound()]) => ({ rule, trips, quiet }))
  test.each(rows)("$rule is asked where it should be, and not where all is well", ({ rule, trips, quiet }) => {
    expect(rulesOn(trips)).toContain(rule)
    expect(rulesOn(quiet)).not.toContain(rule)
  })

  test("nothing at all is asked of a sound flow", () => {
    expect(rulesOn(sound())).toEqual([])
  })

  test("a second activity asks once for each of its empty cells", () => {
    expect(rulesOn(sound([second])).filter((rule) => rule === "PFL-06")).toHaveLength(2)
  })

  test("every rule is in the table", () => {
    expect([...new Set(table.map(([rule]) => rule))].sort()).toEqual(flowRules.map(({ id }) => id).sort())
    expect(flowRules).toHaveLength(24)
  })

  test("the example asks only about the three metrics that are good for one and bad for another", () => {
    const file = templateFile("tpl-flow-kubernetes")
    if (!file.ok) throw new Error("the example cannot be read")
    const { snapshot } = file.value
    const [boardId = ""] = snapshot.contents.keys()
    const found = lintBoard(snapshot, boardId, "export").map(({ rule, ids }) => `${rule} ${ids.join(" ")}`)
    expect(found).toEqual(["PFL-17 m-1", "PFL-17 m-4", "PFL-17 m-9"])
  })
})
