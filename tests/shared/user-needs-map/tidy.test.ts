import { describe, expect, test } from "vitest"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { tidyPlaces } from "../../../shared/boards/user-needs-map/tidy.ts"
import type { Point } from "../../../shared/model/drawing.ts"
import { needsMap } from "../../support/needsMap.ts"
import { shopMap } from "../../support/shopMap.ts"

const capability = (visibility: number) => ({ kind: "capability", visibility })

interface Segment {
  readonly start: Point
  readonly end: Point
}
const doCross = (a: Segment, b: Segment): boolean => isBetween(a, b) && isBetween(b, a)
const isBetween = ({ start, end }: Segment, other: Segment): boolean => {
  const side = ({ x, y }: Point) => Math.sign((end.x - start.x) * (y - start.y) - (end.y - start.y) * (x - start.x))
  return side(other.start) !== side(other.end)
}

describe("tidying a map up", () => {
  test("gives every user, need and capability a place, the same each time", () => {
    const { content, personas } = shopMap()

    const places = tidyPlaces(content, personas)

    expect([...places.keys()].sort()).toEqual([...content.cards.keys()].filter((id) => !id.startsWith("s-")).sort())
    expect(tidyPlaces(content, personas)).toEqual(places)
  })

  test("is done after one time", () => {
    const { content, personas } = shopMap()
    const places = tidyPlaces(content, personas)

    expect(tidyPlaces(shopMap(places).content, personas)).toEqual(places)
  })

  test("keeps the stages in order and their needs together", () => {
    const { content, personas } = shopMap()
    const places = tidyPlaces(content, personas)

    const needs = ["n-find", "n-sure", "n-pay", "n-where", "n-back", "n-answer", "n-change"]
    const xs = needs.map((id) => places.get(id)?.x ?? 0)
    expect(xs).toEqual([...xs].sort((a, b) => a - b))
  })

  test("lets few of the example's 45 lines cross", () => {
    const { content, personas } = shopMap(tidyPlaces(shopMap().content, shopMap().personas))
    const { cards } = userNeedsMap.lay({ content, personas, say: (key) => key })
    const at = new Map(cards.map((card) => [card.id, card]))
    const lines = [...content.relations.values()].map(({ fromId, toId }) => {
      const [from, to] = [at.get(fromId), at.get(toId)]
      if (!from || !to) throw new Error("A line without an end")
      const start = { x: from.x + from.w / 2, y: from.y + from.h }
      return { ends: [fromId, toId], start, end: { x: to.x + to.w / 2, y: to.y } }
    })
    const crossing = lines.flatMap((one, index) =>
      lines.slice(0, index).filter((other) => !one.ends.some((id) => other.ends.includes(id)) && doCross(one, other)),
    )

    expect(lines).toHaveLength(45)
    expect(crossing.length).toBeLessThanOrEqual(35)
  })

  test("leaves what people said about visibility", () => {
    const { content, personas } = shopMap()

    expect([...tidyPlaces(content, personas).values()].filter(({ visibility }) => visibility !== undefined)).toEqual([])
  })

  test("puts a capability below what rests on it only where it was not", () => {
    const { content } = needsMap({
      cards: { a: capability(0.9), b: capability(0.9), c: capability(0.95), d: capability(0.1) },
      lines: [
        ["a", "b"],
        ["b", "c"],
        ["c", "d"],
      ],
    })
    const places = tidyPlaces(content)

    const [a, b, c, d] = ["a", "b", "c", "d"].map((id) => places.get(id)?.visibility)
    expect([a, d]).toEqual([undefined, undefined])
    expect(0.9).toBeGreaterThan(b ?? 1)
    expect(b).toBeGreaterThan(c ?? 1)
    expect(c).toBeGreaterThan(0.1)
  })

  test("capabilities that lean on each other stay level", () => {
    const { content } = needsMap({
      cards: { a: capability(0.5), b: capability(0.5) },
      lines: [
        ["a", "b"],
        ["b", "a"],
      ],
    })

    expect([...tidyPlaces(content).values()].map(({ visibility }) => visibility)).toEqual([undefined, undefined])
  })

  test("an empty map is tidy", () => {
    expect(tidyPlaces(needsMap({}).content).size).toBe(0)
  })
})
