import { promisify } from "node:util"
import { gunzip, gzip } from "node:zlib"
import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { writeKeptState } from "../../shared/codecs/keptState.ts"
import {
  isLive,
  origin,
  type RecordMap,
  recordIn,
  sourceOf,
  type WorkshopDocument,
} from "../../shared/document/document.ts"
import { projectDocument } from "../../shared/document/projection.ts"
import { createRecord } from "../../shared/document/records.ts"
import { isPlain, readRecord } from "../../shared/model/fields.ts"
import { isId } from "../../shared/model/ids.ts"
import {
  agendaStepShape,
  type KeptState,
  keptStateShape,
  sessionKey,
  votingRoundShape,
} from "../../shared/model/sessionRecords.ts"
import { cleanLine } from "../../shared/model/text.ts"
import type { Ask } from "../../shared/protocol/requests.ts"
import { type Disk, replaceFile } from "./disk.ts"

/**
 * Boards as they were: one compressed workshop file for each kept state, in the workshop's folder, and a record in the
 * document once the file is on disk. The host keeps by itself when a step of the agenda ends and when a vote closes;
 * what has not changed since it was kept last is not kept again. The newest 200 stay, those kept by hand before others.
 */
export interface KeptStatesPorts {
  readonly document: WorkshopDocument
  readonly disk: Disk
  /** The workshop's. */
  readonly folder: string
  readonly newId: () => string
  /** ISO 8601, UTC, milliseconds. */
  readonly now: () => string
  readonly log: (line: string) => void
  /** Resolves when everything the host has written into the document is on disk. */
  readonly durable: () => Promise<void>
  /** After the transaction that is under way, before what arrives next. */
  readonly soon: (run: () => void) => void
  /** The most that are kept; 200 when absent. */
  readonly most?: number
}

type Reason = KeptState["reason"]
interface Wanted {
  readonly boardId: string
  readonly label: string
  readonly reason: Reason
}

const mostStates = 200
/** More than any board's JSON has; a damaged file does not fill the memory. */
const mostBytes = 60 * 1024 * 1024
const pack = promisify(gzip)
const unpack = promisify(gunzip)

export class KeptStates {
  readonly #ports: KeptStatesPorts
  readonly #states: string
  /** One at a time, so that two that end together are told apart and counted. */
  #work: Promise<unknown> = Promise.resolve()

  constructor(ports: KeptStatesPorts) {
    this.#ports = ports
    this.#states = `${ports.folder}/states`
  }

  /** From now on steps and votes that end are kept. */
  start(): void {
    const { agendaSteps, votingRounds, session } = this.#ports.document.roots
    agendaSteps.observeDeep((events) => {
      for (const record of movedOn(events, "running", ["done", "skipped"])) this.#keepAfter(record)
    })
    // The session says which step runs; a step it has left may still call itself running.
    session.observeDeep((events) => {
      for (const { changes } of events) {
        const left: unknown = changes.keys.get("stepId")?.oldValue
        if (typeof left === "string") this.#keepAfter(recordIn(agendaSteps, left))
      }
      const record = recordIn(session, sessionKey)
      const hasEnded = events.some(({ target, changes }) => target === session || changes.keys.has("phase"))
      if (hasEnded && record?.get("phase") === "ended") {
        const { title } = this.#stepOf(recordIn(agendaSteps, String(record.get("stepId"))))
        this.#keepSoon(undefined, { label: title, reason: "step-end" })
      }
    })
    votingRounds.observeDeep((events) => {
      for (const record of movedOn(events, "open", ["closed"])) {
        const { boardId, question } = readRecord(votingRoundShape, sourceOf(record))
        this.#keepSoon(boardId, { label: question, reason: "vote-closed" })
      }
    })
  }

  /** The answer to what is asked here; undefined when somebody else answers. Roles have been checked. */
  answer(ask: Ask, body: unknown): Promise<unknown> | undefined {
    if (ask === "keep-state") return this.#keepAsked(body).catch(() => refused("disk"))
    if (ask === "kept-state") return this.#read(isPlain(body) ? body.id : undefined)
    return undefined
  }

  /** Resolves when what was begun is on disk. */
  async close(): Promise<void> {
    await this.#work
  }

