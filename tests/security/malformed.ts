import { connect as connectTcp } from "node:net"
import * as Y from "yjs"
import { encodeClient } from "../../shared/protocol/codec.ts"
import type { ClientMessage } from "../../shared/protocol/messages.ts"
import type { Random } from "../support/random.ts"
import type { ReferenceClient } from "../support/referenceClient.ts"
import { corpus } from "./corpus.ts"
import { helloWith } from "./stranger.ts"

/** Sends bytes on a plain connection and waits until the host has ended it, or for a moment. */
export const throwAt = (port: number, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    const socket = connectTcp(port, "127.0.0.1", () => socket.write(bytes))
    socket.on("data", () => socket.destroy())
    socket.on("error", () => resolve())
    socket.on("close", () => resolve())
    setTimeout(() => socket.destroy(), 200)
  })

export const handshake = (port: number, more = ""): string =>
  `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${more}\r\n`

/** WebSocket frames that break its rules: unmasked, reserved bits and opcodes, lengths that lie, endless fragments. */
export const badFrames: readonly (readonly number[])[] = [
  [0x82, 0x01, 0x00],
  [0xc2, 0x80, 0, 0, 0, 0],
  [0xf2, 0x80, 0, 0, 0, 0],
  [0x83, 0x80, 0, 0, 0, 0],
  [0x8b, 0x80, 0, 0, 0, 0],
  [0x89, 0xfe, 0x00, 0x7e, 0, 0, 0, 0],
  [0x88, 0x82, 0, 0, 0, 0, 0, 1],
  [0x88, 0x81, 0, 0, 0, 0, 1],
  [0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0],
  [0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0],
  [0x82, 0xfe, 0xff, 0xff, 0, 0, 0, 0],
  [0x80, 0x80, 0, 0, 0, 0],
  [0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe],
  Array.from({ length: 200 }, () => [0x02, 0x81, 0, 0, 0, 0, 1]).flat(),
]

/** A message cut off, changed, doubled, or with what it should not hold. */
export function badMessage(random: Random, { me, ydoc }: ReferenceClient): Uint8Array {
  const text = corpus[random(corpus.length)] ?? ""
  const messages: readonly ClientMessage[] = [
    { type: "update", seq: 1, update: Y.encodeStateAsUpdate(ydoc) },
    { type: "sync", stateVector: Y.encodeStateVector(ydoc) },
    { type: "presence", state: { boardId: text, selected: [text], cursor: { x: 1e308, y: -0 } } },
    { type: "request", id: random(9), ask: text.slice(0, 40), body: { [text]: text } },
    { type: "signal", to: me.clientId, data: text },
    helloWith(text),
  ]
  const frame = Buffer.from(encodeClient(messages[random(messages.length)] ?? { type: "ping", at: 1 }))
  const at = random(frame.length)
  if (random(4) === 0) return frame.subarray(0, at)
  if (random(3) === 0) return Buffer.concat([frame, frame.subarray(at)])
  frame[at] = random(256)
  return frame
}
