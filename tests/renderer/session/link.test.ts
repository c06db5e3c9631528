import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { openLink, retryAfterMs } from "../../../renderer/session/link.ts"
import type { ConnectionEvents } from "../../../renderer/session/transport.ts"
import { decodeClient, encodeHost } from "../../../shared/protocol/codec.ts"
import { random } from "../../support/random.ts"

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A network of which the test decides everything. */
function line(random = () => 1) {
  const connections: { events: ConnectionEvents; sent: string[]; isClosed: boolean }[] = []
  const told: string[] = []
  const link = openLink(
    (events) => {
      const connection = { events, sent: [] as string[], isClosed: false }
      connections.push(connection)
      return {
        send: (frame) => {
          const message = decodeClient(frame)
          connection.sent.push(message.ok ? message.value.type : "bad")
        },
        close: () => {
          connection.isClosed = true
        },
      }
    },
    { onOpen: () => told.push("open"), onMessage: ({ type }) => told.push(type), onDown: () => told.push("down") },
    random,
  )
  return { connections, told, link, last: () => connections.at(-1)! }
}
const pong = encodeHost({ type: "pong", at: 0, hostTime: 0 })

describe("the link", () => {
  test("tries again twice at once, and then at an even pace at a moment of its own", () => {
    const draws = [1, 1, 0.25]
    const { connections, last } = line(() => draws.shift() ?? 1)
    const waits: number[] = []
    for (let round = 0; round < 5; round++) {
      last().events.onClose()
      let waited = 0
      for (const before = connections.length; connections.length === before; waited += 100) vi.advanceTimersByTime(100)
      waits.push(waited)
    }
    expect(waits).toEqual([300, 600, 900, 3_500, 3_500])
  })

  test("has fifty devices back evenly, and all within four seconds, however long the host was away", () => {
    for (const awayMs of [1_500, 2_500, 7_000, 61_000]) {
      const draw = random(awayMs)
      const backAt = Array.from({ length: 50 }, () => {
        let at = 0
        for (let failures = 0; at < awayMs; failures++) at += retryAfterMs(failures, draw(1_000) / 1_000)
        return at - awayMs
      })
      const within = (from: number) => backAt.filter((at) => at >= from && at < from + 1_000).length
      expect(Math.max(...backAt), `${awayMs}`).toBeLessThanOrEqual(4_000)
      expect(Math.max(...backAt.map(within)), `${awayMs}`).toBeLessThanOrEqual(25)
    }
  })

  test("begins with the shortest wait again once the host has let us in", () => {
    const { connections, link, last } = line()
    for (let round = 0; round < 5; round++) {
      last().events.onClose()
      vi.advanceTimersByTime(8_000)
    }
    link.settle()
    last().events.onClose()
    const before = connections.length
    vi.advanceTimersByTime(300)
    expect(connections.length).toBe(before + 1)
  })

  test("pings every five seconds and gives up on a host that is silent for twelve", () => {
    const { connections, told, last } = line()
    last().events.onOpen()
    vi.advanceTimersByTime(6_000)
    expect(last().sent).toEqual(["ping"])
    last().events.onFrame(pong)
    vi.advanceTimersByTime(11_000)
    expect(told).toEqual(["open", "pong"])
    vi.advanceTimersByTime(2_000)
    expect(told).toEqual(["open", "pong", "down"])
    expect(connections[0]?.isClosed).toBe(true)
    vi.advanceTimersByTime(300)
    expect(connections.length).toBe(2)
  })

  test("gives up on a try that is not open within four seconds, and tries again at once", () => {
    const { connections, told, last } = line()
    vi.advanceTimersByTime(5_400)
    expect(connections.map(({ isClosed }) => isClosed)).toEqual([true, false])
    last().events.onOpen()
    vi.advanceTimersByTime(11_000)
    expect(told).toEqual(["down", "open"])
  })

  test("does not hear what an old connection says late", () => {
    const { connections, told, link, last } = line()
    last().events.onOpen()
    link.drop()
    connections[0]?.events.onFrame(pong)
    connections[0]?.events.onClose()
    expect(told).toEqual(["open", "down"])
    link.retryNow()
    expect(connections.length).toBe(2)
  })

  test("starts afresh after a frame that cannot be read", () => {
    const { told, last } = line()
    last().events.onOpen()
    last().events.onFrame(new Uint8Array([9, 9, 9]))
    expect(told).toEqual(["open", "down"])
  })

  test("tries no more once it is held or closed", () => {
    const { connections, link, last } = line()
    last().events.onOpen()
    link.hold()
    vi.advanceTimersByTime(60_000)
    expect(connections.length).toBe(1)
    link.retryNow()
    link.close()
    vi.advanceTimersByTime(60_000)
    expect(connections.length).toBe(2)
  })
})
