import { bundledCiphers } from "../../../shared/protocol/ciphers.ts"
import { encodeHost } from "../../../shared/protocol/codec.ts"
import { beginOpening } from "../../../shared/protocol/opening.ts"
import type { Connect, Transport } from "../transport.ts"

/** Frames over a line that others can listen to: both ends agree on keys first, then every frame is sealed. */
export const throughChannel =
  (connect: Connect): Transport =>
  (events, pass) => {
    const opening = openingFor(pass)
    let channel: ReturnType<typeof opening.read> | undefined
    const fail = () => {
      line.close()
      events.onClose()
    }
    const begin = (answer: Uint8Array) => {
      channel = opening.read(answer)
      if (channel.ok) return events.onOpen()
      if (channel.error === "unreadable") return fail()
      events.onOpen()
      events.onFrame(encodeHost({ type: "refuse", reason: channel.error }))
    }
    const line = connect({
      onOpen: () => line.send(opening.frame()),
      onFrame: (frame) => {
        if (!channel) return begin(frame)
        if (!channel.ok) return
        const opened = channel.value.open(frame)
        if (!opened.ok) fail()
        else if (opened.value) events.onFrame(opened.value)
      },
      onClose: events.onClose,
    })
    return {
      send: (frame) => {
        if (channel?.ok) line.send(channel.value.seal(frame))
      },
      close: line.close,
    }
  }

/** Keys are made once they are needed: not for a host that is away. */
function openingFor(pass: string) {
  let begun: ReturnType<typeof beginOpening> | undefined
  const begin = () => {
    begun ??= beginOpening(bundledCiphers, pass)
    return begun
  }
  return { frame: () => begin().frame, read: (answer: Uint8Array) => begin().read(answer) }
}
