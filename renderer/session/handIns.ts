import { createStore } from "zustand/vanilla"
import type { Requests } from "../../shared/protocol/requests.ts"
import { refusalIn } from "./asking.ts"
import type { HandInStore } from "./handInStore.ts"
import { notify } from "./notices.ts"
import type { Unacknowledged } from "./saving.ts"
import type { ReadonlyStore, Session } from "./session.ts"

/**
 * What goes to the host rather than into the document: private notes, ballots, answers, who is ready, names, the notes of
 * whoever leads. Kept on this device first, sent until the host has it on disk, and sent again after a host has lost its
 * memory. A newer one under the same key replaces an older one; what the host refuses stays here for its author.
 */
export type HandedIn =
  | Handing<"seal-note">
  | Handing<"cast-ballot">
  | Handing<"answer-all">
  | Handing<"ready">
  | Handing<"write-step-note">
  | Handing<"rename">
  | Handing<"introduce">

interface Handing<A extends keyof Requests> {
  readonly ask: A
  readonly body: Requests[A]["body"]
}

export interface HandIn {
  readonly workshop: string
  /** One person's: another who uses this device starts without them. */
  readonly personId: string
  /** `note <id>`, `ballot <round>`, `answer <id>`, `step-note <id>`, `ready`, `rename`, `introduce`. */
  readonly key: string
  readonly what: HandedIn
  /** True when the host has exactly this on disk. */
  readonly isTaken: boolean
  /** The generation of the host that has taken it last: another one that carries the workshop on has nothing sealed yet. */
  readonly takenBy?: string
  /** Why the host will not take it as it is. */
  readonly refusal?: string
}

export interface HandIns {
  /** Mine, by key. */
  readonly mine: ReadonlyStore<ReadonlyMap<string, HandIn>>
  /** Keeps and sends; resolves when this device has stored it or has tried to. */
  readonly put: (what: HandedIn) => Promise<void>
  /** Lets go of it on this device alone: it was revealed, or its author gives it up. */
  readonly forget: (key: string) => void
  /** What the host does not have yet, for what is said about saving. */
  readonly waiting: () => readonly Unacknowledged[]
  readonly onChange: (listener: () => void) => () => void
  /** Connected as this person to the host of this generation: takes up what both have, and sends what is missing. */
  readonly connected: (workshop: string, personId: string, generation: string) => Promise<void>
  readonly away: () => void
  readonly close: () => void
}

export interface HandInPorts {
  readonly ask: Session["ask"]
  readonly openStore: () => Promise<HandInStore>
  readonly now: () => number
  readonly retry: (run: () => void) => void
}

export function keyOf(what: HandedIn): string {
  switch (what.ask) {
    case "seal-note":
      return `note ${what.body.id}`
    case "cast-ballot":
      return `ballot ${what.body.roundId}`
    case "answer-all":
      return `answer ${what.body.id}`
    case "write-step-note":
      return `step-note ${what.body.stepId}`
    default:
      return what.ask
  }
}

const isOver = (refusal: string): boolean => refusal === "closed" || refusal === "gone"
/** Refusals that end by themselves; the rest is for the author to see. */
const passing = ["ask.away", "ask.late", "disk"]

interface Way {
  readonly since: number
  readonly step: number
  readonly storage: Unacknowledged["storage"]
}

