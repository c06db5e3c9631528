import "fake-indexeddb/auto"
import { writeFileSync } from "node:fs"
import { join as pathTo } from "node:path"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { WebSocket } from "ws"
import { openCarriedOn } from "../../../renderer/session/carriedOn.ts"
import { openMesh } from "../../../renderer/session/mesh/mesh.ts"
import { notices } from "../../../renderer/session/notices.ts"
import { openSession } from "../../../renderer/session/openSession.ts"
import type { AskHost } from "../../../renderer/session/otherHost.ts"
import { openOutbox } from "../../../renderer/session/outbox.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { webSocketTransport } from "../../../renderer/session/transports/webSocket.ts"
import type { Way } from "../../../renderer/session/ways.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { openDocument } from "../../../shared/document/document.ts"
import type { MeshPlace } from "../../../shared/protocol/requests.ts"
import { type SignedSuccession, successionIn } from "../../../shared/protocol/succession.ts"
import { joinAs, newFolder, openTestHost, putBoard, putNeed, type TestHost } from "../../electron/host/openTestHost.ts"
import { newQueue, type ReferenceClient } from "../../support/referenceClient.ts"
import { boardId, tabMemory, titlesIn, writeNote } from "../../support/workshopSession.ts"

const soon = { timeout: 12_000, interval: 10 }
const open: Session[] = []
const closing: (() => void)[] = []

beforeEach(() => {
  vi.stubGlobal(
    "WebSocket",
    class extends WebSocket {
      constructor(url: string) {
        super(url, { origin: url.replace("ws://", "http://").replace(/\/ws$/, "") })
      }
    },
  )
})
afterEach(() => {
  for (const session of open.splice(0)) session.close()
  for (const close of closing.splice(0)) close()
})

