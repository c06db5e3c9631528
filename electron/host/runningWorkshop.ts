import { err, ok, type Result } from "../../shared/model/result.ts"
import type { HostMessage } from "../../shared/protocol/messages.ts"
import { lockFolder } from "./dataLock.ts"
import type { Disk } from "./disk.ts"
import type { HostProblem } from "./hostProblem.ts"
import { beginJournal, type DiskProblem } from "./journal.ts"
import { KeptStates } from "./keptStates.ts"
import { openHostKey } from "./mesh/hostKey.ts"
import { openLineage } from "./mesh/lineage.ts"
import { openSucceeding } from "./mesh/succeeding.ts"
import { type KeptPasses, openPasses, type Passes } from "./passes.ts"
import { Room, type RoomPorts } from "./room.ts"
import { Desk } from "./sealed/desk.ts"
import { keepDamaged, type Loaded } from "./workshopFolder.ts"

/** A workshop that people can join: its document, its journal and its room together. */
export interface RunningWorkshop {
  readonly workshopId: string
  readonly generation: string
  /** Of pages that other hosts of this history have served. */
  readonly origins: readonly string[]
  readonly passes: Passes
  readonly accept: Room["accept"]
  readonly tell: (message: HostMessage) => void
  /** Writes what is pending and ends all connections, with a reason when they should come back to something else. */
  readonly stop: (reason?: "generation") => Promise<boolean>
}

export interface RunPorts {
  readonly disk: Disk
  readonly loaded: Loaded
  readonly newId: () => string
  readonly clock: () => number
  readonly log: (line: string) => void
  /** Of this host's own pages: they may come over to a host that carries on. */
  readonly ownOrigins: () => readonly string[]
  readonly answer: RoomPorts["answer"]
  readonly onPeople: (count: number) => void
  readonly onProblem: (problem: DiskProblem | null) => void
  /** Lets the people of another workshop in, with the links and tokens they have. */
  readonly passes?: KeptPasses
}

/** Refused while another process has the folder open, from whatever data directory. */
export async function runWorkshop(ports: RunPorts): Promise<Result<RunningWorkshop, HostProblem>> {
  const { disk, loaded, newId, clock, log, answer } = ports
  const { document, workshopId, generation, instances, folder, number, damagedNumbers } = loaded
  const lock = await lockFolder(disk, folder)
  if (!lock.ok) return lock
  const passes = await openPasses({ disk, folder, now, log }, ports.passes)
  const key = await openHostKey(disk, folder, log)
  const lineage = await openLineage(disk, folder, loaded.lineage, log)
  let isStopped = false
  const nowInWords = () => new Date(clock()).toISOString()
  const keptStates = new KeptStates({
    document,
    disk,
    folder,
    newId,
    log,
    now: nowInWords,
    durable: () => room.durable(),
    soon: setImmediate,
  })
  const succeeding = openSucceeding({
    document,
    workshopId,
    generation,
    key,
    lineage,
    disk,
    folder,
    ownOrigins: ports.ownOrigins,
    authors: () => room.authors(),
    inheritAuthors: (authors) => room.inheritAuthors(authors),
    durable: () => room.durable(),
    onSucceeded: (succession) => {
      const { address } = succession
      log(`This workshop is carried on by another computer (${address}). This one stands down; nothing is lost.`)
      room.standDown(succession)
    },
    onJoined: () => {
      log("Another computer that carried this workshop on has stood down; what was written there is here now.")
      room.tell({ type: "notice", notice: { type: "joined" } })
    },
  })
  const room = new Room({
    key,
    lineage,
    document,
    workshopId,
    generation,
    instances,
    passes,
    newId,
    now,
    clock,
    after: (ms, run) => {
      // Nothing a room waits for keeps the process alive.
      if (ms === 0) setImmediate(run)
      else setTimeout(run, ms).unref()
    },
    answer: (ask, body) => keptStates.answer(ask, body) ?? succeeding.answer(ask, body) ?? answer(ask, body),
    onPeople: (count) => {
      if (!isStopped) ports.onPeople(count)
    },
  })
  const onProblem = (problem: DiskProblem | null) => {
    room.tell({ type: "notice", notice: { type: "disk", problem } })
    if (!isStopped) ports.onProblem(problem)
  }
  const after = (ms: number, run: () => void) => void setTimeout(run, ms)
  const journal = await beginJournal({ disk, folder, whole: () => room.whole(), onProblem, log, after }, number)
  if (!journal.ok) {
    await lock.value.release()
    return err({ type: "CannotWrite", problem: journal.error })
  }
  await keepDamaged(disk, folder, damagedNumbers)
  const desk = await Desk.open({
    document,
    disk,
    folder,
    workshopId,
    newId,
    log,
    now: nowInWords,
    durable: () => room.durable(),
    after: (ms, run) => void setTimeout(run, ms).unref(),
    tell: (message) => room.tell(message),
    tellLeaders: (message) => room.tellLeaders(message),
  })
  room.start(journal.value, desk)
  keptStates.start()
  return ok({
    workshopId,
    generation,
    get origins() {
      return lineage.origins
    },
    passes,
    accept: (arrival) => room.accept(arrival),
    tell: (message) => room.tell(message),
    stop: async (reason) => {
      isStopped = true
      room.close(reason)
      await keptStates.close()
      const isSaved = await journal.value.close()
      await desk.close()
      await passes.close()
      await lock.value.release()
      return isSaved
    },
  })
}

/** Monotonic: a clock that is set must not end anybody's connection. */
const now = (): number => performance.now()
