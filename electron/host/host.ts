import { randomBytes } from "node:crypto"
import { idMaker } from "../../shared/model/ids.ts"
import { err, ok, type Result } from "../../shared/model/result.ts"
import type { Ask, OpenWorkshop, RoomInfo } from "../../shared/protocol/requests.ts"
import { readDoor, readOpenWorkshop } from "./askBodies.ts"
import { adoptCopy } from "./broughtWorkshop.ts"
import { type DataLock, lockFolder } from "./dataLock.ts"
import { type Disk, nodeDisk } from "./disk.ts"
import { describeProblem, type HostProblem } from "./hostProblem.ts"
import type { DiskProblem } from "./journal.ts"
import { type Listening, listen } from "./listening.ts"
import { newWorkshop } from "./newWorkshop.ts"
import { type OwnNames, openOwnNames } from "./ownNames.ts"
import { packPage, readPage } from "./pageFiles.ts"
import type { KeptPasses } from "./passes.ts"
import { openRoomDoor, type RoomDoor } from "./roomDoor.ts"
import { linkFor, roomInfo, type WayInParts, wayIn } from "./roomInfo.ts"
import { type RunningWorkshop, runWorkshop } from "./runningWorkshop.ts"
import { openWeb } from "./web.ts"
import type { Arrival } from "./wire.ts"
import { type Loaded, loadFolder, type WorkshopPorts } from "./workshopFolder.ts"
import { findWorkshop, listWorkshops } from "./workshops.ts"

export type { HostProblem } from "./hostProblem.ts"

export interface HostOptions {
  readonly dataDirectory: string
  /** Id or path of a workshop's folder, a `.cairn` file or a JSON file. Absent: the newest, or an empty one. */
  readonly workshop?: string
  /** The copy that a page has made of a workshop whose host is gone: it is carried on here. */
  readonly adopt?: string
  /** Templates to begin a workshop from, unless that has been done here before. */
  readonly templates?: readonly string[]
  /** Address to listen on; `127.0.0.1` when absent. */
  readonly listen?: string
  /** Absent: 47800, the next nine, then any. 0: any free one. */
  readonly port?: number
  /** Further names under which this computer is reached. */
  readonly names?: readonly string[]
  /** Folder of the built page. */
  readonly page: string
  readonly log: (line: string) => void
  /** Origins besides our own pages that may connect, such as `app://cairn`. */
  readonly allowedOrigins?: readonly string[]
  readonly disk?: Disk
  /** Milliseconds since 1970. */
  readonly clock?: () => number
  readonly newId?: () => string
}

export interface Ready {
  readonly cairn: string
  readonly port: number
  readonly workshop: string
  readonly generation: string
  readonly links: { readonly facilitator: string; readonly participant: string; readonly observer: string }
  readonly code: string
}

export interface HostChange {
  readonly isOpen: boolean
  readonly people: number
  readonly problem: DiskProblem | null
}

export interface Host {
  readonly ready: Ready
  /** Listens on the network's addresses too, so that others can join. */
  readonly openRoom: () => Promise<RoomInfo>
  readonly closeRoom: () => Promise<RoomInfo>
  /** Called when the room opens or closes, people come or go, or the disk fails or recovers. */
  readonly onChange: (listener: (change: HostChange) => void) => () => void
  /** Writes what is pending and closes everything. */
  readonly stop: () => Promise<void>
}

/** Raised with every release; shown by `/health` and on start. */
export const version = "0.1.0"

/** Starts the host: everything from the data directory to the address people open. Never throws for what can happen. */
export async function openHost(options: HostOptions): Promise<Result<Host, HostProblem>> {
  const disk = options.disk ?? nodeDisk
  const lock = await lockFolder(disk, options.dataDirectory)
  if (!lock.ok) return lock
  const host = new OpenHost(options, disk, lock.value)
  const problem = await host.start()
  if (problem) {
    await host.stop()
    return err(problem)
  }
  return ok({
    ready: host.ready(),
    openRoom: () => host.openRoom(),
    closeRoom: () => host.closeRoom(),
    onChange: (listener) => host.onChange(listener),
    stop: () => host.stop(),
  })
}

class OpenHost {
  readonly #options: HostOptions
  readonly #lock: DataLock
  readonly #workshopPorts: WorkshopPorts
  readonly #listeners = new Set<(change: HostChange) => void>()
  #workshop: RunningWorkshop | undefined
  #listening: Listening | undefined
  #door: RoomDoor | undefined
  #people = 0
  #problem: DiskProblem | null = null
  #isReached = false
  #names: OwnNames | undefined

