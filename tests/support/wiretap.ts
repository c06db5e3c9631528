import { connect, createServer, type Socket } from "node:net"

/** Somebody on the network between clients and a host: hears everything, and can change it. */
export interface Wiretap {
  /** The host's link as it leads through here, and what makes the host accept it. */
  readonly through: (link: string) => { readonly link: string; readonly headers: { readonly host: string } }
  /** Everything heard so far: as it went over the wire, then the WebSocket messages without their masks. */
  readonly heard: () => readonly Buffer[]
  /** The WebSocket messages of one connection, in the order of connecting. */
  readonly messages: (connection: number, way: "toHost" | "toClient") => readonly Buffer[]
  /** Changes what goes by from now on. */
  change: (bytes: Buffer, way: "toHost" | "toClient") => Buffer
  readonly close: () => Promise<void>
}

interface Heard {
  readonly toHost: Buffer[]
  readonly toClient: Buffer[]
}

export async function openWiretap(hostPort: number): Promise<Wiretap> {
  const connections: Heard[] = []
  const sockets = new Set<Socket>()
  const tap: Pick<Wiretap, "change"> = { change: (bytes) => bytes }
  const server = createServer((client) => {
    const heard: Heard = { toHost: [], toClient: [] }
    connections.push(heard)
    const host = connect(hostPort, "127.0.0.1")
    const pass = (from: Socket, to: Socket, way: keyof Heard) => {
      sockets.add(from)
      from.on("data", (bytes) => {
        heard[way].push(bytes)
        to.write(tap.change(Buffer.from(bytes), way))
      })
      from.on("error", () => {})
      from.on("close", () => to.destroy())
    }
    pass(client, host, "toHost")
    pass(host, client, "toClient")
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const port = typeof address === "object" && address ? address.port : 0
  const both = ({ toHost, toClient }: Heard) => [Buffer.concat(toHost), Buffer.concat(toClient)]
  return Object.assign(tap, {
    through: (link: string) => {
      const url = new URL(link)
      const headers = { host: url.host }
      url.port = String(port)
      return { link: url.href, headers }
    },
    heard: () => connections.flatMap(both).flatMap((stream) => [stream, ...messagesIn(stream)]),
    messages: (connection: number, way: keyof Heard) => messagesIn(Buffer.concat(connections[connection]?.[way] ?? [])),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

/** The messages of one direction of a WebSocket, after its handshake (RFC 6455, 5.2). */
function messagesIn(stream: Buffer): readonly Buffer[] {
  const messages: Buffer[] = []
  let at = stream.indexOf("\r\n\r\n") + 4
  while (at + 2 <= stream.length) {
    const opcode = (stream[at] ?? 0) & 15
    const isMasked = ((stream[at + 1] ?? 0) & 128) !== 0
    const short = (stream[at + 1] ?? 0) & 127
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0
    const start = at + 2 + lengthBytes + (isMasked ? 4 : 0)
    if (start > stream.length) break
    const length =
      lengthBytes === 0 ? short : stream.readUIntBE(at + 2 + Math.max(0, lengthBytes - 6), Math.min(6, lengthBytes))
    const message = Buffer.from(stream.subarray(start, start + length))
    if (isMasked)
      for (let i = 0; i < message.length; i++) message[i] = (message[i] ?? 0) ^ (stream[start - 4 + (i % 4)] ?? 0)
    if (opcode === 2) messages.push(message)
    at = start + length
  }
  return messages
}
