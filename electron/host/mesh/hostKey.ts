import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto"
import { base64Of, type Signed, signedBytes, type Verify } from "../../../shared/protocol/certificate.ts"
import { type Disk, replaceFile } from "../disk.ts"

/** The workshop's own key: what it signs, other devices and later hosts believe. Kept beside the journal, never in it. */
export interface HostKey {
  /** Ed25519, 32 bytes in base64. */
  readonly publicKey: string
  readonly sign: (purpose: Parameters<typeof signedBytes>[0], text: string) => Signed
}

const keyName = "host-key.pem"
/** What stands before the 32 bytes of an Ed25519 public key in DER (RFC 8410). */
const publicKeyHead = Buffer.from("302a300506032b6570032100", "hex")

/** Reads the key of a workshop's folder, or makes and keeps a new one. */
export async function openHostKey(disk: Disk, folder: string, log: (line: string) => void): Promise<HostKey> {
  const kept = await disk.read(`${folder}/${keyName}`).then(readKey, () => undefined)
  const key = kept ?? generateKeyPairSync("ed25519").privateKey
  if (!kept) {
    const pem = Buffer.from(key.export({ type: "pkcs8", format: "pem" }))
    await replaceFile(disk, folder, keyName, pem).catch(() =>
      log(
        "the workshop's key could not be saved; devices that work on without this host cannot give back to its next start",
      ),
    )
  }
  const publicKey = base64Of(
    createPublicKey(key).export({ type: "spki", format: "der" }).subarray(publicKeyHead.length),
  )
  return {
    publicKey,
    sign: (purpose, text) => ({ text, mark: base64Of(sign(null, signedBytes(purpose, text), key)) }),
  }
}

function readKey(pem: Uint8Array): KeyObject | undefined {
  try {
    const key = createPrivateKey(Buffer.from(pem))
    return key.asymmetricKeyType === "ed25519" ? key : undefined
  } catch {
    return undefined
  }
}

/** Ed25519 by the computer's own library. */
export const nativeVerify: Verify = (mark, message, publicKey) => {
  try {
    const key = createPublicKey({ key: Buffer.concat([publicKeyHead, publicKey]), type: "spki", format: "der" })
    return verify(null, message, key, mark)
  } catch {
    return false
  }
}
