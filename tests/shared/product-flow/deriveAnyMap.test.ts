import { describe, expect, test } from "vitest"
import { accept, acknowledge, reject } from "../../../shared/boards/product-flow/accept.ts"
import { derive } from "../../../shared/boards/product-flow/derive.ts"
import { sourceMarks } from "../../../shared/boards/product-flow/sourceMarks.ts"
import { readSources } from "../../../shared/boards/product-flow/sources.ts"
import type { Suggestion } from "../../../shared/boards/product-flow/suggestion.ts"
import { changeCards, deleteCards, settleTitle, typeInCard } from "../../../shared/commands/cards.ts"
import { type FlowParts, flowOf, flowPeople, proposalFor } from "../../support/flowPeople.ts"
import { example } from "../../support/monitorExample.ts"
import { meet, type TestPerson } from "../../support/people.ts"
import { fc } from "../../support/properties.ts"
import { sampleFlow, samplePerson } from "../../support/sample.ts"

const inWords = (suggestions: readonly Suggestion[]) =>
  suggestions.map(
    ({ rule, title, reasons: [reason] }) => `${rule} ${title || Object.values(reason.values).join(" / ")}`,
  )

describe("the three worked examples in one workshop", () => {
  const proposed = (person: TestPerson) =>
    proposalFor(person).suggestions.filter(({ state, isMore }) => state === "new" && !isMore)
  const count = (person: TestPerson, rule: string) => proposed(person).filter((one) => one.rule === rule).length

  test("give an empty flow its phases, activities, cells, questions and metrics", () => {
    const person = samplePerson()

    expect(inWords(proposed(person)).slice(0, 4)).toEqual([
      "D2 Creation",
      "D2 Operation",
      "D2 Evolution",
      "D3 Get a cluster",
    ])
    expect(["D3", "D4", "D7"].map((rule) => count(person, rule))).toEqual([5, 16, 3])
    expect(inWords(proposed(person))).toContain("D5 Head of engineering / Set up deployment")
  })

  test("give nothing the second time", () => {
    const person = samplePerson()
    accept(person.editing, proposed(person))

    expect(proposed(person)).toEqual([])
    expect(accept(person.editing, proposed(person))).toBe(0)
    expect(marksOn(person)).toEqual([])
  })

  test("show exactly the one step whose title was changed, and mark its card", () => {
    const person = samplePerson()
    accept(person.editing, proposed(person))

    changeCards(person.editing, new Map([["ss-well", { title: "Check every cluster" }]]))

    const changed = proposalFor(person).suggestions.filter(({ state }) => state === "changed")
    expect(inWords(changed)).toEqual(["D4 Check every cluster"])
    expect(marksOn(person)).toEqual([["Check that clusters are well", "changed"]])
    expect(proposed(person)).toEqual([])
  })

  test("leave the example's own flow without candidates but for the bottleneck: people have answered the rest", () => {
    const person = samplePerson()
    const from = { flow: sampleFlow(person), personas: person.current().personas, grain: "activities", say } as const
    const { suggestions } = derive({ ...from, sources: readSources(person.current()) })
    const open = suggestions.filter(({ kind, state }) => kind === "opportunity" && state === "new")

    expect(inWords(open)).toEqual(["D13 flow.derive.D13"])
    const answered = suggestions.filter(({ kind, state }) => kind === "opportunity" && state === "there")
    expect(answered.filter(({ rule }) => rule === "D10").map(({ sourceIds }) => sourceIds[0])).toEqual([
      "m-1",
      "m-4",
      "m-9",
    ])
  })
})

const say = (key: string) => key

/** Title and mark of each marked card. */
const marksOn = (person: TestPerson) =>
  [
    ...sourceMarks({
      sources: readSources(person.current()),
      flow: flowOf(person),
      personas: person.current().personas,
    }),
  ].map(([id, mark]) => [flowOf(person).cards.get(id)?.title, mark])

