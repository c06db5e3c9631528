import { describe, expect, test } from "vitest"
import { layBoard } from "../../../renderer/canvas/layoutStore.ts"
import { cardAt, inOrder, neighbourOf } from "../../../renderer/canvas/neighbours.ts"
import { SpatialIndex } from "../../../renderer/canvas/spatialIndex.ts"
import { isStale, windowOf } from "../../../renderer/canvas/window.ts"
import { notesKind } from "../../support/notesBoard.ts"
import { notesBoardId, sessionWithNotes } from "../../support/notesSession.ts"

function board(count: number, columns?: number) {
  const { contents, personas } = sessionWithNotes(count, columns).snapshot.getState()
  const content = contents.get(notesBoardId)
  if (!content) throw new Error("The board is not there")
  return layBoard(notesKind, { content, personas, say: (key) => key })
}
const screen = { x: 0, y: 0, zoom: 1, width: 1000, height: 600 }

describe("the window of real elements", () => {
  test("holds the cards on screen and some round it", () => {
    const shown = windowOf(board(400, 20), screen)

    expect(shown.isFar).toBe(false)
    expect(shown.cards.has("c0")).toBe(true)
    expect(shown.cards.has("c399")).toBe(false)
    expect(shown.cards.size).toBeLessThan(40)
  })

  test("is empty from afar, where one canvas draws everything", () => {
    const shown = windowOf(board(400, 20), { ...screen, zoom: 0.2 })

    expect([shown.isFar, shown.cards.size]).toEqual([true, 0])
  })

  test("still holds every card from afar when they are few, so that all can be found by name", () => {
    const shown = windowOf(board(60, 20), { ...screen, zoom: 0.1 })

    expect([shown.isFar, shown.cards.size]).toEqual([false, 60])
  })

  test("still serves after a short pan, not after a long one and not when it has become far too large", () => {
    const shown = windowOf(board(400, 20), screen)

    expect(isStale(shown, { ...screen, x: -200 })).toBe(false)
    expect(isStale(shown, { ...screen, x: -900 })).toBe(true)
    expect(isStale(shown, { ...screen, x: -500, y: -300, zoom: 3 })).toBe(true)
  })
})

describe("the spatial index", () => {
  test("finds a rectangle from all the cells it covers, once", () => {
    const index = new SpatialIndex()
    index.put("long", { x: -3000, y: 10, w: 6000, h: 20 })
    index.put("small", { x: 2500, y: 0, w: 10, h: 10 })

    expect([...index.within({ x: -100, y: 0, w: 5000, h: 50 })].sort()).toEqual(["long", "small"])
    expect([...index.at({ x: 2505, y: 25 })]).toEqual(["long"])
    index.put("long", { x: 0, y: 5000, w: 1, h: 1 })
    expect([...index.at({ x: 2505, y: 25 })]).toEqual([])
  })

  test("stays finite for a damaged rectangle", () => {
    const index = new SpatialIndex()
    index.put("damaged", { x: 0, y: 0, w: 1e12, h: 1e12 })

    expect([...index.at({ x: 5, y: 5 })]).toEqual(["damaged"])
  })
})

describe("going from card to card", () => {
  test("takes the nearest in the direction and stops at the edge", () => {
    const squares = board(12, 4)

    expect(neighbourOf(squares, "c5", 0, -1)).toBe("c1")
    expect(neighbourOf(squares, "c5", 1, 0)).toBe("c6")
    expect(neighbourOf(squares, "c4", -1, 0)).toBeUndefined()
  })

  test("follows the reading order for Tab and ends at its ends", () => {
    // All have the same order key, so their ids decide.
    const squares = board(12, 4)

    expect([inOrder(squares, "c1", 1), inOrder(squares, "c10", -1)]).toEqual(["c10", "c1"])
    expect([inOrder(squares, "c0", -1), inOrder(squares, "c9", 1)]).toEqual([undefined, undefined])
  })

  test("finds the card under a point", () => {
    const squares = board(12, 4)

    expect(cardAt(squares, { x: 300, y: 300 })).toBe("c5")
    expect(cardAt(squares, { x: 230, y: 230 })).toBeUndefined()
  })
})
