import { describe, expect, test } from "vitest"
import { needsMapRules } from "../../../shared/boards/user-needs-map/lintRules.ts"
import {
  crossTeam,
  handOffs,
  isPlatformCandidate,
  loadOf,
  platformUses,
  teamsPerNeed,
} from "../../../shared/boards/user-needs-map/measures.ts"
import { type NeedsMap, readNeedsMap, type ShownOverlay } from "../../../shared/boards/user-needs-map/needsMap.ts"
import { templateFile } from "../../../shared/codecs/templates.ts"
import { lint, type Moment } from "../../../shared/model/lint.ts"
import { growth } from "../../support/growth.ts"
import { needsMap } from "../../support/needsMap.ts"

const mapOf = (templateId: string, overlayId?: string): NeedsMap => {
  const file = templateFile(templateId)
  if (!file.ok) throw new Error(`${templateId} cannot be read`)
  const { contents, personas } = file.value.snapshot
  const [content] = contents.values()
  if (!content) throw new Error(`${templateId} has no board`)
  return readNeedsMap(content, { personas, lang: "en", ...(overlayId ? { overlayId } : {}) })
}
const mapWith = (overlayId?: string) => mapOf("tpl-unm-online-shop", overlayId)

const shown = (map: NeedsMap): ShownOverlay => {
  if (!map.shown) throw new Error("no overlay is shown")
  return map.shown
}
const rulesAt = (map: NeedsMap, moment: Moment) =>
  lint(needsMapRules, map, moment).map(({ rule, ids }) => `${rule} ${ids.join(" ")}`)
const need = (map: NeedsMap, id: string) => {
  const found = map.needs.find((one) => one.id === id)
  if (!found) throw new Error(`no need ${id}`)
  return found
}

describe("the online shop under each overlay", () => {
  test.each([
    {
      overlay: "ov-now",
      cross: 10,
      hands: 10,
      uses: 0,
      payTeams: 2,
      candidates: ["c-data", "c-notify", "c-orders", "c-runtime"],
      overloaded: ["Shop team"],
    },
    {
      overlay: "ov-a",
      cross: 15,
      hands: 5,
      uses: 10,
      payTeams: 2,
      candidates: ["c-notify", "c-orders"],
      overloaded: [],
    },
    { overlay: "ov-b", cross: 16, hands: 0, uses: 16, payTeams: 1, candidates: [], overloaded: [] },
  ])("$overlay has the expected measures", ({ overlay, cross, hands, uses, payTeams, candidates, overloaded }) => {
    const map = mapWith(overlay)
    const over = shown(map)
    expect({
      cross: crossTeam(map, over).length,
      hands: handOffs(map, over).length,
      uses: platformUses(map, over).length,
      payTeams: teamsPerNeed(map, over, need(map, "n-pay")),
      candidates: map.capabilities
        .filter((capability) => isPlatformCandidate(map, over, capability))
        .map(({ id }) => id)
        .sort(),
      overloaded: lint(needsMapRules, map)
        .filter(({ rule }) => rule === "UNM-24")
        .map(({ values }) => values?.team),
    }).toEqual({ cross, hands, uses, payTeams, candidates, overloaded })
  })

  test("the shop team carries eleven capabilities for six needs, every other team at most four", () => {
    const map = mapWith("ov-now")
    const team = shown(map).teams.find(({ name }) => name === "Shop team")
    expect(team && loadOf(map, shown(map), team)).toEqual({ capabilities: 11, needs: 6 })
    for (const overlay of ["ov-a", "ov-b"]) {
      const other = mapWith(overlay)
      for (const each of shown(other).teams)
        expect(loadOf(other, shown(other), each).capabilities).toBeLessThanOrEqual(4)
    }
  })
})

describe("lint of the online shop", () => {
  test("finds nothing but two deliberate shortcuts while people work", () => {
    expect(rulesAt(mapWith(), "work")).toEqual(["UNM-14 c-content n-find", "UNM-14 c-notify n-where"])
  })

  test("asks for evidence for all seven needs at export", () => {
    const asked = rulesAt(mapWith(), "export").filter((found) => found.startsWith("UNM-30"))
    expect(asked).toHaveLength(7)
    expect(rulesAt(mapWith(), "export").filter((found) => found.startsWith("UNM-10"))).toEqual([])
  })

  test("finds the six planted faults of the practice variant, and the uphill line of its circle", () => {
    const found = lint(needsMapRules, mapOf("tpl-unm-online-shop-practice"))
    const worthALook = found.filter(({ severity, rule }) => severity !== "hint" || rule === "UNM-11")
    expect(worthALook.map(({ rule, ids }) => `${rule} ${ids.join(" ")}`)).toEqual([
      "UNM-04 c-data c-orders",
      "UNM-05 c-newsletter",
      "UNM-06 n-trust",
      "UNM-07 u-regulator",
      "UNM-08 n-chat",
      "UNM-13 c-orders c-data",
      "UNM-11 n-compare",
    ])
  })

  test("asks nothing else of the practice variant that the map itself is not asked", () => {
    const rulesOf = (id: string) => new Set(lint(needsMapRules, mapOf(id), "export").map(({ rule }) => rule))
    const known = rulesOf("tpl-unm-online-shop")

    expect([...rulesOf("tpl-unm-online-shop-practice")].filter((rule) => !known.has(rule)).sort()).toEqual([
      "UNM-04",
      "UNM-05",
      "UNM-06",
      "UNM-07",
      "UNM-08",
      "UNM-11",
      "UNM-13",
    ])
  })
})

/** A map of about 5,000 cards whose chains share their lower parts, with titles as people write them. */
function largeMap(chains: "long" | "short") {
  const syllables = "or der sto ck par cel sea rch con tent pri ce bas ket in voice re fund cla im let ter".split(" ")
  const titleOf = (at: number) =>
    [1, 2, 3, 4, 5, 6, 7].map((by) => syllables[(at * at * by + at * 7 + (at >> by)) % syllables.length]).join("")
  const cards: { [id: string]: { readonly kind: string; readonly [field: string]: unknown } } = {}
  const lines: [string, string][] = []
  for (let at = 0; at < 100; at++) cards[`u${at}`] = { kind: "user", personaId: "p" }
  for (let at = 0; at < 1500; at++) {
    cards[`n${at}`] = { kind: "need", title: titleOf(at), importance: 1 + (at % 5) }
    lines.push([`u${at % 100}`, `n${at}`], [`n${at}`, `c${at}`], [`n${at}`, `c${(at * 7) % 2000}`])
  }
  for (let at = 0; at < 3400; at++) {
    cards[`c${at}`] = { kind: "capability", title: titleOf(at + 5000), visibility: 1 - at / 3400 }
    for (const by of [17, 34]) {
      const to = (chains === "long" ? at + 1 : 3200) + ((at * 31 + by) % 200)
      if (at < to && to < 3400) lines.push([`c${at}`, `c${to}`])
    }
  }
  return needsMap({ cards, lines, personas: { p: { name: "Shopper" } } })
}

test("of five thousand cards long chains take hardly longer to ask about than short ones", () => {
  // Comparing titles takes longer than all else and has nothing to do with chains.
  const rules = needsMapRules.filter(({ id }) => id !== "UNM-12")
  const asking = (chains: "long" | "short") => {
    const { content, personas } = largeMap(chains)
    return () => lint(rules, readNeedsMap(content, { personas, lang: "en" }), "export")
  }
  // Walking the chain of each card anew takes several times as long.
  expect(growth(asking("short"), asking("long"))).toBeLessThan(3)
})
