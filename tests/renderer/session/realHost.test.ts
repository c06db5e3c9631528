import "fake-indexeddb/auto"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { WebSocket } from "ws"
import { patienceMs } from "../../../electron/host/earlyEdits.ts"
import { openSession } from "../../../renderer/session/openSession.ts"
import { openOutbox } from "../../../renderer/session/outbox.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { webSocketTransport } from "../../../renderer/session/transports/webSocket.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { changeCards } from "../../../shared/commands/cards.ts"
import { addRecord } from "../../../shared/commands/workshop.ts"
import { openLosingHost } from "../../electron/host/losingHost.ts"
import { openTestHost, type TestHost } from "../../electron/host/openTestHost.ts"
import { boardId, tabMemory, titlesIn, writeNote } from "../../support/workshopSession.ts"

const soon = { timeout: 8_000, interval: 10 }
const open: Session[] = []

beforeEach(() => {
  // Node has none of its own; like a browser, it says which page it belongs to.
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
})

const socketOf = (link: string) => {
  const { host } = new URL(link)
  return `ws://${host}/ws`
}

function join(host: TestHost, role: "facilitator" | "participant", storage: string, memory = tabMemory()): Session {
  const link = host.ready.links[role]
  const session = openSession({
    kinds: boardKinds,
    transport: webSocketTransport(socketOf(link)),
    address: "host",
    pass: new URL(link).hash.replace(/^#j=/, ""),
    name: role,
    device: "laptop",
    language: "en",
    memory,
    openOutbox: () => openOutbox(storage),
    random: () => 1,
  })
  open.push(session)
  return session
}
const isLoaded = (session: Session) =>
  vi.waitFor(() => expect(session.status.getState()).toMatchObject({ isLoaded: true, connection: "connected" }), soon)
const isSaved = (session: Session) =>
  vi.waitFor(() => expect(session.status.getState().saving).toEqual({ state: "saved" }), soon)

test("two people work on one board of the real host, and after a restart everything is there once", async () => {
  const host = await openTestHost()
  const ana = join(host, "facilitator", "real-a")
  const memory = tabMemory()
  const bo = join(host, "participant", "real-b", memory)
  await isLoaded(ana)
  await isLoaded(bo)
  expect(ana.status.getState().me?.role).toBe("facilitator")
  addRecord(ana.editing, "boards", { kind: "story-map", title: "Map" }, boardId)
  await vi.waitFor(() => expect(bo.snapshot.getState().boards.has(boardId)).toBe(true), soon)
  writeNote(ana, "One")
  writeNote(bo, "Two")
  await isSaved(ana)
  await isSaved(bo)
  await vi.waitFor(() => expect(titlesIn(ana)).toEqual(["One", "Two"]), soon)

  await host.stop()
  await vi.waitFor(() => expect(bo.status.getState().connection).toBe("away"), soon)
  writeNote(bo, "Three")
  await vi.waitFor(() => expect(bo.status.getState().saving).toEqual({ state: "device", changes: 1 }), soon)

  const again = await openTestHost({ dataDirectory: host.dataDirectory, port: host.ready.port })
  expect(again.ready.port).toBe(host.ready.port)
  await isLoaded(bo)
  await isSaved(bo)
  await vi.waitFor(() => expect(titlesIn(ana)).toEqual(["One", "Three", "Two"]), soon)
}, 30_000)

test("after a power cut nobody goes on with what its author does not bring back, and own work is kept", async () => {
  const { host, beginToLose, cutPower } = await openLosingHost()
  const ana = join(host, "facilitator", "losing-a")
  const bo = join(host, "participant", "losing-b")
  await isLoaded(ana)
  await isLoaded(bo)
  addRecord(ana.editing, "boards", { kind: "story-map", title: "Map" }, boardId)
  await isSaved(ana)
  await vi.waitFor(() => expect(bo.snapshot.getState().boards.has(boardId)).toBe(true), soon)
  beginToLose()
  const lost = writeNote(ana, "Only seen")
  await vi.waitFor(() => expect(titlesIn(bo)).toEqual(["Only seen"]), soon)
  changeCards(bo.editing, new Map([[lost, { title: "Only seen, says Bo" }]]))
  bo.history.endStep()
  writeNote(bo, "Of Bo alone")

  const again = await cutPower(async () => {
    await vi.waitFor(() => expect(bo.status.getState().connection).toBe("away"), soon)
    ana.close()
  })

  const late = { timeout: patienceMs * 3, interval: 20 }
  await vi.waitFor(() => expect(titlesIn(bo)).toEqual(["Of Bo alone"]), late)
  await vi.waitFor(() => expect(bo.status.getState().saving).toMatchObject({ state: "refused", changes: 1 }), soon)
  expect(JSON.stringify(bo.refused.list().map(({ writes }) => writes))).toContain("says Bo")
  const cy = join(again, "participant", "losing-c")
  await isLoaded(cy)
  await vi.waitFor(() => expect(titlesIn(cy)).toEqual(["Of Bo alone"]), soon)
}, 60_000)
