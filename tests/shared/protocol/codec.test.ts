import { describe, expect, test } from "vitest"
import { decodeClient, decodeHost, encodeClient, encodeHost } from "../../../shared/protocol/codec.ts"
import { type ClientMessage, type HostMessage, protocolVersion } from "../../../shared/protocol/messages.ts"
import { fc } from "../../support/properties.ts"

const clientMessages: readonly ClientMessage[] = [
  {
    type: "hello",
    protocol: protocolVersion,
    pass: "secret",
    instance: "i".repeat(16),
    name: "Ana 🌿",
    device: "phone",
    lang: "de-AT",
    generation: "",
  },
  { type: "update", seq: 7, update: new Uint8Array([1, 2, 3]) },
  { type: "sync", stateVector: new Uint8Array() },
  { type: "presence", state: { cursor: { x: 1.5, y: -2 } } },
  { type: "ping", at: 123456 },
  { type: "request", id: 3, ask: "rename", body: { name: "Bo" } },
  { type: "signal", to: 4_294_967_295, data: "{}" },
]

const person = {
  connection: 4,
  personId: "p1",
  name: "Ana",
  role: "participant",
  colour: "green",
  glyph: 3,
  device: "laptop",
} as const

const hostMessages: readonly HostMessage[] = [
  {
    type: "welcome",
    workshopId: "w1",
    generation: "g1",
    personId: "p1",
    name: "Ana",
    role: "participant",
    colour: "green",
    glyph: 3,
    token: "t",
    clientId: 4_294_967_295,
    lastDurable: 12,
    connection: 7,
    lineage: ["g0"],
    hostTime: 1_774_000_000_000,
  },
  { type: "signal", from: 4_294_967_295, data: "{}" },
  { type: "refuse", reason: "locked" },
  { type: "state", update: new Uint8Array([0, 0]), isLast: true },
  { type: "state", update: new Uint8Array([120, 156]), isLast: false, isPacked: true },
  { type: "updates", updates: [new Uint8Array([1]), new Uint8Array([2, 3])] },
  { type: "ack", upTo: 9 },
  { type: "reject", seq: 9, reason: "schema", detail: "pain: a whole number is expected" },
  { type: "presence", entries: [{ connection: 1, personId: "p1", state: null }] },
  { type: "roster", people: [person] },
  { type: "pong", at: 5, hostTime: 1_774_000_000_001 },
  { type: "answer", id: 3, body: { isOpen: true } },
  { type: "notice", notice: { type: "disk", problem: "full" } },
]

describe("frames", () => {
  test.each(clientMessages)("carry a client's $type unchanged", (message) => {
    expect(decodeClient(encodeClient(message))).toEqual({ ok: true, value: message })
  })

  test.each(hostMessages)("carry the host's $type unchanged", (message) => {
    expect(decodeHost(encodeHost(message))).toEqual({ ok: true, value: message })
  })

  test("of another protocol version are refused", () => {
    const frame = encodeClient({ type: "ping", at: 1 })
    frame[0] = 99
    expect(decodeClient(frame)).toMatchObject({ ok: false, error: { detail: "protocol version 99" } })
  })

  test("with bytes left over are refused", () => {
    const frame = encodeClient({ type: "ping", at: 1 })
    expect(decodeClient(new Uint8Array([...frame, 0]))).toMatchObject({ ok: false })
  })

  test("that claim more parts than they hold are refused without reserving room for them", () => {
    expect(decodeHost(new Uint8Array([protocolVersion, 3, 0xff, 0xff, 0xff, 0xff, 0x0f]))).toMatchObject({ ok: false })
  })

  test("cut anywhere are refused and nothing is thrown", () => {
    for (const message of clientMessages) {
      const frame = encodeClient(message)
      for (let length = 0; length < frame.length; length++) {
        expect(decodeClient(frame.subarray(0, length)).ok).toBe(false)
      }
    }
  })

  test("of any bytes whatsoever never throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        decodeClient(bytes)
        decodeHost(bytes)
        decodeClient(new Uint8Array([protocolVersion, ...bytes]))
        decodeHost(new Uint8Array([protocolVersion, ...bytes]))
      }),
      { numRuns: 2000 },
    )
  })
})
