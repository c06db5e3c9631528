import { createHash } from "node:crypto"
import { createServer } from "node:http"
import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import * as Y from "yjs"

/**
 * What is left of a host when all it should do is taken away: edits are passed on at once, pointers in batches as often as
 * Cairn's; nothing is checked, opened, sealed or kept. Shows how much of a figure belongs to the computer, which no host
 * can save. Speaks the plain Yjs protocol of the peers.
 */
const [sync, stateAsked, state] = [0, 0, 1]
const pointersEveryMs = 38
const doc = new Y.Doc()
const seen = []
const readers = new Set()
let pointers = []

const server = createServer((_request, response) => response.end())
server.on("upgrade", (request, stream) => {
  stream.setNoDelay(true)
  stream.write(acceptance(request.headers["sec-websocket-key"]))
  readers.add(stream)
  let rest = Buffer.alloc(0)
  stream.on("data", (read) => {
    const bytes = rest.length > 0 ? Buffer.concat([rest, read]) : read
    let at = 0
    for (let next = frameAt(bytes, at); next; next = frameAt(bytes, at)) {
      take(stream, next.payload)
      at = next.end
    }
    rest = Buffer.from(bytes.subarray(at))
  })
  for (const end of ["close", "error"]) stream.on(end, () => readers.delete(stream))
})

function take(from, payload) {
  const message = decoding.createDecoder(payload)
  if (decoding.readVarUint(message) !== sync) return takePointer(payload)
  if (decoding.readVarUint(message) === stateAsked) {
    from.write(framed(stateAfter(decoding.readVarUint8Array(message))))
    return
  }
  seen.push(decoding.readVarUint8Array(message))
  const frame = framed(payload)
  for (const reader of readers) if (reader !== from) reader.write(frame)
}

function takePointer(payload) {
  pointers.push(payload)
  if (pointers.length > 1) return
  setTimeout(() => {
    const frame = framed(Buffer.concat(pointers))
    pointers = []
    for (const reader of readers) reader.write(frame)
  }, pointersEveryMs)
}

function stateAfter(vector) {
  for (const update of seen.splice(0)) Y.applyUpdate(doc, update)
  return encoding.encode((to) => {
    encoding.writeVarUint(to, sync)
    encoding.writeVarUint(to, state)
    encoding.writeVarUint8Array(to, Y.encodeStateAsUpdate(doc, vector))
  })
}

function acceptance(key) {
  const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64")
  const head = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
  return [...head, `Sec-WebSocket-Accept: ${accept}`, "\r\n"].join("\r\n")
}

/** One masked frame, unmasked; undefined while it is not whole. */
function frameAt(bytes, at) {
  if (bytes.length < at + 2) return undefined
  const short = bytes[at + 1] & 0x7f
  const more = short === 126 ? 2 : short === 127 ? 8 : 0
  const start = at + 2 + more + 4
  if (bytes.length < start) return undefined
  const length = more === 0 ? short : more === 2 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
  const end = start + length
  if (bytes.length < end) return undefined
  const payload = Buffer.from(bytes.subarray(start, end))
  for (let i = 0; i < length; i++) payload[i] ^= bytes[start - 4 + (i & 3)]
  return { payload, end }
}

function framed(payload) {
  const { length } = payload
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  head[0] = 0x82
  if (head.length === 2) head[1] = length
  else if (head.length === 4) head.writeUInt16BE(length, 2)
  else head.writeBigUInt64BE(BigInt(length), 2)
  if (head.length > 2) head[1] = head.length === 4 ? 126 : 127
  return Buffer.concat([head, payload])
}

server.listen(Number(process.env.PORT), process.env.HOST, () => console.log("READY"))
process.on("SIGTERM", () => process.exit(0))
