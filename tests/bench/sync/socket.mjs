import { randomBytes } from "node:crypto"
import { connect } from "node:net"

/**
 * The participants' WebSocket, as lean as it can be and the same for every system: thousands of frames a second are
 * looked at in one process, and what that process spends on each would otherwise stand in for what the host does.
 * Frames are handed over as views into one buffer; who keeps one copies it. Binary messages only, in one frame each.
 */
const readBuffer = Buffer.allocUnsafe(512 * 1024)

export function openSocket(url, { origin, onOpen, onFrame, onClose, onError }) {
  const { hostname, port, pathname } = new URL(url)
  let isOpen = false
  let isDone = false
  let rest
  const stream = connect({
    host: hostname,
    port: Number(port),
    noDelay: true,
    onread: { buffer: readBuffer, callback: (length) => take(readBuffer.subarray(0, length)) },
  })
  stream.on("connect", () => stream.write(handshake(`${hostname}:${port}`, pathname, origin)))
  stream.on("error", (problem) => onError?.(problem))
  stream.on("close", () => end(1006))
  const end = (code) => {
    if (isDone) return
    isDone = true
    isOpen = false
    stream.destroy()
    onClose?.(code)
  }

  const take = (read) => {
    const bytes = rest ? Buffer.concat([rest, read]) : read
    let at = isOpen ? 0 : readHandshake(bytes)
    for (let next = frameAt(bytes, at); next && !isDone; next = frameAt(bytes, at)) {
      receive(next.opcode, bytes.subarray(next.start, next.end))
      at = next.end
    }
    rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : undefined
    return !isDone
  }
  const readHandshake = (bytes) => {
    const end = bytes.indexOf("\r\n\r\n")
    if (end < 0) return 0
    const head = bytes.latin1Slice(0, end)
    if (!head.startsWith("HTTP/1.1 101")) {
      onError?.(new Error(head.split("\r\n")[0]))
      stream.destroy()
      return bytes.length
    }
    isOpen = true
    onOpen()
    return end + 4
  }
  const frameAt = (bytes, at) => {
    if (!isOpen || bytes.length < at + 2) return undefined
    let start = at + 2
    let length = bytes[at + 1]
    if (length === 126) {
      if (bytes.length < at + 4) return undefined
      length = bytes.readUInt16BE(at + 2)
      start = at + 4
    } else if (length === 127) {
      if (bytes.length < at + 10) return undefined
      length = Number(bytes.readBigUInt64BE(at + 2))
      start = at + 10
    }
    const end = start + length
    return end > bytes.length ? undefined : { opcode: bytes[at] & 15, start, end }
  }
  const receive = (opcode, payload) => {
    if (opcode === 2) onFrame(payload)
    else if (opcode === 9) stream.write(framed(10, payload))
    else if (opcode === 8) end(payload.length >= 2 ? payload.readUInt16BE(0) : 1005)
  }

  return {
    send: (payload) => {
      if (isOpen) stream.write(framed(2, payload))
    },
    close: () => {
      isDone = true
      isOpen = false
      stream.destroy()
    },
    bytesIn: () => stream.bytesRead,
    bytesOut: () => stream.bytesWritten,
  }
}

const handshake = (host, path, origin) =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...(origin ? [`Origin: ${origin}`] : []),
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "Sec-WebSocket-Version: 13",
    "\r\n",
  ].join("\r\n")

/** Masked, as a client must; with the mask 0 the bytes stay as they are, and the host has to unmask them all the same. */
function framed(opcode, payload) {
  const head = payload.length < 126 ? 6 : payload.length < 65_536 ? 8 : 14
  const bytes = Buffer.allocUnsafe(head + payload.length)
  bytes[0] = 0x80 | opcode
  if (head === 6) bytes[1] = 0x80 | payload.length
  else if (head === 8) {
    bytes[1] = 0x80 | 126
    bytes.writeUInt16BE(payload.length, 2)
  } else {
    bytes[1] = 0x80 | 127
    bytes.writeBigUInt64BE(BigInt(payload.length), 2)
  }
  bytes.fill(0, head - 4, head)
  bytes.set(payload, head)
  return bytes
}
