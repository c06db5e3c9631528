import { notify } from "../../session/notices.ts"
import type { Session } from "../../session/session.ts"
import { reportFailedAsk } from "../reportProblem.ts"
import { shell } from "../shellBridge.ts"

/** Opens what the room sees on the large screen: in the desktop app a window of its own, in a browser another tab. */
export async function openProjector({ ask }: Session): Promise<void> {
  const bridge = shell()
  if (bridge) {
    await bridge.call("open-projector")
    return
  }
  try {
    const { links } = await ask("room-info", null)
    // From where this page came: the links are for the network, which may still be closed.
    const opened = window.open(`${window.location.origin}/${new URL(links.observer).hash}&projector`, "cairn-projector")
    if (!opened) notify("attention", "lead.projector.blocked")
  } catch (error) {
    reportFailedAsk(error)
  }
}
