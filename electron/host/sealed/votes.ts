import { sourceOf } from "../../../shared/document/document.ts"
import { isPlain, readRecord } from "../../../shared/model/fields.ts"
import { isId } from "../../../shared/model/ids.ts"
import { shownFor } from "../../../shared/model/merged.ts"
import { workshopKey, workshopShape } from "../../../shared/model/records.ts"
import type { VotingRound } from "../../../shared/model/sessionRecords.ts"
import { type CountedBallot, countBallots, withinBudget } from "../../../shared/model/voting.ts"
import { liveRecord, refused, type Sealed, setRecord } from "./sealed.ts"
import { readBallot } from "./sealedEntries.ts"

/** Dot voting: ballots are sealed until the round is revealed; only counts come out (`domain.md` A.1 VotingRound). */

const steps = { open: "draft", closed: "open", revealed: "closed" } as const
type Target = keyof typeof steps
const isTarget = (raw: unknown): raw is Target => typeof raw === "string" && Object.hasOwn(steps, raw)

/** `move-vote`: one step forward and never back. */
export async function moveVote(sealed: Sealed, body: unknown): Promise<unknown> {
  const { roundId, to } = isPlain(body) ? body : {}
  if (!isId(roundId) || !isTarget(to)) return refused("unknown")
  const { document, now } = sealed.ports
  // Whoever has voted before it was closed counts, also when their ballot is still on its way to the disk.
  if (to === "revealed") await sealed.isIdle()
  const round = liveRecord(document, "votingRounds", roundId)
  if (!round) return refused("gone")
  if (round.state === to) return null
  if (round.state !== steps[to]) return refused("step", `the vote is ${round.state}`)
  if (to === "open") {
    const cardIds = optionsOf(sealed, round)
    if (cardIds.length === 0) return refused("empty", "there is nothing to vote on")
    sealed.write(() => setRecord(document, "votingRounds", roundId, { state: to, openedAt: now(), cardIds }))
  } else if (to === "closed") {
    sealed.write(() => setRecord(document, "votingRounds", roundId, { state: to, closedAt: now() }))
  } else {
    publish(sealed, roundId, round, { state: to })
    await sealed.settle((state) => state.ballots.delete(roundId))
  }
  await sealed.ports.durable()
  return null
}

/** `cast-ballot`: replaces one's earlier ballot while the round is open. */
export async function castBallot(sealed: Sealed, personId: string, body: unknown): Promise<unknown> {
  const { roundId, dots } = isPlain(body) ? body : {}
  const ballot = readBallot(dots)
  if (!isId(roundId) || !ballot) return refused("unknown")
  const round = liveRecord(sealed.ports.document, "votingRounds", roundId)
  if (round?.state !== "open") return refused("closed", "this vote is not open")
  await sealed.keep({ is: "ballot", personId, roundId, dots: withinBudget(ballot, round) })
  const now = liveRecord(sealed.ports.document, "votingRounds", roundId)
  if (now?.showRunningTotals && now.state !== "revealed") publish(sealed, roundId, now, {})
  return null
}

/** `own-ballot`: what one has voted oneself, as it counts. */
export const ownBallot = ({ state }: Sealed, personId: string, body: unknown): unknown => {
  const roundId = isPlain(body) ? body.roundId : undefined
  return typeof roundId === "string" ? (state.ballots.get(roundId)?.get(personId) ?? []) : refused("unknown")
}

/**
 * What may be voted on: the named cards, or those of the kinds, as they stand when the round opens. What is merged into
 * another card has no dots of its own.
 */
function optionsOf({ ports: { document } }: Sealed, { boardId, kinds, cardIds }: VotingRoundFields): readonly string[] {
  const isNamed = cardIds.length > 0
  const named = new Set(cardIds)
  const live = new Map([...document.roots.cards].filter(([, card]) => card.get("deleted") === false))
  const merged = new Map([...live].map(([id, card]) => [id, { mergedInto: wordOf(card.get("mergedInto")) }]))
  return [...live]
    .filter(([id, card]) => {
      if (shownFor(merged, id) !== id) return false
      if (isNamed) return named.has(id)
      const kind = card.get("kind")
      return (
        card.get("boardId") === boardId && (kinds.length === 0 || (typeof kind === "string" && kinds.includes(kind)))
      )
    })
    .map(([id]) => id)
    .sort()
}
type VotingRoundFields = Omit<VotingRound, "id">

function publish(sealed: Sealed, roundId: string, round: VotingRoundFields, more: object): void {
  const { document } = sealed.ports
  const ballots = [...(sealed.state.ballots.get(roundId) ?? [])].map(([personId, dots]): CountedBallot => {
    const segment = segmentOf(sealed, personId, round.splitBy)
    return segment === undefined ? { dots } : { dots, segment }
  })
  const workshop = document.roots.workshop.get(workshopKey)
  const { settings } = readRecord(workshopShape, workshop ? sourceOf(workshop) : new Map())
  const result = countBallots(
    ballots,
    round,
    settings.anonymityFloor ?? workshopShape.settings.parts.anonymityFloor.read(undefined),
  )
  sealed.write(() => setRecord(document, "votingRounds", roundId, { ...more, ballots: ballots.length, result }))
}

/** The word or id that a voter's dots are counted under besides the total. */
function segmentOf({ ports: { document } }: Sealed, personId: string, by: VotingRound["splitBy"]): string | undefined {
  if (by === undefined) return undefined
  const person = document.roots.participants.get(personId)
  if (by === "organisation") return wordOf(person?.get("organisation"))
  const perspective = wordOf(person?.get("perspective"))
  if (by === "persona" || perspective === undefined) return perspective
  return liveRecord(document, "personas", perspective)?.audience
}

const wordOf = (raw: unknown): string | undefined => (typeof raw === "string" && raw !== "" ? raw : undefined)
