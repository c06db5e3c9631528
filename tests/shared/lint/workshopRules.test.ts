import { describe, expect, test } from "vitest"
import { lintWhole } from "../../../shared/boards/lintBoard.ts"
import { addCard } from "../../../shared/commands/cards.ts"
import { changeWorkshop } from "../../../shared/commands/workshop.ts"
import { createRecord } from "../../../shared/document/records.ts"
import { fixedShapes } from "../../../shared/model/records.ts"
import {
  type AgendaToLint,
  agendaRules,
  lintAgenda,
  type StepToLint,
  workshopRules,
} from "../../../shared/model/workshopLint.ts"
import { people, sharedBoard } from "../../support/people.ts"
import { spoken } from "../../support/spoken.ts"

const step = (kind: string, minutes: number, fields: Partial<StepToLint> = {}): StepToLint => ({
  id: `${kind}-${minutes}`,
  title: kind,
  kind,
  plannedSeconds: minutes * 60,
  inputMode: "private-until-reveal",
  ...fields,
})
const sound: AgendaToLint = {
  steps: [step("diverge", 10), step("cluster", 15), step("vote", 5), step("break", 10), step("recap", 10)],
  slotSeconds: 50 * 60,
  written: new Map([["ana", [0, 3]]]),
}
const rulesOn = (agenda: AgendaToLint) => spoken(lintAgenda(agenda))

describe("questions about an agenda", () => {
  test.each<[string, Partial<AgendaToLint>]>([
    ["WS-02", { slotSeconds: 49 * 60 }],
    ["WS-03", { steps: [step("map", 40), step("discuss", 21), step("recap", 5)], slotSeconds: 5400 }],
    ["WS-04", { steps: [step("diverge", 10, { inputMode: "open" }), step("recap", 10)] }],
    ["WS-05", { steps: [step("vote", 5), step("cluster", 10), step("recap", 10)] }],
    ["WS-06", { steps: [step("map", 20)] }],
    ["WS-07", { written: new Map([["ana", [2, 0, 0]]]) }],
  ])("%s is asked where it should be, and nothing of a sound agenda", (rule, changes) => {
    expect(rulesOn({ ...sound, ...changes })).toEqual([rule])
    expect(rulesOn(sound)).toEqual([])
  })

  test("a break of its own ends a stretch of work", () => {
    const steps = [step("map", 40), step("break", 10), step("discuss", 40), step("recap", 5)]
    expect(rulesOn({ steps, written: new Map() })).toEqual([])
  })

  test("who has written nothing is counted and not named", () => {
    const [found] = lintAgenda({ ...sound, written: new Map([["ana", [0, 0]]]) })
    expect(found?.values).toEqual({ n: 1 })
  })
})

describe("questions about a workshop", () => {
  const withCard = (title: string) => {
    const [person] = people(1)
    if (!person) throw new Error("Somebody must be there")
    addCard(person.editing, sharedBoard, { kind: "note", values: { title } })
    const { document } = person
    createRecord(document.roots.participants, "p1", fixedShapes.participants, { displayName: "Marta" })
    return person
  }
  const asked = (person: ReturnType<typeof withCard>) => spoken(lintWhole(person.current(), "export"))

  test("WS-01 is asked once something is mapped, until there is a purpose", () => {
    const [empty] = people(1)
    const person = withCard("See it")

    expect(empty && lintWhole(empty.current())).toEqual([])
    expect(asked(person)).toEqual(["WS-01"])
    changeWorkshop(person.editing, { purpose: { goal: "see more", by: "mapping" } })
    expect(asked(person)).toEqual([])
  })

  test("WS-08 is asked where a card names somebody in the room, unless names may be told", () => {
    const person = withCard("Marta's team waits")
    changeWorkshop(person.editing, { purpose: { goal: "see more", by: "mapping" } })

    expect(asked(person)).toEqual(["WS-08"])
    expect(asked(withCard("Martadata"))).toEqual(["WS-01"])
    changeWorkshop(person.editing, { ruleOfTheHouse: "open" })
    expect(asked(person)).toEqual([])
  })

  test("together the rules are WS-01 to WS-08", () => {
    const ids = [...workshopRules, ...agendaRules].map(({ id }) => id).sort()
    expect(ids).toEqual(Array.from({ length: 8 }, (_, at) => `WS-0${at + 1}`))
  })
})
