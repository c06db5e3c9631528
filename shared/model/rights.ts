import type { Role } from "./records.ts"
import type { AgendaStep, InputMode, SessionState } from "./sessionRecords.ts"

/**
 * What a role may write at this moment (`domain.md` A.1, agenda step). One rule for the host, which holds everybody to
 * it, and for the interface, which offers nothing else. The running step binds participants, never those who lead.
 */
export interface Rights {
  /** Cards, lines, personas and whatever else lies on the boards. */
  readonly mayWriteBoards: boolean
  /** Kinds of cards; undefined when every kind is allowed. */
  readonly kinds: ReadonlySet<string> | undefined
  /** Comments, marks, the parking lot and actions. */
  readonly mayKeep: boolean
  /** What holds people back just now; undefined when nothing does. Its words are under `rights.<reason>`. */
  readonly reason: HoldReason | undefined
}

/** `kinds`: the boards are open for some kinds of cards only. */
export type HoldReason = "observer" | "lobby" | "ended" | "paused" | "kinds" | Exclude<InputMode, "open">

/** As much of the workshop as the rule looks at. */
export interface RightsSource {
  /** Absent while nobody has led anything: then the workshop just runs. */
  readonly session: Pick<SessionState, "phase" | "isPaused"> | undefined
  /** The running step, unless it has been deleted. */
  readonly step: Pick<AgendaStep, "inputMode" | "allowedKinds"> | undefined
  readonly participantTools: "by-step" | "all"
}

export const leads = (role: Role): boolean => role === "facilitator" || role === "co-facilitator"

const all: Rights = { mayWriteBoards: true, kinds: undefined, mayKeep: true, reason: undefined }
const nothing = (reason: HoldReason): Rights => ({ mayWriteBoards: false, kinds: undefined, mayKeep: false, reason })

export function rightsIn(role: Role, { session, step, participantTools }: RightsSource): Rights {
  if (leads(role)) return all
  if (role === "observer") return nothing("observer")
  if (!session) return all
  if (session.phase !== "running") return nothing(session.phase)
  if (session.isPaused) return nothing("paused")
  if (!step) return all
  const { inputMode, allowedKinds } = step
  if (inputMode !== "open") return { ...nothing(inputMode), mayKeep: true }
  const isFree = allowedKinds.length === 0 || participantTools === "all"
  return isFree ? all : { ...all, kinds: new Set(allowedKinds), reason: "kinds" }
}

/** True when a card of this kind may be made and changed. */
export const mayWriteKind = ({ mayWriteBoards, kinds }: Rights, kind: string): boolean =>
  mayWriteBoards && (kinds === undefined || kinds.has(kind))
