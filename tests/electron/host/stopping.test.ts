import { connect as connectSocket } from "node:net"
import { describe, expect, test } from "vitest"
import { ReferenceClient } from "../../support/referenceClient.ts"
import { joinAs, openTestHost } from "./openTestHost.ts"

/** One that waits would do so for half a minute, as long as WebSockets bear with each other, or for ever. */
describe("a host that stops", () => {
  test("does not wait for clients that come back at that very moment", async () => {
    const host = await openTestHost()
    const client = await joinAs(host.ready.links.participant)
    const stopped = host.stop()
    const back = Array.from({ length: 5 }, () => new ReferenceClient(host.ready.links.participant, {}))
    await Promise.allSettled(back.map(({ ready }) => ready))
    await stopped
    await client.closed
    expect(await isReachable(host.ready.port)).toBe(false)
  })

  test("does not wait for a client that never answers", async () => {
    const host = await openTestHost()
    const silent = connectSocket(host.ready.port, "127.0.0.1")
    await new Promise((resolve) => silent.once("connect", resolve))
    silent.write(
      `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${host.ready.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    )
    await new Promise((resolve) => silent.once("data", resolve))
    silent.pause()
    await host.stop()
    expect(await isReachable(host.ready.port)).toBe(false)
    silent.destroy()
  })
})

const isReachable = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connectSocket(port, "127.0.0.1")
    socket.once("connect", () => {
      socket.destroy()
      resolve(true)
    })
    socket.once("error", () => resolve(false))
  })
