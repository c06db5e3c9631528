import { describe, expect, test } from "vitest"
import { tidyPlaces } from "../../../shared/boards/user-needs-map/tidy.ts"
import { needsMap } from "../../support/needsMap.ts"
import { shopMap } from "../../support/shopMap.ts"

const capability = (visibility: number) => ({ kind: "capability", visibility })

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
