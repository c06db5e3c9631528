import { describe, expect, test } from "vitest"
import { needsMapRules } from "../../../shared/boards/user-needs-map/lintRules.ts"
import { readNeedsMap } from "../../../shared/boards/user-needs-map/needsMap.ts"
import { readRecord, type Shape } from "../../../shared/model/fields.ts"
import { lint } from "../../../shared/model/lint.ts"
import { overlayShape, teamShape } from "../../../shared/model/records.ts"
import { needsMap } from "../../support/needsMap.ts"
import { spoken } from "../../support/spoken.ts"

type Fields = { readonly [name: string]: unknown }
interface Sketch {
  readonly cards?: { readonly [id: string]: Fields & { readonly kind: string } }
  readonly lines?: readonly (readonly [string, string, Fields?])[]
  readonly personas?: { readonly [id: string]: Fields }
  /** Teams of the one overlay, with what each owns; the overlay is shown. */
  readonly teams?: { readonly [id: string]: Fields & { readonly owns?: readonly string[] } }
  readonly overlays?: number
}

const shopper = { p: { name: "Shopper", audience: "end-customer", position: "external" } }
const user = { kind: "user", personaId: "p", title: "Shopper" }
const need = (title: string, fields: Fields = {}) => ({ kind: "need", title, ...fields })
const capability = (title: string, visibility = 0.5, fields: Fields = {}) => ({
  kind: "capability",
  title,
  visibility,
  ...fields,
})

/** A sound map: one user, one need, and two capabilities below each other. `changes` make it less so. */
const sound = (changes: Sketch = {}): Sketch => ({
  personas: shopper,
  ...changes,
  cards: {
    u: user,
    n: need("Pay without worry"),
    a: capability("Checkout", 0.8),
    b: capability("Payments", 0.4),
    ...changes.cards,
  },
  lines: [["u", "n"], ["n", "a"], ["a", "b"], ...(changes.lines ?? [])],
})
const read = <S extends Shape>(shape: S, fields: Fields) =>
  readRecord(shape, { get: (key) => ({ deleted: false, ...fields })[key], keys: () => Object.keys(fields) })

function rulesOn({ cards, lines, personas, teams, overlays = teams ? 1 : 0 }: Sketch): readonly string[] {
  const map = needsMap({ ...(cards ? { cards } : {}), ...(lines ? { lines } : {}), ...(personas ? { personas } : {}) })
  const owners = Object.fromEntries(
    Object.entries(teams ?? {}).flatMap(([id, { owns = [] }]) => owns.map((owned) => [`owners/${owned}`, id])),
  )
  const overlayAt = (at: number) => ({ id: `o${at}`, ...read(overlayShape, { boardId: "map", ...owners }) })
  const content = {
    ...map.content,
    overlays: new Map(Array.from({ length: overlays }, (_, at) => [`o${at}`, overlayAt(at)])),
    teams: new Map(
      Object.entries(teams ?? {}).map(([id, { owns: _, ...fields }]) => [
        id,
        { id, ...read(teamShape, { name: id, ...fields, overlayId: "o0" }) },
      ]),
    ),
  }
  const context = { personas: map.personas, lang: "en", ...(teams ? { overlayId: "o0" } : {}) }
  return spoken(lint(needsMapRules, readNeedsMap(content, context), "export"))
}

const many = (count: number, make: (at: number) => readonly [string, Fields & { readonly kind: string }]) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => make(at)))
const chainOf = (length: number) =>
  Array.from({ length }, (_, at): [string, string] => [at === 0 ? "b" : `x${at}`, `x${at + 1}`])
const chainCards = (length: number) =>
  many(length, (at) => [`x${at + 1}`, capability(`Layer ${at + 1}`, 0.3 - at * 0.02)])
const owned = (fields: Fields = {}) => ({ t: { owns: ["a", "b"], teamType: "stream-aligned", ...fields } })
const validated = { cards: { n: need("Pay without worry", { validated: true }) } }
const needsOnB = (count: number): Sketch =>
  sound({
    cards: many(count, (at) => [`m${at}`, need(`Want thing ${at}`)]),
    lines: Array.from({ length: count }, (_, at): [string, string][] => [
      ["u", `m${at}`],
      [`m${at}`, "b"],
    ]).flat(),
    teams: owned(),
  })

