import type { Duplex } from "node:stream"
import type { WebSocket } from "ws"

/** A WebSocket that has just been opened, with the stream it runs on. */
export interface Arrival {
  readonly socket: WebSocket
  readonly stream: Duplex
  /** The address it comes from. */
  readonly from: string
  /** To be called once it is known who it is. */
  readonly letIn: () => void
}

/** Frames for everybody are given their WebSocket header once. */
const prepared = new WeakMap<Uint8Array, Buffer>()

/**
 * Sends binary messages. Servers send them unmasked, so the bytes are the same for everybody; writing them straight to
 * the stream saves a header, a copy and a system call for each of a hundred readers. `ws` keeps its own part: it reads,
 * answers pings and closes, and writes whole frames too, so the two never cut into each other.
 */
export class Wire {
  readonly #stream: Duplex

  constructor(stream: Duplex) {
    this.#stream = stream
  }

  /** A frame for this reader alone. */
  send(frame: Uint8Array): void {
    this.#stream.cork()
    this.#stream.write(header(frame.length))
    this.#stream.write(frame)
    this.#stream.uncork()
  }

  /** Bytes that the network has not taken yet; asked before each frame, so without a detour. */
  waiting(): number {
    return this.#stream.writableLength
  }

  /** A frame that others get as well. */
  sendShared(frame: Uint8Array): void {
    this.#stream.write(whole(frame))
  }
}

function whole(frame: Uint8Array): Buffer {
  let bytes = prepared.get(frame)
  if (!bytes) {
    bytes = Buffer.concat([header(frame.length), frame])
    prepared.set(frame, bytes)
  }
  return bytes
}

/** FIN and binary, then the length in 7, 16 or 64 bits (RFC 6455, 5.2). */
function header(length: number): Buffer {
  if (length < 126) return Buffer.of(0x82, length)
  if (length < 65_536) {
    const bytes = Buffer.of(0x82, 126, 0, 0)
    bytes.writeUInt16BE(length, 2)
    return bytes
  }
  const bytes = Buffer.of(0x82, 127, 0, 0, 0, 0, 0, 0, 0, 0)
  bytes.writeBigUInt64BE(BigInt(length), 2)
  return bytes
}
