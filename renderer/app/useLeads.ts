import { useStatus } from "../session/useSession.ts"

/** True for those who lead the workshop: they alone add, name, order and delete boards. */
export const useLeads = (): boolean =>
  useStatus(({ me }) => me?.role === "facilitator" || me?.role === "co-facilitator")
