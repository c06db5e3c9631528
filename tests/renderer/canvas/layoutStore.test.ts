import { describe, expect, test, vi } from "vitest"
import { FigureCache } from "../../../renderer/canvas/figureCache.ts"
import { NodeCache } from "../../../renderer/canvas/flow.ts"
import { openLayout } from "../../../renderer/canvas/layoutStore.ts"
import { changeCards, deleteCards, typeInCard } from "../../../shared/commands/cards.ts"
import { connectCards } from "../../../shared/commands/relations.ts"
import { notesKind } from "../../support/notesBoard.ts"
import { notesBoardId, sessionWithNotes } from "../../support/notesSession.ts"

const say = (key: string) => key

function opened(count = 6) {
  const session = sessionWithNotes(count)
  const frames: (() => void)[] = []
  const layout = openLayout(session, notesKind, notesBoardId, say, (run) => {
    frames.push(run)
    return () => frames.splice(frames.indexOf(run), 1)
  })
  if (!layout) throw new Error("The board is not there")
  layout.start()
  const nextFrame = () => {
    for (const run of frames.splice(0)) run()
  }
  return { session, layout, nextFrame, frames, board: () => layout.store.getState() }
}

describe("the layout of a board", () => {
  test("follows the document once per frame, however many changes came", () => {
    const { session, layout, nextFrame } = opened()
    const onChange = vi.fn()
    layout.store.subscribe(onChange)

    changeCards(session.editing, new Map([["c1", { x: 300 }]]))
    changeCards(session.editing, new Map([["c1", { x: 310 }]]))
    expect(onChange).not.toHaveBeenCalled()
    nextFrame()

    expect(onChange).toHaveBeenCalledTimes(1)
    expect(layout.store.getState().placed.get("c1")?.x).toBe(310)
  })

  test("keeps what did not move, and finds what did in its new place", () => {
    const { session, nextFrame, board } = opened()
    const before = board()

    changeCards(session.editing, new Map([["c1", { x: 5000, y: 5000 }]]))
    nextFrame()

    expect(board().placed.get("c0")).toBe(before.placed.get("c0"))
    expect(board().placed.get("c1")).not.toBe(before.placed.get("c1"))
    expect(board().lines).toBe(before.lines)
    expect([...board().cardsIn.at({ x: 5100, y: 5100 })]).toEqual(["c1"])
    expect([...board().cardsIn.at({ x: 300, y: 100 })]).toEqual([])
  })

  test("forgets deleted cards and their lines", () => {
    const { session, nextFrame, board } = opened()
    connectCards(session.editing, "c0", "c5")
    nextFrame()
    expect(board().lines.size).toBe(1)

    deleteCards(session.editing, ["c5"])
    nextFrame()

    expect(board().lines.size).toBe(0)
    expect(board().linesIn.size).toBe(0)
    expect(board().orders.has("c5")).toBe(false)
  })

  test("lays out at once when asked, and not again in the frame after", () => {
    const { session, layout, frames, board } = opened()

    changeCards(session.editing, new Map([["c1", { x: 300 }]]))
    layout.flush()

    expect(board().placed.get("c1")?.x).toBe(300)
    expect(frames).toHaveLength(0)
  })
})

describe("the nodes of the cards on screen", () => {
  test("are new only for the card that changed", () => {
    const { session, layout, nextFrame, board } = opened()
    const [nodes, figures] = [new NodeCache(), new FigureCache(notesKind)]
    const shown = ["c2", "c0", "c1"]
    const before = nodes.nodesOf(board(), shown, new Set(), figures, notesKind)

    typeInCard(session.editing, "c1", "title", "Changed")
    nextFrame()
    const after = nodes.nodesOf(layout.store.getState(), shown, new Set(), figures, notesKind)

    expect(after.map(({ id }) => id)).toEqual(["c0", "c1", "c2"])
    expect(after.map((node, index) => node === before[index])).toEqual([true, false, true])
    expect(after[1]?.data.label).toBe("kind.sticky: Changed")
  })

  test("are the same list when nothing on screen changed", () => {
    const { session, nextFrame, board } = opened()
    const [nodes, figures] = [new NodeCache(), new FigureCache(notesKind)]
    const before = nodes.nodesOf(board(), ["c0"], new Set(), figures, notesKind)

    changeCards(session.editing, new Map([["c5", { x: 900 }]]))
    nextFrame()

    expect(nodes.nodesOf(board(), ["c0"], new Set(), figures, notesKind)).toBe(before)
  })
})
