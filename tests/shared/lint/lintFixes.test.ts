import { describe, expect, test } from "vitest"
import { offeredFixes } from "../../../shared/boards/lintFixes.ts"
import { ownCapabilities } from "../../../shared/boards/user-needs-map/teams.ts"
import { dismissFinding } from "../../../shared/commands/lintFix.ts"
import { isDismissed } from "../../../shared/model/lint.ts"
import { behindCard } from "../../../shared/model/merged.ts"
import { lintBoardOf } from "../../support/lintBoards.ts"
import { extraCapability, extraNeed, flow, needsMap } from "../../support/lintSketches.ts"
import { meet, people } from "../../support/people.ts"

describe("fixes", () => {
  test("what needs a person’s words leads to the card and changes nothing", () => {
    const desk = lintBoardOf(needsMap({ cards: { n: { kind: "need", title: "Add a widget" } } }))
    const finding = desk.find("UNM-08")
    const before = desk.state()

    expect(finding && desk.fix(finding, "reword")).toEqual({ ok: true, value: { next: "write", cardId: "n" } })
    expect(desk.state()).toBe(before)
  })

  test("a fix without anything to choose from is not offered", () => {
    const desk = lintBoardOf({ kind: "user-needs-map", cards: { n: { kind: "need" } } })
    const finding = desk.find("UNM-01")
    expect(finding && offeredFixes(desk.scene(), finding).map(({ name }) => name)).toEqual(["to-note"])
  })

  test("a card that somebody has taken away meanwhile cannot be mended", () => {
    const desk = lintBoardOf(needsMap({ cards: extraCapability }))
    const finding = desk.find("UNM-05")
    desk.person.document.ydoc.transact(() => desk.person.document.roots.cards.get("c")?.set("deleted", true))
    expect(finding && desk.fix(finding, "to-note").ok).toBe(false)
  })

  test("two cards become one with the lines of both, and the other’s words behind it", () => {
    const desk = lintBoardOf(
      needsMap({
        cards: { c: { kind: "capability", title: "Check-out" } },
        lines: [
          ["c", "b"],
          ["n", "c"],
        ],
      }),
    )
    const finding = desk.find("UNM-12")
    if (finding) desk.fix(finding, "merge")
    const { relations, ...content } = desk.scene().content
    expect(behindCard(content, "a").map(({ title }) => title)).toEqual(["Check-out"])
    expect([...relations.values()].map(({ fromId, toId }) => `${fromId} ${toId}`).sort()).toEqual(["a b", "n a", "u n"])
  })
})

test("two people who give one capability to two teams at once are both told, until somebody settles it", () => {
  const desk = lintBoardOf(
    needsMap({ teams: { t: { teamType: "stream-aligned" }, s: { teamType: "stream-aligned" } } }),
  )
  const [ben] = people(1)
  if (!ben) throw new Error("Ben must be there")
  meet(desk.person, ben)
  ownCapabilities(desk.person.editing, "t", ["a"])
  ownCapabilities(ben.editing, "s", ["a"])

  meet(desk.person, ben)

  const finding = desk.find("UNM-22")
  expect([finding?.values?.team, finding?.values?.second].sort()).toEqual(["s", "t"])
  if (finding) desk.fix(finding, "own")
  meet(desk.person, ben)
  expect(desk.find("UNM-22")).toBeUndefined()
})

describe("leaving a question as it is", () => {
  test("holds for everybody, for this question of this card alone, and can be taken back by undo", () => {
    const desk = lintBoardOf(needsMap({ lines: [["n", "b"]] }))
    const finding = desk.find("UNM-14")
    const other = desk.find("UNM-30")
    if (!finding || !other) throw new Error("both are asked")
    const [ben] = people(1)
    if (!ben) throw new Error("Ben must be there")

    dismissFinding(desk.person.editing, desk.scene().content, finding)
    meet(desk.person, ben)

    const seen = ben.current().contents.get("board-under-test")
    expect(seen && [finding, other].map((one) => isDismissed(one, seen))).toEqual([true, false])
    desk.person.history.undo()
    expect(isDismissed(finding, desk.scene().content)).toBe(false)
  })

  test("of two lines to one card leaves the other one asked", () => {
    const desk = lintBoardOf(
      needsMap({
        cards: extraNeed,
        lines: [
          ["u", "m"],
          ["m", "a"],
          ["m", "b"],
          ["n", "b"],
        ],
      }),
    )
    const first = desk.find("UNM-14")
    if (!first) throw new Error("it is asked")
    dismissFinding(desk.person.editing, desk.scene().content, first)
    const { content } = desk.scene()
    const other = { ...first, ids: ["b", first.ids[1] === "n" ? "m" : "n"] }
    expect([first, other].map((one) => isDismissed(one, content))).toEqual([true, false])
  })

  test("what is asked about the board as a whole is kept with the board", () => {
    const desk = lintBoardOf(flow({ personas: { boss: { name: "Head", audience: "customer" } } }))
    const finding = desk.find("PFL-04")
    if (!finding) throw new Error("it is asked")
    dismissFinding(desk.person.editing, desk.scene().content, finding)
    expect(isDismissed(finding, desk.scene().content)).toBe(true)
    expect(desk.scene().content.board.dismissed).toHaveLength(1)
    dismissFinding(desk.person.editing, desk.scene().content, finding, false)
    expect(desk.scene().content.board.dismissed).toEqual([])
  })
})
