import { describe, expect, test } from "vitest"
import { offeredFixes } from "../../../shared/boards/lintFixes.ts"
import { flowFixes } from "../../../shared/boards/product-flow/lintFixes.ts"
import { flowRules } from "../../../shared/boards/product-flow/lintRules.ts"
import { storyMapFixes } from "../../../shared/boards/story-map/lintFixes.ts"
import { storyMapRules } from "../../../shared/boards/story-map/lintRules.ts"
import { needsMapFixes } from "../../../shared/boards/user-needs-map/lintFixes.ts"
import { needsMapRules } from "../../../shared/boards/user-needs-map/lintRules.ts"
import { ownCapabilities } from "../../../shared/boards/user-needs-map/teams.ts"
import { dismissFinding } from "../../../shared/commands/lintFix.ts"
import { catalogue } from "../../../shared/messages/catalogue.ts"
import { isDismissed } from "../../../shared/model/lint.ts"
import { type LintSketch, lintBoardOf } from "../../support/lintBoards.ts"
import { meet, people } from "../../support/people.ts"

const shopper = { p: { name: "Shopper", audience: "end-customer", position: "external" } }
const needsCards = {
  u: { kind: "user", personaId: "p" },
  n: { kind: "need", title: "Pay without worry" },
  a: { kind: "capability", title: "Checkout", visibility: 0.8 },
  b: { kind: "capability", title: "Payments", visibility: 0.4 },
}
type Change = Partial<Omit<LintSketch, "kind">>
const needsMap = ({ cards, lines = [], ...rest }: Change): LintSketch => ({
  kind: "user-needs-map",
  personas: shopper,
  cards: { ...needsCards, ...cards },
  lines: [["u", "n"], ["n", "a"], ["a", "b"], ...lines],
  ...rest,
})
const extraNeed = { m: { kind: "need", title: "Get it in time" } }
const extraCapability = { c: { kind: "capability", title: "Newsletter", visibility: 0.3 } }
const storyCards = {
  ph: { kind: "phase" },
  act: { kind: "activity", title: "Read", phaseId: "ph", personaIds: ["p"] },
  st: { kind: "step", title: "Open", activityId: "act" },
  x: { kind: "story", title: "See it", stepId: "st", sliceId: "s1" },
  s1: { kind: "slice", title: "First", outcome: "There", walkingSkeleton: true },
}
const storyMap = ({ cards, ...rest }: Change): LintSketch => ({
  kind: "story-map",
  personas: shopper,
  cards: { ...storyCards, ...cards },
  ...rest,
})
const team = { owners: { a: "t", b: "t" }, teams: { t: { teamType: "stream-aligned" }, pl: { teamType: "platform" } } }
const flowCards = {
  ph: { kind: "phase" },
  act: { kind: "activity", phaseId: "ph" },
  i: { kind: "interaction", activityId: "act", personaId: "boss", title: "Know the cost" },
}
const flow = ({ cards, ...rest }: Change): LintSketch => ({
  kind: "product-flow",
  personas: { boss: { name: "Head", audience: "customer" }, eng: { name: "Engineer", audience: "consumer" } },
  cards: { ...flowCards, ...cards },
  ...rest,
})