/** A map of any shape: phases, activities and steps by number, with whoever does them. */
const anyMap: fc.Arbitrary<FlowParts> = fc
  .record({
    phases: fc.nat(2),
    activities: fc.array(fc.nat(2), { maxLength: 4 }),
    steps: fc.array(fc.record({ of: fc.nat(3), by: fc.subarray(["head", "plat", "dev"]) }), { maxLength: 6 }),
    pains: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
  })
  .map(({ phases, activities, steps, pains }) => ({
    personas: example.personas ?? [],
    story: [
      ...Array.from({ length: phases }, (_, at) => ({ id: `ph${at}`, kind: "phase", title: `Phase ${at}` })),
      ...activities.map((of, at) => ({ id: `a${at}`, kind: "activity", title: `Monitor ${at}`, phaseId: `ph${of}` })),
      ...steps.map(({ of, by }, at) => ({
        id: `s${at}`,
        kind: "step",
        title: `Step ${at}`,
        activityId: `a${of}`,
        personaIds: by,
      })),
    ],
    flow: [
      { id: "own-phase", kind: "phase", title: "Own" },
      { id: "own", kind: "activity", title: "Own activity", phaseId: "own-phase" },
      ...pains.map((pain, at) => ({
        id: `i${at}`,
        kind: "interaction",
        title: `Pain ${at}`,
        activityId: "own",
        personaId: "dev",
        pain,
      })),
    ],
  }))

const gestures = fc.array(
  fc.record({
    what: fc.constantFrom("accept", "accept one", "reject", "edit", "rename source", "delete source", "acknowledge"),
    at: fc.nat(20),
    text: fc.string({ maxLength: 12 }),
  }),
  { maxLength: 10 },
)

test("whatever the maps are and whoever accepts, rejects and edits, no text that a person wrote changes", () => {
  fc.assert(
    fc.property(anyMap, gestures, (parts, all) => {
      const people = flowPeople(parts)
      const written = new Map<string, string>(
        ["own", "own-phase"].map((id) => [id, flowOf(people[0]!).cards.get(id)!.title]),
      )
      for (const { what, at, text } of all) {
        const person = people[at % 2]!
        const open = proposalFor(person).suggestions.filter(({ state }) => state === "new")
        const one = open.slice(at % (open.length + 1)).slice(0, 1)
        if (what === "accept") accept(person.editing, open)
        if (what === "accept one") accept(person.editing, one)
        if (what === "reject") reject(person.editing, one)
        if (what === "acknowledge")
          acknowledge(
            person.editing,
            proposalFor(person).suggestions.filter(({ state }) => state === "changed"),
          )
        if (what === "rename source") changeCards(person.editing, new Map([[`s${at % 6}`, { title: text }]]))
        if (what === "delete source") deleteCards(person.editing, [`s${at % 6}`])
        const id = [...flowOf(person).cards.keys()].sort()[at % flowOf(person).cards.size]!
        // One of them edits, so that what each card should say is known.
        if (what === "edit" && person === people[0]) {
          typeInCard(person.editing, id, "title", `w${text}`)
          settleTitle(person.editing, id)
          person.editing.endStep?.()
          written.set(id, flowOf(person).cards.get(id)!.title)
        }
      }
      meet(...people)
      expect(proposalFor(people[1]!)).toEqual(proposalFor(people[0]!))
      for (const person of people) {
        for (const [id, title] of written) expect(flowOf(person).cards.get(id)?.title).toBe(title)
        for (let round = 0; round < 4; round++)
          accept(
            person.editing,
            proposalFor(person).suggestions.filter(({ state }) => state === "new"),
          )
        expect(proposalFor(person).suggestions.filter(({ state }) => state === "new")).toEqual([])
        for (const [id, title] of written) expect(flowOf(person).cards.get(id)?.title).toBe(title)
      }
    }),
    { numRuns: 150 },
  )
}, 120_000)
