import { describe, expect, test } from "vitest"
import { rankCards, suggestedDots } from "../../../shared/model/voting.ts"

const part = (name: string, dots: number) => ({ name, dots, voters: dots })

describe("a revealed round", () => {
  test("has the most dots first, equal ones tied, and cards without dots last", () => {
    const ranked = rankCards({
      cardIds: ["a", "b", "c", "d"],
      result: { b: { dots: 4, voters: 3 }, a: { dots: 2, voters: 2 }, c: { dots: 2, voters: 1 } },
    })
    expect(ranked.map(({ cardId, rank, isTied }) => [cardId, rank, isTied])).toEqual([
      ["b", 1, false],
      ["a", 2, true],
      ["c", 2, true],
      ["d", 4, false],
    ])
  })

  test("flags what customers and consumers see differently, and nothing where they agree", () => {
    const ranked = rankCards({
      cardIds: ["agreed", "used", "paid"],
      result: {
        agreed: { dots: 15, voters: 9, segments: [part("consumer", 10), part("customer", 5)] },
        used: { dots: 10, voters: 9, segments: [part("consumer", 9), part("customer", 1)] },
        paid: { dots: 5, voters: 4, segments: [part("consumer", 1), part("customer", 4)] },
      },
    })
    expect(ranked.map(({ cardId, isSplit }) => [cardId, isSplit])).toEqual([
      ["agreed", false],
      ["used", true],
      ["paid", true],
    ])
  })

  test("is not split where nobody is told apart", () => {
    expect(rankCards({ cardIds: ["a"], result: { a: { dots: 5, voters: 5 } } })[0]?.isSplit).toBe(false)
  })
})

test.each([
  [2, 3],
  [12, 4],
  [40, 7],
])("of %i options everybody gets %i dots", (options, dots) => {
  expect(suggestedDots(options)).toBe(dots)
})
