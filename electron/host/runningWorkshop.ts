import { err, ok, type Result } from "../../shared/model/result.ts"
import type { HostMessage } from "../../shared/protocol/messages.ts"
import { lockData } from "./dataLock.ts"
import type { Disk } from "./disk.ts"
import type { HostProblem } from "./hostProblem.ts"
import { beginJournal, type DiskProblem } from "./journal.ts"
import { type KeptPasses, openPasses, type Passes } from "./passes.ts"
import { Room, type RoomPorts } from "./room.ts"
import { keepDamaged, type Loaded } from "./workshops.ts"

/** A workshop that people can join: its document, its journal and its room together. */
export interface RunningWorkshop {
  readonly workshopId: string
  readonly generation: string
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
  await disk.makeFolder(folder).catch(() => {})
  const lock = await lockData(folder).catch(() => undefined)
  if (!lock) return err({ type: "CannotWrite", problem: "read-only" })
  if (!lock.ok) return err({ type: "AlreadyOpen", pid: lock.error.pid })
  const passes = await openPasses({ disk, folder, now, log }, ports.passes)
  let isStopped = false
  const room = new Room({
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
    answer,
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
  room.start(journal.value)
  return ok({
    workshopId,
    generation,
    passes,
    accept: (arrival) => room.accept(arrival),
    tell: (message) => room.tell(message),
    stop: async (reason) => {
      isStopped = true
      room.close(reason)
      const isSaved = await journal.value.close()
      await lock.value.release()
      return isSaved
    },
  })
}

/** Monotonic: a clock that is set must not end anybody's connection. */
const now = (): number => performance.now()
