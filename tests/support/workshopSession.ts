import * as Y from "yjs"
import { openSession, type SessionOptions } from "../../renderer/session/openSession.ts"
import { openOutbox } from "../../renderer/session/outbox.ts"
import type { Memory } from "../../renderer/session/place.ts"
import type { Session } from "../../renderer/session/session.ts"
import { memoryTransport } from "../../renderer/session/transports/memory.ts"
import { MemoryHost, type MemoryHostOptions } from "../../renderer/session/transports/memoryHost.ts"
import { boardKinds } from "../../shared/boards/index.ts"
import { addCard } from "../../shared/commands/cards.ts"
import { addRecord, createWorkshop } from "../../shared/commands/workshop.ts"
import { openDocument } from "../../shared/document/document.ts"

/** The board that `hostWithBoard` holds. */
export const boardId = "board-1"

export function hostWithBoard(options: MemoryHostOptions = {}): MemoryHost {
  return new MemoryHost({ ydoc: workshopWithBoard(), ...options })
}

export function workshopWithBoard(title = "Trial"): Y.Doc {
  const ydoc = new Y.Doc()
  let made = 0
  const editing = {
    document: openDocument(ydoc, boardKinds),
    newId: () => `seed-${++made}`,
    now: () => "2026-03-23T09:15:00.000Z",
  }
  createWorkshop(editing, "workshop-1", { title })
  addRecord(editing, "boards", { kind: "story-map", title: "Map" }, boardId)
  return ydoc
}

/** Stands in for sessionStorage and localStorage. */
export function tabMemory(device: Map<string, string> = new Map()): Memory {
  const over = (values: Map<string, string>): Memory["tab"] => ({
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  })
  return { tab: over(new Map()), device: over(device) }
}

export interface TestSessionOptions extends Partial<SessionOptions> {
  /** The name of the device's storage. */
  readonly storage: string
}

export const openTestSession = (host: MemoryHost, { storage, ...options }: TestSessionOptions): Session =>
  openSession({
    kinds: boardKinds,
    transport: memoryTransport(host),
    address: "host",
    pass: "link",
    name: "Ana",
    device: "laptop",
    language: "en",
    memory: tabMemory(),
    openOutbox: () => openOutbox(storage),
    random: () => 0,
    ...options,
  })

/** The host can be reached again, and the browser says so: nobody waits for the pace of tries. */
export function comeBack(host: MemoryHost): void {
  host.isReachable = true
  window.dispatchEvent(new Event("online"))
}

/** Adds a note and gives its id. */
export function writeNote(session: Session, title: string): string {
  const added = addCard(session.editing, boardId, { kind: "note", values: { title } })
  if (!added.ok) throw new Error(`The note could not be added: ${added.error.type}`)
  return added.value
}

export const titlesIn = (session: Session): string[] =>
  [...(session.snapshot.getState().contents.get(boardId)?.cards.values() ?? [])].map(({ title }) => title).sort()

/** What the host holds, read the way a device reads it. */
export const titlesAt = (host: MemoryHost): string[] =>
  [...openDocument(host.ydoc, boardKinds).roots.cards.values()]
    .filter((card) => card.get("deleted") === false)
    .map((card) => String(card.get("title")))
    .sort()
