import "fake-indexeddb/auto"
import { describe, expect, test } from "vitest"
import { type OrphanPorts, openOrphans } from "../../../renderer/session/orphans.ts"
import { openOutbox, type QueuedEdit } from "../../../renderer/session/outbox.ts"

let storages = 0
const storage = () => openOutbox(`orphans-${++storages}`)
const edit = (seq: number, ...update: number[]): QueuedEdit => ({
  workshop: "w",
  generation: "g1",
  instance: "asleep",
  seq,
  update: Uint8Array.of(...update),
  time: 0,
  step: seq,
})
const ports = (more: Partial<OrphanPorts> & Pick<OrphanPorts, "outbox">): OrphanPorts => ({
  neighbours: { isHeld: () => Promise.resolve(false), close: () => {} },
  canSend: () => true,
  history: () => ({ workshop: "w", generations: ["g1"] }),
  holder: () => "me",
  writesAs: () => ["mine"],
  send: () => Promise.resolve({ outcome: "sent" }),
  onRejected: () => {},
  onOtherHistory: () => Promise.resolve(),
  ...more,
})

describe("what a tab that seemed to be closed has left", () => {
  test("is let go of as far as it was sent: what that tab writes meanwhile stays", async () => {
    const outbox = await storage()
    await outbox.add(edit(1, 1))
    const send: OrphanPorts["send"] = async () => {
      await outbox.add(edit(2, 2))
      return { outcome: "sent" }
    }
    await openOrphans(ports({ outbox, send })).adopt()
    expect((await outbox.queueOf("asleep")).map(({ seq }) => seq)).toEqual([2])
  })

  test("is not written into another workshop that was opened meanwhile", async () => {
    const outbox = await storage()
    await outbox.add(edit(1, 1))
    let workshop = "w"
    const made: QueuedEdit[] = []
    const send: OrphanPorts["send"] = async () => {
      workshop = "another"
      return { outcome: "rejected", upTo: 0, seq: 1, reason: "identity" }
    }
    const history = () => ({ workshop, generations: ["g1"] })
    await openOrphans(ports({ outbox, send, history, onRejected: (edits) => made.push(...edits) })).adopt()
    expect([made, await outbox.queueOf("asleep")]).toEqual([[], [edit(1, 1)]])
  })
})

describe("edits that are begun anew", () => {
  test("make room for nothing that another tab has queued under the same name", async () => {
    const outbox = await storage()
    for (const one of [edit(1, 1), edit(2, 22), edit(3, 3)]) await outbox.add(one)
    await outbox.resettle([edit(1, 1), edit(2, 2)], [], [{ ...edit(1, 1), instance: "anew" }])
    expect((await outbox.queueOf("asleep")).map(({ seq, update }) => [seq, ...update])).toEqual([
      [2, 22],
      [3, 3],
    ])
    expect(await outbox.queueOf("anew")).toHaveLength(1)
  })
})
