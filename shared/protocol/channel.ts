import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { err, ok, type Result } from "../model/result.ts"
import { type Ciphers, tagLength } from "./ciphers.ts"

/**
 * The frames of a connection once both ends have agreed on keys (`opening.ts`). Each is one message, sealed; what is
 * for everybody is sealed once, with a key that those in the room have in common. The bytes are in `README.md`.
 *
 * A frame that was changed, repeated, left out or put elsewhere cannot be opened, and a connection on which that happens
 * must end: nothing on it can be trusted from there on.
 */

/** The byte that a sealed frame begins with. */
const kinds = { own: 0, shared: 1, roomKey: 2 } as const
const ownHead = Uint8Array.of(kinds.own)
const roomKeyHead = Uint8Array.of(kinds.roomKey)
const keyLength = 32

/** Why a frame could not be opened; the connection must end. */
export interface Broken {
  readonly type: "Broken"
}
const broken = err<Broken>({ type: "Broken" })

export interface ChannelKeys {
  readonly toHost: Uint8Array
  readonly toClient: Uint8Array
}

/** A client's end. */
export interface ClientChannel {
  readonly seal: (message: Uint8Array) => Uint8Array
  /** The message in a frame; none in a frame that was for the channel itself. */
  readonly open: (frame: Uint8Array) => Result<Uint8Array | undefined, Broken>
}

/** The host's end of one connection. */
export interface HostChannel {
  readonly seal: (message: Uint8Array) => Uint8Array
  readonly open: (frame: Uint8Array) => Result<Uint8Array, Broken>
  /** The frame that tells this client the key of the room, from the next shared frame on. */
  readonly sealRoomKey: (roomKey: Uint8Array) => Uint8Array
  /** Called for each shared frame that goes to this client, in its place among the others. */
  readonly noteShared: () => void
}

/** Seals what goes to everybody. */
export interface RoomSeal {
  readonly key: () => Uint8Array
  readonly seal: (message: Uint8Array) => Uint8Array
  /** Another key, for when somebody must not read on. */
  readonly renew: () => void
}

export function openClientChannel(ciphers: Ciphers, keys: ChannelKeys): ClientChannel {
  const outgoing = new Counter()
  const incoming = new Counter()
  let roomKey: Uint8Array | undefined
  let nextShared = 0
  /** Shared frames so far on this connection. */
  let shared = 0

  const openShared = (frame: Uint8Array): Result<Uint8Array, Broken> => {
    const from = decoding.createDecoder(frame)
    decoding.readUint8(from)
    const number = decoding.readVarUint(from)
    if (!roomKey || number < nextShared) return broken
    const message = ciphers.open(roomKey, nonceOf(0, number), frame, from.pos)
    if (!message) return broken
    nextShared = number + 1
    shared++
    return ok(message)
  }
  const openOwn = (frame: Uint8Array): Result<Uint8Array | undefined, Broken> => {
    const message = ciphers.open(keys.toClient, incoming.next(shared), frame, 1)
    if (!message) return broken
    if (frame[0] === kinds.own) return ok(message)
    if (frame[0] !== kinds.roomKey || message.length !== keyLength) return broken
    roomKey = message.slice()
    nextShared = 0
    return ok(undefined)
  }
  return {
    seal: (message) => ciphers.seal(keys.toHost, outgoing.next(0), ownHead, message),
    open: (frame) => {
      if (frame.length <= tagLength) return broken
      try {
        return frame[0] === kinds.shared ? openShared(frame) : openOwn(frame)
      } catch {
        return broken
      }
    },
  }
}

export function openHostChannel(ciphers: Ciphers, keys: ChannelKeys): HostChannel {
  const outgoing = new Counter()
  const incoming = new Counter()
  let shared = 0
  return {
    seal: (message) => ciphers.seal(keys.toClient, outgoing.next(shared), ownHead, message),
    open: (frame) => {
      if (frame[0] !== kinds.own || frame.length <= tagLength) return broken
      const message = ciphers.open(keys.toHost, incoming.next(0), frame, 1)
      return message ? ok(message) : broken
    },
    sealRoomKey: (roomKey) => ciphers.seal(keys.toClient, outgoing.next(shared), roomKeyHead, roomKey),
    noteShared: () => {
      shared++
    },
  }
}

export function openRoomSeal(ciphers: Ciphers): RoomSeal {
  let key = ciphers.random(keyLength)
  let number = 0
  return {
    key: () => key,
    seal: (message) => {
      const head = encoding.encode((to) => {
        encoding.writeUint8(to, kinds.shared)
        encoding.writeVarUint(to, number)
      })
      return ciphers.seal(key, nonceOf(0, number++), head, message)
    },
    renew: () => {
      key = ciphers.random(keyLength)
      number = 0
    },
  }
}

/** Counts the frames of one direction. Each number is used once; a key lives no longer than its connection. */
class Counter {
  #number = 0

  /** `shared` ties a frame to its place among those that go to everybody. */
  next(shared: number): Uint8Array {
    return nonceOf(shared, this.#number++)
  }
}

/** Twelve bytes, little endian: shared frames before this one (4), the frame's number (8). */
function nonceOf(shared: number, number: number): Uint8Array {
  const nonce = new Uint8Array(12)
  const view = new DataView(nonce.buffer)
  view.setUint32(0, shared >>> 0, true)
  view.setUint32(4, number >>> 0, true)
  view.setUint32(8, Math.floor(number / 2 ** 32), true)
  return nonce
}
