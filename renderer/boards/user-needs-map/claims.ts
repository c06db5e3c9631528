import { readUnder } from "../../../shared/boards/user-needs-map/overlays.ts"
import type { Capability } from "../../../shared/boards/user-needs-map/schema.ts"
import { ownCapabilities } from "../../../shared/boards/user-needs-map/teams.ts"
import type { CommandProblem } from "../../../shared/commands/context.ts"
import type { Team } from "../../../shared/model/records.ts"
import type { Result } from "../../../shared/model/result.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { notify } from "../../session/notices.ts"
import type { Session } from "../../session/session.ts"

/**
 * What this person gave to teams lately. When somebody else gave the same capability to another team at the same
 * moment, the merge leaves one as owner and the other contributing; both people are told, each at their own device.
 */
interface Claim {
  readonly overlayId: string
  readonly capabilityId: string
  readonly teamId: string
  readonly givenAt: number
  /** Who contributed already. */
  readonly contributors: ReadonlySet<string>
}

const claims = new WeakMap<Session, Claim[]>()
/** Once the host has it, what was given at the same moment elsewhere arrives within seconds; what comes later is an answer. */
const momentMs = 10_000

/** Gives capabilities to a team and keeps an eye on them. */
export function giveTo(
  session: Session,
  content: BoardContent,
  team: Team,
  capabilities: readonly Capability[],
): Result<void, CommandProblem> {
  const { id: teamId, overlayId } = team
  const ids = capabilities.map(({ id }) => id)
  const before = readUnder(content, overlayId)
  const given = ownCapabilities(session.editing, teamId, ids)
  if (!given.ok) return given
  const kept = (claims.get(session) ?? []).filter((claim) => !isAbout(claim, overlayId, ids))
  const made = ids.map((capabilityId) => ({
    overlayId,
    capabilityId,
    teamId,
    givenAt: Date.parse(session.editing.now()),
    contributors: new Set(before?.contributorsOf(capabilityId).map(({ id }) => id)),
  }))
  claims.set(session, [...kept, ...made])
  return given
}

const isAbout = (claim: Claim, overlayId: string, ids: readonly string[]): boolean =>
  claim.overlayId === overlayId && ids.includes(claim.capabilityId)

/** Says which of what I gave was given to another team at the same moment, once. Called when the board has changed. */
export function tellContested(session: Session, content: BoardContent): void {
  const open = claims.get(session)
  if (!open || open.length === 0) return
  const isSaved = session.status.getState().saving.state === "saved"
  const now = Date.parse(session.editing.now())
  const fresh = isSaved ? open.filter(({ givenAt }) => now - givenAt < momentMs) : open
  claims.set(
    session,
    fresh.filter((claim) => !isContested(claim, content)),
  )
}

function isContested(claim: Claim, content: BoardContent): boolean {
  const reading = readUnder(content, claim.overlayId)
  const owner = reading?.ownerOf(claim.capabilityId)
  if (!reading || !owner) return false
  const contributors = reading.contributorsOf(claim.capabilityId)
  const other =
    owner.id === claim.teamId
      ? contributors.find(({ id }) => !claim.contributors.has(id))
      : contributors.find(({ id }) => id === claim.teamId)
  if (!other) return false
  const title = content.cards.get(claim.capabilityId)?.title ?? ""
  notify("attention", "needs.owner.contested", { title, owner: owner.name, other: other.name })
  return true
}
