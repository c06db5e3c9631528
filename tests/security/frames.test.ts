import * as encoding from "lib0/encoding"
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { protocolVersion } from "../../shared/protocol/messages.ts"
import { joinAs, openTestHost, putBoard, putNeed, recordOf } from "../electron/host/openTestHost.ts"
import type { ReferenceClient } from "../support/referenceClient.ts"

describe("S4 presence", () => {
  test("a thousand tries to be somebody else, to take them away or to stop their clock change nothing", {
    timeout: 60_000,
  }, async () => {
    const { ready } = await openTestHost()
    const ana = await joinAs(ready.links.participant, { name: "Ana" })
    const watcher = await joinAs(ready.links.observer)
    ana.show({ boardId: "b1", cursor: { x: 1, y: 1 } })
    await watcher.until(() => watcher.presence.size === 1)
    const { connection, personId } = ana.me
    const forged: readonly unknown[] = [
      { personId, connection, name: "Ana", role: "facilitator", cursor: { x: 9, y: 9 } },
      { connection, personId, state: null },
      [{ connection, personId, state: null }],
      [{ connection, personId, state: { cursor: { x: 9, y: 9 } } }],
      { clock: 2 ** 31, connection },
      { clock: Number.MAX_SAFE_INTEGER, [connection]: null },
      { __proto__: null, connection, cursor: "x" },
      null,
    ]
    for (let round = 0; round < 20; round++) {
      const mallory = await joinAs(ready.links.participant, { name: "Mallory" })
      for (let at = 0; at < 50; at++) mallory.show(forged[at % forged.length])
      await mallory.ask("way-in")
      await mallory.close()
    }
    ana.show({ boardId: "b1", cursor: { x: 2, y: 2 } })
    await watcher.until(() => JSON.stringify([...watcher.presence.values()]).includes('"x":2'))

    expect(watcher.presence.get(connection)).toEqual({ personId, state: { boardId: "b1", cursor: { x: 2, y: 2 } } })
    const names = watcher.roster.filter((one) => one.personId === personId).map(({ name }) => name)
    expect(names).toEqual(["Ana"])
  })

  test("of a hundred thousand states in one message is dropped at once, and shown to nobody", async () => {
    const { ready } = await openTestHost()
    const mallory = await joinAs(ready.links.participant)
    const watcher = await joinAs(ready.links.facilitator)
    const many = JSON.stringify(Array.from({ length: 100_000 }, () => ({})))
    const bytes = encoding.encode((to) => {
      encoding.writeUint8(to, protocolVersion)
      encoding.writeUint8(to, 3)
      encoding.writeVarString(to, many)
    })
    await watcher.ask("way-in")
    const from = process.cpuUsage()
    mallory.sendSealed(bytes)
    await Promise.race([mallory.ask("way-in"), mallory.closed])
    const { user, system } = process.cpuUsage(from)

    // The processor's time, which others on the same computer do not lengthen.
    expect((user + system) / 1_000).toBeLessThan(250)
    expect(watcher.presence.size).toBe(0)
  })
})

describe("S3 S6 forged and monstrous edits at a running host", () => {
  test("none is taken, kept or passed on; a victim's hundred edits all are", { timeout: 60_000 }, async () => {
    const { ready, lines } = await openTestHost()
    const victim = await joinAs(ready.links.facilitator, { name: "Victim" })
    const mallory = await joinAs(ready.links.participant, { name: "Mallory" })
    victim.edit((ydoc) => putBoard(ydoc, "b1"))
    await victim.saved()
    const watcher = await joinAs(ready.links.observer)
    const forgeries = forgedBy(mallory, victim)
    for (let at = 0; at < 100; at++) {
      victim.edit((ydoc) => putNeed(ydoc, `n${at}`, "b1", `need ${at}`))
      const forgery = forgeries[at % forgeries.length]
      if (forgery) mallory.sendUpdate(1, forgery[1])
    }
    for (const [, update] of forgeries) {
      const count = mallory.rejections.length
      mallory.sendUpdate(1, update)
      await mallory.until(() => mallory.rejections.length > count)
    }
    await victim.saved()
    await watcher.until(() => watcher.ydoc.getMap("cards").size >= 100)

    expect(mallory.acknowledged).toBe(0)
    expect(victim.rejections).toEqual([])
    expect([...watcher.ydoc.getMap("cards").keys()].filter((id) => !/^n\d+$/.test(id))).toEqual([])
    expect(watcher.ydoc.store.pendingStructs).toBeNull()
    expect(lines).toEqual([])
  })

  /** Each under the name of what it is. */
  function forgedBy(mallory: ReferenceClient, victim: ReferenceClient): readonly (readonly [string, Uint8Array])[] {
    const as = (clientId: number, change: (ydoc: Y.Doc) => void, fresh = false): Uint8Array => {
      const ydoc = new Y.Doc()
      if (!fresh) Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(victim.ydoc))
      ydoc.clientID = clientId
      const updates: Uint8Array[] = []
      ydoc.on("update", (update: Uint8Array) => updates.push(update))
      ydoc.transact(() => change(ydoc))
      return updates[0] ?? new Uint8Array()
    }
    const own = mallory.me.clientId
    const forge = (ydoc: Y.Doc) => putNeed(ydoc, "forged", "b1", "forged")
    const numbers = (...all: number[]) =>
      encoding.encode((to) => {
        for (const one of all) encoding.writeVarUint(to, one)
      })
    const manyRoots = as(own, (ydoc) => {
      for (let at = 0; at < 2_000; at++) ydoc.getMap(`root-${at}`).set("x", 1)
    })
    const manyKeys = as(own, (ydoc) => {
      for (let at = 0; at < 5_000; at++) ydoc.getMap("cards").set(`key-${at}`, at)
    })
    const v2 = new Y.Doc()
    v2.clientID = own
    forge(v2)
    return [
      ["squatting the victim's next clock", as(victim.me.clientId, forge)],
      ["the victim's old clock", as(victim.me.clientId, forge, true)],
      ["a GC over the victim's range", numbers(1, 1, victim.me.clientId, 0, 0, 1_000, 0)],
      ["client 0", as(0, forge)],
      ["client 2^32 - 1", as(2 ** 32 - 1, forge)],
      ["two authors in one", Y.mergeUpdates([as(own, forge), as(victim.me.clientId, forge)])],
      ["a far clock", numbers(1, 1, own, 1_000_000, 0, 1, 0)],
      ["two thousand roots", manyRoots],
      ["five thousand keys that are no records", manyKeys],
      ["an update of the other format", Y.encodeStateAsUpdateV2(v2)],
      ["bytes as a value", as(own, (ydoc) => ydoc.getMap("cards").set("b", new Uint8Array(100_000)))],
      ["a big number", as(own, (ydoc) => recordOf(ydoc, "boards", "b1").set("order", 2n ** 60n))],
      ["a deletion of everything of the victim's", numbers(0, 1, victim.me.clientId, 1, 0, 500)],
      ["a cut-off list of deletions", numbers(0, 3, victim.me.clientId)],
      ["a document in a document", as(own, (ydoc) => ydoc.getMap("cards").set("d", new Y.Doc()))],
      ["a list where records are", as(own, (ydoc) => ydoc.getArray("cards2").push([1]))],
      ["markup elements", as(own, (ydoc) => ydoc.getMap("cards").set("x", new Y.XmlElement("script")))],
      ["__proto__ as a name", as(own, (ydoc) => ydoc.getMap("cards").set("__proto__", new Y.Map()))],
    ]
  }
})
