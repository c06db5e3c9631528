import type { WorkshopDocument } from "../../shared/document/document.ts"
import { isPlain } from "../../shared/model/fields.ts"
import { type Ask, asks, mayAsk } from "../../shared/protocol/requests.ts"
import type { Connection } from "./connection.ts"
import type { Door } from "./door.ts"
import type { HostMesh } from "./mesh/hostMesh.ts"
import type { Passes } from "./passes.ts"
import { introduce, personIn, rename } from "./people.ts"
import type { Desk } from "./sealed/desk.ts"
import { takeBack } from "./takeBack.ts"

/** What those inside ask for besides editing (`shared/protocol/requests.ts`): checked for their role, then answered. */
export interface RoomRequestPorts {
  readonly document: WorkshopDocument
  readonly passes: Passes
  readonly door: Door
  readonly mesh: HostMesh
  /** Undefined until edits are taken. */
  readonly desk: () => Desk | undefined
  readonly connections: () => Iterable<Connection>
  readonly onRenamed: () => void
  readonly onRemoved: () => void
  /** Answers what concerns the host rather than this workshop. */
  readonly answer: (ask: Ask, body: unknown) => Promise<unknown>
}

export class RoomRequests {
  readonly #ports: RoomRequestPorts

  constructor(ports: RoomRequestPorts) {
    this.#ports = ports
  }

  /** Never rejects: what cannot be done is answered with `refused` and a word why. */
  async answer(connection: Connection, name: string, body: unknown): Promise<unknown> {
    const { document, door, mesh, desk } = this.#ports
    const ask = asks.find((one) => one === name)
    const { member } = connection
    if (!ask || !member) return { refused: "unknown" }
    if (!mayAsk(member.person.role, ask)) return { refused: "role" }
    switch (ask) {
      case "rename":
        return this.#rename(connection.personId, text(body, "name"))
      case "introduce":
        return introduce(document, connection.personId, body) ? null : { refused: "unknown" }
      case "remove":
        return this.#remove(connection.personId, body)
      case "waiting":
        return door.waiting()
      case "let-in":
        return this.#letIn(body)
      case "join-mesh":
        return mesh.join(member, body)
      case "give-back":
        return mesh.giveBack(body)
      default: {
        const answer = desk()?.answer(ask, body, connection.personId) ?? this.#ports.answer(ask, body)
        return answer.catch(() => ({ refused: "failed" }))
      }
    }
  }

  #rename(personId: string, name: string): unknown {
    const { document, connections, onRenamed } = this.#ports
    if (!rename(document, personId, name)) return { refused: "name" }
    for (const { member } of connections()) {
      if (member?.person.personId === personId) member.person = personIn(document, personId, member.person.role)
    }
    onRenamed()
    return null
  }

  async #remove(askerId: string, body: unknown): Promise<unknown> {
    const { document, passes, connections, desk, onRemoved } = this.#ports
    const personId = text(body, "personId")
    if (personId === "" || personId === askerId) return { refused: "unknown" }
    const theirs = [...connections()].filter((connection) => connection.personId === personId)
    await passes.remove(
      personId,
      theirs.map(({ from }) => from),
    )
    for (const connection of [...connections()]) if (connection.personId === personId) connection.end("removed")
    onRemoved()
    const takesBack = isPlain(body) && body.takesBack === true
    if (takesBack) await desk()?.forget(personId)
    return { hidden: takesBack ? takeBack(document, personId) : 0 }
  }

  #letIn(body: unknown): unknown {
    const { id, isLetIn } = isPlain(body) ? body : {}
    const isKnown = typeof id === "string" && this.#ports.door.answer(id, isLetIn === true)
    return isKnown ? null : { refused: "gone" }
  }
}

const text = (body: unknown, name: string): string => {
  const value = isPlain(body) ? body[name] : undefined
  return typeof value === "string" ? value : ""
}
