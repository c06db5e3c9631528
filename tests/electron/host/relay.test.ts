import { describe, expect, test } from "vitest"
import { openRelay, type Reader, type Relay } from "../../../electron/host/relay.ts"
import { decodeHost } from "../../../shared/protocol/codec.ts"
import type { HostMessage } from "../../../shared/protocol/messages.ts"

interface TestReader extends Reader {
  readonly got: HostMessage[]
  held: number
  caughtUp: number
}

/** A relay whose time stands still until it is moved; each frame that is sent takes `sendMs`. */
function situation(sendMs = 0): {
  relay: Relay
  pass: (ms: number) => void
  reader: (connection: number) => TestReader
} {
  let now = 1_000
  let due: { at: number; run: () => void }[] = []
  const relay = openRelay({
    now: () => now,
    after: (ms, run) => due.push({ at: now + ms, run }),
    soon: (run) => due.push({ at: now, run }),
    seal: (frame) => frame,
  })
  const pass = (ms: number) => {
    for (const end = now + ms; now <= end; now++) {
      const ready = due.filter(({ at }) => at <= now)
      due = due.filter(({ at }) => at > now)
      for (const { run } of ready) run()
    }
  }
  const reader = (connection: number): TestReader => {
    const got: HostMessage[] = []
    const take = (frame: Uint8Array) => {
      now += sendMs
      const read = decodeHost(frame)
      if (!read.ok) throw new Error(read.error.detail)
      got.push(read.value)
    }
    const made: TestReader = {
      connection,
      personId: `p-${connection}`,
      got,
      held: 0,
      caughtUp: 0,
      send: take,
      sendShared: take,
      waiting: () => made.held,
      catchUp: () => {
        made.caughtUp++
      },
    }
    relay.join(made)
    return made
  }
  return { relay, pass, reader }
}

const update = (byte: number) => Uint8Array.of(byte)

describe("a relay", () => {
  test("sends each edit at once in an idle room, and an author alone nothing of their own", () => {
    const { relay, pass, reader } = situation()
    const [ana, bo] = [reader(1), reader(2)]

    relay.edit(update(1), ana)
    pass(0)
    relay.edit(update(2), bo)
    pass(0)

    expect(bo.got).toEqual([{ type: "updates", updates: [update(1)] }])
    expect(ana.got).toEqual([{ type: "updates", updates: [update(2)] }])
  })

  test("sends edits that came in together as one frame", () => {
    const { relay, pass, reader } = situation()
    const [ana, bo, cem] = [reader(1), reader(2), reader(3)]

    relay.edit(update(1), ana)
    relay.edit(update(2), bo)
    pass(0)

    expect(cem.got).toEqual([{ type: "updates", updates: [update(1), update(2)] }])
  })

  test("sends what has come in when it stops, and nothing twice", () => {
    const { relay, pass, reader } = situation()
    const [ana, bo] = [reader(1), reader(2)]

    relay.edit(update(1), ana)
    relay.stop()
    pass(100)

    expect(bo.got).toEqual([{ type: "updates", updates: [update(1)] }])
  })

  test("gathers edits into one frame where sending takes its time, in their order, and loses none", () => {
    const { relay, pass, reader } = situation(2)
    const readers = Array.from({ length: 10 }, (_, at) => reader(at + 1))
    const [ana, bo] = readers

    for (let round = 0; round < 100; round++) {
      relay.edit(update(round), round % 2 === 0 ? ana : bo)
      pass(5)
    }
    pass(1_000)

    for (const one of readers.slice(2)) {
      const updates = one.got.flatMap((message) => (message.type === "updates" ? message.updates : []))
      expect(updates).toEqual(Array.from({ length: 100 }, (_, at) => update(at)))
      expect(one.got.length).toBeLessThan(50)
    }
  })

  test("gives all the newest presence of everybody in one frame, and tells who has gone", () => {
    const { relay, pass, reader } = situation()
    const [ana, bo] = [reader(1), reader(2)]

    relay.present(ana, { boardId: "a" })
    relay.present(ana, { boardId: "é" })
    relay.present(bo, { boardId: "c" })
    pass(60)
    relay.leave(ana)
    pass(60)

    const both = {
      type: "presence",
      entries: [
        { connection: 1, personId: "p-1", state: { boardId: "é" } },
        { connection: 2, personId: "p-2", state: { boardId: "c" } },
      ],
    }
    expect(ana.got).toEqual([both])
    expect(bo.got).toEqual([both, { type: "presence", entries: [{ connection: 1, personId: "p-1", state: null }] }])
  })

  test("shows those who join what the others show", () => {
    const { relay, pass, reader } = situation()
    relay.present(reader(1), { boardId: "a" })
    pass(40)

    expect(reader(2).got).toMatchObject([{ type: "presence", entries: [{ connection: 1 }] }])
  })

  test("keeps edits from a reader that holds too much, and lets it catch up once it has drained", () => {
    const { relay, pass, reader } = situation()
    const [ana, slow] = [reader(1), reader(2)]
    slow.held = 5 * 1024 * 1024

    relay.edit(update(1), ana)
    relay.present(ana, { boardId: "a" })
    pass(100)
    slow.held = 1024 * 1024
    relay.edit(update(2), ana)
    pass(100)
    expect(slow.got).toEqual([])
    expect(slow.caughtUp).toBe(0)
    slow.held = 0
    pass(100)

    expect(slow.caughtUp).toBe(1)
    expect(slow.got).toMatchObject([{ type: "presence", entries: [{ connection: 1, state: { boardId: "a" } }] }])
    relay.edit(update(3), ana)
    pass(100)
    expect(slow.got.at(-1)).toEqual({ type: "updates", updates: [update(3)] })
  })
})
