import { deflateSync } from "node:zlib"
import { afterEach, expect, test, vi } from "vitest"
import { openUnpacking } from "../../../renderer/session/unpacking.ts"
import type { HostMessage } from "../../../shared/protocol/messages.ts"

const soon = { timeout: 8_000, interval: 5 }
const board = Uint8Array.from({ length: 5_000 }, (_, at) => at % 7)
const packed: HostMessage = { type: "state", update: deflateSync(board), isLast: true, isPacked: true }
const ack = (upTo: number): HostMessage => ({ type: "ack", upTo })

function reading() {
  const taken: HostMessage[] = []
  const damaged = vi.fn()
  const unpacking = openUnpacking((message) => taken.push(message), damaged)
  return { taken, damaged, unpacking }
}

afterEach(() => vi.unstubAllGlobals())

test("A packed board arrives whole, and what was sent after it comes after it", async () => {
  const { taken, unpacking } = reading()
  for (const message of [ack(1), packed, ack(2), packed, ack(3)]) unpacking.take(message)
  expect(taken).toEqual([ack(1)])
  await vi.waitFor(() => expect(taken).toHaveLength(5), soon)
  const plain = { type: "state", update: board, isLast: true }
  expect(taken).toEqual([ack(1), plain, ack(2), plain, ack(3)])
})

test("A browser that cannot unpack gets the board too", async () => {
  vi.stubGlobal("DecompressionStream", undefined)
  const { taken, unpacking } = reading()
  unpacking.take(packed)
  await vi.waitFor(() => expect(taken).toEqual([{ type: "state", update: board, isLast: true }]), soon)
})

test("A board that cannot be unpacked ends the connection; nothing behind it is taken in", async () => {
  const { taken, damaged, unpacking } = reading()
  unpacking.take({ type: "state", update: Uint8Array.of(1, 2, 3), isLast: true, isPacked: true })
  unpacking.take(ack(1))
  await vi.waitFor(() => expect(damaged).toHaveBeenCalledOnce(), soon)
  expect(taken).toEqual([])
})

test("What an ended connection left behind never mixes with the next one", async () => {
  const { taken, unpacking } = reading()
  for (const message of [packed, ack(7)]) unpacking.take(message)
  unpacking.forget()
  for (const message of [packed, ack(1)]) unpacking.take(message)
  await vi.waitFor(() => expect(taken).toHaveLength(2), soon)
  expect(taken).toEqual([{ type: "state", update: board, isLast: true }, ack(1)])
})