/** Fixes that answer the question by themselves, or with the first of their choices. */
const mending: readonly { rule: string; fix: string; board: LintSketch }[] = [
  { rule: "UNM-01", fix: "connect-user", board: needsMap({ cards: extraNeed, lines: [["m", "a"]] }) },
  { rule: "UNM-01", fix: "to-note", board: needsMap({ cards: extraNeed, lines: [["m", "a"]] }) },
  {
    rule: "UNM-02",
    fix: "turn",
    board: needsMap({
      cards: extraNeed,
      lines: [
        ["u", "m"],
        ["b", "m"],
      ],
    }),
  },
  { rule: "UNM-02", fix: "insert-need", board: needsMap({ lines: [["u", "a"]] }) },
  { rule: "UNM-03", fix: "delete-line", board: needsMap({ lines: [["b", "b"]] }) },
  { rule: "UNM-04", fix: "merge", board: needsMap({ lines: [["b", "a"]] }) },
  { rule: "UNM-04", fix: "break", board: needsMap({ lines: [["b", "a"]] }) },
  { rule: "UNM-05", fix: "connect-need", board: needsMap({ cards: extraCapability }) },
  { rule: "UNM-05", fix: "to-note", board: needsMap({ cards: extraCapability }) },
  { rule: "UNM-06", fix: "add-capability", board: needsMap({ cards: extraNeed, lines: [["u", "m"]] }) },
  { rule: "UNM-06", fix: "mark-gap", board: needsMap({ cards: extraNeed, lines: [["u", "m"]] }) },
  { rule: "UNM-07", fix: "add-need", board: needsMap({ cards: { v: { kind: "user", personaId: "p" } } }) },
  { rule: "UNM-11", fix: "split", board: needsMap({ cards: { n: { kind: "need", title: "Compare and save" } } }) },
  {
    rule: "UNM-12",
    fix: "merge",
    board: needsMap({ cards: { c: { kind: "capability", title: "Check-out" } }, lines: [["n", "c"]] }),
  },
  {
    rule: "UNM-13",
    fix: "move",
    board: needsMap({ cards: { b: { kind: "capability", title: "Payments", visibility: 0.9 } } }),
  },
  { rule: "UNM-14", fix: "delete-line", board: needsMap({ lines: [["n", "b"]] }) },
  {
    rule: "UNM-15",
    fix: "add-capability",
    board: {
      ...needsMap({}),
      lines: [
        ["u", "n"],
        ["n", "a"],
      ],
    },
  },
  { rule: "UNM-21", fix: "own", board: needsMap({ ...team, owners: { a: "t" } }) },
  { rule: "UNM-22", fix: "own", board: needsMap({ ...team, teams: { ...team.teams, s: { claims: ["a"] } } }) },
  {
    rule: "UNM-23",
    fix: "disown",
    board: needsMap({ ...team, owners: { a: "t" }, teams: { t: { teamType: "enabling" } } }),
  },
  {
    rule: "UNM-23",
    fix: "own",
    board: needsMap({ ...team, owners: { b: "e" }, teams: { ...team.teams, e: { teamType: "enabling" } } }),
  },
  {
    rule: "UNM-29",
    fix: "move",
    board: needsMap({ cards: { a: { kind: "capability", title: "Bank", visibility: 0.8, sourcing: "external" } } }),
  },
  { rule: "USM-01", fix: "hang", board: storyMap({ cards: { lost: { kind: "story", stepId: "gone" } } }) },
  { rule: "USM-01", fix: "hang", board: storyMap({ cards: { lost: { kind: "step", activityId: "gone" } } }) },
  { rule: "USM-01", fix: "to-note", board: storyMap({ cards: { lost: { kind: "story", stepId: "gone" } } }) },
  { rule: "USM-02", fix: "add-step", board: storyMap({ cards: { b: { kind: "activity", personaIds: ["p"] } } }) },
  { rule: "USM-03", fix: "add-story", board: storyMap({ cards: { s2: { kind: "step", activityId: "act" } } }) },
  {
    rule: "USM-05",
    fix: "add-story",
    board: storyMap({ cards: { b: { kind: "activity" }, s2: { kind: "step", activityId: "b" } } }),
  },
  {
    rule: "USM-11",
    fix: "split",
    board: storyMap({ cards: { x: { kind: "story", title: "Sort and filter", stepId: "st" } } }),
  },
  {
    rule: "USM-12",
    fix: "add-story",
    board: storyMap({ cards: { x: { kind: "story", type: "enabler", stepId: "st", sliceId: "s1" } } }),
  },
  {
    rule: "USM-13",
    fix: "one-skeleton",
    board: storyMap({ cards: { s2: { kind: "slice", outcome: "More", walkingSkeleton: true } } }),
  },
  {
    rule: "USM-16",
    fix: "schedule",
    board: storyMap({
      cards: { y: { kind: "story", stepId: "st", sliceId: "s1" }, z: { kind: "story", stepId: "st" } },
    }),
  },
  { rule: "PFL-05", fix: "add-interaction", board: flow({ cards: { act2: { kind: "activity", phaseId: "ph" } } }) },
  { rule: "PFL-06", fix: "say-why-empty", board: flow({}) },
  { rule: "PFL-06", fix: "add-here", board: flow({}) },
  { rule: "PFL-07", fix: "add-in-phase", board: flow({}) },
  { rule: "PFL-10", fix: "add-metric", board: flow({}) },
  {
    rule: "PFL-16",
    fix: "add-opportunity",
    board: flow({ cards: { m: { kind: "metric", activityId: "act", current: 9, healthRange: { max: 5 } } } }),
  },
]

describe("fixes", () => {
  test.each(mending)("$fix answers $rule, and is undone in one step", ({ rule, fix, board }) => {
    const desk = lintBoardOf(board)
    const finding = desk.find(rule)
    if (!finding) throw new Error(`${rule} is not asked`)
    const before = desk.state()

    const done = desk.fix(finding, fix)

    expect(done.ok).toBe(true)
    expect(desk.find(rule)).toBeUndefined()
    desk.person.history.undo()
    expect(desk.state()).toBe(before)
  })

  test("every fix that a rule offers can be done, and none is left over", () => {
    for (const [rules, fixes] of [
      [needsMapRules, needsMapFixes],
      [storyMapRules, storyMapFixes],
      [flowRules, flowFixes],
    ] as const) {
      const offered = new Set(rules.flatMap((rule) => rule.fixes))
      expect([...offered].sort()).toEqual(Object.keys(fixes).sort())
      for (const name of offered) expect(catalogue.en).toHaveProperty([`lint.fix.${name}`])
    }
  })

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

  test("two cards become one with the lines of both, and the other’s words in its note", () => {
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
    const { cards, relations } = desk.scene().content
    expect(cards.get("a")?.note).toBe("Check-out")
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
