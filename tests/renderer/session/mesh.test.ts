// @vitest-environment node
import "fake-indexeddb/auto"
import { afterEach, beforeAll, describe, expect, test } from "vitest"
import * as Y from "yjs"
import { nodeDisk } from "../../../electron/host/disk.ts"
import { type HostKey, openHostKey } from "../../../electron/host/mesh/hostKey.ts"
import { openCarriedOn } from "../../../renderer/session/carriedOn.ts"
import { giveBackKept, openHeldStore } from "../../../renderer/session/mesh/heldStore.ts"
import { newDeviceKey } from "../../../renderer/session/mesh/signing.ts"
import type { Role } from "../../../shared/model/records.ts"
import { certificateMs } from "../../../shared/protocol/certificate.ts"
import { sealEdit } from "../../../shared/protocol/envelope.ts"
import { newFolder } from "../../electron/host/openTestHost.ts"
import { makeCard } from "../../reliability/cards.ts"
import { type Device, generation, hostTime, MeshRoom, titlesIn, workshopId } from "../../support/meshRoom.ts"
import { seed } from "../../support/properties.ts"
import { random } from "../../support/random.ts"
import { tabMemory } from "../../support/workshopSession.ts"

let key: HostKey
let strangersKey: HostKey
let room: MeshRoom
beforeAll(async () => {
  key = await openHostKey(nodeDisk, newFolder(), () => {})
  strangersKey = await openHostKey(nodeDisk, newFolder(), () => {})
})
afterEach(() => room?.close())

const people = (count: number): Device[] => Array.from({ length: count }, (_, at) => room.join(`n${at}`))

/** What one transaction on a copy of this document gives. */
function editOn(device: Device, clientId: number, change: (ydoc: Y.Doc) => void): Uint8Array {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(device.document.ydoc))
  copy.clientID = clientId
  const updates: Uint8Array[] = []
  copy.on("update", (update: Uint8Array) => updates.push(update))
  copy.transact(() => change(copy))
  return updates[0] ?? Uint8Array.of(0, 0)
}