  constructor(options: HostOptions, disk: Disk, lock: DataLock) {
    this.#options = options
    this.#lock = lock
    const clock = options.clock ?? Date.now
    this.#workshopPorts = {
      disk,
      dataDirectory: options.dataDirectory,
      newId: options.newId ?? idMaker(randomBytesInto),
      now: () => new Date(clock()).toISOString(),
      log: options.log,
    }
  }

  async start(): Promise<HostProblem | undefined> {
    const { page: folder, listen: address = "127.0.0.1", port } = this.#options
    const page = readPage(folder)
    if (!page?.has("/")) return { type: "NoPage", folder }
    const loaded = await findWorkshop(this.#workshopPorts, this.#options)
    if (!loaded.ok) return loaded.error
    const problem = await this.#run(loaded.value)
    if (problem) return problem
    const names = openOwnNames({
      addresses: () => this.#listening?.addresses().flatMap((one) => this.#door?.named(one) ?? one) ?? [],
      port: () => this.#listening?.port ?? 0,
      names: this.#options.names ?? [],
      origins: () => [...(this.#options.allowedOrigins ?? []), ...(this.#workshop?.origins ?? [])],
    })
    this.#names = names
    const onReached = () => {
      this.#isReached = true
    }
    const onSocket = (arrival: Arrival) =>
      this.#workshop ? this.#workshop.accept(arrival) : arrival.socket.close(1013)
    const listening = await listen(openWeb({ version, page, names, onSocket, onReached }), address, port)
    if (!listening.ok) return listening.error
    this.#listening = listening.value
    this.#door = await openRoomDoor(listening.value, address)
    void packPage(page)
    return undefined
  }

  ready(): Ready {
    const { workshopId, generation, passes } = this.#running()
    const parts = this.#wayInParts()
    return {
      cairn: version,
      port: this.#listening?.port ?? 0,
      workshop: workshopId,
      generation,
      links: {
        facilitator: linkFor("facilitator", parts),
        participant: linkFor("participant", parts),
        observer: linkFor("observer", parts),
      },
      code: passes.code(),
    }
  }

  async openRoom(): Promise<RoomInfo> {
    await this.#door?.open(() => this.#roomChanged())
    this.#roomChanged()
    return this.#roomInfo()
  }

  async closeRoom(): Promise<RoomInfo> {
    await this.#door?.close()
    this.#roomChanged()
    return this.#roomInfo()
  }

  onChange(listener: (change: HostChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async stop(): Promise<void> {
    await this.#door?.close()
    const isSaved = (await this.#workshop?.stop()) ?? true
    this.#workshop = undefined
    if (!isSaved) this.#options.log("Some changes could not be saved; they are still with the people who made them.")
    await this.#listening?.stop()
    await this.#lock.release()
  }

  async #run(loaded: Loaded, passes?: KeptPasses): Promise<HostProblem | undefined> {
    const { disk, newId, log } = this.#workshopPorts
    const running = await runWorkshop({
      disk,
      newId,
      log,
      loaded,
      clock: this.#options.clock ?? Date.now,
      ownOrigins: () => this.#names?.ownOrigins() ?? [],
      answer: (ask, body) => this.#answer(ask, body),
      onPeople: (people) => {
        this.#people = people
        this.#tell()
      },
      onProblem: (problem) => {
        this.#problem = problem
        this.#tell()
      },
      ...(passes ? { passes } : {}),
    })
    if (!running.ok) return running.error
    this.#workshop = running.value
    return undefined
  }

  #running(): RunningWorkshop {
    if (!this.#workshop) throw new Error("no workshop is open")
    return this.#workshop
  }

  #tell(): void {
    const change = { isOpen: this.#door?.isOpen() ?? false, people: this.#people, problem: this.#problem }
    for (const listener of this.#listeners) listener(change)
  }

  #roomChanged(): void {
    this.#workshop?.tell({ type: "notice", notice: { type: "room", isOpen: this.#door?.isOpen() ?? false } })
    this.#tell()
  }

  #wayInParts(): WayInParts {
    const { passes } = this.#running()
    return { listening: this.#listening, door: this.#door, passes, isReached: this.#isReached }
  }

  #roomInfo(): RoomInfo {
    return roomInfo(this.#wayInParts())
  }

  async #answer(ask: Ask, body: unknown): Promise<unknown> {
    switch (ask) {
      case "open-room":
        return this.openRoom()
      case "close-room":
        return this.closeRoom()
      case "room-info":
        await this.#door?.refresh()
        return this.#roomInfo()
      case "set-door":
        await this.#running().passes.setDoor(readDoor(body))
        return this.#roomInfo()
      case "change-code":
        await this.#running().passes.changeCode()
        return this.#roomInfo()
      case "way-in":
        return wayIn(this.#roomInfo())
      case "choose-address":
        return this.#door?.choose(body) ? this.#roomInfo() : { refused: "address" }
      case "workshops":
        return listWorkshops(this.#workshopPorts)
      case "open-workshop":
        return this.#openWorkshop(readOpenWorkshop(body))
      default:
        return { refused: "unknown" }
    }
  }

  /** Everyone follows: the new workshop lets the same people in. */
  async #openWorkshop(wanted: OpenWorkshop | undefined): Promise<unknown> {
    if (!wanted) return { refused: "unknown" }
    const before = this.#running()
    if (wanted.from === "id" && wanted.id === before.workshopId) return { workshopId: before.workshopId }
    const ports = this.#workshopPorts
    const loaded = await loadWanted(ports, wanted)
    if (!loaded.ok) return { refused: loaded.error.type, detail: describeProblem(loaded.error) }
    const passes = before.passes.kept()
    const problem = await this.#run(loaded.value, passes)
    if (problem) return { refused: problem.type }
    // Whoever asked hears of it before the connection ends.
    setImmediate(() => void before.stop("generation"))
    return { workshopId: loaded.value.workshopId }
  }
}

function loadWanted(ports: WorkshopPorts, wanted: OpenWorkshop) {
  if (wanted.from === "id") return loadFolder(ports, `${ports.dataDirectory}/${wanted.id}`)
  return wanted.from === "copy" ? adoptCopy(ports, Buffer.from(wanted.copy, "base64")) : newWorkshop(ports, wanted)
}

const randomBytesInto = (into: Uint8Array): Uint8Array => {
  into.set(randomBytes(into.length))
  return into
}
