import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
} from "node:crypto"
import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"

/** A participant's end of Cairn's sealed channel, from `shared/protocol/README.md`. */
const version = 2
const kinds = { own: 0, shared: 1, roomKey: 2 }
const cipher = "chacha20-poly1305"
const tag = { authTagLength: 16 }
const ownHead = Buffer.of(kinds.own)
const spki = Buffer.from("302a300506032b656e032100", "hex")

export function openChannel(pass) {
  const pair = generateKeyPairSync("x25519")
  const secret = pass.length < 16 ? "" : pass
  const opening = encoding.encode((to) => {
    encoding.writeUint8(to, version)
    encoding.writeUint8Array(to, pair.publicKey.export({ type: "spki", format: "der" }).subarray(spki.length))
    encoding.writeVarString(to, secret && sha256(`cairn key id ${secret}`).toString("hex").slice(0, 32))
  })
  let keys
  let roomKey
  let sent = 0
  let received = 0
  let shared = 0

  const begin = (answer) => {
    if (answer[1] !== 0) throw new Error(`refused: ${answer.subarray(3)}`)
    const publicKey = createPublicKey({ key: Buffer.concat([spki, answer.subarray(2)]), format: "der", type: "spki" })
    const agreed = diffieHellman({ privateKey: pair.privateKey, publicKey })
    const input = Buffer.concat([agreed, Buffer.from(secret)])
    const both = Buffer.from(hkdfSync("sha256", input, sha256(opening, answer), `cairn ${version} channel`, 64))
    keys = { toHost: both.subarray(0, 32), toClient: both.subarray(32) }
  }
  return {
    opening,
    isOpen: () => keys !== undefined,
    seal: (message) => {
      const sealing = createCipheriv(cipher, keys.toHost, nonce(0, sent++), tag)
      sealing.setAAD(ownHead, { plaintextLength: message.length })
      const sealed = sealing.update(message)
      sealing.final()
      return Buffer.concat([ownHead, sealed, sealing.getAuthTag()])
    },
    /** The message in a frame, if there is one. */
    take: (frame) => {
      if (!keys) return begin(frame)
      if (frame[0] === kinds.shared) {
        shared++
        return openShared(frame, roomKey)
      }
      const message = open(frame, 1, keys.toClient, nonce(shared, received++))
      if (frame[0] === kinds.own) return message
      roomKey = message
      return undefined
    },
  }
}

const sha256 = (...parts) => {
  const hash = createHash("sha256")
  for (const part of parts) hash.update(part)
  return hash.digest()
}

const nonce = (shared, number) => {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32LE(shared)
  bytes.writeUIntLE(number, 4, 6)
  return bytes
}

function open(frame, headLength, key, iv) {
  const end = frame.length - tag.authTagLength
  const opening = createDecipheriv(cipher, key, iv, tag)
  opening.setAAD(frame.subarray(0, headLength), { plaintextLength: end - headLength })
  opening.setAuthTag(frame.subarray(end))
  const message = opening.update(frame.subarray(headLength, end))
  opening.final()
  return message
}

/**
 * A frame for everybody comes to each of a process's participants. In a room each has a device of their own for it; here
 * it is opened once, or the load generator would measure itself.
 */
const opened = new Map()
const openedAtMost = 256

function openShared(frame, key) {
  const mark = frame.latin1Slice(frame.length - tag.authTagLength)
  let message = opened.get(mark)
  if (message) return message
  const from = decoding.createDecoder(frame.subarray(1))
  const number = decoding.readVarUint(from)
  message = open(frame, 1 + from.pos, key, nonce(0, number))
  opened.set(mark, message)
  if (opened.size > openedAtMost) opened.delete(opened.keys().next().value)
  return message
}