describe("devices without a host", () => {
  test("forty on a partial mesh show the same, some leave, and the host gets everything once from the others", async () => {
    const chance = random(seed)
    room = new MeshRoom(key, chance)
    const devices = people(40)
    for (const { instance } of devices) {
      const links = room.wire.linksOf(instance.clientId)
      expect(links.length).toBeGreaterThan(0)
      expect(links.length).toBeLessThanOrEqual(12)
    }
    room.lose()
    const wanted: string[] = []
    for (let round = 0; round < 60; round++) {
      const device = devices[chance(40)]!
      const title = `${device.name}-${round}`
      wanted.push(title)
      room.addCard(device, title)
      if (chance(15) === 0) room.wire.settle()
    }
    room.wire.settle()
    for (const { document } of devices) expect(titlesIn(document)).toEqual([...wanted].sort())
    for (const { mesh, queue } of devices.filter((one) => one.queue.length > 0))
      expect([queue.length > 0, mesh.facts()]).toEqual([true, { devices: 39, holders: 39 }])

    // Thirty leave for good; what they wrote comes back with the ten that stay.
    const staying = devices.slice(0, 10)
    for (const { instance } of devices.slice(10)) room.wire.cut(instance.clientId)
    for (const device of staying) expect(await room.giveBack(device)).toBe(true)
    expect(titlesIn(room.host)).toEqual([...wanted].sort())
    for (const { mesh, queue } of staying) {
      expect(queue).toEqual([])
      mesh.offer(queue)
      expect(mesh.held.list()).toEqual([])
    }
  }, 120_000)

  test("edits that rest on each other come back in that order, whoever brings them", async () => {
    room = new MeshRoom(key, random(seed))
    const [ana, bo] = people(2) as [Device, Device]
    room.lose()
    for (let round = 0; round < 6; round++) {
      const [writer, text] = round % 2 === 0 ? [ana, "a"] : [bo, "b"]
      if (round === 0) room.addCard(ana, "shared")
      writer.edit((ydoc) => {
        const card = ydoc.getMap("cards").get("card-shared")
        const title = card instanceof Y.Map ? card.get("title") : undefined
        if (title instanceof Y.Text) title.insert(title.length, text)
      })
      room.wire.settle()
    }
    expect(titlesIn(bo.document)).toEqual(["sharedababab"])
    expect(await room.giveBack(bo)).toBe(true)
    expect(titlesIn(room.host)).toEqual(["sharedababab"])
    expect(await room.giveBack(ana)).toBe(true)
    expect(titlesIn(room.host)).toEqual(["sharedababab"])
  })

  /** Somebody whose device keeps what others have written, and what the next page there finds. */
  async function keeper(name: string) {
    const store = await openHeldStore(`held-of-${name}`)
    const written: Promise<void>[] = []
    const keep = {
      put: (envelopes: Parameters<typeof store.put>[0]) => void written.push(store.put(envelopes)),
      remove: (names: readonly string[]) => void written.push(store.remove(workshopId, names)),
    }
    const device = room.join(name, "participant", { keep })
    const kept = async () => {
      await Promise.all(written)
      return (await store.all(workshopId)).map((one) => one.name).sort()
    }
    const nextPage = (generations: readonly string[]) =>
      giveBackKept(store, workshopId, generations, (envelopes) => room.hostMesh.giveBack({ envelopes }))
    return { device, kept, nextPage }
  }

  test("the last copy outlives the page that holds it, and its next page gives it to the host", async () => {
    room = new MeshRoom(key, random(seed))
    const [ana, bo] = people(2) as [Device, Device]
    const { device: cy, kept, nextPage } = await keeper("cy")
    room.lose()
    room.addCard(bo, "of Bo")
    room.wire.settle()
    // What Ana writes rests on Bo's card, and has the lower number.
    ana.document.roots.cards.get("card-of-Bo")?.set("x", 77)
    room.wire.settle()
    room.addCard(bo, "of Bo again")
    room.wire.settle()
    expect(await kept()).toEqual([
      `${ana.instance.clientId}/1`,
      `${bo.instance.clientId}/1`,
      `${bo.instance.clientId}/2`,
    ])
    for (const { instance } of [ana, bo, cy]) room.wire.cut(instance.clientId)

    await nextPage(["another-history"])
    expect(titlesIn(room.host)).toEqual([])
    await nextPage([generation])
    expect(titlesIn(room.host)).toEqual(["of Bo", "of Bo again"])
    expect(room.host.roots.cards.get("card-of-Bo")?.get("x")).toBe(77)
    expect(await kept()).toEqual([])
  })

  test("what was given back to a host is not kept any longer", async () => {
    room = new MeshRoom(key, random(seed))
    const [ana] = people(1) as [Device]
    const { device: cy, kept } = await keeper("dee")
    room.lose()
    room.addCard(ana, "of Ana")
    room.wire.settle()
    expect(await kept()).toHaveLength(1)
    await room.giveBack(cy)
    expect(await kept()).toEqual([])
  })

  test("whoever comes apart from the others holds their own and says that nobody else does", () => {
    room = new MeshRoom(key, random(seed))
    const [ana, bo, cy] = people(3) as [Device, Device, Device]
    room.lose()
    room.wire.cut(cy.instance.clientId)
    room.addCard(ana, "together")
    room.addCard(cy, "apart")
    room.wire.settle()
    expect(ana.mesh.facts().holders).toBe(1)
    expect(cy.mesh.facts().holders).toBe(0)
    expect(titlesIn(bo.document)).toEqual(["together"])
    expect(titlesIn(cy.document)).toEqual(["apart"])
  })

  test("nothing goes round under a name that its author no longer writes under, and nobody is said to hold it", () => {
    room = new MeshRoom(key, random(seed))
    const [ana, bo] = people(2) as [Device, Device]
    room.lose()
    room.addCard(ana, "as before")
    room.wire.settle()
    expect([ana.mesh.isVouchedFor(), ana.mesh.facts().holders]).toEqual([true, 1])
    ana.document.ydoc.clientID = 77_777
    ana.queue.splice(0)
    room.addCard(ana, "as somebody new")
    room.wire.settle()
    expect([ana.mesh.isVouchedFor(), ana.mesh.facts().holders]).toEqual([false, 0])
    expect(ana.mesh.held.list()).toEqual([])
    expect(titlesIn(bo.document)).toEqual(["as before"])
  })

  test("what the host does not take is known, so that the document can begin anew", async () => {
    room = new MeshRoom(key, random(seed))
    const [ana, bo] = people(2) as [Device, Device]
    room.lose()
    room.addCard(ana, "of somebody removed")
    room.wire.settle()
    room.removed.add(ana.instance.personId)
    expect(await room.giveBack(bo)).toBe(false)
    expect(titlesIn(room.host)).toEqual([])
    expect(bo.mesh.held.list()).toEqual([])
  })

  test("nothing is shown while the host is there", () => {
    room = new MeshRoom(key, random(seed))
    const [ana, bo] = people(2) as [Device, Device]
    ana.mesh.goOn()
    room.addCard(ana, "early")
    room.wire.settle()
    expect(titlesIn(bo.document)).toEqual([])
    expect(bo.mesh.held.list()).toHaveLength(1)
    bo.mesh.goOn()
    expect(titlesIn(bo.document)).toEqual(["early"])
  })
})

