import { describe, expect, test } from "vitest"
import { accept, acknowledge, reject } from "../../../shared/boards/product-flow/accept.ts"
import type { Suggestion } from "../../../shared/boards/product-flow/suggestion.ts"
import { changeCards, deleteCards, typeInCard } from "../../../shared/commands/cards.ts"
import { changeRecord } from "../../../shared/commands/workshop.ts"
import { cardsOf, flowOf, flowPeople, flowPerson, proposalFor } from "../../support/flowPeople.ts"
import { example } from "../../support/monitorExample.ts"
import { meet, type TestPerson } from "../../support/people.ts"
import { fc } from "../../support/properties.ts"

/** What is new, without the catalogue's many ideas for metrics. */
const fresh = (person: TestPerson): Suggestion[] =>
  proposalFor(person).suggestions.filter(({ state, rule }) => state === "new" && rule !== "D7")
const inWords = (suggestions: readonly Suggestion[]) =>
  suggestions.map(
    ({ rule, title, reasons: [reason] }) => `${rule} ${title || Object.values(reason.values).join(" / ")}`,
  )
const acceptAll = (person: TestPerson) => accept(person.editing, fresh(person))

describe("proposing a Product Flow from the maps", () => {
  test("takes phase, activity, steps and the question for an empty cell from the example", () => {
    const person = flowPerson(example)

    expect(inWords(fresh(person))).toEqual([
      "D2 Operation",
      "D3 Monitor",
      "D5 Head of engineering / Monitor",
      "D4 Check that clusters are well",
      "D4 Look into my workload",
    ])
  })

  test("puts what is accepted on the board in one step, and undo takes it off in one", () => {
    const person = flowPerson(example)

    acceptAll(person)
    const after = cardsOf(person)
    person.history.undo()

    expect(after).toEqual([
      "phase Operation",
      "activity Monitor",
      "empty-cell",
      "interaction Check that clusters are well",
      "interaction Look into my workload",
    ])
    expect(cardsOf(person)).toEqual([])
  })

  test("marks what it makes as derived and keeps the trace of its step", () => {
    const person = flowPerson(example)

    acceptAll(person)

    const card = [...flowOf(person).cards.values()].find(({ title }) => title.startsWith("Check"))
    expect(card).toMatchObject({ capabilityIds: ["observe"], provenance: { origin: "derived" } })
  })

  test("proposes nothing while somebody's audience is missing, and says whose", () => {
    const [head, plat, dev] = example.personas ?? []
    const person = flowPerson({ ...example, personas: [head!, { ...plat!, audience: undefined }, dev!] })

    expect(proposalFor(person)).toMatchObject({ missingAudience: ["plat"], suggestions: [] })

    changeRecord(person.editing, "personas", "plat", { audience: "consumer" })
    expect(fresh(person)).toHaveLength(5)
  })

  test("a second run proposes nothing twice", () => {
    const person = flowPerson(example)
    acceptAll(person)

    expect(fresh(person)).toEqual([])
    expect(acceptAll(person)).toBe(0)
    expect(cardsOf(person)).toHaveLength(5)
  })

  test("finds cards that people wrote themselves and that say the same", () => {
    const person = flowPerson({
      ...example,
      flow: [
        { id: "own-phase", kind: "phase", title: "operation" },
        { id: "own-activity", kind: "activity", title: "Monitor ", phaseId: "own-phase" },
      ],
    })

    acceptAll(person)

    expect(cardsOf(person).filter((card) => !card.includes("interaction") && card !== "empty-cell")).toEqual([
      "phase operation",
      "activity Monitor",
    ])
    expect([...flowOf(person).cards.values()].filter(({ kind }) => kind === "interaction")).toHaveLength(2)
  })

  test("brings along what a suggestion stands in", () => {
    const person = flowPerson(example)
    const step = fresh(person).filter(({ title }) => title.startsWith("Look"))

    accept(person.editing, step)

    expect(cardsOf(person)).toEqual(["phase Operation", "activity Monitor", "interaction Look into my workload"])
  })

  test("what was rejected stays away until its source changes", () => {
    const person = flowPerson(example)
    const look = fresh(person).filter(({ title }) => title.startsWith("Look"))

    reject(person.editing, look)
    expect(inWords(fresh(person))).not.toContain("D4 Look into my workload")

    changeCards(person.editing, new Map([["s-look", { title: "Look into my workload at night" }]]))
    expect(inWords(fresh(person))).toContain("D4 Look into my workload at night")
  })

  test("an accepted card that somebody deleted does not come back", () => {
    const person = flowPerson(example)
    acceptAll(person)
    const interactions = [...flowOf(person).cards.values()].filter(({ kind }) => kind === "interaction")

    deleteCards(person.editing, [interactions[0]!.id])

    expect(fresh(person).filter(({ rule }) => rule === "D4")).toEqual([])
  })

  test("a change at the source is told and leaves the accepted card as it is", () => {
    const person = flowPerson(example)
    acceptAll(person)

    changeCards(person.editing, new Map([["s-check", { title: "Check every cluster" }]]))
    const changed = proposalFor(person).suggestions.filter(({ state }) => state === "changed")

    expect(inWords(changed)).toEqual(["D4 Check every cluster"])
    expect(cardsOf(person)).toContain("interaction Check that clusters are well")
    acknowledge(person.editing, changed)
    expect(proposalFor(person).suggestions.filter(({ state }) => state === "changed")).toEqual([])
  })

  test("a source that is gone is told and leaves its card", () => {
    const person = flowPerson(example)
    acceptAll(person)

    deleteCards(person.editing, ["s-look"])
    const { gone } = proposalFor(person)

    expect(gone.map(({ sourceIds }) => sourceIds)).toEqual([["dev", "s-look"]])
    expect(cardsOf(person)).toContain("interaction Look into my workload")
  })

  test("fills a cell with three at most and keeps the rest under more", () => {
    const steps = [1, 2, 3, 4, 5].map((at) => ({
      id: `s${at}`,
      kind: "step",
      title: `Step ${at}`,
      activityId: "s-monitor",
      personaIds: ["dev"],
    }))
    const person = flowPerson({ ...example, story: [...(example.story ?? []).slice(0, 2), ...steps] })

    const cells = fresh(person).filter(({ rule }) => rule === "D4")

    expect(cells.map(({ title, isMore }) => [title, isMore])).toEqual([
      ["Step 1", false],
      ["Step 2", false],
      ["Step 3", false],
      ["Step 4", true],
      ["Step 5", true],
    ])
  })

  test("takes columns from steps when the grain is finer", () => {
    const columns = proposalFor(flowPerson(example), "steps").suggestions.filter(({ rule }) => rule === "D3")

    expect(inWords(columns)).toEqual(["D3 Check that clusters are well", "D3 Look into my workload"])
  })

  test("takes phases from journey stages where the story map has none", () => {
    const story = (example.story ?? [])
      .slice(1)
      .map((card) => (card.kind === "step" ? { ...card, needIds: ["n-well"] } : card))
    const needs = [
      { id: "u-plat", kind: "user", personaId: "plat" },
      { id: "st-buy", kind: "stage", title: "Buy" },
      { id: "st-run", kind: "stage", title: "Run" },
      { id: "n-well", kind: "need", title: "Know that all is well", stageId: "st-run" },
    ]
    const { suggestions } = proposalFor(flowPerson({ ...example, story, needs }))

    expect(inWords(suggestions.slice(0, 3))).toEqual(["D2 Buy", "D2 Run", "D3 Monitor"])
    expect(suggestions[2]?.requires.map(({ title }) => title)).toEqual(["Run"])
  })

  test("traces a step that names nothing to the persona's needs that rest on the product", () => {
    const person = flowPerson({
      ...example,
      flow: [{ id: "product", kind: "product", title: "Clusters", capabilityIds: ["c-run"] }],
      needs: [
        { id: "u-dev", kind: "user", personaId: "dev" },
        { id: "n-ship", kind: "need", title: "Ship today" },
        { id: "n-rest", kind: "need", title: "Sleep" },
        { id: "c-ship", kind: "capability", title: "Delivery" },
        { id: "c-run", kind: "capability", title: "Runtime" },
      ],
      lines: [
        ["u-dev", "n-ship"],
        ["u-dev", "n-rest"],
        ["n-ship", "c-ship"],
        ["c-ship", "c-run"],
      ],
    })

    const look = fresh(person).find(({ title }) => title.startsWith("Look"))

    expect(look?.trace).toEqual({ capabilityIds: ["c-run"], needs: [{ needId: "n-ship", distance: 1 }] })
    expect(look?.values).toMatchObject({ needIds: ["n-ship"], capabilityIds: ["c-run"] })
  })

  test("an accepted interaction answers the bare question in its cell", () => {
    const person = flowPerson(example)
    acceptAll(person)
    changeCards(person.editing, new Map([["s-look", { personaIds: ["dev", "head"] }]]))

    acceptAll(person)

    expect(cardsOf(person)).not.toContain("empty-cell")
  })
})

