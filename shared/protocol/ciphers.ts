import { chacha20poly1305 } from "@noble/ciphers/chacha.js"
import { pow } from "@noble/curves/abstract/modular.js"
import { montgomery } from "@noble/curves/abstract/montgomery.js"
import { hkdf } from "@noble/hashes/hkdf.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { randomBytes, utf8ToBytes } from "@noble/hashes/utils.js"

/** What the sealed channel needs of cryptography. Two ends with different ones understand each other. */
export interface Ciphers {
  readonly random: (length: number) => Uint8Array
  /** A new X25519 key pair (RFC 7748). */
  readonly newPair: () => KeyPair
  /** SHA-256. */
  readonly hash: (bytes: Uint8Array) => Uint8Array
  /** HKDF with SHA-256 (RFC 5869), extracted and expanded. */
  readonly derive: (input: Uint8Array, salt: Uint8Array, info: string, length: number) => Uint8Array
  /** ChaCha20-Poly1305 (RFC 8439): `head` in clear, then what is sealed and its tag, which vouches for the head too. */
  readonly seal: (key: Uint8Array, nonce: Uint8Array, head: Uint8Array, plain: Uint8Array) => Uint8Array
  /** What is sealed behind a head of that length; nothing when the tag does not fit. */
  readonly open: (key: Uint8Array, nonce: Uint8Array, frame: Uint8Array, headLength: number) => Uint8Array | undefined
}

export interface KeyPair {
  readonly publicKey: Uint8Array
  /** The secret in common with the owner of another public key. Throws for one that nobody can own. */
  readonly agree: (theirs: Uint8Array) => Uint8Array
}

export const tagLength = 16

const prime = 2n ** 255n - 19n
/** X25519 alone: the package's ready-made one brings the Edwards curves along, three times as many bytes. */
const x25519 = montgomery({
  P: prime,
  type: "x25519",
  powPminus2: (x) => pow(x, prime - 2n, prime),
  adjustScalarBytes: (bytes: Uint8Array) => {
    bytes[0] = (bytes[0] ?? 0) & 248
    bytes[31] = ((bytes[31] ?? 0) & 127) | 64
    return bytes
  },
})

/**
 * Plain JavaScript from an audited library: pages on `http://<address>` have no `crypto.subtle`, and the node:crypto of
 * Electron has no ChaCha20.
 */
export const bundledCiphers: Ciphers = {
  random: randomBytes,
  newPair: () => {
    const { secretKey, publicKey } = x25519.keygen()
    return { publicKey, agree: (theirs) => x25519.getSharedSecret(secretKey, theirs) }
  },
  hash: sha256,
  derive: (input, salt, info, length) => hkdf(sha256, input, salt, utf8ToBytes(info), length),
  seal: (key, nonce, head, plain) => {
    const frame = new Uint8Array(head.length + plain.length + tagLength)
    frame.set(head)
    chacha20poly1305(key, nonce, head).encrypt(plain, frame.subarray(head.length))
    return frame
  },
  open: (key, nonce, frame, headLength) => {
    try {
      return chacha20poly1305(key, nonce, frame.subarray(0, headLength)).decrypt(frame.subarray(headLength))
    } catch {
      return undefined
    }
  },
}
