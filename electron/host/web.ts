import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { isIP } from "node:net"
import type { Duplex } from "node:stream"
import { WebSocketServer } from "ws"
import { frameLimit } from "../../shared/protocol/messages.ts"
import type { OwnNames } from "./ownNames.ts"
import type { PageFile } from "./pageFiles.ts"
import { pagePolicy } from "./policy.ts"
import { openStrangers, type Strangers } from "./strangers.ts"
import type { Arrival } from "./wire.ts"

/**
 * What answers on the host's addresses: the page's files, a health and a check page, and the socket. Everything else
 * gets a status and nothing more. There are no cookies, no CORS headers and no way to a file system.
 */
export interface WebPorts {
  readonly version: string
  readonly page: ReadonlyMap<string, PageFile>
  readonly names: OwnNames
  readonly onSocket: (arrival: Arrival) => void
  /** Called for each request from another device. */
  readonly onReached: () => void
}

/** Makes a server for one address; the caller listens and closes. */
export type MakeServer = () => Server

const socketsPerServer = 1_000

export function openWeb(ports: WebPorts): MakeServer {
  const sockets: Sockets = {
    own: openSockets(frameLimit.toOwnHost),
    others: openSockets(frameLimit.toHost),
    strangers: openStrangers(),
  }
  return () => {
    const server = createServer(
      {
        maxHeaderSize: 8_192,
        headersTimeout: 5_000,
        requestTimeout: 10_000,
        keepAliveTimeout: 5_000,
        connectionsCheckingInterval: 1_000,
      },
      (request, response) => answer(ports, request, response),
    )
    server.maxConnections = socketsPerServer
    server.on("connection", sockets.strangers.came)
    server.on("upgrade", (request, socket, head) => upgrade(ports, sockets, request, socket, head))
    server.on("clientError", (_problem, socket) => {
      if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
      else socket.destroy()
    })
    return server
  }
}

/** This computer may send a whole workshop in one frame; others send edits. */
interface Sockets {
  readonly own: WebSocketServer
  readonly others: WebSocketServer
  readonly strangers: Strangers
}

function openSockets(maxPayload: number): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload,
    clientTracking: false,
    maxFragments: 64,
    maxBufferedChunks: 4_096,
  })
  // Reached by a bad handshake; the socket is answered and closed by the package.
  sockets.on("wsClientError", (_problem, socket) => socket.destroy())
  return sockets
}

/** For every answer. */
const everywhere = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
} as const

/** Also for what a browser opens as a page; with forty scripts and style sheets this would be a tenth of what a phone loads. */
const security = { ...everywhere, "content-security-policy": pagePolicy, "x-frame-options": "DENY" } as const
const isPart = ({ type }: PageFile): boolean => /^(text\/(javascript|css)|font\/)/.test(type)

function answer(ports: WebPorts, request: IncomingMessage, response: ServerResponse): void {
  const refuse = (status: number) => {
    // What was not read of a body must not be taken for the next request.
    response.writeHead(status, { ...security, "content-length": 0, connection: "close" }).end()
  }
  if (!isOurs(ports, request)) return refuse(421)
  const { method, url = "" } = request
  if (method !== "GET" && method !== "HEAD") return refuse(405)
  if (request.headers["content-length"] !== undefined || request.headers["transfer-encoding"] !== undefined)
    return refuse(400)
  const from = addressOf(request)
  if (!isLoopback(from)) ports.onReached()
  const path = url.split("?", 1)[0] ?? ""
  if (path === "/health" && isLoopback(from)) return sendText(request, response, "application/json", health(ports))
  if (path === "/check") return sendText(request, response, "text/html; charset=utf-8", checkPage)
  const file = ports.page.get(path)
  if (file) sendFile(request, response, file)
  else refuse(404)
}

const health = ({ version }: WebPorts): string => JSON.stringify({ cairn: version, ready: true })

const checkPage = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Cairn</title><body style="margin:15vh 24px;text-align:center;font:20px system-ui;background:#faf8f4;color:#22201c">
<p style="font-size:96px;margin:0;color:#2f6f4e">&#10003;</p>
<p>This device reaches the workshop.</p><p lang="de">Dieses Gerät erreicht den Workshop.</p></body></html>`

function sendText(request: IncomingMessage, response: ServerResponse, type: string, text: string): void {
  const body = Buffer.from(text)
  response.writeHead(200, {
    ...security,
    // The page of its own has no style sheet.
    "content-security-policy": "default-src 'none'; style-src-attr 'unsafe-inline'; frame-ancestors 'none'",
    "content-type": type,
    "content-length": body.length,
    "cache-control": "no-store",
  })
  response.end(request.method === "HEAD" ? undefined : body)
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: PageFile): void {
  const headers = {
    ...(isPart(file) ? everywhere : security),
    etag: file.etag,
    vary: "accept-encoding",
    "cache-control": file.isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
  }
  if (request.headers["if-none-match"] === file.etag) {
    response.writeHead(304, headers).end()
    return
  }
  const accepted = String(request.headers["accept-encoding"] ?? "")
    .split(",")
    .map((one) => one.trim())
  const coding = accepted.includes("br") && file.br ? "br" : accepted.includes("gzip") && file.gzip ? "gzip" : undefined
  const body = (coding && file[coding]) || file.plain
  response.writeHead(200, {
    ...headers,
    ...(coding ? { "content-encoding": coding } : {}),
    "content-type": file.type,
    "content-length": body.length,
  })
  response.end(request.method === "HEAD" ? undefined : body)
}

function upgrade(ports: WebPorts, sockets: Sockets, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  socket.on("error", () => socket.destroy())
  const refuse = (status: string): void => {
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
  }
  if (!isOurs(ports, request)) return refuse("421 Misdirected Request")
  if (!hasOwnOrigin(ports, request)) return refuse("403 Forbidden")
  if (request.url !== "/ws") return refuse("404 Not Found")
  const from = addressOf(request)
  if (!isLoopback(from)) ports.onReached()
  const { own, others, strangers } = sockets
  const isOwn = isLoopback(from)
  if (!isOwn && !strangers.mayWait(socket, from)) return refuse("429 Too Many Requests")
  const server = isOwn ? own : others
  server.handleUpgrade(request, socket, head, (opened) =>
    ports.onSocket({ socket: opened, stream: socket, from, letIn: () => strangers.letIn(socket) }),
  )
}

/** Exactly one `Host`, one of ours, and a plain path. */
function isOurs({ names }: WebPorts, request: IncomingMessage): boolean {
  const hosts = request.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === "host")
  return hosts.length === 1 && names.isOwnHost(request.headers.host) && request.url?.startsWith("/") === true
}

/** Browsers always say where a page comes from; programs of other sorts do not, and their pass decides. */
function hasOwnOrigin({ names }: WebPorts, request: IncomingMessage): boolean {
  const given = request.rawHeaders.flatMap((name, at) =>
    at % 2 === 0 && name.toLowerCase() === "origin" ? [request.rawHeaders[at + 1] ?? ""] : [],
  )
  return given.length === 0 || (given.length === 1 && names.isOwnOrigin(given[0] ?? ""))
}

const addressOf = (request: IncomingMessage): string => (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "")

export const isLoopback = (address: string): boolean =>
  address === "::1" || address === "localhost" || (isIP(address) === 4 && address.startsWith("127."))
