import type { Server } from "node:http"
import type { Socket } from "node:net"
import { err, ok, type Result } from "../../shared/model/result.ts"
import { codeOf } from "./disk.ts"
import type { HostProblem } from "./hostProblem.ts"
import type { MakeServer } from "./web.ts"

/**
 * The addresses the host answers on, all with one port. There is one server per address, so that opening the room
 * adds the network's addresses and closing it takes them away, while loopback stays.
 */
export interface Listening {
  readonly port: number
  readonly addresses: () => readonly string[]
  /** False when the address cannot be had; the others are not touched. */
  readonly add: (address: string) => Promise<boolean>
  /** Also ends its connections. */
  readonly remove: (address: string) => Promise<void>
  readonly stop: () => Promise<void>
}

const firstPort = 47_800
const portsTried = 10

/** Without a port: the usual one, the nine after it, then any. With one: that one, or any free one when it is 0. */
export async function listen(
  makeServer: MakeServer,
  address: string,
  wantedPort: number | undefined,
): Promise<Result<Listening, HostProblem>> {
  const usual = Array.from({ length: portsTried }, (_, at) => firstPort + at)
  let code = ""
  for (const port of wantedPort === undefined ? [...usual, 0] : [wantedPort]) {
    const server = makeServer()
    const started = await start(server, address, port)
    if (started.ok) return ok(listeningOn(makeServer, address, server))
    code = started.error
    if (code !== "EADDRINUSE" && code !== "EACCES") break
  }
  return err({ type: "CannotListen", address, code })
}

function listeningOn(makeServer: MakeServer, first: string, server: Server): Listening {
  const bound = server.address()
  const port = typeof bound === "object" && bound ? bound.port : 0
  const servers = new Map([[first, server]])
  const remove = async (address: string) => {
    const found = servers.get(address)
    servers.delete(address)
    if (found) await end(found)
  }
  return {
    port,
    addresses: () => [...servers.keys()],
    add: async (address) => {
      if (servers.has(address)) return true
      const added = makeServer()
      const started = await start(added, address, port)
      if (started.ok) servers.set(address, added)
      return started.ok
    },
    remove,
    stop: async () => {
      await Promise.all([...servers.keys()].map(remove))
    },
  }
}

const start = (server: Server, address: string, port: number): Promise<Result<void, string>> =>
  new Promise((resolve) => {
    countSockets(server)
    const fail = (problem: Error) => resolve(err(codeOf(problem)))
    server.once("error", fail)
    server.listen({ host: address, port }, () => {
      server.off("error", fail)
      // Running out of descriptors must not end the workshop.
      server.on("error", () => {})
      resolve(ok(undefined))
    })
  })

/** What a client gets to answer a closing; one that comes back at the very moment, or sleeps, would keep us otherwise. */
const graceMs = 300

/** Also ends WebSockets, which the server itself does not count among its connections any more, yet waits for. */
const end = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
    setTimeout(() => {
      for (const socket of openSockets.get(server) ?? []) socket.destroy()
    }, graceMs)
  })

const openSockets = new WeakMap<Server, Set<Socket>>()

function countSockets(server: Server): void {
  const sockets = new Set<Socket>()
  openSockets.set(server, sockets)
  server.on("connection", (socket: Socket) => {
    sockets.add(socket)
    socket.once("close", () => sockets.delete(socket))
  })
}
