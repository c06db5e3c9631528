import type { Decision, EnergyCheck } from "../../../shared/model/sessionRecords.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { askOnceThere } from "../../session/askOnceThere.ts"
import type { Session } from "../../session/session.ts"

/** What can be asked of all. */
export type About = "decisions" | "energyChecks"

/** Opens a question to all or ends it. */
export const askAll = (session: Session, about: About, id: string, isOpen: boolean): Promise<null> =>
  askOnceThere(session, "ask-all", { about, id, isOpen })

/** The decision that all are asked about now; undefined while none is. The same object as long as it is. */
export const openDecision = ({ decisions }: Snapshot): Decision | undefined => firstOpen(decisions)
export const openEnergyCheck = ({ energyChecks }: Snapshot): EnergyCheck | undefined => firstOpen(energyChecks)

function firstOpen<R extends Decision | EnergyCheck>(records: ReadonlyMap<string, R>): R | undefined {
  for (const record of records.values()) if (record.asking === "open") return record
  return undefined
}
