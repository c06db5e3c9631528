import "fake-indexeddb/auto"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { WebSocket } from "ws"
import { openSession } from "../../../renderer/session/openSession.ts"
import { openOutbox } from "../../../renderer/session/outbox.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { webSocketTransport } from "../../../renderer/session/transports/webSocket.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { addRecord } from "../../../shared/commands/workshop.ts"
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
