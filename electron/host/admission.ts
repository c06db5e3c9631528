import { recordIn, type WorkshopDocument } from "../../shared/document/document.ts"
import { isId } from "../../shared/model/ids.ts"
import { type Role, roles } from "../../shared/model/records.ts"
import { cleanLine, textLimit } from "../../shared/model/text.ts"
import { type Hello, type HostMessage, protocolVersion, type Refusal } from "../../shared/protocol/messages.ts"
import type { Member } from "./connection.ts"
import type { Door } from "./door.ts"
import { type Instances, isAdoptedName } from "./instances.ts"
import type { Lineage } from "./mesh/lineage.ts"
import type { Passes } from "./passes.ts"
import { admit, type Person } from "./people.ts"

/** Decides about a hello: who it is, as what, and with which Yjs client id they write. */
export interface AdmissionPorts {
  readonly document: WorkshopDocument
  readonly workshopId: string
  readonly generation: string
  readonly lineage: Lineage
  readonly instances: Instances
  readonly passes: Passes
  readonly door: Pick<Door, "judge">
  readonly newId: () => string
  readonly clock: () => number
}

export type Welcomed =
  | { readonly refuse: Refusal }
  | { readonly member: Member; readonly isNewInstance: boolean; readonly message: HostMessage }

const leastInstanceLength = 16

export const admission =
  (ports: AdmissionPorts) =>
  (hello: Hello, from: string, connection: number): Welcomed => {
    if (hello.protocol !== protocolVersion) return { refuse: "protocol" }
    const pass = ports.passes.check(hello.pass, from)
    if (pass.is === "busy") return { refuse: "busy" }
    if (pass.is === "removed") return { refuse: "removed" }
    if (pass.is === "wrong" || !isInstance(hello.instance)) return { refuse: "pass" }
    const histories = ["", ports.generation, ...ports.lineage.generations]
    if (!histories.includes(hello.generation)) return { refuse: "generation" }
    const asked = pass.is === "code" ? "participant" : pass.role
    const heir = pass.is === "link" && asked !== "observer" ? ports.instances.heirOf(hello.instance) : undefined
    const role = heir === undefined ? asked : roleOf(ports, heir, asked)
    const known = pass.is === "token" ? pass.personId : (heir ?? ownerOf(ports, hello.instance, asked))
    const comer = { ...hello, role, isByCode: pass.is === "code", isSuspect: ports.passes.isSuspect(from) }
    const refusal = known === undefined ? ports.door.judge(comer) : undefined
    if (refusal) return { refuse: refusal }
    const personId = known ?? ports.newId()
    const token = ports.passes.tokenFor(personId, role)
    if (ports.passes.check(token, from).is === "removed") return { refuse: "removed" }
    const claimed = ports.instances.claim(hello.instance, personId)
    if (!claimed) return { refuse: "busy" }
    const person = personFor(ports.document, personId, role, hello.name)
    const message: HostMessage = {
      type: "welcome",
      workshopId: ports.workshopId,
      generation: ports.generation,
      ...person,
      token,
      clientId: claimed.known.clientId,
      lastDurable: claimed.known.durable,
      lineage: ports.lineage.generations,
      connection,
      hostTime: ports.clock(),
    }
    return { member: { person, device: hello.device, instance: claimed.known }, isNewInstance: claimed.isNew, message }
  }

const isInstance = (instance: string): boolean =>
  isId(instance) && instance.length >= leastInstanceLength && !isAdoptedName(instance)

/** The role somebody had at the host before, as the document that came from there says. */
function roleOf({ document }: AdmissionPorts, personId: string, otherwise: Role): Role {
  if (otherwise === "facilitator") return otherwise
  const known = recordIn(document.roots.participants, personId)?.get("role")
  return roles.find((role) => role === known && role !== "observer") ?? otherwise
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
