import type { MemoryHost, Peer } from "../../renderer/session/transports/memoryHost.ts"
import type { HostChannel } from "../../shared/protocol/channel.ts"
import { bundledCiphers } from "../../shared/protocol/ciphers.ts"
import { answerOpening, type FindSecret } from "../../shared/protocol/opening.ts"

/** A host in memory at the far end of a line that others can listen to. */
export function behindChannel(host: MemoryHost, find: FindSecret) {
  return {
    accept: (peer: Peer): ReturnType<MemoryHost["accept"]> => {
      let channel: HostChannel | undefined
      const atHost = host.accept({
        send: (frame) => peer.send(channel ? channel.seal(frame) : frame),
        close: peer.close,
      })
      return {
        receive: (frame) => {
          const opened = channel?.open(frame)
          if (opened?.ok) atHost.receive(opened.value)
          else if (opened) peer.close()
          else {
            const answered = answerOpening(bundledCiphers, frame, find)
            channel = answered?.channel
            if (answered) peer.send(answered.frame)
            if (!channel) peer.close()
          }
        },
        gone: atHost.gone,
      }
    },
  }
}