const table: readonly (readonly [rule: string, trips: Sketch, quiet?: Sketch])[] = [
  ["UNM-01", sound({ cards: { m: need("Get it in time") }, lines: [["m", "a"]] })],
  [
    "UNM-02",
    sound({
      cards: { m: need("Get it in time") },
      lines: [
        ["u", "m"],
        ["m", "a"],
        ["b", "m"],
      ],
    }),
  ],
  ["UNM-02", sound({ lines: [["u", "a"]] })],
  ["UNM-03", sound({ lines: [["b", "b"]] })],
  ["UNM-04", sound({ lines: [["b", "a"]] })],
  ["UNM-05", sound({ cards: { c: capability("Newsletter") } })],
  ["UNM-06", sound({ cards: { m: need("Trust the shop") }, lines: [["u", "m"]] })],
  ["UNM-07", sound({ cards: { v: { kind: "user", personaId: "p", title: "Regulator" } } })],
  ["UNM-08", sound({ cards: { n: need("Add a chat widget") } })],
  [
    "UNM-08",
    sound({ cards: { n: need("See it in the portal") } }),
    sound({ cards: { n: need("See it in the shopper") } }),
  ],
  ["UNM-09", sound({ cards: { n: need("The parcel's place") } })],
  ["UNM-10", sound({ cards: { n: need("Pay without worry", { tier: "expressed-want" }) } })],
  ["UNM-11", sound({ cards: { n: need("Compare And save products") } })],
  ["UNM-11", sound({ cards: { n: need("Compare/save products") } }), sound({ cards: { n: need("Understand it") } })],
  [
    "UNM-12",
    sound({ cards: { c: capability("Check-out") }, lines: [["n", "c"]] }),
    sound({ cards: { b: capability("Region 1"), c: capability("Region 2") }, lines: [["a", "c"]] }),
  ],
  ["UNM-13", sound({ cards: { b: capability("Payments", 0.9) } })],
  ["UNM-14", sound({ lines: [["n", "b"]] })],
  ["UNM-14", sound({ lines: [["n", "b"]] }), sound({ lines: [["b", "a"]] })],
  [
    "UNM-15",
    {
      personas: shopper,
      cards: { u: user, n: need("Pay"), a: capability("Checkout") },
      lines: [
        ["u", "n"],
        ["n", "a"],
      ],
    },
  ],
  ["UNM-16", sound({ cards: chainCards(6), lines: chainOf(6) }), sound({ cards: chainCards(5), lines: chainOf(5) })],
  ["UNM-17", needsOnB(5), needsOnB(4)],
  [
    "UNM-17",
    sound({ cards: many(24, (at) => [`c${at}`, capability(`Part ${at}`)]) }),
    sound({ cards: many(23, (at) => [`c${at}`, capability(`Part ${at}`)]) }),
  ],
  ["UNM-18", sound({ personas: { p: { name: "Agent", audience: "end-customer", position: "internal" } } })],
  ["UNM-18", sound({ personas: { p: { name: "Agent", audience: "consumer", position: "external" } } })],
  [
    "UNM-19",
    sound({ cards: { n: need("Pay", { importance: 4 }), b: capability("Payments", 0.4, { presence: "weak" }) } }),
    sound({ cards: { n: need("Pay", { importance: 3 }), b: capability("Payments", 0.4, { presence: "missing" }) } }),
  ],
  ["UNM-20", needsOnB(2), needsOnB(1)],
  ["UNM-20", needsOnB(2), { ...needsOnB(2), teams: owned({ teamType: "platform" }) }],
  ["UNM-21", sound({ teams: { t: { owns: ["a"] } } }), sound({ teams: owned() })],
  [
    "UNM-21",
    sound({ teams: { t: {} } }),
    sound({
      cards: {
        a: capability("Checkout", 0.6, { sourcing: "external" }),
        b: capability("Bank", 0.4, { sourcing: "external" }),
      },
      teams: { t: {} },
    }),
  ],
  [
    "UNM-22",
    sound({ teams: { t: { owns: ["a", "b"], "claims/a": true }, s: { "claims/a": true } } }),
    sound({ teams: { t: { owns: ["a", "b"], "claims/a": true }, s: { "contributesTo/a": true } } }),
  ],
  ["UNM-23", sound({ teams: owned({ teamType: "enabling" }) }), sound({ teams: owned() })],
  ["UNM-24", sound({ teams: owned({ loadEstimate: 4 }) }), sound({ teams: owned({ loadEstimate: 3 }) })],
  [
    "UNM-24",
    sound({
      cards: many(5, (at) => [`c${at}`, capability(`Part ${at}`)]),
      teams: owned({ owns: ["a", "b", "c0", "c1", "c2", "c3", "c4"] }),
    }),
    sound({ teams: owned() }),
  ],
  [
    "UNM-25",
    sound({ teams: { t: { owns: ["a"] }, s: { owns: ["b"], teamType: "stream-aligned" } } }),
    sound({ teams: owned() }),
  ],
  [
    "UNM-26",
    sound({
      cards: { c: capability("Ledger", 0.2) },
      lines: [["b", "c"]],
      teams: { t: { owns: ["a"] }, s: { owns: ["b"] }, r: { owns: ["c"] } },
    }),
    sound({
      cards: { c: capability("Ledger", 0.2) },
      lines: [["b", "c"]],
      teams: { t: { owns: ["a"] }, s: { owns: ["b"] }, r: { owns: ["c"], teamType: "platform" } },
    }),
  ],
  [
    "UNM-27",
    sound({
      cards: { c: capability("Ledger", 0.2) },
      lines: [["b", "c", { friction: "blocks" }]],
      teams: { t: { owns: ["a", "b"] }, s: { owns: ["c"] } },
    }),
    sound({
      cards: { c: capability("Ledger", 0.2) },
      lines: [["b", "c", { friction: "blocks" }]],
      teams: { t: { owns: ["a", "b", "c"] } },
    }),
  ],
  ["UNM-28", sound({ overlays: 1 }), sound({ overlays: 2 })],
  [
    "UNM-29",
    sound({ cards: { a: capability("Checkout", 0.8, { sourcing: "external" }) } }),
    sound({ cards: { a: capability("Checkout", 0.7, { sourcing: "external" }) } }),
  ],
  ["UNM-30", sound(), sound(validated)],
  [
    "UNM-30",
    sound({ cards: { n: need("Pay", { "evidence/1": { kind: "assumption", text: "said so" } }) } }),
    sound({ cards: { n: need("Pay", { "evidence/1": { kind: "interview", text: "five shoppers" } }) } }),
  ],
]

