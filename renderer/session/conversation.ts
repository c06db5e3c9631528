import {
  type ClientMessage,
  type Hello,
  type HostMessage,
  protocolVersion,
  type Refusal,
  type Rejection,
  type RosterEntry,
  type Welcome,
} from "../../shared/protocol/messages.ts"
import { drain } from "./drain.ts"
import { keepSaving } from "./keepSaving.ts"
import { openLink } from "./link.ts"
import type { SessionParts } from "./openSession.ts"
import { adoptOrphans } from "./orphans.ts"
import type { Outbox, QueuedEdit, Reason } from "./outbox.ts"
import {
  forgetPlace,
  forgetToken,
  type Memory,
  type Neighbours,
  newPlace,
  type Place,
  recallToken,
  rememberPlace,
  rememberToken,
} from "./place.ts"
import { openRefused } from "./refused.ts"
import type { SessionStatus } from "./session.ts"
import { followClock, keepPlace, whenBack } from "./upkeep.ts"
import { openWriting } from "./writing.ts"

export interface ConversationOptions extends SessionParts {
  readonly memory: Memory
  readonly outbox: Outbox
  readonly neighbours: Neighbours
  readonly place: Place
  /** Edits that the page before has left under this place. */
  readonly left: readonly QueuedEdit[]
}

