import { expect, test } from "vitest"
import { lintBoard } from "../../../shared/boards/lintBoard.ts"
import { addCards } from "../../../shared/commands/cards.ts"
import { addRecord } from "../../../shared/commands/workshop.ts"
import { painMarks } from "../../../shared/model/painMarks.ts"
import { people, sharedBoard, type TestPerson } from "../../support/people.ts"

function readerOf(): TestPerson {
  const [person] = people(1)
  if (!person) throw new Error("Somebody must be there")
  addCards(person.editing, sharedBoard, [
    { kind: "activity", id: "read", values: { title: "Read" } },
    { kind: "step", id: "open", values: { title: "Open", activityId: "read" } },
    { kind: "story", id: "see", values: { title: "See it", stepId: "open" } },
  ])
  return person
}
const mark = (person: TestPerson, cardId: string, kind: string, authorId?: string) =>
  addRecord({ ...person.editing, ...(authorId === undefined ? {} : { authorId }) }, "marks", { cardId, kind })
const asked = (person: TestPerson) => lintBoard(person.current(), sharedBoard).map(({ rule }) => rule)

test("three cards of one activity that somebody marked as painful are asked about", () => {
  const person = readerOf()
  mark(person, "read", "pain")
  mark(person, "open", "pain")
  mark(person, "see", "joy")
  expect(asked(person)).not.toContain("USM-14")

  mark(person, "see", "pain")

  expect(asked(person)).toContain("USM-14")
})

test("a person counts once for a card, whatever their devices did at once", () => {
  const person = readerOf()
  for (const authorId of ["ana", "ana", "bo"]) mark(person, "open", "pain", authorId)
  mark(person, "open", "question", "cy")

  expect([...painMarks(person.current())]).toEqual([["open", 2]])
})