const placeOf = (host: TestHost, role: "facilitator" | "participant" | "observer") => {
  const url = new URL(host.ready.links[role])
  return { address: url.host, pass: url.hash.replace(/^#j=/, "") }
}

async function come(host: TestHost, role: "facilitator" | "participant", name: string): Promise<Session> {
  const { address, pass } = placeOf(host, role)
  const session = openSession({
    kinds: boardKinds,
    transport: webSocketTransport(`ws://${address}/ws`),
    transportTo: (other) => webSocketTransport(`ws://${other}/ws`),
    address,
    pass,
    name,
    device: "laptop",
    language: "en",
    memory: tabMemory(),
    openOutbox: () => openOutbox(`two-${name}-${address}`),
    random: () => 0,
  })
  open.push(session)
  await vi.waitFor(() => expect(session.status.getState().isLoaded).toBe(true), soon)
  return session
}

/** What the page of somebody who leads knows when the host is gone: the copy, and what it says about who carries on. */
async function leaderOf(host: TestHost, ana: ReferenceClient) {
  const mesh = openMesh({
    document: () => openDocument(ana.ydoc, boardKinds),
    workshopId: ana.me.workshopId,
    hostNow: () => ana.me.hostTime,
    deviceName: "ana",
    sendSignal: () => {},
    onChange: () => {},
    onSuccession: () => {},
    origin: new URL(host.ready.links.participant).origin,
    openNet: () => ({ peers: () => [], call: () => {}, signal: () => {}, close: () => {} }),
  })
  mesh.join((await ana.ask("join-mesh", { publicKey: mesh.publicKey, has: [] })) as MeshPlace)
  mesh.goOn()
  const copy = pathTo(newFolder(), "copy.cairn")
  writeFileSync(copy, mesh.copy() ?? new Uint8Array())
  const carryOn = async () => {
    const heir = await openTestHost({ adopt: copy })
    const atHeir = await joinAs(heir.ready.links.facilitator, { name: "Ana" })
    const { hostKey } = (await atHeir.ask("carried-on", { record: null })) as { hostKey: string }
    const { address, pass: secret } = placeOf(heir, "participant")
    const record = mesh.announce({
      to: heir.ready.generation,
      lineage: [host.ready.generation],
      hostKey,
      address,
      secret,
      observerSecret: placeOf(heir, "observer").pass,
    })
    const kept = (await atHeir.ask("carried-on", { record })) as { record: SignedSuccession | null }
    expect(kept.record).toEqual(record)
    await atHeir.close()
    return { host: heir, record }
  }
  return { carryOn, close: mesh.close }
}

async function carriedOnTwice() {
  const before = await openTestHost()
  const ana = await joinAs(before.ready.links.facilitator, { name: "Ana" })
  ana.edit((ydoc) => putBoard(ydoc, boardId))
  await ana.saved()
  const leader = await leaderOf(before, ana)
  await before.stop()
  const heirs = [await leader.carryOn(), await leader.carryOn()]
  leader.close()
  const [stays, goes] = heirs.sort((a, b) => (a.host.ready.generation < b.host.ready.generation ? -1 : 1))
  if (!stays || !goes) throw new Error("nobody carries on")
  return {
    before,
    token: ana.me.token,
    stays: stays.host,
    goes: goes.host,
    records: { stays: stays.record, goes: goes.record },
  }
}

/** The part of a leader's page that has hosts find each other, on a client at one of them. */
async function leaderAt(host: TestHost, of: TestHost) {
  const client = await joinAs(host.ready.links.facilitator, { name: "Ana" })
  const ask = async (...about: Parameters<AskHost>) => {
    const answer = await client.ask(...about)
    if (typeof answer === "object" && answer && "refused" in answer)
      throw new Error("ask.refused", { cause: answer.refused })
    return answer
  }
  const wayTo = (address: string, pass: string): Way => ({
    address,
    pass,
    transport: webSocketTransport(`ws://${address}/ws`),
  })
  const carriedOn = openCarriedOn({
    ask: ask as AskHost,
    generation: () => host.ready.generation,
    lineage: () => [of.ready.generation],
    leads: () => true,
    isLive: () => true,
    hello: () => ({ ...newHello, instance: newQueue().instance }),
    memory: tabMemory(),
    wayTo,
    moveTo: () => {},
    announce: () => undefined,
  })
  closing.push(carriedOn.close)
  return { client, carriedOn, wayTo }
}
const newHello = { pass: "", name: "Ana", device: "laptop", lang: "en", generation: "" } as const

const say = (host: TestHost, what: string) => vi.waitFor(() => expect(host.lines.join()).toContain(what), soon)

const welcomeOf = (host: TestHost, of: TestHost) => ({
  generation: host.ready.generation,
  lineage: [of.ready.generation],
})

test.each(["goes", "stays"] as const)(
  "two hosts that carry on the same become one, with everything and everybody from both; asked from %s",
  async (side) => {
    const { stays, goes } = await carriedOnTwice()

    const bo = await come(stays, "participant", "Bo")
    const cy = await come(goes, "participant", "Cy")
    const [home, other] = side === "goes" ? [goes, stays] : [stays, goes]
    const dee = await come(home, "facilitator", "Dee")
    writeNote(bo, "Of Bo")
    writeNote(cy, "Of Cy")
    writeNote(dee, "Of Dee")
    for (const session of [bo, cy, dee])
      await vi.waitFor(() => expect(session.status.getState().saving).toEqual({ state: "saved" }), soon)
    const { personId } = cy.status.getState().me ?? {}

    // Whoever leads enters the link that the other computer shows.
    const { address, pass } = placeOf(other, "facilitator")
    dee.moveTo(address, pass)
    for (const session of [bo, cy, dee])
      await vi.waitFor(() => expect(titlesIn(session)).toEqual(["Of Bo", "Of Cy", "Of Dee"]), soon)
    expect(goes.lines.join()).toContain("This one stands down")
    expect(stays.lines.join()).toContain("has stood down")
    await vi.waitFor(() => expect(notices.getState().map(({ message }) => message)).toContain("carryOn.joined"), soon)
    await vi.waitFor(() => expect(cy.status.getState().connection).toBe("connected"), soon)
    await vi.waitFor(() => expect(bo.status.getState().room.map(({ name }) => name)).toContain("Cy"), soon)
    expect(cy.status.getState().me?.personId).toBe(personId)

    // From here on all of them write in one place.
    writeNote(cy, "Later, of Cy")
    await vi.waitFor(() => expect(titlesIn(bo)).toContain("Later, of Cy"), soon)
    for (const session of [bo, cy, dee])
      await vi.waitFor(() => expect(session.status.getState().saving).toEqual({ state: "saved" }), soon)

    // A page that the other one has served may connect here.
    const { port } = new URL(goes.ready.links.participant)
    for (const name of ["127.0.0.1", "localhost"])
      await joinAs(stays.ready.links.observer, { headers: { origin: `http://${name}:${port}` } })

    // Whoever still opens the other's link is sent on.
    const late = await come(goes, "participant", "Late")
    await vi.waitFor(() => expect(titlesIn(late)).toEqual(["Later, of Cy", "Of Bo", "Of Cy", "Of Dee"]), soon)
    const watcher = await joinAs(goes.ready.links.observer)
    await watcher.until(() => watcher.notices.some(({ type }) => type === "moved"))
    expect(watcher.notices.find(({ type }) => type === "moved")).toMatchObject({
      secret: placeOf(stays, "observer").pass,
    })
  },
  60_000,
)

test("whoever leads at one and hears of the other from the devices around brings them together, leaving no trace", async () => {
  const { before, stays, goes, records } = await carriedOnTwice()
  const { carriedOn, client } = await leaderAt(stays, before)
  const writer = await joinAs(goes.ready.links.participant, { name: "Cy" })
  writer.edit((ydoc) => putNeed(ydoc, "need-1", boardId, "Of Cy"))
  await writer.saved()
  const heard = records.goes && successionIn(records.goes)
  if (!heard) throw new Error("nothing was announced")
  const people = client.ydoc.getMap("participants").size

  carriedOn.heard(heard)

  await say(goes, "This one stands down")
  await client.until(() => client.ydoc.getMap("cards").has("need-1"))
  expect(client.ydoc.getMap("participants").size).toBe(people + 2)
}, 60_000)

test("the host before, back again, tells the second who asks about the first", async () => {
  const { before, token, stays, goes } = await carriedOnTwice()
  const again = await openTestHost({ dataDirectory: before.dataDirectory })
  const place = { address: placeOf(again, "facilitator").address, pass: token }
  const [first, second] = [await leaderAt(goes, before), await leaderAt(stays, before)]

  await first.carriedOn.arrived(welcomeOf(goes, before), first.wayTo(place.address, place.pass))
  await say(again, "This one stands down")
  await second.carriedOn.arrived(welcomeOf(stays, before), second.wayTo(place.address, place.pass))

  await say(goes, "This one stands down")
  await say(stays, "has stood down")
}, 60_000)