describe("two people", () => {
  test("who accept at once end with one card each and the same board", () => {
    const [ana, bo] = flowPeople(example)

    acceptAll(ana!)
    acceptAll(bo!)
    meet(ana!, bo!)

    expect(cardsOf(ana!)).toHaveLength(5)
    expect(cardsOf(bo!)).toEqual(cardsOf(ana!))
    expect(fresh(ana!)).toEqual([])
  })

  test("of whom one accepts and one rejects end the same", () => {
    const [ana, bo] = flowPeople(example)

    acceptAll(ana!)
    reject(bo!.editing, fresh(bo!))
    meet(ana!, bo!)

    expect(cardsOf(bo!)).toEqual(cardsOf(ana!))
    expect(proposalFor(bo!)).toEqual(proposalFor(ana!))
  })
})

test("proposing and accepting never changes what a person wrote", () => {
  const gesture = fc.constantFrom("accept", "reject", "reword", "delete source", "rename source", "undo")
  fc.assert(
    fc.property(fc.array(fc.tuple(gesture, fc.nat(9), fc.string({ maxLength: 20 })), { maxLength: 14 }), (gestures) => {
      const person = flowPerson({ ...example, flow: [{ id: "own", kind: "phase", title: "Operation" }] })
      const written = new Map<string, string>([["own", "Operation"]])
      for (const [what, at, text] of gestures) {
        const words = `w${text}`.trim()
        const open = fresh(person)
        const cards = [...flowOf(person).cards.keys()]
        const card = cards[at % cards.length]
        if (what === "accept") accept(person.editing, open)
        if (what === "reject") reject(person.editing, open.slice(0, at))
        if (what === "delete source") deleteCards(person.editing, ["s-look"])
        if (what === "rename source") changeCards(person.editing, new Map([["s-check", { title: words }]]))
        if (what === "reword" && card !== undefined) {
          typeInCard(person.editing, card, "title", words)
          person.editing.endStep?.()
          written.set(card, flowOf(person).cards.get(card)?.title ?? "")
        }
        // Undo may take back a rewording: then what stands is again what was there before.
        if (what === "undo") {
          person.history.undo()
          for (const id of written.keys()) {
            const title = flowOf(person).cards.get(id)?.title
            if (title !== undefined) written.set(id, title)
          }
        }
        for (const [id, title] of written) {
          const shown = flowOf(person).cards.get(id)
          if (shown) expect(shown.title).toBe(title)
        }
      }
    }),
    { numRuns: 120 },
  )
})
