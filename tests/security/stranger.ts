import { WebSocket } from "ws"
import { hostCiphers } from "../../electron/host/ciphers.ts"
import { encodeClient } from "../../shared/protocol/codec.ts"
import { type ClientMessage, type Hello, protocolVersion } from "../../shared/protocol/messages.ts"
import { beginOpening } from "../../shared/protocol/opening.ts"
import { afterwards } from "../electron/host/openTestHost.ts"

/** What a program hears that opens the channel properly and then says what it likes instead of what it should. */
export interface Heard {
  /** What came before there were keys. */
  readonly clear: readonly Buffer[]
  /** What came afterwards, opened as far as the keys allow. */
  readonly inside: readonly Buffer[]
}

export const helloWith = (pass: string, more: Partial<Hello> = {}): Hello => ({
  type: "hello",
  protocol: protocolVersion,
  pass,
  instance: `stranger-${Math.random().toString(36).slice(2).padEnd(12, "0")}`,
  name: "Stranger",
  device: "laptop",
  lang: "en",
  generation: "",
  ...more,
})

/** Opens the channel with a pass, says these things and hears until the host ends it. */
export function sayAsStranger(port: number, pass: string, messages: readonly ClientMessage[]): Promise<Heard> {
  const opening = beginOpening(hostCiphers, pass)
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { perMessageDeflate: false })
  afterwards(() => socket.terminate())
  const clear: Buffer[] = []
  const inside: Buffer[] = []
  let open: ((frame: Buffer) => void) | undefined
  socket.on("open", () => socket.send(opening.frame))
  socket.on("error", () => {})
  socket.on("message", (frame: Buffer) => {
    if (open) return open(frame)
    clear.push(frame)
    const channel = opening.read(frame)
    if (!channel.ok) return
    open = (sealed) => {
      const opened = channel.value.open(sealed)
      inside.push(opened.ok && opened.value ? Buffer.from(opened.value) : sealed)
    }
    for (const message of messages) socket.send(channel.value.seal(encodeClient(message)))
  })
  return new Promise((resolve) => socket.on("close", () => resolve({ clear, inside })))
}