describe("two that carry the same on", () => {
  const pageOf = (moves: string[]) =>
    openCarriedOn({
      ask: () => Promise.reject(new Error("ask.away")),
      generation: () => generation,
      lineage: () => [],
      leads: () => false,
      isLive: () => false,
      hello: () => ({ pass: "", instance: "", name: "", device: "laptop", lang: "en", generation: "" }),
      memory: tabMemory(),
      wayTo: () => undefined,
      moveTo: (address) => void moves.push(address),
      announce: () => undefined,
    })

  test("all devices end at the same one, in whatever order they hear of the two", () => {
    room = new MeshRoom(key, random(seed))
    const moves = new Map<string, string[]>()
    const join = (name: string, role?: Role) => {
      const own: string[] = []
      moves.set(name, own)
      const page = pageOf(own)
      return room.join(name, role, { onSuccession: page.heard })
    }
    const [ana, dee] = [join("ana", "co-facilitator"), join("dee", "facilitator")]
    for (let at = 0; at < 12; at++) join(`n${at}`)
    const mallory = join("mallory")
    room.lose()
    const announce = ({ mesh }: Device, to: string, host: number) =>
      mesh.announce({
        to,
        lineage: [generation],
        hostKey: key.publicKey,
        address: `192.168.0.${host}:47800`,
        secret: "0123456789abcdef0123",
        observerSecret: "3210fedcba9876543210",
      })
    announce(dee, "heir-b", 12)
    announce(ana, "heir-a", 11)
    announce(mallory, "heir-0", 66)
    room.wire.settle()
    for (const [name, own] of moves) if (name !== "ana") expect(own.at(-1)).toBe("192.168.0.11:47800")
    expect([...moves.values()].flat()).not.toContain("192.168.0.66:47800")
  })
})

