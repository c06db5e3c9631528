import type { CommandProblem, Editing } from "../../commands/context.ts"
import { step } from "../../commands/context.ts"
import { addRecord, changeRecord, createPlain, deleteRecord } from "../../commands/workshop.ts"
import { isLive, type RecordMap, recordIn } from "../../document/document.ts"
import { setFields, type Values } from "../../document/records.ts"
import { byOrder, fixedShapes, type Team } from "../../model/records.ts"
import { err, ok, type Result } from "../../model/result.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { parentsOf } from "./parents.ts"

/**
 * Who owns what: overlays, their teams, and what the teams own. Every function is one step of undo.
 *
 * A capability's owner is one entry of its overlay, so there is never a second one. Taking a capability also writes
 * it down with the team, among what it contributes to: when two people give one capability to two teams at once, the
 * later entry stands, and the other team is left contributing, on every device and without anybody correcting the
 * document afterwards.
 */

type Done = Result<void, CommandProblem>

/** Adds an empty overlay, last in order. The first answer is usually how things are; what follows is proposed. */
export function addOverlay({ editing, content }: Subject, title: string): string {
  const state = content.overlays.size === 0 ? "current" : "proposed"
  return addRecord(editing, "overlays", { boardId: content.board.id, title, state })
}

/** What a command on overlays needs to know of the board. */
export interface Subject {
  readonly editing: Editing
  readonly content: BoardContent
}

/** One more option that begins as a copy: the same teams, owners and interactions under new names of their own. */
export function copyOverlay({ editing, content }: Subject, overlayId: string, title: string): Made {
  const overlay = content.overlays.get(overlayId)
  if (!overlay) return err({ type: "CardGone" })
  const copyId = editing.newId()
  const teams = [...content.teams.values()].filter((team) => team.overlayId === overlayId).sort(byOrder)
  const names = new Map(teams.map(({ id }) => [id, editing.newId()]))
  const named = (id: string | undefined) => (id === undefined ? undefined : names.get(id))
  step(editing, () => {
    const owners = Object.entries(overlay.owners).flatMap(([capability, team]) => {
      const owner = named(team)
      return owner === undefined ? [] : [[capability, owner] as const]
    })
    const { boardId, note } = overlay
    createPlain(editing, "overlays", copyId, {
      boardId,
      note,
      title,
      state: "proposed",
      owners: Object.fromEntries(owners),
    })
    for (const { id, provenance: _, ...team } of teams) {
      const values = { ...team, overlayId: copyId, parentTeamId: named(team.parentTeamId) }
      createPlain(editing, "teams", named(id) ?? editing.newId(), values)
    }
    for (const { id: _id, provenance: _, ...one } of content.teamInteractions.values()) {
      const [fromTeamId, toTeamId] = [named(one.fromTeamId), named(one.toTeamId)]
      if (one.overlayId !== overlayId || fromTeamId === undefined || toTeamId === undefined) continue
      createPlain(editing, "teamInteractions", editing.newId(), { ...one, overlayId: copyId, fromTeamId, toTeamId })
    }
  })
  return ok(copyId)
}
type Made = Result<string, CommandProblem>

/** Hides an overlay with its teams; undo brings both back. */
export const deleteOverlay = (editing: Editing, overlayId: string): Done => deleteRecord(editing, "overlays", overlayId)

/** Adds a team to an overlay. */
export function addTeam(editing: Editing, overlayId: string, values: Values): Made {
  const overlay = recordIn(editing.document.roots.overlays, overlayId)
  if (!isLive(overlay)) return err({ type: "CardGone" })
  return ok(addRecord(editing, "teams", { teamType: "undefined", ...values, overlayId }))
}

/** Hides a team. What it owned has no owner while it is hidden, unless somebody gives it to another. */
export const deleteTeam = (editing: Editing, teamId: string): Done => deleteRecord(editing, "teams", teamId)

/** Changes a team's type. An enabling team owns nothing: what this one owned it goes on contributing to. */
export function retypeTeam(editing: Editing, teamId: string, teamType: Team["teamType"]): Done {
  const found = teamAt(editing, teamId)
  if (!found) return err({ type: "CardGone" })
  step(editing, () => {
    setFields(found.team, fixedShapes.teams, { teamType })
    if (teamType !== "enabling") return
    for (const capability of ownedBy(found.overlay, teamId)) {
      found.overlay.delete(ownerKey(capability))
      found.team.set(contributionKey(capability), true)
      found.team.delete(claimKey(capability))
    }
  })
  return ok(undefined)
}

