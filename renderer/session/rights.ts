import { runningStep } from "../../shared/model/agenda.ts"
import type { Role } from "../../shared/model/records.ts"
import { mayWriteKind, type Rights, rightsIn } from "../../shared/model/rights.ts"
import type { Snapshot } from "../../shared/model/snapshot.ts"
import type { Session } from "./session.ts"

/** What I may write now, by the rule that the host holds me to. What is not allowed is not offered. */

type Source = Pick<Snapshot, "session" | "agendaSteps" | "workshop">
const seen = new WeakMap<Source["session"], { readonly of: readonly unknown[]; readonly rights: Rights }>()

/** Keeps its identity as long as nothing changes that it depends on. Nobody has rights before the host has said who they are. */
export function rightsFor(role: Role | undefined, { session, agendaSteps, workshop }: Source): Rights {
  const step = runningStep({ session, agendaSteps })
  const participantTools = workshop.settings.participantTools ?? "by-step"
  const of = [role, step, participantTools]
  const known = seen.get(session)
  if (known && of.every((part, at) => part === known.of[at])) return known.rights
  const rights = rightsIn(role ?? "observer", { session, step, participantTools })
  seen.set(session, { of, rights })
  return rights
}

/** Outside of views: what I may write at this moment. */
export const rightsNow = ({ status, snapshot }: Pick<Session, "status" | "snapshot">): Rights =>
  rightsFor(status.getState().me?.role, snapshot.getState())

/** Outside of views: true when I may write on the boards; with a kind, when I may make and change such cards. */
export function mayWrite(session: Pick<Session, "status" | "snapshot">, kind?: string): boolean {
  const rights = rightsNow(session)
  return kind === undefined ? rights.mayWriteBoards : mayWriteKind(rights, kind)
}
