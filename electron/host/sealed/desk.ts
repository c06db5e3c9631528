import { recordIn, sourceOf } from "../../../shared/document/document.ts"
import { isPlain, readRecord } from "../../../shared/model/fields.ts"
import { isId } from "../../../shared/model/ids.ts"
import { sessionKey, sessionShape } from "../../../shared/model/sessionRecords.ts"
import { cleanText, textLimit } from "../../../shared/model/text.ts"
import type { Counters, HostMessage, Writer } from "../../../shared/protocol/messages.ts"
import type { Ask } from "../../../shared/protocol/requests.ts"
import { answerAll, askAll } from "./asking.ts"
import { discardDrafts, ownNotes, reveal, revealLeft, sealNote } from "./notes.ts"
import { refused, Sealed, type SealedPorts } from "./sealed.ts"
import { castBallot, moveVote, ownBallot } from "./votes.ts"

/**
 * Where people hand in what stays sealed and where those who lead ask for it to be opened. Tells the room how much there
 * is, never what.
 */
export interface DeskPorts extends Omit<SealedPorts, "onCount"> {
  readonly after: (ms: number, run: () => void) => void
  readonly tell: (message: HostMessage) => void
  readonly tellLeaders: (message: HostMessage) => void
}

const counterEveryMs = 200

export class Desk {
  readonly #ports: DeskPorts
  readonly #sealed: Sealed
  /** Who is done with which step's writing; gone with the host, since it is said again in a moment. */
  #ready: { stepId: string | undefined; people: Set<string> } = { stepId: undefined, people: new Set() }
  #isCountDue = false

  private constructor(ports: DeskPorts, open: (onCount: () => void) => Sealed) {
    this.#ports = ports
    this.#sealed = open(() => this.#planCount())
  }

  static async open(ports: DeskPorts): Promise<Desk> {
    let onCount = () => {}
    const sealed = await Sealed.open({ ...ports, onCount: () => onCount() })
    return new Desk(ports, (listener) => {
      onCount = listener
      return sealed
    })
  }

  /** Once the host can write into the document: finishes what a crash has interrupted. */
  start(): Promise<void> {
    return revealLeft(this.#sealed)
  }

  /** The answer to what is asked here; undefined when somebody else answers. Roles have been checked. */
  answer(ask: Ask, body: unknown, personId: string): Promise<unknown> | undefined {
    const sealed = this.#sealed
    const work = (): Promise<unknown> | unknown => {
      switch (ask) {
        case "seal-note":
          return sealNote(sealed, personId, body)
        case "own-notes":
          return ownNotes(sealed, personId)
        case "ready":
          return this.#takeReady(personId, body)
        case "reveal":
          return reveal(sealed, body)
        case "discard-drafts":
          return discardDrafts(sealed)
        case "move-vote":
          return moveVote(sealed, body)
        case "cast-ballot":
          return castBallot(sealed, personId, body)
        case "own-ballot":
          return ownBallot(sealed, personId, body)
        case "ask-all":
          return askAll(sealed, body)
        case "answer-all":
          return answerAll(sealed, personId, body)
        case "step-notes":
          return Object.fromEntries(sealed.state.stepNotes)
        case "write-step-note":
          return this.#writeStepNote(body)
        default:
          return notHere
      }
    }
    const answer = work()
    if (answer === notHere) return undefined
    // The disk did not take it: the device keeps it and tries again.
    return Promise.resolve(answer).catch(() => refused("disk"))
  }

  /** How much there is, for somebody who has just come in; nothing while there is nothing. */
  newsFor(isLeader: boolean): readonly HostMessage[] {
    const { ready, sealed, ballots } = this.#counters()
    return ready + Object.keys(sealed).length + Object.keys(ballots).length === 0 ? [] : this.#news(isLeader)
  }

  #news(isLeader: boolean): readonly HostMessage[] {
    const counters: HostMessage = { type: "notice", notice: { type: "counters", ...this.#counters() } }
    return isLeader ? [counters, { type: "notice", notice: { type: "writers", people: this.#writers() } }] : [counters]
  }

  /** Lets go of everything one person has handed in. */
  forget(personId: string): Promise<void> {
    return this.#sealed.settle((state) => {
      for (const [id, note] of state.notes) if (note.personId === personId) state.notes.delete(id)
      for (const people of [...state.ballots.values(), ...state.answers.values()]) people.delete(personId)
    })
  }

  close(): Promise<void> {
    return this.#sealed.close()
  }

  #takeReady(personId: string, body: unknown): unknown {
    const stepId = this.#runningStep()
    if (isPlain(body) && body.stepId !== undefined && body.stepId !== stepId) return refused("closed", "not this step")
    if (this.#ready.stepId !== stepId) this.#ready = { stepId, people: new Set() }
    if (isPlain(body) && body.isReady === true) this.#ready.people.add(personId)
    else this.#ready.people.delete(personId)
    this.#planCount()
    return null
  }

  async #writeStepNote(body: unknown): Promise<unknown> {
    const { stepId, text } = isPlain(body) ? body : {}
    if (!isId(stepId) || typeof text !== "string" || text.length > textLimit.note) return refused("unknown")
    await this.#sealed.keep({ is: "step-note", stepId, text: cleanText(text) })
    return null
  }

  #planCount(): void {
    if (this.#isCountDue) return
    this.#isCountDue = true
    this.#ports.after(counterEveryMs, () => {
      this.#isCountDue = false
      const [counters, writers] = this.#news(true)
      if (counters) this.#ports.tell(counters)
      if (writers) this.#ports.tellLeaders(writers)
    })
  }

  #runningStep(): string | undefined {
    const record = recordIn(this.#ports.document.roots.session, sessionKey)
    return record && readRecord(sessionShape, sourceOf(record)).stepId
  }

  #notesByPerson(): ReadonlyMap<string, number> {
    const stepId = this.#runningStep()
    const counts = new Map<string, number>()
    for (const { personId, note } of this.#sealed.state.notes.values())
      if (note.stepId === stepId) counts.set(personId, (counts.get(personId) ?? 0) + 1)
    return counts
  }

  #notesByStep(): { readonly [stepId: string]: number } {
    const counts: Record<string, number> = {}
    for (const { note } of this.#sealed.state.notes.values()) counts[note.stepId] = (counts[note.stepId] ?? 0) + 1
    return counts
  }

  #readyNow(): ReadonlySet<string> {
    return this.#ready.stepId === this.#runningStep() ? this.#ready.people : new Set()
  }

  #counters(): Counters {
    const notes = this.#notesByPerson()
    const { ballots, answers } = this.#sealed.state
    return {
      notes: [...notes.values()].reduce((sum, count) => sum + count, 0),
      writers: notes.size,
      ready: this.#readyNow().size,
      sealed: this.#notesByStep(),
      ballots: Object.fromEntries([...ballots, ...answers].map(([id, people]) => [id, people.size])),
    }
  }

  #writers(): readonly Writer[] {
    const notes = this.#notesByPerson()
    const ready = this.#readyNow()
    return [...new Set([...notes.keys(), ...ready])]
      .sort()
      .map((personId) => ({ personId, notes: notes.get(personId) ?? 0, isReady: ready.has(personId) }))
  }
}

const notHere = Symbol("somebody else answers")
