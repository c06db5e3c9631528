import { describe, expect, test } from "vitest"
import { apart, type Block } from "../../../shared/boards/user-needs-map/apart.ts"
import { tidyPlaces } from "../../../shared/boards/user-needs-map/tidy.ts"
import { needsMap } from "../../support/needsMap.ts"
import { fc } from "../../support/properties.ts"

const block = fc.record({
  x: fc.integer({ min: 0, max: 2_000 }),
  y: fc.integer({ min: 0, max: 1_000 }),
  w: fc.integer({ min: 80, max: 240 }),
  h: fc.integer({ min: 40, max: 120 }),
})

const touch = (a: Block, b: Block): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

const touching = (blocks: readonly Block[]) =>
  blocks.flatMap((one, at) => blocks.slice(0, at).filter((other) => touch(one, other)))

describe("cards that touch", () => {
  test("stand apart afterwards, on their heights", () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 40 }), (drawn) => {
        const blocks = drawn.map((one, at) => ({ ...one, id: `c${at}` }))
        const places = apart(blocks)

        expect(touching(blocks.map((one) => ({ ...one, x: places.get(one.id) ?? Number.NaN })))).toEqual([])
      }),
    )
  })

  test("give way by the same length, and nobody else does", () => {
    const size = { w: 200, h: 60 }
    const places = apart([
      { id: "a", x: 100, y: 0, ...size },
      { id: "b", x: 200, y: 20, ...size },
      { id: "far", x: 900, y: 10, ...size },
      { id: "below", x: 120, y: 300, ...size },
    ])

    expect((places.get("b") ?? 0) - (places.get("a") ?? 0)).toBeGreaterThanOrEqual(size.w)
    expect((places.get("a") ?? 0) + (places.get("b") ?? 0)).toBe(300)
    expect([places.get("far"), places.get("below")]).toEqual([900, 120])
  })
})

test("sixty capabilities all the way down are not tidied into one row", () => {
  const ids = Array.from({ length: 60 }, (_, at) => `c${at}`)
  const { content } = needsMap({
    cards: Object.fromEntries(ids.map((id, at) => [id, { kind: "capability", visibility: 0.95 - at / 70 }])),
    lines: ids.slice(1).map((id, at) => [ids[Math.floor(at / 2)] ?? "", id]),
  })

  const xs = [...tidyPlaces(content).values()].map(({ x }) => x)

  const oneRow = ids.length * 200
  expect(Math.max(...xs)).toBeLessThan(oneRow / 2)
})