/** Tells the host who we are, takes in the board and keeps both ends the same (`shared/protocol/README.md`). */
export function openConversation(parts: ConversationOptions) {
  const { options, status, live, presence, asking, memory, outbox, neighbours } = parts
  const { address, pass } = options
  const history = { workshop: parts.left[0]?.workshop ?? "", generation: parts.left[0]?.generation ?? "" }
  let token = recallToken(address, memory, pass)
  let isLive = false
  let isOtherHistory = false
  let disk: SavingDisk = null
  /** One fresh start is free when the host and we disagree about who writes what; after that the edit is to blame. */
  let mayBlameNobody = true
  const set = (part: Partial<SessionStatus>) => status.setState(part)

  const saving = keepSaving(status, () => ({
    isObserver: status.getState().me?.role === "observer",
    isConnected: isLive,
    edits: writing.waiting(),
    disk,
    refused: refused.summary(),
    isOtherHistory,
  }))
  const refused = openRefused(outbox, () => saving.update())
  const writing = openWriting({
    live,
    outbox,
    place: parts.place,
    history: () => ({ ...history }),
    send: ({ seq, update }) => link.send({ type: "update", seq, update }),
    onChange: () => {
      if (!writing.isIntact()) forgetPlace(address, memory)
      saving.update()
    },
    onTaken: () => startOver("identity"),
    onRefused: refused.add,
    onMoved: (to, from) => {
      rememberPlace(address, memory, to)
      outbox.release(from.instance, from.holder).catch(() => {})
    },
  })

  /** Also used without a refusal, when this tab can no longer write under its place. */
  const startOver = (reason: Reason, refusedSeq?: number) => {
    link.drop()
    writing.startOver(newPlace(outbox), reason, refusedSeq)
    link.retryNow()
  }

  const hello = (instance: string): Omit<Hello, "type" | "protocol"> => ({
    pass: token ?? pass,
    instance,
    name: options.name,
    device: options.device,
    lang: options.language,
    generation: history.generation,
  })

  const onWelcome = (welcome: Welcome) => {
    if (history.generation !== "" && welcome.generation !== history.generation) return onOtherHistory()
    const { workshopId, generation, personId, name, role, colour, glyph } = welcome
    const isNew = history.generation === "" || status.getState().me === undefined
    Object.assign(history, { workshop: workshopId, generation })
    token = welcome.token
    rememberToken(address, memory, pass, token)
    set({ me: { personId, name, role, colour, glyph }, clockOffsetMs: welcome.hostTime - Date.now() })
    clock.restart()
    link.settle()
    busyInARow = 0
    if (!writing.welcomed(welcome.clientId, welcome.lastDurable)) return startOver("identity")
    if (isNew) refused.load(workshopId).catch(() => {})
    if (writing.isIntact()) rememberPlace(address, memory, writing.place())
    link.send({ type: "sync", stateVector: writing.stateVector() })
  }

  const onLoaded = () => {
    writing.loaded()
    isLive = true
    set({ isLoaded: true, connection: "connected", refusal: undefined })
    presence.start()
    saving.update()
    void adopt()
  }

  const onReject = (seq: number, reason: Rejection) => {
    const isAboutUs = reason === "identity" || reason === "gap"
    const isFree = isAboutUs && mayBlameNobody
    mayBlameNobody = false
    startOver(reason, isFree ? undefined : seq)
  }

  let busyInARow = 0
  const onRefuse = (refusal: Refusal) => {
    if (refusal === "generation") return onOtherHistory()
    set({ connection: "refused", refusal })
    if (refusal === "busy" && ++busyInARow === mostBusy) return startOver("identity")
    if (refusal === "pass" && token !== undefined && pass !== "" && token !== pass) {
      token = undefined
      forgetToken(address, memory)
      link.drop()
      link.retryNow()
    } else if (refusal === "pass" || refusal === "removed" || refusal === "protocol") link.hold()
  }

  /** Nothing is ever merged with another history. What is on screen stays until its author lets it go. */
  const onOtherHistory = () => {
    const waiting = writing.edits()
    if (waiting.length === 0) return follow()
    if (!status.getState().isLoaded) {
      refused.setAside(writing.place().instance, waiting).catch(() => {})
      writing.clear()
      return follow()
    }
    isOtherHistory = true
    link.hold()
    set({ connection: "refused", refusal: "generation" })
    saving.update()
  }

  /** Takes the host's board in place of ours. */
  const follow = () => {
    history.generation = ""
    isOtherHistory = false
    startOver("other-history")
  }

  const discard = async () => {
    await refused.discard()
    if (!isOtherHistory) return
    await outbox.resettle(writing.place().instance, [], []).catch(() => {})
    writing.clear()
    follow()
  }

  const onRoster = (people: readonly RosterEntry[]) => {
    const me = status.getState().me
    const now = people.find(({ personId }) => personId === me?.personId)
    if (me && now && (now.name !== me.name || now.role !== me.role || now.colour !== me.colour))
      set({ me: { ...me, name: now.name, role: now.role, colour: now.colour, glyph: now.glyph } })
    set({ room: people })
    presence.takeRoster(people)
  }

  const onMessage = (message: HostMessage) => {
    switch (message.type) {
      case "welcome":
        return onWelcome(message)
      case "refuse":
        return onRefuse(message.reason)
      case "state":
        writing.apply([message.update])
        return message.isLast && !isLive ? onLoaded() : undefined
      case "updates":
        return writing.apply(message.updates)
      case "ack":
        mayBlameNobody = true
        return writing.acknowledge(message.upTo)
      case "reject":
        return onReject(message.seq, message.reason)
      case "presence":
        return presence.takeEntries(message.entries)
      case "roster":
        return onRoster(message.people)
      case "pong":
        return clock.take(message.at, message.hostTime)
      case "answer":
        return asking.takeAnswer(message.id, message.body)
      case "notice":
        if (message.notice.type === "disk") disk = message.notice.problem
        set({ notice: message.notice })
        return saving.update()
    }
  }

  const onDown = () => {
    isLive = false
    disk = null
    writing.pause()
    presence.end()
    asking.abandon()
    if (status.getState().connection === "connected") set({ connection: "away", room: [] })
    saving.update()
  }

  let draining: string | undefined
  const own = () => [writing.place().instance, writing.queuePlace().instance, ...(draining ? [draining] : [])]
  let isAdopting = false
  const adopt = async () => {
    if (!isLive || isAdopting || status.getState().me?.role === "observer") return
    isAdopting = true
    const { workshop, generation } = history
    const { holder } = writing.place()
    await adoptOrphans({
      outbox,
      neighbours,
      workshop,
      generation,
      holder,
      own,
      send: async (instance, edits) => {
        draining = instance
        return drain(options.transport, hello(instance), edits)
      },
      onRejected: writing.carry,
      onOtherHistory: refused.setAside,
    }).catch(() => {})
    draining = undefined
    isAdopting = false
  }

  if (parts.left.length > 0) writing.restore(parts.left)
  const link = openLink(
    options.transport,
    {
      onOpen: () => link.send({ type: "hello", protocol: protocolVersion, ...hello(writing.place().instance) }),
      onMessage,
      onDown,
    },
    options.random,
  )
  const clock = followClock((clockOffsetMs) => set({ clockOffsetMs }))
  const upkeep = keepPlace(
    outbox,
    writing,
    () => startOver("identity"),
    () => void adopt(),
  )
  const stopListening = whenBack(() => {
    if (!isOtherHistory) link.retryNow()
  })

  return {
    refused,
    discard,
    own,
    /** False while nothing can be sent. */
    send: (message: ClientMessage): boolean => {
      if (isLive) link.send(message)
      return isLive
    },
    close: () => {
      link.close()
      upkeep()
      stopListening()
      saving.close()
      neighbours.close()
      const { instance, holder } = writing.place()
      outbox
        .release(instance, holder)
        .catch(() => {})
        .finally(outbox.close)
    },
  }
}

/** A host that is busy this often for the place we had has given it to somebody else: another place is free. */
const mostBusy = 3

type SavingDisk = "full" | "read-only" | "error" | null
