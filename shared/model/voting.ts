import type { VotingRound } from "./sessionRecords.ts"

/** Counting dots (`domain.md` A.1 VotingRound, A.9, 6). Pure: who voted is given as a segment, never as a person. */

export interface CountedBallot {
  readonly dots: readonly { readonly cardId: string; readonly dots: number }[]
  /** What the round is split by, for this voter; absent when it is not known. */
  readonly segment?: string
}
type Rules = Pick<VotingRound, "dots" | "maxPerCard" | "cardIds">

/** What of a ballot counts: in its own order, within the budget, the most per card, and the cards voted on. */
export function withinBudget(
  ballot: CountedBallot["dots"],
  { dots: budget, maxPerCard, cardIds }: Rules,
): CountedBallot["dots"] {
  const on = new Set(cardIds)
  const counted = new Map<string, number>()
  let left = budget
  for (const { cardId, dots } of ballot) {
    if (!on.has(cardId) || !Number.isInteger(dots) || dots <= 0) continue
    const before = counted.get(cardId) ?? 0
    const taken = Math.min(dots, left, maxPerCard - before)
    if (taken <= 0) continue
    counted.set(cardId, before + taken)
    left -= taken
  }
  return [...counted].map(([cardId, dots]) => ({ cardId, dots }))
}

/** The result by card. A segment with fewer voters than the floor is not shown, nor what would give it away by subtraction. */
export function countBallots(
  ballots: readonly CountedBallot[],
  rules: Rules,
  anonymityFloor: number,
): VotingRound["result"] {
  const shown = shownSegments(ballots, anonymityFloor)
  const counts = new Map<string, Count>()
  for (const { dots, segment } of ballots) {
    for (const { cardId, dots: given } of withinBudget(dots, rules)) {
      const count = counts.get(cardId) ?? { dots: 0, voters: 0, segments: new Map() }
      counts.set(cardId, count)
      count.dots += given
      count.voters++
      if (segment === undefined || !shown.has(segment)) continue
      const part = count.segments.get(segment) ?? { dots: 0, voters: 0 }
      count.segments.set(segment, { dots: part.dots + given, voters: part.voters + 1 })
    }
  }
  return Object.fromEntries(
    [...counts].map(([cardId, { dots, voters, segments }]) => {
      const parts = [...segments].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => ({ name, ...part }))
      return [cardId, { dots, voters, ...(shown.size > 0 ? { segments: parts } : {}) }]
    }),
  )
}

interface Count {
  dots: number
  voters: number
  readonly segments: Map<string, { readonly dots: number; readonly voters: number }>
}

function shownSegments(ballots: readonly CountedBallot[], floor: number): ReadonlySet<string> {
  const sizes = new Map<string, number>()
  for (const { segment } of ballots) if (segment !== undefined) sizes.set(segment, (sizes.get(segment) ?? 0) + 1)
  const bySize = [...sizes].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
  let hidden = ballots.length - bySize.reduce((sum, [, size]) => sum + size, 0)
  const shown = new Set(sizes.keys())
  for (const [name, size] of bySize) {
    // What is left out in all must itself be a crowd, or be nobody.
    if (size >= floor && (hidden === 0 || hidden >= floor)) continue
    shown.delete(name)
    hidden += size
  }
  return shown
}

/** Dots per person by experience: a third of the options, three to seven (`domain.md` 1.10, A.1). */
export const suggestedDots = (options: number): number => Math.min(7, Math.max(3, Math.round(options / 3)))

/** One card of a revealed round. */
export interface RankedCard {
  readonly cardId: string
  readonly dots: number
  readonly voters: number
  readonly segments: readonly { readonly name: string; readonly dots: number; readonly voters: number }[]
  /** Counted from 1; cards with equally many dots share a rank. */
  readonly rank: number
  readonly isTied: boolean
  /** Segments see it differently: the shares of their dots differ by more than a third of the larger one. */
  readonly isSplit: boolean
}

/** All cards voted on, most dots first, those without any included. */
export function rankCards({ cardIds, result }: Pick<VotingRound, "cardIds" | "result">): readonly RankedCard[] {
  const all = cardIds.map((cardId) => {
    const { dots = 0, voters = 0, segments = [] } = result[cardId] ?? {}
    return {
      cardId,
      dots,
      voters,
      segments: segments.map(({ name = "", dots: part = 0, voters: who = 0 }) => ({ name, dots: part, voters: who })),
    }
  })
  const totals = new Map<string, number>()
  for (const { segments } of all)
    for (const { name, dots } of segments) totals.set(name, (totals.get(name) ?? 0) + dots)
  const sorted = [...all].sort((a, b) => b.dots - a.dots || (a.cardId < b.cardId ? -1 : 1))
  return sorted.map((card) => ({
    ...card,
    rank: sorted.findIndex(({ dots }) => dots === card.dots) + 1,
    isTied: card.dots > 0 && sorted.filter(({ dots }) => dots === card.dots).length > 1,
    isSplit: isSplit(card.segments, totals),
  }))
}

function isSplit(segments: RankedCard["segments"], totals: ReadonlyMap<string, number>): boolean {
  if (totals.size < 2) return false
  const shares = [...totals].map(([name, total]) => {
    const dots = segments.find((one) => one.name === name)?.dots ?? 0
    return total === 0 ? 0 : dots / total
  })
  const [least, most] = [Math.min(...shares), Math.max(...shares)]
  return most > 0 && most - least > most / 3
}
