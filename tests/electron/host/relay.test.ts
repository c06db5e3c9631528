import { describe, expect, test } from "vitest"
import { openRelay, type Reader, type Relay } from "../../../electron/host/relay.ts"
import { decodeHost } from "../../../shared/protocol/codec.ts"
import type { HostMessage } from "../../../shared/protocol/messages.ts"

interface TestReader extends Reader {
  readonly got: HostMessage[]
  held: number
  caughtUp: number
}

/** A relay whose time stands still until it is moved. */
function situation(): { relay: Relay; pass: (ms: number) => void; reader: (connection: number) => TestReader } {
  let now = 1_000
  let due: { at: number; run: () => void }[] = []
  const relay = openRelay({ now: () => now, after: (ms, run) => due.push({ at: now + ms, run }) })
  const pass = (ms: number) => {
    for (const end = now + ms; now <= end; now++) {
      const ready = due.filter(({ at }) => at <= now)
      due = due.filter(({ at }) => at > now)
      for (const { run } of ready) run()
    }
  }
  const reader = (connection: number): TestReader => {
    const got: HostMessage[] = []
    const made: TestReader = {
      connection,
      personId: `p-${connection}`,
      got,
      held: 0,
      caughtUp: 0,
      send: (...parts) => {
        if (parts.length === 0) return
        const read = decodeHost(Buffer.concat(parts))
        if (!read.ok) throw new Error(read.error.detail)
        got.push(read.value)
      },
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
  test("sends what came within a tick as one frame, and an author alone nothing of their own", () => {
    const { relay, pass, reader } = situation()
    const [ana, bo, cy] = [reader(1), reader(2), reader(3)]

    relay.edit(update(1), ana)
    pass(10)
    relay.edit(update(2), ana)
    relay.edit(update(3), bo)
    pass(10)

    expect(cy.got).toEqual([
      { type: "updates", updates: [update(1)] },
      { type: "updates", updates: [update(2), update(3)] },
    ])
    expect(ana.got).toEqual([{ type: "updates", updates: [update(2), update(3)] }])
  })

  test("gives each the newest presence of the others, and tells who has gone", () => {
    const { relay, pass, reader } = situation()
    const [ana, bo] = [reader(1), reader(2)]

    relay.present(ana, { boardId: "a" })
    relay.present(ana, { boardId: "é" })
    relay.present(bo, { boardId: "c" })
    pass(40)
    relay.leave(ana)
    pass(40)

    expect(ana.got).toEqual([
      { type: "presence", entries: [{ connection: 2, personId: "p-2", state: { boardId: "c" } }] },
    ])
    expect(bo.got).toEqual([
      { type: "presence", entries: [{ connection: 1, personId: "p-1", state: { boardId: "é" } }] },
      { type: "presence", entries: [{ connection: 1, personId: "p-1", state: null }] },
    ])
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
