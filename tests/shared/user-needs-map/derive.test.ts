import { describe, expect, test } from "vitest"
import { readChains, underserved } from "../../../shared/boards/user-needs-map/derive.ts"
import { needsMap } from "../../support/needsMap.ts"
import { shopMap } from "../../support/shopMap.ts"

const capabilityTower = (height: number) => {
  const name = (at: number) => `c${at}`
  const ids = Array.from({ length: height }, (_, at) => name(at))
  return needsMap({
    cards: { n: { kind: "need" }, ...Object.fromEntries(ids.map((id) => [id, { kind: "capability" }])) },
    lines: [["n", "c0"], ...ids.slice(1).map((id, at) => [name(at), id] as const)],
  })
}

describe("what follows from the lines of a map", () => {
  test("needs served in the online shop are those of the specification", () => {
    const { content } = shopMap()
    const { needsServed } = readChains(content)

    const served = Object.fromEntries(
      [...content.cards.keys()].filter((id) => id.startsWith("c-")).map((id) => [id, needsServed(id)]),
    )

    expect(served).toEqual({
      "c-runtime": 7,
      "c-cloud": 7,
      "c-data": 6,
      "c-orders": 4,
      "c-notify": 4,
      "c-carrier": 3,
      "c-payment": 2,
      "c-identity": 2,
      "c-search": 1,
      "c-content": 1,
      "c-promise": 1,
      "c-checkout": 1,
      "c-tracking": 1,
      "c-returns": 1,
      "c-contact": 1,
      "c-stock": 1,
      "c-delivery": 1,
      "c-observe": 1,
    })
  })

  test("depths in the online shop are those of the specification", () => {
    const { depth } = readChains(shopMap().content)

    expect(["n-pay", "n-where", "n-back", "n-answer", "n-find", "n-sure", "n-change"].map(depth)).toEqual([
      5, 5, 5, 5, 4, 4, 3,
    ])
  })

  test("incoming lines are counted", () => {
    const { fanIn } = readChains(shopMap().content)

    expect(["c-runtime", "c-orders", "c-search", "n-pay"].map(fanIn)).toEqual([8, 4, 1, 0])
  })

  test("a chain holds everything below and nothing else", () => {
    const { chain, above } = readChains(shopMap().content)

    expect([...chain("n-change")].sort()).toEqual(["c-cloud", "c-delivery", "c-observe", "c-runtime"])
    expect([...above("c-payment")].sort()).toEqual(["c-checkout", "c-returns", "n-back", "n-pay", "u-p-shopper"])
  })

  test("paths lead from a need to what rests on nothing, at most as many as wanted", () => {
    const { paths } = readChains(shopMap().content)

    expect(paths("n-change", 10)).toEqual([
      ["n-change", "c-delivery", "c-runtime", "c-cloud"],
      ["n-change", "c-observe", "c-runtime", "c-cloud"],
    ])
    expect(paths("n-pay", 3)).toHaveLength(3)
  })

  test("capabilities in a circle count as one level and end nothing", () => {
    const { content } = needsMap({
      cards: { n: { kind: "need" }, a: { kind: "capability" }, b: { kind: "capability" }, c: { kind: "capability" } },
      lines: [
        ["n", "a"],
        ["a", "b"],
        ["b", "a"],
        ["b", "c"],
        ["c", "c"],
      ],
    })
    const { depth, chain, needsServed, paths } = readChains(content)

    expect(["n", "a", "b", "c"].map(depth)).toEqual([2, 1, 1, 0])
    expect([...chain("a")].sort()).toEqual(["b", "c"])
    expect(["a", "b", "c"].map(needsServed)).toEqual([1, 1, 1])
    expect(paths("n", 10)).toEqual([["n", "a", "b", "c"]])
  })

  test("lines against the method and to cards of other kinds count for nothing", () => {
    const { content } = needsMap({
      cards: { n: { kind: "need" }, m: { kind: "need" }, c: { kind: "capability" } },
      lines: [
        ["c", "n"],
        ["n", "m"],
        ["n", "c"],
      ],
    })
    const { depth, needsServed, fanIn } = readChains(content)

    expect([depth("n"), depth("m"), depth("c"), needsServed("c"), fanIn("n")]).toEqual([1, 0, 0, 1, 0])
  })

  test("a chain of twenty thousand does not exhaust the program", () => {
    const { depth, needsServed } = readChains(capabilityTower(20_000).content)

    expect([depth("n"), needsServed("c19999")]).toEqual([20_000, 1])
  })

  test("a need is underserved by its importance and by what satisfaction falls short of it", () => {
    expect([underserved(5, 1), underserved(3, 5), underserved(1, 1), underserved(undefined, 2)]).toEqual([
      9,
      3,
      1,
      undefined,
    ])
  })
})
