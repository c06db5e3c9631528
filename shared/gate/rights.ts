import { recordIn, sourceOf, type WorkshopDocument } from "../document/document.ts"
import { readRecord } from "../model/fields.ts"
import { type Role, type RootName, workshopKey, workshopShape } from "../model/records.ts"
import { type HoldReason, leads, type Rights, rightsIn } from "../model/rights.ts"
import { agendaStepShape, sessionKey, sessionShape } from "../model/sessionRecords.ts"

/** What a role may write at this moment, read from the document. Cheap enough to be asked for every edit. */
export function rightsOf(document: WorkshopDocument, role: Role): Rights {
  const record = leads(role) ? undefined : recordIn(document.roots.session, sessionKey)
  const session = record && readRecord(sessionShape, sourceOf(record))
  const stepRecord = session?.stepId === undefined ? undefined : recordIn(document.roots.agendaSteps, session.stepId)
  const isThere = stepRecord?.get("deleted") === false
  const step = isThere ? readRecord(agendaStepShape, sourceOf(stepRecord)) : undefined
  return rightsIn(role, { session, step, participantTools: step ? toolsOf(document) : "by-step" })
}

const toolsOf = (document: WorkshopDocument): "by-step" | "all" => {
  const workshop = recordIn(document.roots.workshop, workshopKey)
  return (workshop && readRecord(workshopShape, sourceOf(workshop)).settings.participantTools) ?? "by-step"
}

/** Why something is not allowed just now, in English, for logs and for those who lead. */
export function inWords({ reason, kinds }: Rights): string {
  if (reason === undefined) return ""
  return reason === "kinds" ? `this step is about ${[...(kinds ?? [])].join(", ")}` : words[reason]
}

const words: { readonly [reason in Exclude<HoldReason, "kinds">]: string } = {
  observer: "observers only look",
  lobby: "the session has not begun",
  ended: "the session is over",
  paused: "the facilitator has paused editing",
  "private-until-reveal": "this step is private-until-reveal",
  "facilitator-only": "this step is facilitator-only",
  closed: "this step is closed",
}

/** The records that a participant may add to whatever step it is, as long as the session runs. */
export const keptRoots: readonly RootName[] = ["comments", "marks", "parkingLot", "actions"]
/** Records of the session that only those who lead may write. */
export const leadingRoots: readonly RootName[] = ["agendaSteps", "session", "votingRounds", "decisions", "energyChecks"]
/** Fields that nobody but the host writes, because they follow from what is sealed with it. */
export const hostFields: { readonly [root in RootName]?: readonly string[] } = {
  votingRounds: ["state", "openedAt", "closedAt", "ballots", "result"],
  decisions: ["asking", "agreement"],
  energyChecks: ["asking", "answers"],
}
