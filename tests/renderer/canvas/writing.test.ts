import { describe, expect, test } from "vitest"
import { decodeCards, encodeCards, linesOf, mostPasted } from "../../../renderer/canvas/clipboard.ts"
import { followed } from "../../../renderer/canvas/motion.ts"
import { onlookersOf } from "../../../renderer/canvas/othersOnCards.ts"
import { movedCaret, rebasedTyping } from "../../../shared/document/typing.ts"
import type { RosterEntry } from "../../../shared/protocol/messages.ts"
import { notesKind } from "../../support/notesBoard.ts"
import { notesBoardId, sessionWithNotes } from "../../support/notesSession.ts"
import { fc } from "../../support/properties.ts"

describe("the caret among others' letters", () => {
  test.each([
    ["before it", "users", "Many users", 4, 9],
    ["after it", "users", "users of all", 2, 2],
    ["over it", "the users", "the people", 6, 10],
    ["by a deletion before it", "Many users", "users", 7, 2],
  ])("keeps its place when they write %s", (_, before, after, caret, expected) => {
    expect(movedCaret(before, after, caret)).toBe(expected)
  })

  test("never leaves the text", () => {
    void fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), (before, after, at) => {
        const caret = movedCaret(before, after, Math.min(at, before.length))
        return caret >= 0 && caret <= after.length
      }),
    )
  })
})

describe("a composed word", () => {
  test("goes where it was composed although others wrote meanwhile", () => {
    expect(rebasedTyping("find shop", "find 東京 shop", "Please find shop")).toBe("Please find 東京 shop")
  })

  test("does not take away what others wrote", () => {
    expect(rebasedTyping("ab", "aXb", "ab and more")).toBe("aXb and more")
  })

  test("is what was typed when nobody wrote meanwhile", () => {
    void fc.assert(fc.property(fc.string(), fc.string(), (base, mine) => rebasedTyping(base, mine, base) === mine))
  })
})

describe("pasted text", () => {
  test("becomes lines without bullets, numbers and empty ones", () => {
    expect(linesOf("• Find\r\n\n 2) Book \n- \tPay\n\u0007Check-in")).toEqual(["Find", "Book", "Pay", "Check-in"])
  })

  test("does not flood the board", () => {
    expect(linesOf("x\n".repeat(5000))).toHaveLength(mostPasted)
  })

  test("brings copied cards back as they were", () => {
    const content = sessionWithNotes(3).snapshot.getState().contents.get(notesBoardId)
    const cards = [...(content?.cards.values() ?? [])]

    expect(decodeCards(encodeCards(cards), notesKind)).toEqual(cards)
  })

  test.each([
    ["something else", "Hello"],
    ["broken", '{"cairn":"cards","cards":[{"id"'],
  ])("that is %s is no cards", (_, text) => {
    expect(decodeCards(text, notesKind)).toBeUndefined()
  })

  test("from elsewhere is read forgivingly: unknown kinds are left out, damaged fields become their fallback", () => {
    const text = '{"cairn":"cards","cards":[{"id":"a","kind":"rocket"},{"id":"b","kind":"sticky","x":"far"},7]}'

    expect(decodeCards(text, notesKind)).toMatchObject([{ id: "b", kind: "sticky", title: "" }])
  })
})

describe("following somebody's pointer", () => {
  test("comes nearer with every frame and arrives", () => {
    let at = { x: 0, y: 0 }
    const target = { x: 100, y: 50 }
    const first = followed(at, target, 16)
    expect(first.x).toBeGreaterThan(10)
    expect(first.x).toBeLessThan(50)
    for (let frame = 0; frame < 60; frame++) at = followed(at, target, 16)

    expect(at).toBe(target)
  })
})

describe("who is at a card", () => {
  const person = (connection: number, name: string): RosterEntry => ({
    connection,
    personId: name,
    name,
    role: "participant",
    colour: "red",
    glyph: 0,
    device: "laptop",
  })

  test("lists writers and selectors of this board only, and stays the same when only a pointer moves", () => {
    const ana = {
      person: person(1, "Ana"),
      state: { boardId: "b", selected: ["c1"], writing: { id: "c1", field: "title" } },
    }
    const bo = { person: person(2, "Bo"), state: { boardId: "b", selected: ["c1", "c2"] } }
    const cy = { person: person(3, "Cy"), state: { boardId: "elsewhere", selected: ["c1"] } }

    const first = onlookersOf(
      {
        byConnection: new Map([
          [1, ana],
          [2, bo],
          [3, cy],
        ]),
      },
      "b",
    )
    const moved = { ...bo, state: { ...bo.state, cursor: { x: 1, y: 2 } } }
    const second = onlookersOf(
      {
        byConnection: new Map([
          [1, ana],
          [2, moved],
          [3, cy],
        ]),
      },
      "b",
      first,
    )

    expect(first.get("c1")?.map(({ name, isWriting }) => [name, isWriting])).toEqual([
      ["Ana", true],
      ["Bo", false],
    ])
    expect(first.get("c2")?.map(({ name }) => name)).toEqual(["Bo"])
    expect(second).toBe(first)
  })
})
