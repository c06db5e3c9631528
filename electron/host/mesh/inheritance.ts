import { deflateSync, inflateSync } from "node:zlib"
import * as Y from "yjs"
import { type Kinship, readKinship } from "../../../shared/protocol/cairnCopy.ts"
import { base64Of, bytesOf } from "../../../shared/protocol/certificate.ts"

/** What a host that stands down hands over: what the other lacks, and whose pages may come over with what they still hold. */
export interface Inheritance extends Kinship {
  /** A Yjs update (V1). */
  readonly update: Uint8Array
}

/** The most bytes of an update after unpacking: as many as a workshop may have. */
const mostBytes = 64 * 1024 * 1024

/** As text, to be signed: JSON, the update packed as zlib does it. */
export const writeInheritance = ({ update, ...kinship }: Inheritance): string =>
  JSON.stringify({ ...kinship, update: base64Of(deflateSync(update)) })

export function readInheritance(text: string): Inheritance | undefined {
  try {
    const raw: unknown = JSON.parse(text)
    const kinship = readKinship(raw)
    const packed = isWithUpdate(raw) ? bytesOf(raw.update) : undefined
    return kinship && packed && { ...kinship, update: inflateSync(packed, { maxOutputLength: mostBytes }) }
  } catch {
    return undefined
  }
}

const isWithUpdate = (raw: unknown): raw is { readonly update: string } =>
  typeof raw === "object" && raw !== null && "update" in raw && typeof raw.update === "string"

/** True when nothing would be missing between what the document has and this. */
export function follows(update: Uint8Array, { store }: Y.Doc): boolean {
  try {
    return [...Y.parseUpdateMeta(update).from].every(([client, clock]) => clock <= Y.getState(store, client))
  } catch {
    return false
  }
}
