import { leads } from "../../shared/model/rights.ts"
import {
  type ClientMessage,
  type Hello,
  type HostMessage,
  type Notice,
  protocolVersion,
  type Refusal,
  type Rejection,
  type RosterEntry,
  type Welcome,
} from "../../shared/protocol/messages.ts"
import { openCarriedOn } from "./carriedOn.ts"
import { drain } from "./drain.ts"
import { keepSaving } from "./keepSaving.ts"
import { openLink } from "./link.ts"
import { notify } from "./notices.ts"
import type { SessionParts } from "./openSession.ts"
import { openOrphans } from "./orphans.ts"
import type { Outbox, QueuedEdit, Reason } from "./outbox.ts"
import { forgetPlace, type Memory, type Neighbours, newPlace, type Place, rememberPlace } from "./place.ts"
import { openRefused } from "./refused.ts"
import { noticed } from "./roomNews.ts"
import type { SessionStatus } from "./session.ts"
import { openUnpacking } from "./unpacking.ts"
import { followClock, keepPlace, whenBack } from "./upkeep.ts"
import { openWays } from "./ways.ts"
import { openWithoutHost } from "./withoutHost.ts"
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
  const { options, status, live, presence, asking, handIns, memory, outbox, neighbours } = parts
  const ways = openWays(options, memory)
  const history = {
    workshop: parts.left[0]?.workshop ?? "",
    generation: parts.left[0]?.generation ?? "",
    lineage: [] as readonly string[],
  }
  /** Let in: questions can be asked, while the board may still be on its way. */
  let isWelcome = false
  let welcomes = 0
  let lastAck = 0
  let hostClock = { time: 0, at: 0 }
  let isLive = false
  let isOtherHistory = false
  let ownConnection: number | undefined
  let disk: SavingDisk = null
  /** One fresh start is free when the host and we disagree about who writes what; after that the edit is to blame. */
  let mayBlameNobody = true
  const set = (part: Partial<SessionStatus>) => status.setState(part)

  const saving = keepSaving(status, () => ({
    isObserver: status.getState().me?.role === "observer",
    isConnected: isLive,
    edits: [...writing.waiting(), ...handIns.waiting()],
    disk,
    refused: refused.summary(),
    isOtherHistory,
    others: handIns.waiting().length === 0 ? withoutHost.facts() : undefined,
  }))
  const refused = openRefused(outbox, () => saving.update())
  const writing = openWriting({
    live,
    outbox,
    place: parts.place,
    history: () => ({ workshop: history.workshop, generation: history.generation }),
    send: ({ seq, update }) => link.send({ type: "update", seq, update }),
    onChange: () => {
      if (!writing.isIntact()) forgetPlace(ways.address(), memory)
      withoutHost.offer()
      saving.update()
    },
    onTaken: () => startOver("identity"),
    onRefused: refused.add,
    onMoved: (to, from) => {
      rememberPlace(ways.address(), memory, to)
      outbox.release(from.instance, from.holder).catch(() => {})
    },
  })

  const withoutHost = openWithoutHost({
    ask: asking.ask,
    document: () => live.document,
    workshopId: () => history.workshop,
    generations: () => [history.generation, ...history.lineage],
    waiting: () => writing.edits(),
    isWriter: () => status.getState().me?.role !== "observer",
    sendSignal: (to, data) => link.send({ type: "signal", to, data }),
    onChange: () => saving.update(),
    onNotTaken: () => startOver("identity"),
    onSuccession: (succession) => carriedOn.heard(succession),
    hostNow: () => hostClock.time + performance.now() - hostClock.at,
    memory,
    random: options.random,
    openHeldStore: options.openHeldStore,
  })

  /** Also used without a refusal, when this tab can no longer write under its place. */
  const startOver = (reason: Reason, refusedSeq?: number) => {
    link.drop()
    writing.startOver(newPlace(outbox), reason, refusedSeq)
    link.retryNow()
  }

  const moveTo = (address: string, pass: string) => {
    if (!ways.add(address, pass)) return
    isOtherHistory = false
    link.drop()
    link.retryNow()
  }
  const hello = (instance: string): Omit<Hello, "type" | "protocol"> => ({
    pass: ways.pass(),
    instance,
    name: options.name,
    device: options.device,
    lang: options.language,
    generation: history.generation,
  })

  const onWelcome = (welcome: Welcome) => {
    const isSame = history.generation === "" || welcome.generation === history.generation
    const isHeir = welcome.workshopId === history.workshop && welcome.lineage.includes(history.generation)
    if (!isSame && !isHeir) return onOtherHistory()
    const { workshopId, generation, personId, name, role, colour, glyph } = welcome
    ownConnection = welcome.connection
    const isNew = history.generation === "" || status.getState().me === undefined
    Object.assign(history, { workshop: workshopId, generation, lineage: welcome.lineage })
    const before = ways.before()
    ways.settle(welcome.token)
    if (!isSame) writing.inherited(welcome.lastDurable)
    set({ me: { personId, name, role, colour, glyph }, clockOffsetMs: welcome.hostTime - Date.now() })
    hostClock = { time: welcome.hostTime, at: performance.now() }
    clock.restart()
    link.settle()
    busyInARow = 0
    isWelcome = true
    lastAck = welcome.lastDurable
    if (!isSame) {
      withoutHost.movedTo()
      void carriedOn.arrived(welcome, before)
    }
    if (isNew) refused.load(workshopId).catch(() => {})
    const round = ++welcomes
    if (!withoutHost.holds()) return begin(welcome.clientId)
    // What we write may rest on what others have written meanwhile: theirs goes first.
    withoutHost.giveBack().then(
      (isTaken) => {
        if (round === welcomes && isWelcome) isTaken ? begin(welcome.clientId) : startOver("identity")
      },
      () => round === welcomes && link.drop(),
    )
  }

  const carriedOn = openCarriedOn({
    ask: asking.ask,
    generation: () => history.generation,
    lineage: () => history.lineage,
    leads: () => leads(status.getState().me?.role ?? "observer"),
    isLive: () => isLive,
    hello: () => hello(newPlace(outbox).instance),
    memory,
    wayTo: ways.to,
    moveTo,
    announce: withoutHost.movedTo,
  })

  const begin = (clientId: number) => {
    if (!writing.welcomed(clientId, lastAck)) return startOver("identity")
    if (writing.isIntact()) rememberPlace(ways.address(), memory, writing.place())
    link.send({ type: "sync", stateVector: writing.stateVector() })
  }

  const onLoaded = () => {
    writing.loaded()
    isLive = true
    set({ isLoaded: true, connection: "connected", refusal: undefined })
    presence.start()
    withoutHost.connected()
    saving.update()
    void orphans.adopt()
    carriedOn.back()
    const { personId } = status.getState().me ?? {}
    if (personId !== undefined) void handIns.connected(history.workshop, personId, history.generation)
  }

  const onReject = (seq: number, reason: Rejection) => {
    const isAboutUs = reason === "identity" || reason === "gap"
    const isFree = isAboutUs && mayBlameNobody
    mayBlameNobody = false
    startOver(reason, isFree ? undefined : seq)
  }

  let busyInARow = 0
  const onRefuse = (refusal: Refusal) => {
    if (refusal === "generation") return onRefusedHistory()
    if (refusal === "ahead") return startOver("gap")
    set({ connection: "refused", refusal })
    if (refusal === "busy" && ++busyInARow === mostBusy) return startOver("identity")
    if (refusal === "pass" && ways.forgetToken()) {
      link.drop()
      link.retryNow()
    } else if (refusal === "awaiting-approval") setTimeout(() => link.retryNow(), knockAgainMs)
    else if (!ways.giveUp() && lasting.includes(refusal)) link.hold()
  }

  /** Two hosts may carry on the same history: whoever leads has them find each other, from the one that we were with. */
  const onRefusedHistory = () => {
    const refusing = ways.now()
    if (!ways.before() || !carriedOn.refusedBy(refusing)) return onOtherHistory()
    ways.giveUp()
  }

  /** Nothing is ever merged with another history. What is on screen stays until its author lets it go. */
  const onOtherHistory = () => {
    const waiting = writing.edits()
    if (waiting.length === 0) return follow()
    if (!status.getState().isLoaded) {
      refused.setAside(waiting).catch(() => {})
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
    await outbox.resettle(writing.edits(), [], []).catch(() => {})
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

  const onNotice = (notice: Notice) => {
    if (notice.type === "moved") {
      notify("calm", "carryOn.moved")
      moveTo(notice.address, notice.secret)
    }
    if (notice.type === "joined") notify("calm", "carryOn.joined")
    if (notice.type === "disk") disk = notice.problem
    if (notice.type === "flood") notify("attention", "flood.cut", { name: notice.name })
    set(noticed(status.getState(), notice))
    saving.update()
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
        lastAck = message.upTo
        return writing.acknowledge(message.upTo)
      case "reject":
        return onReject(message.seq, message.reason)
      case "presence":
        return presence.takeEntries(message.entries.filter((entry) => entry.connection !== ownConnection))
      case "roster":
        return onRoster(message.people)
      case "pong":
        heard(Date.now() - message.at)
        return clock.take(message.at, message.hostTime)
      case "signal":
        return withoutHost.signal(message.from, message.data)
      case "answer":
        return asking.takeAnswer(message.id, message.body)
      case "notice":
        return onNotice(message.notice)
    }
  }

  const heard = (wayMs: number) => {
    const isSlow = wayMs >= slowMs
    if (isSlow !== status.getState().isSlow) set({ isSlow })
  }

  const unpacking = openUnpacking(onMessage, () => link.drop())

  const onDown = () => {
    if (!isWelcome) ways.failed()
    unpacking.forget()
    isLive = false
    isWelcome = false
    if (status.getState().isLoaded) withoutHost.lost()
    disk = null
    writing.pause()
    presence.end()
    handIns.away()
    asking.abandon()
    if (status.getState().connection === "connected") set({ connection: "away", room: [] })
    saving.update()
  }

  const orphans = openOrphans({
    outbox,
    neighbours,
    canSend: () => isLive && status.getState().me?.role !== "observer",
    history: () => ({ workshop: history.workshop, generations: [history.generation, ...history.lineage] }),
    holder: () => writing.place().holder,
    writesAs: () => [writing.place().instance, writing.queuePlace().instance],
    send: (instance, edits) => {
      // On the history that they were made on: a host that has another one open by now must not take them.
      const { generation = history.generation } = edits.at(-1) ?? {}
      return drain(ways.transport(), { ...hello(instance), generation }, edits)
    },
    onRejected: writing.carry,
    onOtherHistory: refused.setAside,
  })

  if (parts.left.length > 0) writing.restore(parts.left)
  const link = openLink(
    (events) => ways.transport()(events, ways.pass()),
    {
      onOpen: () => link.send({ type: "hello", protocol: protocolVersion, ...hello(writing.place().instance) }),
      onMessage: (message) => unpacking.take(message),
      onDown,
    },
    options.random,
  )
  const clock = followClock((clockOffsetMs) => set({ clockOffsetMs }))
  const upkeep = keepPlace(
    outbox,
    writing,
    () => startOver("identity"),
    () => void orphans.adopt(),
  )
  const stopCounting = handIns.onChange(() => saving.update())
  const stopListening = whenBack(() => {
    if (!isOtherHistory) link.retryNow()
  })

  return {
    refused,
    discard,
    own: orphans.own,
    moveTo,
    copy: withoutHost.copy,
    /** False while nothing can be sent. */
    send: (message: ClientMessage): boolean => {
      const canSend = message.type === "request" ? isWelcome : isLive
      if (canSend) link.send(message)
      return canSend
    },
    close: () => {
      link.close()
      withoutHost.close()
      carriedOn.close()
      upkeep()
      stopListening()
      stopCounting()
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

/** An answer that takes this long makes a slow connection. */
const slowMs = 1_500

/** Whoever waits at the door asks again this often. */
const knockAgainMs = 2_000

/** Asking again would change nothing. */
const lasting: readonly Refusal[] = ["pass", "removed", "protocol"]

/** A host that is busy this often for the place we had has given it to somebody else: another place is free. */
const mostBusy = 3

type SavingDisk = "full" | "read-only" | "error" | null
