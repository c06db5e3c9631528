import { ed25519 } from "@noble/curves/ed25519.js"
import { base64Of, type Verify } from "../../../shared/protocol/certificate.ts"

/** The key with which this page signs what it writes; it lives as long as the page. */
export interface DeviceKey {
  /** In base64. */
  readonly publicKey: string
  readonly sign: (message: Uint8Array) => Uint8Array
}

export function newDeviceKey(): DeviceKey {
  const { secretKey, publicKey } = ed25519.keygen()
  return { publicKey: base64Of(publicKey), sign: (message) => ed25519.sign(message, secretKey) }
}

/** In plain JavaScript: pages on `http://<address>` have no `crypto.subtle`. */
export const verify: Verify = (mark, message, publicKey) => {
  try {
    return ed25519.verify(mark, message, publicKey)
  } catch {
    return false
  }
}
