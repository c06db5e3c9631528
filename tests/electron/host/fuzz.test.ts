import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { encodeClient } from "../../../shared/protocol/codec.ts"
import type { ClientMessage } from "../../../shared/protocol/messages.ts"
import { newQueue } from "../../support/referenceClient.ts"
import { joinAs, openTestHost, putBoard, putNeed } from "./openTestHost.ts"

const seed = Number(process.env.SEED ?? 20_260_323)

/** The same numbers for the same seed (mulberry32). */
function randomFrom(start: number): (below: number) => number {
  let state = start
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const edit = (clientId: number): Uint8Array => {
  const ydoc = new Y.Doc()
  ydoc.clientID = clientId
  ydoc.transact(() => {
    putBoard(ydoc, "b2")
    putNeed(ydoc, "n2", "b2", "be heard")
  })
  return Y.encodeStateAsUpdate(ydoc)
}

/** Bytes changed, cut off, doubled or put in between. */
function damage(frame: Uint8Array, random: (below: number) => number): Uint8Array {
  const at = random(frame.length)
  const byte = Uint8Array.of(random(256))
  switch (random(4)) {
    case 0:
      return frame.slice(0, at)
    case 1:
      return Buffer.concat([frame.subarray(0, at), byte, frame.subarray(at)])
    case 2:
      return Buffer.concat([frame, frame.subarray(at)])
    default:
      return Buffer.concat([frame.subarray(0, at), byte, frame.subarray(at + 1)])
  }
}

describe(`damaged frames (SEED=${seed})`, () => {
  test("past the channel end the connection that sent them, and no other", { timeout: 60_000 }, async () => {
    const random = randomFrom(seed)
    const { ready, lines } = await openTestHost()
    const calm = await joinAs(ready.links.facilitator)

    for (let round = 0; round < 40; round++) {
      const hostile = await joinAs(ready.links.participant, { queue: newQueue() })
      hostile.socket.send(Buffer.from(Array.from({ length: random(60) }, () => random(256))))
      await hostile.closed
    }

    calm.edit((ydoc) => putBoard(ydoc, "b1"))
    await calm.saved()
    expect(lines).toEqual([])
  })

  test("inside the channel: four hundred connections send nothing but them, and the host serves on", {
    timeout: 60_000,
  }, async () => {
    const random = randomFrom(seed)
    const { ready, lines } = await openTestHost()
    const calm = await joinAs(ready.links.facilitator)
    calm.edit((ydoc) => putBoard(ydoc, "b1"))
    await calm.saved()

    for (let round = 0; round < 40; round++) {
      const hostile = await Promise.all(
        Array.from({ length: 10 }, () => joinAs(ready.links.participant, { queue: newQueue() })),
      )
      for (const one of hostile) {
        const messages: readonly ClientMessage[] = [
          { type: "update", seq: 1, update: edit(one.me.clientId) },
          { type: "sync", stateVector: Y.encodeStateVector(one.ydoc) },
          { type: "presence", state: { boardId: "b1", cursor: { x: 1, y: 2 } } },
          { type: "request", id: 1, ask: "rename", body: { name: "Bo" } },
          { type: "ping", at: 1 },
        ]
        for (let times = 0; times < 12; times++)
          one.sendSealed(damage(encodeClient(messages[random(messages.length)]!), random))
      }
      await Promise.all(hostile.map((one) => one.close()))
    }

    // Under an id that no damage makes of those that were sent: what is left of them may be an edit that counts.
    calm.edit((ydoc) => putNeed(ydoc, "need-of-calm", "b1", "still here"))
    await calm.saved()
    const after = await joinAs(ready.links.observer)
    expect(after.ydoc.getMap("cards").has("need-of-calm")).toBe(true)
    expect(after.ydoc.store.pendingStructs).toBeNull()
    expect(lines).toEqual([])
  })
})
