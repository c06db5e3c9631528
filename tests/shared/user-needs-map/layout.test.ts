import { describe, expect, test } from "vitest"
import { drawCard } from "../../../shared/boards/user-needs-map/drawCards.ts"
import { lay } from "../../../shared/boards/user-needs-map/layout.ts"
import { tidyPlaces } from "../../../shared/boards/user-needs-map/tidy.ts"
import type { Layout, PlacedCard, Rect } from "../../../shared/model/drawing.ts"
import { type NeedsMap, needsMap } from "../../support/needsMap.ts"
import { shopMap } from "../../support/shopMap.ts"

const placedIn = (layout: Layout, id: string): PlacedCard => {
  const placed = layout.cards.find((card) => card.id === id)
  if (!placed) throw new Error(`${id} is not placed`)
  return placed
}
const zoneIn = (layout: Layout, name: string): Rect =>
  layout.zones.find(({ id }) => id === `band/${name}`) ?? layout.bounds
const contains = (outer: Rect, inner: Rect) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.w <= outer.x + outer.w &&
  inner.y + inner.h <= outer.y + outer.h
const overlap = (a: Rect, b: Rect) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

const tidied = (): NeedsMap => {
  const { content, personas } = shopMap()
  return shopMap(tidyPlaces(content, personas))
}

const textOf = (map: NeedsMap, placed: PlacedCard): string => {
  const card = map.content.cards.get(placed.id)
  if (!card) return ""
  return drawCard(card, placed, map)
    .flatMap((figure) => (figure.draw === "text" ? [figure.text] : []))
    .join(" ")
}

