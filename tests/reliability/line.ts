import { connect, createServer, type Server, type Socket } from "node:net"

/**
 * A network cable between one client and the host, which can be faulty: whatever goes through may be late, slow, cut
 * short or not arrive at all. What arrives is never changed and never out of order, as TCP promises.
 */
export interface Line {
  readonly port: number
  /** Milliseconds that everything takes. */
  latencyMs: number
  /** Bytes a second, each way. */
  bandwidth: number
  /** While true nothing goes through, in neither direction, and nobody hears of it: a cable that is pulled. */
  isPulled: boolean
  /** Both ends are told at once that the connection is over (RST). */
  readonly reset: () => void
  /** The host's side is told that the client sends no more (FIN), and nothing else. */
  readonly halfClose: () => void
  /** Ends all connections after so many more bytes from the client: in the middle of a frame. `Infinity` takes that back. */
  readonly cutAfter: (bytes: number) => void
  /** The client is told that the connection is over; the host's end stays, and is ended only later. */
  readonly endLate: (ms: number) => void
  readonly close: () => Promise<void>
}

interface Pipe {
  readonly client: Socket
  readonly host: Socket
}

const tickMs = 5

export async function openLine(hostPort: number): Promise<Line> {
  const pipes = new Set<Pipe>()
  /** Also those that knock at a pulled line: nobody reads from them, so nobody notices that they have gone. */
  const clients = new Set<Socket>()
  let cutIn = Number.POSITIVE_INFINITY
  const end = (pipe: Pipe) => {
    pipes.delete(pipe)
    pipe.client.destroy()
    pipe.host.destroy()
  }
  const line = {
    latencyMs: 0,
    bandwidth: Number.POSITIVE_INFINITY,
    isPulled: false,
    reset: () => {
      for (const pipe of pipes) {
        pipes.delete(pipe)
        pipe.client.resetAndDestroy()
        pipe.host.resetAndDestroy()
      }
    },
    halfClose: () => {
      for (const { host } of pipes) host.end()
    },
    cutAfter: (bytes: number) => {
      cutIn = bytes
    },
    endLate: (ms: number) => {
      for (const pipe of pipes) {
        pipes.delete(pipe)
        pipe.client.resetAndDestroy()
        setTimeout(() => pipe.host.destroy(), ms)
      }
    },
  }
  const server = createServer((client) => {
    clients.add(client)
    client.on("error", () => {})
    client.on("close", () => clients.delete(client))
    whenKnockIsHeard(line, () => {
      if (!client.destroyed) join(client)
    })
  })
  const join = (client: Socket) => {
    const host = connect(hostPort, "127.0.0.1")
    const pipe = { client, host }
    pipes.add(pipe)
    client.setNoDelay(true)
    host.setNoDelay(true)
    const cut = (bytes: Buffer): Buffer => {
      if (bytes.length < cutIn) {
        cutIn -= bytes.length
        return bytes
      }
      const left = bytes.subarray(0, cutIn)
      cutIn = Number.POSITIVE_INFINITY
      setImmediate(() => end(pipe))
      return left
    }
    carry(client, host, line, cut)
    carry(host, client, line, (bytes) => bytes)
    for (const socket of [client, host]) {
      socket.on("error", () => {})
      socket.on("close", () => whenThrough(line, () => end(pipe)))
    }
  }
  const port = await listening(server)
  const close = async () => {
    line.isPulled = false
    for (const pipe of pipes) end(pipe)
    for (const client of clients) client.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  return Object.assign(line, { port, close })
}

type Weather = Pick<Line, "latencyMs" | "bandwidth" | "isPulled">

/** Seconds after which TCP knocks again while nobody answers. */
const knocks = [1, 3, 7, 15, 31]

/** A connection that is tried while the cable is pulled is made when TCP knocks for the first time after its return. */
function whenKnockIsHeard(line: Weather, run: () => void): void {
  if (!line.isPulled) return run()
  const [first = 1, ...later] = knocks
  const knock = (afterMs: number, [next, ...rest]: readonly number[], sofar: number) => {
    setTimeout(() => {
      if (!line.isPulled) run()
      else if (next !== undefined) knock((next - sofar) * 1_000, rest, next)
    }, afterMs)
  }
  knock(first * 1_000, later, first)
}

/** Nobody hears through a pulled cable that the other end has gone. */
function whenThrough(line: Weather, run: () => void): void {
  if (line.isPulled) setTimeout(() => whenThrough(line, run), tickMs * 4)
  else setTimeout(run, line.latencyMs)
}

function carry(from: Socket, to: Socket, line: Weather, cut: (bytes: Buffer) => Buffer): void {
  const waiting: { readonly at: number; readonly bytes: Buffer }[] = []
  let isTicking = false
  let freeAt = 0
  const tick = () => {
    const now = Date.now()
    // A line that is quick again is free at once, however much it had to carry while it was slow.
    const isFree = () => freeAt <= now || line.bandwidth === Number.POSITIVE_INFINITY
    for (let first = waiting[0]; first && !line.isPulled && first.at <= now && isFree(); first = waiting[0]) {
      waiting.shift()
      if (to.writable) to.write(first.bytes)
      freeAt = now + (first.bytes.length / line.bandwidth) * 1_000
    }
    isTicking = waiting.length > 0 && !to.destroyed
    if (isTicking) setTimeout(tick, tickMs)
    else if (from.isPaused()) from.resume()
  }
  from.on("data", (chunk) => {
    const bytes = cut(Buffer.from(chunk))
    waiting.push({ at: Date.now() + line.latencyMs, bytes })
    if (waiting.length > 200) from.pause()
    if (!isTicking) tick()
  })
}

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      resolve(typeof address === "object" && address ? address.port : 0)
    })
  })
