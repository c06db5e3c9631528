import "fake-indexeddb/auto"
import { expect, test, vi } from "vitest"
import type { Session } from "../../../renderer/session/session.ts"
import type { Transport } from "../../../renderer/session/transport.ts"
import { memoryTransport } from "../../../renderer/session/transports/memory.ts"
import type { MemoryHost } from "../../../renderer/session/transports/memoryHost.ts"
import { deleteCards } from "../../../shared/commands/cards.ts"
import { decodeHost } from "../../../shared/protocol/codec.ts"
import { fc, seed } from "../../support/properties.ts"
import {
  boardId,
  comeBack,
  hostWithBoard,
  openTestSession,
  titlesAt,
  titlesIn,
  writeNote,
} from "../../support/workshopSession.ts"

const soon = { timeout: 8_000, interval: 5 }

/** A network that loses what the test says: acknowledgements, or whatever leaves this device. */
function faulty(host: MemoryHost) {
  const faults = { losesAcks: false, losesSent: false }
  const transport: Transport = (events) => {
    const line = memoryTransport(host)({
      ...events,
      onFrame: (frame) => {
        const message = decodeHost(frame)
        if (faults.losesAcks && message.ok && message.value.type === "ack") return
        events.onFrame(frame)
      },
    })
    return { ...line, send: (frame) => (faults.losesSent ? undefined : line.send(frame)) }
  }
  return { transport, faults }
}

const fault = fc.constantFrom(
  "write",
  "write",
  "write",
  "delete",
  "lose acks",
  "lose sent",
  "mend",
  "hold disk",
  "release disk",
  "crash",
  "cut",
  "away",
  "back",
  "breathe",
)
type Fault = typeof fault extends fc.Arbitrary<infer F> ? F : never

/** Lets what is under way arrive: storage, frames, timers that are due at once. */
const breathe = () => new Promise((resolve) => setImmediate(resolve))

function act(what: Fault, session: Session, host: MemoryHost, faults: ReturnType<typeof faulty>["faults"], n: number) {
  const cards = session.snapshot.getState().contents.get(boardId)?.cards
  switch (what) {
    case "write":
      writeNote(session, `Note ${n}`)
      return
    case "delete":
      deleteCards(session.editing, [...(cards?.keys() ?? [])].slice(0, 1))
      return
    case "lose acks":
      faults.losesAcks = true
      return
    case "lose sent":
      faults.losesSent = true
      return
    case "mend":
      Object.assign(faults, { losesAcks: false, losesSent: false })
      host.dropAll()
      return
    case "hold disk":
      host.holdDisk()
      return
    case "release disk":
      host.releaseDisk()
      return
    case "crash":
      host.crash()
      return
    case "cut":
      host.dropAll()
      return
    case "away":
      host.isReachable = false
      host.dropAll()
      return
    case "back":
      comeBack(host)
  }
}

test("whatever the network and the disk do, the chip never says saved before it is, and all arrives once", async () => {
  let round = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { minLength: 5, maxLength: 40, size: "max" }), async (actions) => {
      const host = hostWithBoard()
      const { transport, faults } = faulty(host)
      const session = openTestSession(host, { storage: `honest-${seed}-${++round}`, transport })
      await vi.waitFor(() => expect(session.status.getState().isLoaded).toBe(true), soon)
      /** Better than the truth: it says saved while the host's disk lacks something that is shown here. */
      const check = () => {
        if (session.status.getState().saving.state === "saved") expect(titlesAt(host)).toEqual(titlesIn(session))
      }
      const stop = session.status.subscribe(check)
      for (const [n, action] of actions.entries()) {
        act(action, session, host, faults, n)
        check()
        await breathe()
        check()
      }
      Object.assign(faults, { losesAcks: false, losesSent: false })
      host.releaseDisk()
      host.dropAll()
      comeBack(host)
      await vi.waitFor(() => expect(session.status.getState().saving).toEqual({ state: "saved" }), soon)
      await vi.waitFor(() => expect(session.status.getState().connection).toBe("connected"), soon)
      check()
      stop()
      session.close()
    }),
    { numRuns: 60 },
  )
}, 60_000)
