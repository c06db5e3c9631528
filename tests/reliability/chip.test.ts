// @vitest-environment happy-dom
import "fake-indexeddb/auto"
import { expect, test, vi } from "vitest"
import type { Transport } from "../../renderer/session/transport.ts"
import { memoryTransport } from "../../renderer/session/transports/memory.ts"
import { decodeHost } from "../../shared/protocol/codec.ts"
import { hostWithBoard, openTestSession, titlesIn, writeNote } from "../support/workshopSession.ts"

const soon = { timeout: 5_000, interval: 5 }

test("R21 what others have written says nothing about my own: without its acknowledgement an edit never counts as saved", async () => {
  const host = hostWithBoard()
  let losesAcks = false
  const deaf: Transport = (events) =>
    memoryTransport(host)({
      ...events,
      onFrame: (frame) => {
        const message = decodeHost(frame)
        if (!(losesAcks && message.ok && message.value.type === "ack")) events.onFrame(frame)
      },
    })
  const ana = openTestSession(host, { storage: "chip-ana", transport: deaf })
  const bo = openTestSession(host, { storage: "chip-bo", name: "Bo" })
  for (const one of [ana, bo]) await vi.waitFor(() => expect(one.status.getState().isLoaded).toBe(true), soon)
  losesAcks = true
  const said: string[] = []
  writeNote(ana, "Mine")
  const stop = ana.status.subscribe(({ saving }) => said.push(saving.state))
  writeNote(bo, "Theirs")
  await vi.waitFor(() => expect(titlesIn(ana)).toEqual(["Mine", "Theirs"]), soon)
  await vi.waitFor(() => expect(titlesIn(bo)).toEqual(["Mine", "Theirs"]), soon)
  await vi.waitFor(() => expect(ana.status.getState().saving.state).toBe("syncing"), soon)
  expect(said).not.toContain("saved")
  stop()
  ana.close()
  bo.close()
})