describe("rules of a User Needs Map", () => {
  const rows = table.map(([rule, trips, quiet = sound(validated)]) => ({ rule, trips, quiet }))
  test.each(rows)("$rule is asked where it should be, and not where all is well", ({ rule, trips, quiet }) => {
    expect(rulesOn(trips)).toContain(rule)
    expect(rulesOn(quiet)).not.toContain(rule)
  })

  test("nothing at all is asked of a sound map", () => {
    expect(rulesOn(sound(validated))).toEqual([])
  })

  test("every rule is in the table", () => {
    expect([...new Set(table.map(([rule]) => rule))].sort()).toEqual(needsMapRules.map(({ id }) => id).sort())
    expect(needsMapRules.map(({ id }) => id)).toEqual(
      Array.from({ length: 30 }, (_, at) => `UNM-${String(at + 1).padStart(2, "0")}`),
    )
  })

  test("in a circle a direct line is implied only by a way of its own", () => {
    const circle = sound({ lines: [["b", "a"]] })
    const withShortcut = sound({
      cards: { c: capability("Search", 0.9) },
      lines: [
        ["b", "a"],
        ["n", "c"],
        ["c", "a"],
      ],
    })
    expect(rulesOn(circle)).not.toContain("UNM-14")
    expect(rulesOn(withShortcut)).toContain("UNM-14")
  })
})
