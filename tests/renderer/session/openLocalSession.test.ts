import { expect, test } from "vitest"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import { storyMap } from "../../../shared/boards/story-map/kind.ts"
import { addCard } from "../../../shared/commands/cards.ts"
import { addRecord, createWorkshop } from "../../../shared/commands/workshop.ts"

test("a local session shows what commands write, and takes one step back at a time", () => {
  const session = openLocalSession({ kinds: [storyMap], language: "en" })
  createWorkshop(session.editing, "w", { title: "Trial" })
  const boardId = addRecord(session.editing, "boards", { kind: "story-map", title: "Map" })
  const cards = () => session.snapshot.getState().contents.get(boardId)?.cards.size

  addCard(session.editing, boardId, { kind: "note", values: { title: "One" } })
  addCard(session.editing, boardId, { kind: "note", values: { title: "Two" } })
  expect(cards()).toBe(2)
  expect([...session.snapshot.getState().contents.get(boardId)!.cards.values()][0]?.provenance.authorId).toBe("me")

  session.history.undo()
  expect(cards()).toBe(1)
  session.history.redo()
  expect(cards()).toBe(2)
})