  #keepAfter(step: RecordMap | undefined): void {
    const { boardId, title } = this.#stepOf(step)
    this.#keepSoon(boardId, { label: title, reason: "step-end" })
  }

  #stepOf(step: RecordMap | undefined) {
    return step ? readRecord(agendaStepShape, sourceOf(step)) : { boardId: undefined, title: "" }
  }

  /** As it stands then, however long others are still being kept. A step without a board of its own has worked on any of them. */
  #keepSoon(boardId: string | undefined, about: Omit<Wanted, "boardId">): void {
    this.#ports.soon(() => {
      const boardIds = boardId === undefined ? [...this.#ports.document.roots.boards.keys()] : [boardId]
      this.#keepAll(boardIds, about).catch(() =>
        this.#ports.log("a board could not be kept as it stood at the end of a step or vote"),
      )
    })
  }

  async #keepAll(boardIds: readonly string[], about: Omit<Wanted, "boardId">): Promise<void> {
    const states = this.#freeze(boardIds)
    await Promise.all(boardIds.map((boardId, at) => this.#keep({ ...about, boardId }, states[at])))
  }

  async #keepAsked(body: unknown): Promise<unknown> {
    const { boardId, label, reason } = isPlain(body) ? body : {}
    if (!isId(boardId) || typeof label !== "string" || !isReason(reason)) return refused("unknown")
    return this.#keep({ boardId, label, reason }, this.#freeze([boardId])[0])
  }

  async #keep(wanted: Wanted, json: string | undefined): Promise<unknown> {
    return json === undefined ? refused("gone") : this.#then(() => this.#write(wanted, json))
  }

  async #write({ boardId, label, reason }: Wanted, json: string): Promise<unknown> {
    const { document, newId, now, disk, durable } = this.#ports
    const same = reason === "manual" ? undefined : await this.#keptAlready(boardId, json)
    if (same !== undefined) return { id: same }
    if (!this.#makeRoom()) return refused("full")
    const id = newId()
    const at = now()
    await disk.makeFolder(this.#states)
    await replaceFile(disk, this.#states, nameOf(id), await pack(json))
    document.ydoc.transact(() => {
      const values = { boardId, at, label: cleanLine(label), reason, deleted: false, provenance: { createdAt: at } }
      createRecord(document.roots.snapshots, id, keptStateShape, values)
    }, origin.host)
    await durable()
    return { id }
  }

  #freeze(boardIds: readonly string[]): readonly (string | undefined)[] {
    const projection = projectDocument(this.#ports.document)
    try {
      const snapshot = projection.current()
      return boardIds.map((boardId) => writeKeptState(snapshot, boardId, boardKinds))
    } finally {
      projection.stop()
    }
  }

  /** The board's newest kept state when nothing has changed since. A board that was never kept and has nothing on it counts as kept. */
  async #keptAlready(boardId: string, json: string): Promise<string | undefined> {
    const newest = this.#live()
      .filter((state) => state.boardId === boardId)
      .at(-1)
    if (!newest) return hasCards(this.#ports.document, boardId) ? undefined : ""
    const before = await this.#load(newest.id).catch(() => undefined)
    return before === json ? newest.id : undefined
  }

  /** Lets the oldest of those go that nobody kept by hand. False when all were. */
  #makeRoom(): boolean {
    const { document, disk } = this.#ports
    const live = this.#live()
    if (live.length < (this.#ports.most ?? mostStates)) return true
    const oldest = live.find(({ reason }) => reason !== "manual")
    if (!oldest) return false
    document.ydoc.transact(() => recordIn(document.roots.snapshots, oldest.id)?.set("deleted", true), origin.host)
    disk.remove(`${this.#states}/${nameOf(oldest.id)}`).catch(() => {})
    return true
  }

  /** Oldest first. */
  #live(): readonly KeptState[] {
    return [...this.#ports.document.roots.snapshots]
      .filter(([, record]) => isLive(record))
      .map(([id, record]) => ({ id, ...readRecord(keptStateShape, sourceOf(record)) }))
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))
  }

  async #read(id: unknown): Promise<unknown> {
    if (!isId(id) || !isLive(recordIn(this.#ports.document.roots.snapshots, id))) return refused("gone")
    return this.#load(id).then(
      (json) => ({ json }),
      () => refused("gone"),
    )
  }

  async #load(id: string): Promise<string> {
    const bytes = await this.#ports.disk.read(`${this.#states}/${nameOf(id)}`)
    return (await unpack(bytes, { maxOutputLength: mostBytes })).toString("utf8")
  }

  #then<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work)
    this.#work = done.catch(() => {})
    return done
  }
}

const nameOf = (id: string): string => `${id}.json.gz`
const refused = (why: string) => ({ refused: why })
const reasons: readonly unknown[] = ["step-end", "vote-closed", "manual", "before-import"] satisfies readonly Reason[]
const isReason = (raw: unknown): raw is Reason => reasons.includes(raw)

const hasCards = ({ roots }: WorkshopDocument, boardId: string): boolean =>
  [...roots.cards.values()].some((card) => isLive(card) && card.get("boardId") === boardId)

/** The records whose state has just gone from one word to another. */
function movedOn(
  events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
  from: string,
  to: readonly unknown[],
): readonly RecordMap[] {
  return events.flatMap(({ target, changes }) => {
    if (changes.keys.get("state")?.oldValue !== from || !(target instanceof Y.Map)) return []
    return to.includes(target.get("state")) ? [target] : []
  })
}
