import { describe, expect, test } from "vitest"
import { type CountedBallot, countBallots, withinBudget } from "../../../shared/model/voting.ts"
import { fc } from "../../support/properties.ts"

const rules = { dots: 3, maxPerCard: 2, cardIds: ["a", "b", "c"] }
const ballot = (segment: string | undefined, ...dots: [string, number][]): CountedBallot => ({
  dots: dots.map(([cardId, count]) => ({ cardId, dots: count })),
  ...(segment === undefined ? {} : { segment }),
})
const crowd = (size: number, segment: string | undefined, card: string) =>
  Array.from({ length: size }, () => ballot(segment, [card, 1]))

describe("what of a ballot counts", () => {
  test("the first dots by its own order, up to the budget and the most per card", () => {
    const { dots } = ballot(undefined, ["b", 2], ["a", 5], ["c", 1])
    expect(withinBudget(dots, rules)).toEqual([
      { cardId: "b", dots: 2 },
      { cardId: "a", dots: 1 },
    ])
  })

  test("never more than the budget, the most per card, or another card, whatever is sent", () => {
    const anyDots = fc.array(
      fc.record({ cardId: fc.constantFrom("a", "b", "c", "x"), dots: fc.integer({ min: -3, max: 30 }) }),
    )
    fc.assert(
      fc.property(
        anyDots,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (dots, budget, maxPerCard) => {
          const counted = withinBudget(dots, { ...rules, dots: budget, maxPerCard })
          expect(counted.reduce((sum, one) => sum + one.dots, 0)).toBeLessThanOrEqual(budget)
          expect(counted.every((one) => one.dots <= maxPerCard && one.dots > 0 && one.cardId !== "x")).toBe(true)
          expect(new Set(counted.map(({ cardId }) => cardId)).size).toBe(counted.length)
        },
      ),
    )
  })
})

describe("counts", () => {
  test("are dots and voters by card", () => {
    const ballots = [ballot(undefined, ["a", 2]), ballot(undefined, ["a", 1], ["b", 1])]
    expect(countBallots(ballots, rules, 4)).toEqual({ a: { dots: 3, voters: 2 }, b: { dots: 1, voters: 1 } })
  })

  test("are split where every segment is a crowd", () => {
    const ballots = [...crowd(4, "customer", "a"), ...crowd(5, "consumer", "b")]
    expect(countBallots(ballots, rules, 4)).toEqual({
      a: { dots: 4, voters: 4, segments: [{ name: "customer", dots: 4, voters: 4 }] },
      b: { dots: 5, voters: 5, segments: [{ name: "consumer", dots: 5, voters: 5 }] },
    })
  })

  test("a segment below the floor is not shown, nor is the other that would give it away by subtraction", () => {
    const ballots = [...crowd(2, "customer", "a"), ...crowd(9, "consumer", "a")]
    expect(countBallots(ballots, rules, 4)).toEqual({ a: { dots: 11, voters: 11 } })
  })

  test("two small segments hide among each other while a large one is shown", () => {
    const ballots = [...crowd(2, "x", "a"), ...crowd(2, "y", "a"), ...crowd(6, "z", "a")]
    expect(countBallots(ballots, rules, 4)).toEqual({
      a: { dots: 10, voters: 10, segments: [{ name: "z", dots: 6, voters: 6 }] },
    })
  })

  test("nobody shown is fewer than the floor, and neither is who is left out", () => {
    const anyBallots = fc.array(fc.constantFrom("x", "y", "z", undefined), { maxLength: 40 })
    fc.assert(
      fc.property(anyBallots, fc.integer({ min: 3, max: 8 }), (segments, floor) => {
        const ballots = segments.map((segment) => ballot(segment, ["a", 1]))
        const { segments: shown = [] } = countBallots(ballots, rules, floor).a ?? {}
        const hidden = ballots.length - shown.reduce((sum, { voters = 0 }) => sum + voters, 0)
        expect(shown.every(({ voters = 0 }) => voters >= floor)).toBe(true)
        if (shown.length > 0) expect(hidden === 0 || hidden >= floor).toBe(true)
      }),
    )
  })
})