/** Gives capabilities to a team; whoever owned them before does no longer. Cards that are no capabilities are left out. */
export function ownCapabilities(editing: Editing, teamId: string, capabilityIds: Iterable<string>): Done {
  const found = teamAt(editing, teamId)
  if (!found) return err({ type: "CardGone" })
  if (found.team.get("teamType") === "enabling") return err({ type: "EnablingOwnsNothing" })
  const capabilities = [...capabilityIds].filter((id) => isCapabilityOf(editing, found.overlay, id))
  if (capabilities.length === 0) return err({ type: "CardGone" })
  step(editing, () => {
    for (const id of capabilities) {
      forgetClaim(editing, found.overlay, id)
      found.overlay.set(ownerKey(id), teamId)
      found.team.set(contributionKey(id), true)
      found.team.set(claimKey(id), true)
    }
  })
  return ok(undefined)
}

/** Leaves capabilities without an owner in this overlay. */
export function disownCapabilities(editing: Editing, overlayId: string, capabilityIds: Iterable<string>): Done {
  const overlay = recordIn(editing.document.roots.overlays, overlayId)
  if (!isLive(overlay)) return err({ type: "CardGone" })
  step(editing, () => {
    for (const id of capabilityIds) {
      forgetClaim(editing, overlay, id)
      overlay.delete(ownerKey(id))
    }
  })
  return ok(undefined)
}

/** Says that a team works on capabilities that others own, or that it does no longer. */
export function contribute(
  editing: Editing,
  teamId: string,
  capabilityIds: Iterable<string>,
  contributes = true,
): Done {
  const found = teamAt(editing, teamId)
  if (!found) return err({ type: "CardGone" })
  step(editing, () => {
    for (const id of capabilityIds) {
      if (found.overlay.get(ownerKey(id)) === teamId) continue
      if (!contributes) found.team.delete(contributionKey(id))
      else if (isCapabilityOf(editing, found.overlay, id)) found.team.set(contributionKey(id), true)
    }
  })
  return ok(undefined)
}

/** Puts a team into a platform grouping, or takes it out. A team cannot be inside itself, however many levels down. */
export function groupTeam({ editing, content }: Subject, teamId: string, parentTeamId: string | undefined): Done {
  const team = content.teams.get(teamId)
  if (!team) return err({ type: "CardGone" })
  const teams = [...content.teams.values()].filter(({ overlayId }) => overlayId === team.overlayId)
  const parents = parentsOf(teams)
  for (let at = parentTeamId; at !== undefined; at = parents.get(at))
    if (at === teamId) return err({ type: "TeamInsideItself" })
  if (parentTeamId !== undefined && !teams.some(({ id }) => id === parentTeamId)) return err({ type: "CardGone" })
  return changeRecord(editing, "teams", teamId, { parentTeamId })
}

/** Writes down how two teams of one overlay work together. */
export function addInteraction({ editing, content }: Subject, fromTeamId: string, toTeamId: string): Made {
  const [from, to] = [content.teams.get(fromTeamId), content.teams.get(toTeamId)]
  if (!from || !to || from.overlayId !== to.overlayId || from === to) return err({ type: "CardGone" })
  const mode = to.teamType === "platform" ? "x-as-a-service" : from.teamType === "enabling" ? "facilitating" : undefined
  return ok(
    addRecord(editing, "teamInteractions", {
      overlayId: from.overlayId,
      fromTeamId,
      toTeamId,
      mode: mode ?? "collaboration",
    }),
  )
}

const ownerKey = (capabilityId: string) => `owners/${capabilityId}`
/** Tells a team that was overtaken unseen from one that only contributes, so that both can be told (UNM-22). */
const claimKey = (capabilityId: string) => `claims/${capabilityId}`
const contributionKey = (capabilityId: string) => `contributesTo/${capabilityId}`

function teamAt({ document }: Editing, teamId: string): { team: RecordMap; overlay: RecordMap } | undefined {
  const team = recordIn(document.roots.teams, teamId)
  const overlay = recordIn(document.roots.overlays, String(team?.get("overlayId")))
  return isLive(team) && isLive(overlay) ? { team, overlay } : undefined
}

const isCapabilityOf = ({ document }: Editing, overlay: RecordMap, id: string): boolean => {
  const card = recordIn(document.roots.cards, id)
  return isLive(card) && card.get("kind") === "capability" && card.get("boardId") === overlay.get("boardId")
}

/** The owner that hands over does not stay as a contributor; only one that was overtaken unseen does. */
function forgetClaim({ document }: Editing, overlay: RecordMap, capabilityId: string): void {
  const owner = overlay.get(ownerKey(capabilityId))
  const team = typeof owner === "string" ? recordIn(document.roots.teams, owner) : undefined
  team?.delete(contributionKey(capabilityId))
  team?.delete(claimKey(capabilityId))
}

const ownedBy = (overlay: RecordMap, teamId: string): string[] =>
  [...overlay.keys()].flatMap((key) =>
    key.startsWith("owners/") && overlay.get(key) === teamId ? [key.slice("owners/".length)] : [],
  )