describe("envelopes that no honest device sends", () => {
  /** A device of the room, and a forger who is connected to it with a key and a certificate of their own. */
  function forgery() {
    room = new MeshRoom(key, random(seed))
    const [victim, forger] = people(2) as [Device, Device]
    room.lose()
    room.addCard(forger, "honest")
    room.wire.settle()
    const [honest] = victim.mesh.held.list()
    if (!honest) throw new Error("nothing has come over")
    const own = newDeviceKey()
    const author = { ...honest.author, publicKey: own.publicKey, clientId: 77 }
    const certify = (part: Partial<typeof author> & { role?: Role } = {}, by = key) => {
      const certificate = { ...author, ...part }
      return { certificate, signed: by.sign("certificate", JSON.stringify(certificate)) }
    }
    const send = (name: string, bytes: Uint8Array) =>
      room.wire.inject(victim.instance.clientId, (doc) => doc.getMap("envelopes").set(name, bytes))
    const update = (clientId = 77) => editOn(victim, clientId, (ydoc) => makeCard(ydoc, "card-forged", "forged"))
    return { victim, forger, honest, own, certify, send, update }
  }
  const outcome = ({ victim }: { readonly victim: Device }) => ({
    titles: titlesIn(victim.document),
    dropped: Object.fromEntries(Object.entries(victim.mesh.held.dropped()).filter(([, count]) => count > 0)),
  })
  const dropped = (reason: string) => ({ titles: ["honest"], dropped: { [reason]: 1 } })

  test("a right one of the same making is taken, so that the others are refused for their fault alone", () => {
    const at = forgery()
    const { certificate, signed } = at.certify()
    at.send("77/1", sealEdit(signed, certificate, { seq: 1, update: at.update() }, at.own.sign))
    expect(outcome(at)).toEqual({ titles: ["forged", "honest"], dropped: {} })
  })

  test("signed with another key", () => {
    const at = forgery()
    const { certificate, signed } = at.certify()
    at.send("77/1", sealEdit(signed, certificate, { seq: 1, update: at.update() }, newDeviceKey().sign))
    expect(outcome(at)).toEqual(dropped("forged"))
  })

  test("vouched for by another host", () => {
    const at = forgery()
    const { certificate, signed } = at.certify({}, strangersKey)
    at.send("77/1", sealEdit(signed, certificate, { seq: 1, update: at.update() }, at.own.sign))
    expect(outcome(at)).toEqual(dropped("forged"))
  })

  test("a certificate that was changed", () => {
    const at = forgery()
    const { certificate, signed } = at.certify()
    const better = { ...certificate, role: "facilitator" as const }
    const changed = { ...signed, text: JSON.stringify(better) }
    at.send("77/1", sealEdit(changed, better, { seq: 1, update: at.update() }, at.own.sign))
    expect(outcome(at)).toEqual(dropped("forged"))
  })

  test("an observer's", () => {
    const at = forgery()
    const { certificate, signed } = at.certify({ role: "observer" })
    at.send("77/1", sealEdit(signed, certificate, { seq: 1, update: at.update() }, at.own.sign))
    expect(outcome(at)).toEqual(dropped("role"))
  })

  test("one whose certificate has expired, by the host's clock", () => {
    const at = forgery()
    const { certificate, signed } = at.certify({ until: hostTime + certificateMs })
    room.now = hostTime + certificateMs + 1
    at.send("77/1", sealEdit(signed, certificate, { seq: 1, update: at.update() }, at.own.sign))
    expect(outcome(at)).toEqual(dropped("expired"))
  })

  test.each([
    ["another workshop", { workshopId: "another" }],
    ["another history", { generation: "generation-0" }],
  ])("one of %s", (_what, part) => {
    const at = forgery()
    const { certificate, signed } = at.certify(part)
    at.send("77/1", sealEdit(signed, certificate, { seq: 1, update: at.update() }, at.own.sign))
    expect(outcome(at)).toEqual(dropped("other-history"))
    expect([workshopId, generation]).toEqual([at.honest.author.workshopId, at.honest.author.generation])
  })

  test("written with the client id of somebody else", () => {
    const at = forgery()
    const { certificate, signed } = at.certify()
    at.send(
      "77/1",
      sealEdit(signed, certificate, { seq: 1, update: at.update(at.forger.instance.clientId) }, at.own.sign),
    )
    expect(outcome(at)).toEqual({ titles: ["honest"], dropped: {} })
  })

  test("an honest one under another name, repeated with other content, or cut", () => {
    const at = forgery()
    at.send("77/5", at.honest.bytes)
    const { certificate, signed } = at.certify({ clientId: at.honest.author.clientId })
    const name = `${at.honest.author.clientId}/${at.honest.seq}`
    at.send(name, sealEdit(signed, certificate, { seq: at.honest.seq, update: at.update() }, at.own.sign))
    at.send("77/6", at.honest.bytes.subarray(0, 100).slice())
    expect(outcome(at)).toEqual({ titles: ["honest"], dropped: { forged: 1, repeated: 1, damaged: 1 } })
  })

  test("nothing of all that can be given back to a host either", async () => {
    const at = forgery()
    const { certificate, signed } = at.certify({}, strangersKey)
    const forged = sealEdit(signed, certificate, { seq: 1, update: at.update() }, at.own.sign)
    const texts = [forged, at.honest.bytes.subarray(1)].map((bytes) => Buffer.from(bytes).toString("base64"))
    expect(await room.hostMesh.giveBack({ envelopes: [...texts, "?", 7] })).toEqual(Array(4).fill("refused"))
    expect(titlesIn(room.host)).toEqual([])
  })
})