export function openHandIns(ports: HandInPorts): HandIns {
  const mine = createStore<ReadonlyMap<string, HandIn>>()(() => new Map())
  const ways = new Map<string, Way>()
  const listeners = new Set<() => void>()
  let who: { readonly workshop: string; readonly personId: string } | undefined
  let takenBy = ""
  let isConnected = false
  let isSending = false
  let steps = 0
  /** Over when what this device has kept of `who` is in `mine`. */
  let finding: Promise<void> = Promise.resolve()
  let opening: Promise<HandInStore | undefined> | undefined
  const store = () => {
    opening ??= ports.openStore().catch(() => undefined)
    return opening
  }

  const tell = () => {
    for (const listener of listeners) listener()
  }
  const set = (key: string, handIn: HandIn | undefined) => {
    const next = new Map(mine.getState())
    if (handIn) next.set(key, handIn)
    else next.delete(key)
    mine.setState(next, true)
    if (!handIn || handIn.isTaken || handIn.refusal !== undefined) ways.delete(key)
    tell()
  }
  const keep = async (handIn: HandIn): Promise<"stored" | "failed"> => {
    const at = await store()
    return at
      ? at.put(handIn).then(
          () => "stored" as const,
          () => "failed" as const,
        )
      : "failed"
  }

  const send = async () => {
    if (isSending) return
    isSending = true
    for (let next = waitingOne(); next && isConnected; next = waitingOne()) {
      const outcome = await give(ports.ask, next.what)
      if (mine.getState().get(next.key) !== next) continue
      // Words that the host has had before were changed by somebody since, on the board.
      const isRevealed = outcome === "revealed" || (outcome === inOtherWords && next.takenBy !== undefined)
      if (isRevealed || (outcome === "taken" && !isKept(next.what))) forget(next.key)
      else if (outcome === "taken") {
        const taken = { ...next, isTaken: true, takenBy }
        set(next.key, taken)
        void keep(taken)
      } else if (passing.includes(outcome)) {
        if (isConnected) ports.retry(() => void send())
        break
      } else if (next.takenBy !== undefined && isOver(outcome)) {
        // The host before had it, and what it was for was over when this one began.
        set(next.key, { ...next, isTaken: true, takenBy })
      } else {
        const refused = { ...next, refusal: outcome }
        set(next.key, refused)
        void keep(refused)
        // The step may be over, and with it the place where the note would be seen.
        if (outcome === inOtherWords) notify("loss", "session.unkept", { text: titleIn(next.what) })
      }
    }
    isSending = false
  }
  const waitingOne = () =>
    [...mine.getState().values()].find(({ isTaken, refusal }) => !isTaken && refusal === undefined)

  const put = async (what: HandedIn) => {
    if (!who) return
    const key = keyOf(what)
    const handIn: HandIn = { ...who, key, what, isTaken: false }
    const way: Way = { since: ports.now(), step: --steps, storage: "writing" }
    ways.set(key, way)
    set(key, handIn)
    const storage = await keep(handIn)
    if (ways.get(key) === way) ways.set(key, { ...way, storage })
    tell()
    await send()
  }
  const sendAgain = (key: string) => ways.set(key, { since: ports.now(), step: --steps, storage: "stored" })
  const sendOnce = (handIn: HandIn) => {
    sendAgain(handIn.key)
    set(handIn.key, { ...handIn, isTaken: false })
  }
  /** Ballots and answers cannot be listed, so another host is simply given them; it counts each once. */
  const isElsewhere = ({ what, isTaken, takenBy: by }: HandIn) => what.ask !== "seal-note" && isTaken && by !== takenBy
  const forget = (key: string) => {
    const found = mine.getState().get(key)
    set(key, undefined)
    if (found) void store().then((at) => at?.remove(found.workshop, key).catch(() => {}))
  }

  const connected = async (workshop: string, personId: string, generation: string) => {
    takenBy = generation
    isConnected = true
    if (who?.workshop !== workshop || who.personId !== personId) {
      who = { workshop, personId }
      ways.clear()
      mine.setState(new Map(), true)
      finding = find(who)
    }
    // Also when the connection was lost meanwhile and came back: what the host has is older than what is being looked for.
    await finding
    for (const handIn of mine.getState().values()) if (isElsewhere(handIn)) sendOnce(handIn)
    await meetHost({ workshop, personId })
    tell()
    await send()
  }

  const find = async (me: NonNullable<typeof who>) => {
    const kept = await store()
      .then((at) => at?.all(me.workshop) ?? [])
      .catch(() => [])
    if (who !== me) return
    const own = kept.filter(({ personId }) => personId === me.personId).map((one) => [one.key, one] as const)
    // What was handed in while the device was looking is newer than what it found.
    mine.setState(new Map([...own, ...mine.getState()]), true)
    for (const { key } of waitingIn(mine.getState())) if (!ways.has(key)) sendAgain(key)
  }

  /** What the host has of mine and this device does not, and the other way round after a host that has lost it. */
  const meetHost = async (me: { readonly workshop: string; readonly personId: string }) => {
    const known = await ports.ask("own-notes", null).catch(() => undefined)
    if (!known) return
    const atHost = new Map(known.map(({ id, note }) => [`note ${id}`, { id, note }]))
    for (const [key, body] of atHost) {
      if (mine.getState().has(key)) continue
      const handIn: HandIn = { ...me, key, what: { ask: "seal-note", body }, isTaken: true, takenBy }
      set(key, handIn)
      void keep(handIn)
    }
    for (const handIn of mine.getState().values()) {
      if (!handIn.isTaken || !isLostWithHost(handIn.what) || atHost.has(handIn.key)) continue
      sendOnce(handIn)
    }
  }

  return {
    mine,
    put,
    forget,
    waiting: () => waitingIn(mine.getState()).flatMap(({ key }) => ways.get(key) ?? []),
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    connected,
    away: () => {
      isConnected = false
    },
    close: () => {
      isConnected = false
      void opening?.then((at) => at?.close())
    },
  }
}

/** True of what the device needs to know afterwards too; the rest is the host's alone once it has it. */
function isKept(what: HandedIn): boolean {
  if (what.ask === "seal-note") return what.body.note !== null
  return what.ask === "cast-ballot" || what.ask === "answer-all" || what.ask === "ready"
}

/** The host may have forgotten it: a note with its disk, who is ready with every restart. */
const isLostWithHost = (what: HandedIn): boolean =>
  what.ask === "seal-note" || (what.ask === "ready" && what.body.isReady)

const waitingIn = (all: ReadonlyMap<string, HandIn>): readonly HandIn[] =>
  [...all.values()].filter(({ isTaken, refusal }) => !isTaken && refusal === undefined)

/** The note was revealed before these words of it came. */
const inOtherWords = "in-other-words"

const titleIn = (what: HandedIn): string => {
  const title = what.ask === "seal-note" ? what.body.note?.values.title : undefined
  return typeof title === "string" ? title : ""
}

/** `taken`, `revealed`, or why not. */
async function give(ask: Session["ask"], what: HandedIn): Promise<string> {
  try {
    if (what.ask === "seal-note") {
      const { is, isOther } = await ask("seal-note", what.body)
      if (is === "revealed") return isOther ? inOtherWords : "revealed"
      return "taken"
    }
    await giveToHost(ask, what)
    return "taken"
  } catch (problem) {
    return reasonOf(problem)
  }
}

const giveToHost = <A extends HandedIn["ask"]>(give: Session["ask"], { ask, body }: Handing<A>) => give(ask, body)

const reasonOf = (problem: unknown): string =>
  refusalIn(problem) ?? (problem instanceof Error ? problem.message : "ask.refused")
