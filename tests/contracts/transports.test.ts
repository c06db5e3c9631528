import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { WebSocket, WebSocketServer } from "ws"
import type { ConnectionEvents, Transport } from "../../renderer/session/transport.ts"
import { memoryTransport } from "../../renderer/session/transports/memory.ts"
import { MemoryHost } from "../../renderer/session/transports/memoryHost.ts"
import { webSocketTransport } from "../../renderer/session/transports/webSocket.ts"
import { ok } from "../../shared/model/result.ts"
import { decodeHost, encodeClient } from "../../shared/protocol/codec.ts"
import { type HostMessage, protocolVersion } from "../../shared/protocol/messages.ts"
import { behindChannel } from "../support/channelHost.ts"

interface Reached {
  readonly transport: Transport
  readonly host: MemoryHost
  readonly stop: () => Promise<void>
}

const pass = "0123456789-link-secret"
const soon = { timeout: 4_000, interval: 5 }
const hello = encodeClient({
  type: "hello",
  protocol: protocolVersion,
  pass,
  instance: "0123456789abcdef",
  name: "Ana",
  device: "laptop",
  lang: "en",
  generation: "",
})
const ping = (at: number) => encodeClient({ type: "ping", at })

/** What every way to the host promises the session. */
export function describeTransport(name: string, reach: () => Promise<Reached>) {
  describe(`the ${name} transport`, () => {
    let reached: Reached
    let told: (string | HostMessage)[]
    const open = () => {
      told = []
      const into = told
      const events: ConnectionEvents = {
        onOpen: () => into.push("open"),
        onFrame: (frame) => {
          const message = decodeHost(frame)
          into.push(message.ok ? message.value : "bad frame")
        },
        onClose: () => into.push("closed"),
      }
      return reached.transport(events, pass)
    }
    const types = () => told.map((one) => (typeof one === "string" ? one : one.type))
    const until = (word: string) => vi.waitFor(() => expect(types()).toContain(word), soon)

    beforeEach(async () => {
      reached = await reach()
    })
    afterEach(() => reached.stop())

    test("tells nothing before it has returned, then that it is open, then frames", async () => {
      const connection = open()
      expect(told).toEqual([])
      await until("open")
      connection.send(hello)
      await until("roster")
      expect(types().slice(0, 3)).toEqual(["open", "welcome", "roster"])
      connection.close()
    })

    test("keeps frames whole and in order", async () => {
      const connection = open()
      await until("open")
      connection.send(hello)
      for (let at = 1; at <= 100; at++) connection.send(ping(at))
      await vi.waitFor(() => expect(types().filter((type) => type === "pong")).toHaveLength(100), soon)
      const pongs = told.flatMap((one) => (typeof one !== "string" && one.type === "pong" ? [one.at] : []))
      expect(pongs).toEqual(Array.from({ length: 100 }, (_, at) => at + 1))
      connection.close()
    })

    test("sends what a frame held when it was sent", async () => {
      const connection = open()
      await until("open")
      const frame = hello.slice()
      connection.send(frame)
      frame.fill(0)
      await until("welcome")
      connection.close()
    })

    test("tells once when the host ends it, after what the host said last", async () => {
      reached.host.refusal = "full"
      const connection = open()
      await until("open")
      connection.send(hello)
      await until("closed")
      expect(types()).toEqual(["open", "refuse", "closed"])
      connection.send(ping(1))
      connection.close()
      expect(types()).toEqual(["open", "refuse", "closed"])
    })

    test("tells nothing after it was closed here, and the host hears of it", async () => {
      const connection = open()
      await until("open")
      connection.send(hello)
      await until("roster")
      connection.close()
      connection.close()
      const before = types()
      await vi.waitFor(() => expect(reached.host.connected).toBe(0), soon)
      expect(types()).toEqual(before)
    })

    test("may be closed before it is open", async () => {
      const first = open()
      first.close()
      const before = told
      open()
      await until("open")
      expect(before).toEqual([])
    })

    test("tells that it could not be opened", async () => {
      await reached.stop()
      reached.host.isReachable = false
      open()
      await until("closed")
      expect(types()).toEqual(["closed"])
    })
  })
}

describeTransport("memory", () => {
  const host = new MemoryHost()
  return Promise.resolve({ transport: memoryTransport(host), host, stop: () => Promise.resolve() })
})

describeTransport("WebSocket", async () => {
  vi.stubGlobal("WebSocket", WebSocket)
  const host = new MemoryHost()
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" })
  await new Promise((resolve) => server.once("listening", resolve))
  const behind = behindChannel(host, () => ok(pass))
  server.on("connection", (socket) => {
    const atHost = behind.accept({ send: (frame) => socket.send(frame), close: () => socket.close() })
    socket.on("message", (data) => {
      if (Buffer.isBuffer(data)) atHost.receive(new Uint8Array(data))
    })
    socket.on("close", () => atHost.gone())
  })
  const address = server.address()
  const port = typeof address === "object" && address ? address.port : 0
  return {
    transport: webSocketTransport(`ws://127.0.0.1:${port}/`),
    host,
    stop: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate()
        server.close(() => resolve())
      }),
  }
})
