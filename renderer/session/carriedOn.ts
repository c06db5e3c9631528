import { readJoinLink } from "../../shared/protocol/deepLink.ts"
import type { Hello, Welcome } from "../../shared/protocol/messages.ts"
import type { SignedSuccession, Succession } from "../../shared/protocol/succession.ts"
import type { NewPlace } from "./mesh/mesh.ts"
import { notify } from "./notices.ts"
import { type AskHost, meetOtherHost } from "./otherHost.ts"
import { type Memory, recallToken } from "./place.ts"
import type { Way } from "./ways.ts"

export interface CarriedOnPorts {
  readonly ask: AskHost
  readonly generation: () => string
  readonly lineage: () => readonly string[]
  readonly leads: () => boolean
  /** Connected, with the board complete. */
  readonly isLive: () => boolean
  readonly hello: () => Omit<Hello, "type" | "protocol">
  readonly memory: Memory
  readonly wayTo: (address: string, pass: string) => Way | undefined
  readonly moveTo: (address: string, pass: string) => void
  /** Tells the devices of the host before where it goes on; nothing where none were met. */
  readonly announce: (place: NewPlace) => SignedSuccession | undefined
}

/**
 * A history that more than one host knows. Whoever leads brings the devices of the host before along, tells that host
 * when it is back, and where two carry on the same, sees to it that one of them remains with the work of both.
 */
export interface CarriedOn {
  /** A host that carries on has let us in. */
  readonly arrived: (welcome: Pick<Welcome, "generation" | "lineage">, before: Way | undefined) => Promise<void>
  /** Somebody who leads says where it goes on. */
  readonly heard: (succession: Succession) => void
  /** Another host has refused us for our history: it may be the same one, carried on twice. False when we cannot tell. */
  readonly refusedBy: (way: Way) => boolean
  /** Back with a host: those that were asked for by hand are met from here. */
  readonly back: () => void
  readonly close: () => void
}

export function openCarriedOn(ports: CarriedOnPorts): CarriedOn {
  const { ask } = ports
  const said = new Map<string, Succession>()
  const met = new Map<string, () => void>()
  const stop = () => {
    for (const end of met.values()) end()
    met.clear()
  }

  /** As an observer: whoever only passes something on leaves no trace of a person there. */
  const wayToOther = ({ address, observerSecret }: Succession) => ports.wayTo(address, observerSecret)
  const meet = (way: Way | undefined, record: SignedSuccession) => {
    if (!way || met.has(way.address)) return
    const pass = recallToken(way.address, ports.memory, way.pass) ?? way.pass
    const end = meetOtherHost({
      transport: (events) => way.transport(events, pass),
      hello: { ...ports.hello(), pass, generation: "" },
      ask,
      record,
      generation: ports.generation(),
      onElsewhere: (other) => meet(wayToOther(other), record),
      onSettled: () => {},
      onStranger: () => {
        if (asked.delete(way.address)) notify("attention", "carryOn.stranger")
      },
    })
    met.set(way.address, end)
  }
  /** Those who were asked for by hand, whose failing is worth a word. */
  const asked = new Set<string>()
  const wanted: Way[] = []
  const meetAll = async (ways: readonly (Way | undefined)[]) => {
    const record = ways.length > 0 ? await ownRecord(ask).catch(() => undefined) : undefined
    if (record) for (const way of ways) meet(way, record)
  }
  /** Others that carry on what the host here carries on too. */
  const rivals = () => {
    const known = [ports.generation(), ...ports.lineage()]
    return [...said.values()].filter(({ to }) => !known.includes(to))
  }
  const meetRivals = () => meetAll(ports.leads() ? rivals().map(wayToOther) : [])

  return {
    arrived: async (welcome, before) => {
      stop()
      if (!ports.leads()) return
      await announceOwn(ports, welcome).catch(() => {})
      await meetAll(before ? [before] : [])
      await meetRivals()
    },
    heard: (succession) => {
      said.set(succession.to, succession)
      if (ports.isLive()) return void meetRivals()
      const { from, address, secret } = succession
      if (from === ports.generation() && isLowest(succession, said.values())) ports.moveTo(address, secret)
    },
    refusedBy: (way) => {
      if (!ports.leads() || ports.lineage().length === 0) return false
      asked.add(way.address)
      met.get(way.address)?.()
      met.delete(way.address)
      wanted.push(way)
      return true
    },
    back: () => void meetAll(wanted.splice(0)),
    close: stop,
  }
}

/** Of several that carry on the same, all devices go to the one that will remain. */
const isLowest = ({ from, to }: Succession, all: Iterable<Succession>): boolean =>
  [...all].every((other) => other.from !== from || other.to >= to)

const ownRecord = async (ask: AskHost) => (await ask("carried-on", { record: null })).record ?? undefined

/** Only the first word about a host counts, so that all know it by the same record. */
async function announceOwn(
  { ask, announce }: CarriedOnPorts,
  { generation: to, lineage }: Pick<Welcome, "generation" | "lineage">,
): Promise<void> {
  const { hostKey, record: known } = await ask("carried-on", { record: null })
  if (known) return
  const { links } = await ask("room-info", null)
  const [participant, observer] = [readJoinLink(links.participant), readJoinLink(links.observer)]
  if (!participant.ok || !observer.ok) return
  const { host: address, secret } = participant.value
  const record = announce({ to, lineage, hostKey, address, secret, observerSecret: observer.value.secret })
  if (record) await ask("carried-on", { record })
}
