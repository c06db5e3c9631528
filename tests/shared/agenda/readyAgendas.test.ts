import { describe, expect, it, test } from "vitest"
import { boardKinds } from "../../../shared/boards/index.ts"
import { agendaOf, takeAgenda } from "../../../shared/commands/agenda.ts"
import { addRecord } from "../../../shared/commands/workshop.ts"
import { readyAgendas } from "../../../shared/model/agendas/index.ts"
import { minutesOf, type TwoTongues } from "../../../shared/model/readyAgenda.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { sharedBoard, twoPeople } from "../../support/people.ts"

/** Minutes from the beginning at which each step starts, as the specification's tables say (`domain.md` D). */
const starts = {
  "needs-map": [0, 5, 9, 14, 20, 26, 29, 41, 47, 53, 57],
  "story-map": [0, 5, 12, 20, 28, 38, 46, 56, 61, 71, 81, 86],
  "product-flow": [0, 7, 17, 31, 43, 60, 70, 80, 92, 112, 122, 132, 145, 151, 156, 170],
  maturity: [0, 4, 6, 10, 16, 24, 27, 31, 36, 39, 43],
}
const totals = { "needs-map": 60, "story-map": 90, "product-flow": 180, maturity: 45 }

describe.each(readyAgendas)("the ready agenda $id", (ready) => {
  it("has every step at its minute, and the sum that it promises", () => {
    let minute = 0
    const begins = ready.steps.map(({ minutes }) => {
      minute += minutes
      return minute - minutes
    })

    expect(begins).toEqual(starts[ready.id])
    expect(minutesOf(ready)).toBe(totals[ready.id])
  })

  it("says everything in both languages, short enough to be stored", () => {
    const lines = ready.steps.flatMap(({ prompt, exitCriterion }) => [prompt, exitCriterion])
    const titles = ready.steps.map(({ title }) => title)
    const texts = ready.steps.flatMap(({ note, instruction }) => [note, instruction])
    const tooLong = (all: readonly (TwoTongues | undefined)[], limit: number) =>
      all.flatMap((one) => (one ? [one.en, one.de] : [])).filter((text) => text.trim() === "" || text.length > limit)

    expect(tooLong([...titles, ready.title], textLimit.title)).toEqual([])
    expect(tooLong(lines, 200)).toEqual([])
    expect(tooLong([...texts, ready.result, ready.prepare, ready.whenLate], 1000)).toEqual([])
  })

  it("asks a question in every step but the breaks, and names only kinds and boards that there are", () => {
    const kinds = new Set(boardKinds.flatMap(({ cards }) => Object.keys(cards)))
    const boards = boardKinds.map(({ kind }) => kind)

    expect(ready.steps.filter(({ kind, prompt }) => (kind === "break") !== (prompt === undefined))).toEqual([])
    expect(ready.steps.flatMap(({ allowedKinds = [] }) => allowedKinds).filter((kind) => !kinds.has(kind))).toEqual([])
    for (const kind of [ready.boardKind, ...ready.steps.map((one) => one.boardKind)])
      expect([undefined, ...boards]).toContain(kind)
  })
})

describe("taking a ready agenda", () => {
  const [needs, stories] = readyAgendas
  if (!needs || !stories) throw new Error("The ready agendas are missing")

  test.each(["en", "de"] as const)(
    "puts its steps into the document in %s, and the notes nowhere but in the answer",
    (language) => {
      const [ana] = twoPeople()

      const taken = takeAgenda(ana.editing, needs, language)

      const steps = agendaOf(ana.editing)
      expect(steps.map(({ id }) => id)).toEqual(taken.map(({ id }) => id))
      expect(steps.map(({ title }) => title)).toEqual(needs.steps.map(({ title }) => title[language]))
      const document = JSON.stringify([...ana.document.roots.agendaSteps].map(([, record]) => record.toJSON()))
      for (const { note } of needs.steps) if (note) expect(document).not.toContain(note[language])
      expect(taken[3]?.note).toBe(needs.steps[3]?.note?.[language])
      expect(taken[0]?.note).toContain(needs.whenLate[language])
    },
  )

  it("brings a session that has not begun into the lobby, and leaves one that runs alone", () => {
    const [ana] = twoPeople()
    takeAgenda(ana.editing, needs, "en")
    expect(ana.current().session.phase).toBe("lobby")
  })

  it("puts the steps on the first board of their kind, and on none where there is none", () => {
    const [ana] = twoPeople()
    addRecord(ana.editing, "boards", { kind: "story-map", title: "Second" }, "second")

    takeAgenda(ana.editing, stories, "en")
    takeAgenda(ana.editing, needs, "en")

    expect(new Set(agendaOf(ana.editing).map(({ boardId }) => boardId))).toEqual(new Set([sharedBoard, undefined]))
  })

  it("has lint off while people write alone, and on otherwise", () => {
    const [ana] = twoPeople()
    takeAgenda(ana.editing, needs, "en")
    expect(
      agendaOf(ana.editing)
        .filter(({ lintOn }) => !lintOn)
        .map(({ kind }) => kind),
    ).toEqual(["diverge"])
  })
})
