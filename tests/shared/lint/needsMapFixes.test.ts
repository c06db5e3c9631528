import { needsMapFixes } from "../../../shared/boards/user-needs-map/lintFixes.ts"
import { needsMapRules } from "../../../shared/boards/user-needs-map/lintRules.ts"
import { fixesAreTried, type Leading, type Mending } from "../../support/fixesAreTried.ts"
import { extraCapability, extraNeed, needsMap } from "../../support/lintSketches.ts"

const team = { owners: { a: "t", b: "t" }, teams: { t: { teamType: "stream-aligned" }, pl: { teamType: "platform" } } }
const threeNeedsOnB = {
  cards: { m: { kind: "need", title: "Get it in time" }, o: { kind: "need", title: "Know where it is" } },
  lines: [
    ["u", "m"],
    ["u", "o"],
    ["m", "b"],
    ["o", "b"],
  ],
} as const
const mending: readonly Mending[] = [
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
  { rule: "UNM-02", fix: "delete-line", board: needsMap({ lines: [["u", "a"]] }) },
  { rule: "UNM-03", fix: "delete-line", board: needsMap({ lines: [["b", "b"]] }) },
  { rule: "UNM-04", fix: "merge", board: needsMap({ lines: [["b", "a"]] }) },
  { rule: "UNM-04", fix: "break", board: needsMap({ lines: [["b", "a"]] }) },
  { rule: "UNM-05", fix: "connect-need", board: needsMap({ cards: extraCapability }) },
  { rule: "UNM-05", fix: "to-note", board: needsMap({ cards: extraCapability }) },
  { rule: "UNM-06", fix: "add-capability", board: needsMap({ cards: extraNeed, lines: [["u", "m"]] }) },
  { rule: "UNM-06", fix: "mark-gap", board: needsMap({ cards: extraNeed, lines: [["u", "m"]] }) },
  { rule: "UNM-07", fix: "add-need", board: needsMap({ cards: { v: { kind: "user", personaId: "p" } } }) },
  {
    rule: "UNM-10",
    fix: "retier",
    board: needsMap({ cards: { n: { kind: "need", title: "Pay by card", tier: "expressed-want" } } }),
  },
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
  { rule: "UNM-18", fix: "add-user", board: needsMap({ personas: { p: { name: "Agent", audience: "consumer" } } }) },
  { rule: "UNM-20", fix: "own-by-platform", board: needsMap({ ...team, ...threeNeedsOnB }) },
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
]

const leading: readonly Leading[] = [
  ...[
    ["UNM-08", "Add a widget"],
    ["UNM-09", "The parcel's place"],
  ].map(([rule = "", title]) => ({
    rule,
    fix: "reword",
    board: needsMap({ cards: { n: { kind: "need", title } } }),
    next: "write" as const,
    part: { card: "n", title: "Know where it is" },
  })),
  {
    rule: "UNM-18",
    fix: "personas",
    board: needsMap({ personas: { p: { name: "Shopper" } } }),
    next: "personas",
    part: { persona: { audience: "end-customer", position: "external" } },
  },
]

fixesAreTried("User Needs Map", { rules: needsMapRules, fixes: needsMapFixes, mending, leading })
