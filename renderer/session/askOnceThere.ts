import type { Ask, Requests } from "../../shared/protocol/requests.ts"
import { refusalIn } from "./asking.ts"
import type { Session } from "./session.ts"
import { statusHolds } from "./statusHolds.ts"

/** How long a record that was just made may take to reach the host. */
const onItsWayMs = 5_000

/** Asks about a record that may have been made a moment ago: when the host has not got it yet, asks again once it has. */
export async function askOnceThere<A extends Ask>(
  session: Pick<Session, "ask" | "status">,
  ask: A,
  body: Requests[A]["body"],
): Promise<Requests[A]["answer"]> {
  try {
    return await session.ask(ask, body)
  } catch (problem) {
    if (refusalIn(problem) !== "gone") throw problem
    await statusHolds(session.status, ({ saving }) => saving.state === "saved", onItsWayMs)
    return session.ask(ask, body)
  }
}
