import { createStore, type StoreApi } from "zustand/vanilla"
import type { Language } from "../../shared/messages/catalogue.ts"
import type { BoardKind } from "../../shared/model/boardKind.ts"
import type { Device } from "../../shared/protocol/messages.ts"
import { openAsking } from "./asking.ts"
import { openConversation } from "./conversation.ts"
import { type HandInStore, openHandInStore } from "./handInStore.ts"
import { type HandIns, openHandIns } from "./handIns.ts"
import { clockOf } from "./hostClock.ts"
import { openLiveDocument } from "./liveDocument.ts"
import type { HeldStore } from "./mesh/heldStore.ts"
import { noOutbox, type Outbox, openOutbox } from "./outbox.ts"
import { browserMemory, type Memory, meetNeighbours, newPlace, takePlace } from "./place.ts"
import { exchangePresence } from "./presence.ts"
import { mayWrite } from "./rights.ts"
import { noNews } from "./roomNews.ts"
import type { Session, SessionStatus } from "./session.ts"
import type { Transport } from "./transport.ts"
import { createViewStore } from "./viewStore.ts"

export interface SessionOptions {
  readonly kinds: readonly BoardKind[]
  readonly transport: Transport
  /** The way to another host, for a workshop that goes on elsewhere; without it this page stays where it is. */
  readonly transportTo?: (address: string) => Transport
  /** Names the host for what this device remembers of it, such as `192.168.0.7:47800`. */
  readonly address: string
  /** The secret from the link, or a typed code; empty to come back with what is remembered. */
  readonly pass: string
  readonly name: string
  readonly device: Device
  readonly language: Language
  readonly memory?: Memory
  readonly openOutbox?: () => Promise<Outbox>
  readonly openHandInStore?: () => Promise<HandInStore>
  readonly openHeldStore?: () => Promise<HeldStore>
  /** 0 to 1; spreads the return of many devices. */
  readonly random?: () => number
}

/** A host that answers late or whose disk fails is asked again after this. */
const handInRetryMs = 2_000

/**
 * Opens the workshop that the host has open. Gives the session at once; `status` tells how far it is. It comes back by
 * itself whenever the connection is lost, until it is closed.
 */
export function openSession(options: SessionOptions): Session {
  const status = createStore<SessionStatus>()(() => firstStatus)
  const live = openLiveDocument({
    kinds: options.kinds,
    authorId: () => status.getState().me?.personId,
    clock: clockOf(status),
    mayWrite: (kind) => mayWrite({ status, snapshot: live.snapshot }, kind),
  })
  let conversation: Conversation | undefined
  const presence = exchangePresence((state) => conversation?.send({ type: "presence", state }))
  const asking = openAsking((id, ask, body) => conversation?.send({ type: "request", id, ask, body }) ?? false)
  const handIns = openHandIns({
    ask: asking.ask,
    openStore: options.openHandInStore ?? openHandInStore,
    now: () => performance.now(),
    retry: (run) => void setTimeout(run, handInRetryMs),
  })
  const parts = { options, status, live, presence, asking, handIns }

  let isClosed = false
  void converse(parts).then((opened) => {
    if (isClosed) opened.close()
    else conversation = opened
  })
  return {
    document: live.document,
    snapshot: live.snapshot,
    editing: live.editing,
    history: live.history,
    view: createViewStore(options.language),
    status,
    presence: { others: presence.others, show: presence.show },
    ask: asking.ask,
    handIns,
    copy: () => conversation?.copy(),
    moveTo: (address, pass) => conversation?.moveTo(address, pass),
    refused: {
      list: () => conversation?.refused.list() ?? [],
      discard: () => conversation?.discard() ?? Promise.resolve(),
    },
    close: () => {
      isClosed = true
      conversation?.close()
      presence.close()
      asking.abandon()
      handIns.close()
      live.stop()
    },
  }
}

type Conversation = ReturnType<typeof openConversation>
export interface SessionParts {
  readonly options: SessionOptions
  readonly status: StoreApi<SessionStatus>
  readonly live: ReturnType<typeof openLiveDocument>
  readonly presence: ReturnType<typeof exchangePresence>
  readonly asking: ReturnType<typeof openAsking>
  readonly handIns: HandIns
}

const firstStatus: SessionStatus = {
  connection: "connecting",
  me: undefined,
  isLoaded: false,
  saving: { state: "saved" },
  room: [],
  notice: undefined,
  news: noNews,
  isSlow: false,
  clockOffsetMs: 0,
}

/** Finds out what this tab has left behind, then starts to talk. */
async function converse(parts: SessionParts): Promise<Conversation> {
  const { options } = parts
  const memory = options.memory ?? browserMemory()
  const outbox = await (options.openOutbox ?? openOutbox)().catch(noOutbox)
  let own: () => readonly string[] = () => []
  const neighbours = meetNeighbours(() => own())
  const found = await takePlace(options.address, memory, outbox, neighbours)
  const left = await outbox.queueOf(found.instance).catch(() => undefined)
  // What waits there cannot be read just now: a later page sends it, and nothing new comes to lie on it.
  const place = left ? found : newPlace(outbox)
  if (!left) await outbox.release(found.instance, found.holder).catch(() => {})
  const conversation = openConversation({ ...parts, memory, outbox, neighbours, place, left: left ?? [] })
  own = conversation.own
  return conversation
}
