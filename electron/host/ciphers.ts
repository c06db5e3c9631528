import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from "node:crypto"
import { bundledCiphers, type Ciphers, tagLength } from "../../shared/protocol/ciphers.ts"

const cipher = "chacha20-poly1305"
/** What stands before the 32 bytes of an X25519 public key in DER (RFC 8410). */
const publicKeyHead = Buffer.from("302a300506032b656e032100", "hex")

/** The computer's own, an order of magnitude faster than JavaScript for large frames and for key pairs. */
export const nativeCiphers: Ciphers = {
  random: (length) => new Uint8Array(randomBytes(length)),
  newPair: () => {
    const { privateKey, publicKey } = generateKeyPairSync("x25519")
    return {
      publicKey: new Uint8Array(publicKey.export({ type: "spki", format: "der" }).subarray(publicKeyHead.length)),
      agree: (theirs) => {
        const key = Buffer.concat([publicKeyHead, theirs])
        return diffieHellman({ privateKey, publicKey: createPublicKey({ key, type: "spki", format: "der" }) })
      },
    }
  },
  hash: (bytes) => createHash("sha256").update(bytes).digest(),
  derive: (input, salt, info, length) => new Uint8Array(hkdfSync("sha256", input, salt, info, length)),
  seal: (key, nonce, head, plain) => {
    const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagLength })
    sealing.setAAD(head, { plaintextLength: plain.length })
    const sealed = sealing.update(plain)
    sealing.final()
    return Buffer.concat([head, sealed, sealing.getAuthTag()])
  },
  open: (key, nonce, frame, headLength) => {
    const end = frame.length - tagLength
    if (end < headLength) return undefined
    try {
      const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagLength })
      opening.setAAD(frame.subarray(0, headLength), { plaintextLength: end - headLength })
      opening.setAuthTag(frame.subarray(end))
      const plain = opening.update(frame.subarray(headLength, end))
      opening.final()
      return plain
    } catch {
      return undefined
    }
  },
}

/** The computer's own where it has all of them; in Electron, whose library lacks ChaCha20, those that came along. */
export const hostCiphers: Ciphers = works(nativeCiphers) ? nativeCiphers : bundledCiphers

function works(ciphers: Ciphers): boolean {
  try {
    const [ours, theirs] = [ciphers.newPair(), bundledCiphers.newPair()]
    const key = ciphers.derive(ours.agree(theirs.publicKey), ciphers.hash(ours.publicKey), "try", 32)
    const frame = ciphers.seal(key, new Uint8Array(12), Uint8Array.of(0), Uint8Array.of(1))
    return bundledCiphers.open(key, new Uint8Array(12), frame, 1)?.[0] === 1
  } catch {
    return false
  }
}
