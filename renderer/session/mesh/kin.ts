import type * as Y from "yjs"
import { isPlain } from "../../../shared/model/fields.ts"
import { isPageOrigin, type KnownAuthor } from "../../../shared/protocol/cairnCopy.ts"
import { type Certificate, isSigned, readCertificate, readSigned } from "../../../shared/protocol/certificate.ts"
import type { Trust } from "../../../shared/protocol/envelope.ts"
import type { HeldEnvelope } from "./held.ts"

/** Whose pages may come over to the host that carries the history on, from where, and how much of theirs is in the copy. */
export function kin(members: Y.Map<unknown>, trust: Trust, held: readonly HeldEnvelope[], ownOrigin: string) {
  const authors = new Map<number, Certificate>()
  const origins = new Set([ownOrigin])
  for (const raw of members.values()) {
    const signed = isPlain(raw) ? readSigned(raw.certificate) : undefined
    if (!signed || !isSigned(signed, "certificate", trust.hostKeys, trust.verify)) continue
    const certificate = readCertificate(signed.text)
    if (!certificate || certificate.workshopId !== trust.workshopId || certificate.role === "observer") continue
    authors.set(certificate.clientId, certificate)
    if (isPlain(raw) && typeof raw.origin === "string") origins.add(raw.origin)
  }
  for (const { author } of held) authors.set(author.clientId, author)
  const known = [...authors.values()].map(({ queue, personId, clientId }): KnownAuthor => {
    const shown = held.filter((one) => one.isShown && one.author.clientId === clientId)
    return { queue, personId, clientId, upTo: Math.max(0, ...shown.map(({ seq }) => seq)) }
  })
  return { authors: known, origins: [...origins].filter(isPageOrigin) }
}
