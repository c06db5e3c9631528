import { describe, expect, test } from "vitest"
import { isOpportunity, type Opportunity } from "../../../shared/boards/product-flow/schema.ts"
import { readSources } from "../../../shared/boards/product-flow/sources.ts"
import {
  endCustomerReach,
  restsOn,
  sentenceOf,
  type TraceFrom,
  trace,
} from "../../../shared/boards/product-flow/valueTrace.ts"
import { changeCards } from "../../../shared/commands/cards.ts"
import { changeRecord } from "../../../shared/commands/workshop.ts"
import { say } from "../../../shared/messages/say.ts"
import type { TestPerson } from "../../support/people.ts"
import { random } from "../../support/random.ts"
import { sampleFlow, samplePerson } from "../../support/sample.ts"

const fromOf = (person: TestPerson): TraceFrom => ({
  sources: readSources(person.current()),
  flow: sampleFlow(person),
  personas: person.current().personas,
})
function opportunity(person: TestPerson, id: string): Opportunity {
  const card = sampleFlow(person).cards.get(id)
  if (!isOpportunity(card)) throw new Error(`There is no opportunity ${id}`)
  return card
}
const pathsOf = (person: TestPerson, id: string) => trace(fromOf(person), opportunity(person, id))
const inEnglish = (key: string, values?: { readonly [name: string]: string | number }) => say("en", key, values)

describe("the value trace of the worked examples", () => {
  test("leads from o-1 by way of Observability to the developers' need", () => {
    const paths = pathsOf(samplePerson(), "o-1")

    expect(paths).toMatchObject([
      { interactionIds: ["i-07"], capabilityId: "c-observe", ownerId: "p-dev", needIds: ["n-change"] },
    ])
  })

  test("leads from o-5 by way of the runtime to all seven needs, those of the shopper first", () => {
    const paths = pathsOf(samplePerson(), "o-5")

    expect(paths.map(({ capabilityId }) => capabilityId)).toEqual(["c-runtime", "c-runtime", "c-runtime"])
    expect(paths[0]).toMatchObject({ ownerId: "p-shopper", endCustomerIds: ["p-shopper"] })
    expect(paths[0]?.interactionIds[0]).toBe("i-10")
    expect(paths[0]?.needIds).toContain("n-pay")
    expect(new Set(paths.flatMap(({ needIds }) => needIds)).size).toBe(7)
  })

  test("is said as a sentence", () => {
    const person = samplePerson()
    const [path] = pathsOf(person, "o-1")

    expect(sentenceOf(path!, opportunity(person, "o-1"), fromOf(person), inEnglish)).toBe(
      "If “Platform engineers keep watching because nothing tells them when a cluster needs them” were gone, " +
        "Platform engineer could “See whether the clusters are well” with less effort; that carries “Observability”, " +
        "on which Application developer depends to “Bring a change to shoppers safely on the same day”. " +
        "Application developer in turn serves Online shopper.",
    )
  })

  test("is said in German too", () => {
    const person = samplePerson()
    const [path] = pathsOf(person, "o-5")
    const words = sentenceOf(path!, opportunity(person, "o-5"), fromOf(person), (key, values) => say("de", key, values))

    expect(words).toContain("und darauf ist Online shopper angewiesen für: „Find something that fits what I am after“")
    expect(words).toContain(" und „Give an item back without a fight“.")
  })

  test("goes on to those whom a persona serves, and ends where people serve each other in a circle", () => {
    const person = samplePerson()
    changeRecord(person.editing, "personas", "p-dev", { serves: [] })
    expect(pathsOf(person, "o-1")[0]?.endCustomerIds).toEqual([])

    changeRecord(person.editing, "personas", "p-dev", { serves: ["p-plat", "p-shopper"] })
    const [path] = pathsOf(person, "o-1")

    expect(path?.endCustomerIds).toEqual(["p-shopper"])
    expect(sentenceOf(path!, opportunity(person, "o-1"), fromOf(person), inEnglish)).toMatch(
      /Application developer in turn serves Online shopper\.$/,
    )
  })

  test("crosses the three maps: user, need, capabilities, step, activity, interaction, opportunity", () => {
    const [path] = pathsOf(samplePerson(), "o-1")

    expect(path?.cardIds).toEqual(
      expect.arrayContaining(["u-dev", "n-change", "c-observe", "ss-well", "sa-monitor", "i-07", "a-monitor", "o-1"]),
    )
  })

  test("an opportunity whose interactions say nothing is traced by the others of its activity", () => {
    const person = samplePerson()

    expect(pathsOf(person, "o-2")).toMatchObject([{ capabilityId: "c-observe", needIds: ["n-change"] }])
    changeCards(person.editing, new Map(["i-07", "i-08"].map((id) => [id, { capabilityIds: [] }])))
    expect(pathsOf(person, "o-2")).toEqual([])
  })

  test("a need that an interaction names itself counts without a capability", () => {
    const person = samplePerson()
    changeCards(person.editing, new Map([["i-06", { needIds: ["n-pay"] }]]))

    const [path] = pathsOf(person, "o-2")

    expect(path).toMatchObject({ capabilityId: undefined, ownerId: "p-shopper", needIds: ["n-pay"] })
    expect(sentenceOf(path!, opportunity(person, "o-2"), fromOf(person), inEnglish)).toContain(
      "that helps Online shopper to “Pay without worrying about my money”",
    )
  })
})

describe("whether an opportunity reaches an end customer", () => {
  const opportunities = ["o-1", "o-2", "o-3", "o-4", "o-5", "o-6"]

  test("holds for every opportunity of the examples", () => {
    const person = samplePerson()

    expect(opportunities.map((id) => endCustomerReach(fromOf(person))(opportunity(person, id)))).not.toContain(false)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("is what the trace finds, whatever the links are (seed %i)", (seed) => {
    const person = samplePerson()
    const below = random(seed)
    const needs = ["n-pay", "n-answer", "n-change"]
    const some = (ids: readonly string[]) => ids.filter(() => below(3) === 0)
    for (const id of ["p-dev", "p-care"]) changeRecord(person.editing, "personas", id, { serves: some(["p-shopper"]) })
    for (const { id, kind } of sampleFlow(person).cards.values()) {
      const links = { needIds: some(needs), capabilityIds: some(["c-observe", "c-contact", "gone"]) }
      if (kind === "interaction") changeCards(person.editing, new Map([[id, links]]))
      if (kind === "opportunity" && below(2) === 0) changeCards(person.editing, new Map([[id, links]]))
    }

    const reaches = endCustomerReach(fromOf(person))
    const traced = (id: string) => pathsOf(person, id).some(({ endCustomerIds }) => endCustomerIds.length > 0)

    expect(opportunities.map((id) => reaches(opportunity(person, id)))).toEqual(opportunities.map(traced))
  })
})

describe("what rests on a capability", () => {
  test("are the needs above it, and what the flow has on it", () => {
    const found = restsOn(fromOf(samplePerson()), "c-observe")

    expect(found).toMatchObject({
      needIds: ["n-change"],
      interactionIds: ["i-07", "i-08"],
      opportunityIds: ["o-1"],
    })
  })

  test("goes through what depends on it", () => {
    const found = restsOn(fromOf(samplePerson()), "c-cloud")

    expect(found.needIds).toHaveLength(7)
    expect(found.interactionIds).toContain("i-07")
  })
})
