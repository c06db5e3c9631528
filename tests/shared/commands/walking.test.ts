import { expect, test } from "vitest"
import type { Others } from "../../../renderer/session/session.ts"
import { soundOf } from "../../../renderer/session/sounds.ts"
import { askRoom } from "../../../shared/commands/walking.ts"
import { readPresence } from "../../../shared/presence/presence.ts"
import { meet, twoPeople } from "../../support/people.ts"

const sentence = "When Online shopper is trying to find help, they depend on Customer contact handling."

test("two who ask the room at the same moment end with one sentence, and ending it is no step of undo", () => {
  const [ana, bo] = twoPeople()
  askRoom(ana.editing, "b1", sentence)
  askRoom(bo.editing, "b1", "Another one")
  meet(ana, bo)
  expect(ana.current().session.asks).toEqual(bo.current().session.asks)
  askRoom(ana.editing, "b1", undefined)
  meet(ana, bo)
  expect(bo.current().session.asks).toBeUndefined()
  expect(ana.history.undo()).toBe(false)
})

test("answers count once per person and only for the sentence they were given to", () => {
  const from = (connection: number, personId: string, text: string, as: string): [number, unknown] => [
    connection,
    { person: { personId }, state: readPresence({ sounds: { text, as } }) },
  ]
  const others = {
    byConnection: new Map([
      from(1, "bo", sentence, "right"),
      from(2, "bo", sentence, "right"),
      from(3, "cy", sentence, "odd"),
      from(4, "di", "an earlier sentence", "right"),
      from(5, "ed", sentence, "<script>"),
    ]),
  } as unknown as Others
  expect([soundOf(others, sentence, "right"), soundOf(others, sentence, "odd")]).toEqual([1, 1])
})