describe("laying out a User Needs Map", () => {
  test("an empty map has its three bands, one below the other", () => {
    const { zones, cards, bounds } = lay(needsMap({}))

    expect(zones.map(({ id, label }) => [id, label])).toEqual([
      ["band/users", "Users"],
      ["band/needs", "User needs"],
      ["band/dependencies", "Dependencies"],
    ])
    expect(zones.every((zone, at) => at === 0 || zone.y === (zones[at - 1]?.y ?? 0) + (zones[at - 1]?.h ?? 0))).toBe(
      true,
    )
    expect(cards).toEqual([])
    expect(zones.every((zone) => contains(bounds, zone))).toBe(true)
  })

  test("every card of the shop lies in its band and no card on another", () => {
    const map = tidied()
    const layout = lay(map)
    const solid = layout.cards.filter(({ kind }) => kind !== "stage")

    const bands = { user: "users", need: "needs", stage: "needs", capability: "dependencies" } as const
    expect(layout.cards).toHaveLength(map.content.cards.size)
    for (const card of layout.cards) {
      expect(contains(zoneIn(layout, bands[card.kind as keyof typeof bands]), card), card.id).toBe(true)
    }
    for (const a of solid) for (const b of solid) expect(a !== b && overlap(a, b), `${a.id} on ${b.id}`).toBe(false)
  })

  test("a stage is drawn round its needs, and its needs follow it in reading order", () => {
    const layout = lay(tidied())

    const ids = layout.cards.map(({ id }) => id)
    for (const need of ["n-find", "n-sure"])
      expect(contains(placedIn(layout, "s-find"), placedIn(layout, need))).toBe(true)
    expect(ids.slice(0, 6)).toEqual(["u-p-shopper", "u-p-care", "u-p-dev", "s-find", "n-find", "n-sure"])
  })

  test("a stage without needs is still there, beside the others", () => {
    const map = needsMap({
      cards: { n: { kind: "need", x: 400, stageId: "s" }, s: { kind: "stage" }, e: { kind: "stage" } },
    })
    const layout = lay(map)

    expect(overlap(placedIn(layout, "e"), placedIn(layout, "s"))).toBe(false)
    expect(contains(zoneIn(layout, "needs"), placedIn(layout, "e"))).toBe(true)
  })

  test("a need whose stage is gone is shown without one", () => {
    const layout = lay(needsMap({ cards: { n: { kind: "need", stageId: "gone" } } }))

    expect(layout.cards.map(({ id }) => id)).toEqual(["n"])
  })

  test("what is more visible lies higher, and others' cards do not move it", () => {
    const alone = lay(needsMap({ cards: { c: { kind: "capability", visibility: 0.4 } } }))
    const among = lay(
      needsMap({
        cards: {
          c: { kind: "capability", visibility: 0.4 },
          d: { kind: "capability", visibility: 0.9 },
          n: { kind: "need", y: -700 },
        },
      }),
    )

    expect(placedIn(among, "d").y).toBeLessThan(placedIn(among, "c").y)
    expect(placedIn(among, "c").y).toBe(placedIn(alone, "c").y)
  })

  test("cards far outside are held in their bands", () => {
    const layout = lay(
      needsMap({
        cards: {
          n: { kind: "need", y: 99_999 },
          m: { kind: "need", y: -99_999 },
          u: { kind: "user", y: 99_999 },
          v: { kind: "user", y: -99_999 },
        },
      }),
    )

    for (const id of ["n", "m"]) expect(contains(zoneIn(layout, "needs"), placedIn(layout, id)), id).toBe(true)
    for (const id of ["u", "v"]) expect(contains(zoneIn(layout, "users"), placedIn(layout, id)), id).toBe(true)
    expect(layout.bounds.h).toBeLessThan(5000)
  })

  test("a card grows with its text and shows all of it", () => {
    const title =
      "An outcome that somebody had rather a lot to say about, word after word, until the card was quite large"
    const map = needsMap({
      cards: { n: { kind: "need", title }, c: { kind: "capability", title }, i: { kind: "insight", title, x: 900 } },
    })
    const layout = lay(map)

    for (const placed of layout.cards) expect(textOf(map, placed)).toBe(title)
    expect(placedIn(layout, "n").h).toBeGreaterThan(lay(needsMap({ cards: { n: { kind: "need" } } })).cards[0]?.h ?? 0)
  })

  test("nothing is said by colour alone", () => {
    const map = needsMap({
      personas: { p: { name: "Shopper", audience: "end-customer", position: "external" } },
      cards: {
        u: { kind: "user", personaId: "p" },
        c: { kind: "capability", title: "Search", presence: "missing" },
        n: { kind: "need", title: "Find it", tier: "hypothesised" },
      },
    })
    const layout = lay(map)

    expect(textOf(map, placedIn(layout, "u"))).toBe("Shopper End customer · external")
    expect(textOf(map, placedIn(layout, "c"))).toBe("Search missing")
    expect(textOf(map, placedIn(layout, "n"))).toBe("Find it a bet")
  })

  test("has-need is dashed, depends-on solid, friction is marked across the line", () => {
    const { lines } = lay(
      needsMap({
        cards: {
          u: { kind: "user" },
          n: { kind: "need" },
          c: { kind: "capability" },
          d: { kind: "capability", visibility: 0 },
        },
        lines: [
          ["u", "n"],
          ["n", "c"],
          ["c", "d", { friction: "blocks" }],
        ],
      }),
    )

    const strokes = (d: string) => d.split("M").length - 1
    const signs = Object.fromEntries(lines.map(({ id, dash, d }) => [id, [dash, strokes(d)]]))
    expect(signs).toEqual({ u_n: ["dashed", 1], n_c: [undefined, 1], c_d: [undefined, 3] })
  })

  test("lines begin and end at the borders of their cards", () => {
    const layout = lay(tidied())

    for (const { id, from, to, fromId, toId, d } of layout.lines) {
      const reach = (rect: Rect) => ({ x: rect.x - 1, y: rect.y - 1, w: rect.w + 2, h: rect.h + 2 })
      expect(contains(reach(placedIn(layout, fromId)), { ...from, w: 0, h: 0 }), id).toBe(true)
      expect(contains(reach(placedIn(layout, toId)), { ...to, w: 0, h: 0 }), id).toBe(true)
      expect(d.endsWith(`${to.x} ${to.y}`), id).toBe(true)
    }
  })

  test("only a line that runs against the method shows its direction", () => {
    const { lines } = lay(
      needsMap({
        cards: { a: { kind: "capability", visibility: 1 }, b: { kind: "capability", visibility: 0 } },
        lines: [
          ["a", "b"],
          ["b", "a"],
        ],
      }),
    )

    expect(lines.map(({ arrow }) => arrow)).toEqual([false, true])
  })

  test("a card that would lie exactly on another is shown beside it", () => {
    const here = { kind: "capability", x: 100, visibility: 0.5 }
    const { cards } = lay(needsMap({ cards: { a: here, b: here, c: here } }))

    expect(cards.map(({ id, x }) => [id, x])).toEqual([
      ["a", 100],
      ["b", 124],
      ["c", 148],
    ])
  })

  test("lines with a missing end, circles and loops do not stop it", () => {
    const { lines } = lay(
      needsMap({
        cards: { a: { kind: "capability" }, b: { kind: "capability" } },
        lines: [
          ["a", "gone"],
          ["a", "a"],
          ["a", "b"],
          ["b", "a"],
        ],
      }),
    )

    expect(lines.map(({ id }) => id)).toEqual(["a_b", "b_a"])
  })

  test("the same map gives the same layout, whatever order its cards come in", () => {
    const map = tidied()
    const cards = new Map([...map.content.cards].reverse())
    const relations = new Map([...map.content.relations].reverse())
    const turned = { ...map, content: { ...map.content, cards, relations } }

    expect(lay(turned)).toEqual(lay(map))
    expect(tidyPlaces(turned.content, map.personas)).toEqual(tidyPlaces(map.content, map.personas))
  })
})
