import { recordIn, type WorkshopDocument } from "../../shared/document/document.ts"
import { isId } from "../../shared/model/ids.ts"
import type { Role } from "../../shared/model/records.ts"
import { cleanLine, textLimit } from "../../shared/model/text.ts"
import { type Hello, type HostMessage, protocolVersion, type Refusal } from "../../shared/protocol/messages.ts"
import type { Member } from "./connection.ts"
import type { Instances } from "./instances.ts"
import type { Passes } from "./passes.ts"
import { admit, type Person } from "./people.ts"

/** Decides about a hello: who it is, as what, and with which Yjs client id they write. */
export interface AdmissionPorts {
  readonly document: WorkshopDocument
  readonly workshopId: string
  readonly generation: string
  readonly instances: Instances
  readonly passes: Passes
  readonly newId: () => string
  readonly clock: () => number
}

export type Welcomed =
  | { readonly refuse: Refusal }
  | { readonly member: Member; readonly isNewInstance: boolean; readonly message: HostMessage }

const leastInstanceLength = 16

export const admission =
  (ports: AdmissionPorts) =>
  (hello: Hello, from: string): Welcomed => {
    if (hello.protocol !== protocolVersion) return { refuse: "protocol" }
    const pass = ports.passes.check(hello.pass, from)
    if (pass.is === "busy") return { refuse: "busy" }
    if (pass.is === "removed") return { refuse: "removed" }
    if (pass.is === "wrong" || !isId(hello.instance) || hello.instance.length < leastInstanceLength)
      return { refuse: "pass" }
    if (hello.generation !== "" && hello.generation !== ports.generation) return { refuse: "generation" }
    const personId = pass.is === "token" ? pass.personId : (ownerOf(ports, hello.instance, pass.role) ?? ports.newId())
    const token = ports.passes.tokenFor(personId, pass.role)
    if (ports.passes.check(token, from).is === "removed") return { refuse: "removed" }
    const claimed = ports.instances.claim(hello.instance, personId)
    if (!claimed) return { refuse: "busy" }
    const person = personFor(ports.document, personId, pass.role, hello.name)
    const message: HostMessage = {
      type: "welcome",
      workshopId: ports.workshopId,
      generation: ports.generation,
      ...person,
      token,
      clientId: claimed.known.clientId,
      lastDurable: claimed.known.durable,
      hostTime: ports.clock(),
    }
    return { member: { person, device: hello.device, instance: claimed.known }, isNewInstance: claimed.isNew, message }
  }

/**
 * Whoever comes with a link and the name of a queue that somebody of that role has made is that somebody: the name is
 * as hard to guess as a secret and no one else is told it.
 */
function ownerOf({ instances, document }: AdmissionPorts, instance: string, role: Role): string | undefined {
  const owner = instances.ownerOf(instance)
  if (owner === undefined) return undefined
  const record = recordIn(document.roots.participants, owner)
  return (record ? record.get("role") === role : role === "observer") ? owner : undefined
}

/** Observers only look and leave nothing in the document. */
const personFor = (document: WorkshopDocument, personId: string, role: Role, name: string): Person =>
  role === "observer"
    ? { personId, name: cleanLine(name, textLimit.name).trim(), role, colour: "neutral", glyph: 0 }
    : admit(document, personId, role, name)
