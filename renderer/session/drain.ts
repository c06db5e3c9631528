import { type Hello, protocolVersion, type Rejection } from "../../shared/protocol/messages.ts"
import { openLink } from "./link.ts"
import type { QueuedEdit } from "./outbox.ts"
import type { Transport } from "./transport.ts"

/** What became of a closed tab's edits. `away`: the host could not be reached, another try may follow. */
export type Drained =
  | { readonly outcome: "sent" }
  | { readonly outcome: "away"; readonly upTo: number }
  /** The host does not let this device speak for that tab, perhaps for the moment only. */
  | { readonly outcome: "refused"; readonly upTo: number }
  | { readonly outcome: "rejected"; readonly upTo: number; readonly seq: number; readonly reason: Rejection }

/**
 * Sends what a closed tab has left, under that tab's own instance and over a connection of its own. The host knows
 * each edit by (instance, seq), so an edit whose acknowledgement got lost is not made twice, and the edits come to this
 * tab the way everybody else's do. Made anew in this tab they could double.
 */
export function drain(transport: Transport, hello: Omit<Hello, "type" | "protocol">, edits: readonly QueuedEdit[]) {
  return new Promise<Drained>((resolve) => {
    const last = edits.at(-1)?.seq ?? 0
    let upTo = 0
    const end = (result: Drained) => {
      link.close()
      resolve(result)
    }
    const advance = (to: number) => {
      upTo = Math.max(upTo, to)
      if (upTo >= last) end({ outcome: "sent" })
    }
    const link = openLink((events) => transport(events, hello.pass), {
      onOpen: () => link.send({ type: "hello", protocol: protocolVersion, ...hello }),
      onMessage: (message) => {
        if (message.type === "welcome") {
          advance(message.lastDurable)
          for (const { seq, update } of edits) if (seq > upTo) link.send({ type: "update", seq, update })
        } else if (message.type === "ack") advance(message.upTo)
        else if (message.type === "reject") end({ outcome: "rejected", upTo, seq: message.seq, reason: message.reason })
        else if (message.type === "refuse") end({ outcome: "refused", upTo })
      },
      onDown: () => end({ outcome: "away", upTo }),
    })
  })
}
