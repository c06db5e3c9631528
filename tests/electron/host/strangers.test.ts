import { connect as connectSocket, type Socket } from "node:net"
import { networkInterfaces } from "node:os"
import { describe, expect, test } from "vitest"
import { WebSocket } from "ws"
import { ReferenceClient } from "../../support/referenceClient.ts"
import { afterwards, joinAs, openTestHost, putBoard } from "./openTestHost.ts"

/** Connections to the host on which nothing is said but this. */
async function openSilent(port: number, count: number, said = "", address = "127.0.0.1"): Promise<readonly Socket[]> {
  const sockets = Array.from({ length: count }, () => connectSocket(port, address))
  afterwards(() => {
    for (const socket of sockets) socket.destroy()
  })
  return Promise.all(
    sockets.map(
      (socket) =>
        new Promise<Socket>((resolve) => {
          socket.on("error", () => resolve(socket))
          socket.on("close", () => resolve(socket))
          socket.on("connect", () => socket.write(said, () => resolve(socket)))
        }),
    ),
  )
}

/** This computer as others on its network see it, where it has one. */
const networkAddress = Object.values(networkInterfaces())
  .flatMap((found) => found ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address

describe("S12 connections that nobody vouches for", () => {
  test("do not keep anybody out: five hundred that say nothing or never finish", { timeout: 30_000 }, async () => {
    const { ready } = await openTestHost()
    const inside = await joinAs(ready.links.facilitator)
    await openSilent(ready.port, 250)
    await openSilent(ready.port, 250, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${ready.port}\r\nX-Slow: `)

    const honest = await joinAs(ready.links.participant)
    inside.edit((ydoc) => putBoard(ydoc, "b1"))
    await Promise.all([inside.saved(), honest.until(() => honest.ydoc.getMap("boards").has("b1"))])

    // How soon is a goal with a figure of its own (`tests/reliability/strangers.test.ts`).
    expect([inside.rejections, honest.rejections]).toEqual([[], []])
  })

  // A server that is left as it comes would bear with them for a minute or more.
  test("are ended when they say nothing for some seconds", { timeout: 20_000 }, async () => {
    const { ready } = await openTestHost()
    const silent = await openSilent(ready.port, 5)
    const slow = await openSilent(ready.port, 5, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${ready.port}\r\nX-Slow: `)
    const unsaid = new WebSocket(`ws://127.0.0.1:${ready.port}/ws`)

    await Promise.all([
      ...[...silent, ...slow].map((socket) => new Promise((resolve) => socket.resume().once("close", resolve))),
      new Promise((resolve) => unsaid.once("close", resolve)),
    ])
    expect((await joinAs(ready.links.participant)).rejections).toEqual([])
  })

  test.runIf(networkAddress)("are at most eight WebSockets from one other device, until one is let in", async () => {
    const { ready } = await openTestHost({ listen: networkAddress ?? "" })
    const url = `ws://${networkAddress}:${ready.port}/ws`
    const statusOf = () => {
      const socket = new WebSocket(url)
      afterwards(() => socket.terminate())
      return new Promise<string>((resolve) => {
        socket.on("open", () => resolve("open"))
        socket.on("error", ({ message }) => resolve(message))
      })
    }
    const eight = await Promise.all(Array.from({ length: 8 }, statusOf))
    const ninth = new ReferenceClient(ready.links.participant, {})

    expect(eight).toEqual(Array.from({ length: 8 }, () => "open"))
    await expect(ninth.ready).rejects.toThrow("429")
  })

  test.runIf(networkAddress)("do not count people inside: twenty of one address are let in", async () => {
    const { ready } = await openTestHost({ listen: networkAddress ?? "" })
    for (let at = 0; at < 20; at++) await joinAs(ready.links.participant)

    const last = await joinAs(ready.links.participant)
    await last.until(() => last.roster.length === 21)
  })
})

describe("a flood", () => {
  test.each(["presence", "pings"] as const)("of %s is cut off, and those who lead are told whose", async (shape) => {
    const { ready } = await openTestHost()
    const ana = await joinAs(ready.links.facilitator)
    const calm = await joinAs(ready.links.participant)
    const flooding = await joinAs(ready.links.participant, { name: "Floris" })

    for (let at = 0; at < 5_000; at++) {
      if (shape === "presence") flooding.show({ boardId: "b1", cursor: { x: at, y: at } })
      else flooding.send("ping", at)
    }
    await flooding.closed
    await ana.until(() => ana.notices.length > 0)

    expect(ana.notices).toEqual([{ type: "flood", personId: flooding.me.personId, name: "Floris" }])
    expect(calm.notices).toEqual([])
  })
})
