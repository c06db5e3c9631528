// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import * as Y from "yjs"
import { nodeDisk } from "../../../electron/host/disk.ts"
import { openHostKey } from "../../../electron/host/mesh/hostKey.ts"
import * as meshPart from "../../../renderer/session/mesh/mesh.ts"
import { openWithoutHost } from "../../../renderer/session/withoutHost.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { openDocument } from "../../../shared/document/document.ts"
import type { Ask } from "../../../shared/protocol/requests.ts"
import { newFolder } from "../../electron/host/openTestHost.ts"
import { generation, hostTime, workshopId } from "../../support/meshRoom.ts"
import { tabMemory } from "../../support/workshopSession.ts"

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
  vi.stubGlobal("RTCPeerConnection", class {})
  vi.stubGlobal("location", { origin: "http://192.168.0.5:47800" })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe("meeting others while the host is there", () => {
  test("is done anew by whoever writes as somebody else, however many they know", async () => {
    const key = await openHostKey(nodeDisk, newFolder(), () => {})
    const document = openDocument(new Y.Doc(), boardKinds)
    document.ydoc.clientID = 5
    const asked: unknown[] = []
    const ask = async (_ask: Ask, body: { readonly publicKey: string }) => {
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
    const withoutHost = openWithoutHost({
      ask: ask as unknown as Parameters<typeof openWithoutHost>[0]["ask"],
      document: () => document,
      workshopId: () => workshopId,
      generations: () => [generation],
      waiting: () => [],
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
    withoutHost.close()
  })
})
