import type { Ask, Requests } from "../../shared/protocol/requests.ts"
import type { Session } from "./session.ts"
import { statusHolds } from "./statusHolds.ts"

/** How long a connection that is on its way is waited for. */
const comesWithinMs = 5_000

/** Asks as soon as there is a connection: a page that has just come is quicker at hand than the host. */
export async function askWhenConnected<A extends Ask>(
  { ask, status }: Pick<Session, "ask" | "status">,
  what: A,
  body: Requests[A]["body"],
): Promise<Requests[A]["answer"]> {
  await statusHolds(status, ({ connection }) => connection === "connected", comesWithinMs)
  return ask(what, body)
}
