// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import * as Y from "yjs"
import { nodeDisk } from "../../../electron/host/disk.ts"
import { openHostKey } from "../../../electron/host/mesh/hostKey.ts"
import * as meshPart from "../../../renderer/session/mesh/mesh.ts"
import type { QueuedEdit } from "../../../renderer/session/outbox.ts"
import { openWithoutHost } from "../../../renderer/session/withoutHost.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { openDocument } from "../../../shared/document/document.ts"
import type { Ask, GivenBack } from "../../../shared/protocol/requests.ts"
import { newFolder } from "../../electron/host/openTestHost.ts"
import { generation, hostTime, workshopId } from "../../support/meshRoom.ts"
import { tabMemory } from "../../support/workshopSession.ts"

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
  vi.stubGlobal("RTCPeerConnection", class {})
  vi.stubGlobal("location", { origin: "http://192.168.0.5:47800" })
})
const open: { readonly close: () => void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A device that can meet others, whose host answers as the test says. */
async function device(giveBack: () => Promise<readonly GivenBack[]> = async () => []) {
  const key = await openHostKey(nodeDisk, newFolder(), () => {})
  const document = openDocument(new Y.Doc(), boardKinds)
  document.ydoc.clientID = 5
  const asked: unknown[] = []
  const ask = async (what: Ask, body: { readonly publicKey: string }) => {
    if (what === "give-back") return giveBack()
    asked.push(body)
    const certificate = {
      workshopId,
      generation,
      personId: "p-ana",
      name: "Ana",
      role: "participant",
      clientId: document.ydoc.clientID,
      publicKey: body.publicKey,
      queue: "queue",
      until: hostTime + 1_000_000,
    }
    return {
      certificate: key.sign("certificate", JSON.stringify(certificate)),
      hostKeys: [key.publicKey],
      generations: [generation],
      topic: "topic",
      call: [],
    }
  }
  const net = { peers: () => [1, 2, 3], call: () => {}, signal: () => {}, close: () => {} }
  const waiting: QueuedEdit[] = []
  const withoutHost = openWithoutHost({
    ask: ask as unknown as Parameters<typeof openWithoutHost>[0]["ask"],
    document: () => document,
    workshopId: () => workshopId,
    generations: () => [generation],
    waiting: () => waiting,
    isWriter: () => true,
    sendSignal: () => {},
    onChange: () => {},
    onNotTaken: () => {},
    onSuccession: () => {},
    hostNow: () => hostTime,
    memory: tabMemory(),
    random: () => 0,
    openHeldStore: () => Promise.reject(new Error("none")),
    loadMesh: async () => ({
      ...meshPart,
      openMesh: (options) => meshPart.openMesh({ ...options, openNet: () => net }),
    }),
  })
  open.push(withoutHost)
  return { withoutHost, document, asked, waiting }
}

describe("meeting others while the host is there", () => {
  test("is done anew by whoever writes as somebody else, however many they know", async () => {
    const { withoutHost, document, asked } = await device()
    withoutHost.connected()
    await vi.advanceTimersByTimeAsync(2_000)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(1)

    document.ydoc.clientID = 6
    withoutHost.lost()
    withoutHost.connected()
    await vi.advanceTimersByTimeAsync(1)
    expect(asked).toHaveLength(2)
    expect(asked[1]).toMatchObject({ has: [] })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(2)
  })
})

describe("giving back to a host whose disk fails", () => {
  test("keeps what was given and does not keep its giver out", async () => {
    const { withoutHost, waiting } = await device(() => Promise.reject(new Error("ask.late")))
    withoutHost.connected()
    await vi.advanceTimersByTimeAsync(2_000)
    const update = Uint8Array.of(0, 0)
    waiting.push({ workshop: workshopId, generation, instance: "queue", seq: 1, update, time: 0, step: 1 })
    withoutHost.lost()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(withoutHost.holds()).toBe(true)
    expect([await withoutHost.giveBack(), withoutHost.holds()]).toEqual([true, true])
  })
})
