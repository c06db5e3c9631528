import "fake-indexeddb/auto"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { openOutbox } from "../../../renderer/session/outbox.ts"
import type { Session } from "../../../renderer/session/session.ts"
import type { MemoryHost } from "../../../renderer/session/transports/memoryHost.ts"
import { deleteCards, typeInCard } from "../../../shared/commands/cards.ts"
import {
  boardId,
  comeBack,
  hostWithBoard,
  openTestSession,
  type TestSessionOptions,
  tabMemory,
  titlesAt,
  titlesIn,
  workshopWithBoard,
  writeNote,
} from "../../support/workshopSession.ts"

const soon = { timeout: 8_000, interval: 5 }
const open = new Set<Session>()
let storage = ""
let round = 0

beforeEach(() => {
  storage = `device-${++round}`
})
afterEach(() => {
  for (const session of open) session.close()
  open.clear()
  vi.unstubAllGlobals()
})

function join(host: MemoryHost, options: Partial<TestSessionOptions> = {}): Session {
  const session = openTestSession(host, { storage, ...options })
  open.add(session)
  return session
}
function leave(session: Session): void {
  open.delete(session)
  session.close()
}
async function joined(host: MemoryHost, options: Partial<TestSessionOptions> = {}): Promise<Session> {
  const session = join(host, options)
  await vi.waitFor(() => expect(session.status.getState().isLoaded).toBe(true), soon)
  return session
}
const savingOf = (session: Session) => session.status.getState().saving
const isSaved = (session: Session) => vi.waitFor(() => expect(savingOf(session)).toEqual({ state: "saved" }), soon)
const isOffline = (session: Session) =>
  vi.waitFor(() => expect(session.status.getState().connection).toBe("away"), soon)
const queued = async (name = storage) => {
  const outbox = await openOutbox(name)
  const edits = await Promise.all((await outbox.instancesOf("workshop-1")).map(outbox.queueOf))
  outbox.close()
  return edits.flat()
}
const cutOff = (host: MemoryHost) => {
  host.isReachable = false
  host.dropAll()
}

describe("joining", () => {
  test("shows the host's board, who I am and that everything is saved", async () => {
    const session = await joined(hostWithBoard())
    expect(session.snapshot.getState().boards.get(boardId)?.title).toBe("Map")
    expect(session.status.getState()).toMatchObject({ connection: "connected", me: { name: "Ana" } })
    expect(savingOf(session)).toEqual({ state: "saved" })
  })

  test("writes under the client id that the host gave", async () => {
    const session = await joined(hostWithBoard())
    const mine = session.document.ydoc.clientID
    writeNote(session, "One")
    await isSaved(session)
    expect(session.document.ydoc.clientID).toBe(mine)
  })

  test("a later visit with the same link is the same person", async () => {
    const host = hostWithBoard()
    const device = new Map<string, string>()
    const first = await joined(host, { memory: tabMemory(device) })
    const before = first.status.getState().me?.personId
    leave(first)
    const second = await joined(host, { memory: tabMemory(device) })
    expect(second.status.getState().me?.personId).toBe(before)
  })

  test("a link that is not valid ends it, with the reason", async () => {
    const session = join(hostWithBoard({ roleOf: () => undefined }))
    await vi.waitFor(
      () => expect(session.status.getState()).toMatchObject({ connection: "refused", refusal: "pass" }),
      soon,
    )
  })

  test("a remembered token that is worth nothing any more gives way to the link", async () => {
    const device = new Map<string, string>([["cairn.pass.host", "link forgotten"]])
    const host = hostWithBoard({ roleOf: (pass) => (pass === "link" ? "participant" : undefined) })
    const session = await joined(host, { memory: tabMemory(device) })
    expect(session.status.getState().connection).toBe("connected")
  })
})

describe("edits", () => {
  test("reach the host and the others, and count as saved only then", async () => {
    const host = hostWithBoard()
    const ana = await joined(host)
    const bo = await joined(host, { name: "Bo" })
    writeNote(ana, "One")
    expect(savingOf(ana)).toEqual({ state: "sending", changes: 1 })
    await isSaved(ana)
    expect(titlesAt(host)).toEqual(["One"])
    await vi.waitFor(() => expect(titlesIn(bo)).toEqual(["One"]), soon)
    expect(await queued()).toEqual([])
  })

  test("are on the device before they are sent", async () => {
    const host = hostWithBoard()
    const ana = await joined(host)
    host.holdDisk()
    writeNote(ana, "One")
    await vi.waitFor(async () => expect(await queued()).toHaveLength(1), soon)
    expect(savingOf(ana).state).not.toBe("saved")
    host.releaseDisk()
    await isSaved(ana)
  })

  test("that only delete are counted and waited for too", async () => {
    const host = hostWithBoard()
    const ana = await joined(host)
    const id = writeNote(ana, "One")
    await isSaved(ana)
    host.holdDisk()
    typeInCard(ana.editing, id, "title", "")
    expect(savingOf(ana)).toEqual({ state: "sending", changes: 1 })
    host.releaseDisk()
    await isSaved(ana)
  })

  test("many updates of one frame are shown by one report", async () => {
    const host = hostWithBoard()
    const ana = await joined(host)
    const bo = await joined(host, { name: "Bo" })
    cutOff(host)
    await isOffline(ana)
    for (const title of ["One", "Two", "Three"]) writeNote(bo, title)
    let reports = 0
    ana.snapshot.subscribe(() => reports++)
    comeBack(host)
    await isSaved(bo)
    await vi.waitFor(() => expect(titlesIn(ana)).toHaveLength(3), soon)
    expect(reports).toBeLessThanOrEqual(3)
  })
})

describe("away", () => {
  test("work goes on, is kept on the device and arrives once", async () => {
    const host = hostWithBoard()
    const ana = await joined(host)
    cutOff(host)
    await isOffline(ana)
    writeNote(ana, "One")
    writeNote(ana, "Two")
    await vi.waitFor(() => expect(savingOf(ana)).toEqual({ state: "device", changes: 2 }), soon)
    comeBack(host)
    await isSaved(ana)
    expect(titlesAt(host)).toEqual(["One", "Two"])
    expect(await queued()).toEqual([])
  })

  test("an edit whose acknowledgement was lost is not made twice", async () => {
    const host = hostWithBoard()
    const ana = await joined(host)
    const id = writeNote(ana, "")
    await isSaved(ana)
    typeInCard(ana.editing, id, "title", "Hello")
    host.dropAll()
    await isSaved(ana)
    expect(titlesAt(host)).toEqual(["Hello"])
  })

  test("what the host had not on disk when it crashed is sent again", async () => {
    const host = hostWithBoard()
    const ana = await joined(host)
    host.holdDisk()
    writeNote(ana, "One")
    await vi.waitFor(async () => expect(await queued()).toHaveLength(1), soon)
    host.crash()
    await isSaved(ana)
    expect(titlesAt(host)).toEqual(["One"])
  })

  test("typing in one go counts as one change", async () => {
    const host = hostWithBoard()
    const ana = await joined(host)
    const id = writeNote(ana, "")
    await isSaved(ana)
    cutOff(host)
    await isOffline(ana)
    for (const text of ["H", "Hi", "Hi!"]) typeInCard(ana.editing, id, "title", text)
    await vi.waitFor(() => expect(savingOf(ana)).toEqual({ state: "device", changes: 1 }), soon)
  })

  test("questions to the host fail with a message that can be shown", async () => {
    const host = hostWithBoard({ answer: (ask) => (ask === "rename" ? null : { refused: "role" }) })
    const ana = await joined(host)
    await expect(ana.ask("open-room", null)).rejects.toThrow("ask.refused")
    cutOff(host)
    await isOffline(ana)
    await expect(ana.ask("room-info", null)).rejects.toThrow("ask.away")
  })
})

describe("tabs", () => {
  test("a reload takes up its own queue", async () => {
    const host = hostWithBoard()
    const memory = tabMemory()
    const before = await joined(host, { memory })
    cutOff(host)
    await isOffline(before)
    writeNote(before, "One")
    await vi.waitFor(() => expect(savingOf(before).state).toBe("device"), soon)
    leave(before)
    comeBack(host)
    const after = await joined(host, { memory })
    await isSaved(after)
    expect(titlesIn(after)).toEqual(["One"])
    expect(titlesAt(host)).toEqual(["One"])
    writeNote(after, "Two")
    await isSaved(after)
    expect(titlesAt(host)).toEqual(["One", "Two"])
  })

  test("what a closed tab has left is sent by the next one, once", async () => {
    const host = hostWithBoard()
    const device = new Map<string, string>()
    const closed = await joined(host, { memory: tabMemory(device) })
    cutOff(host)
    await isOffline(closed)
    writeNote(closed, "Left")
    await vi.waitFor(() => expect(savingOf(closed).state).toBe("device"), soon)
    leave(closed)
    comeBack(host)
    const next = await joined(host, { memory: tabMemory(device) })
    await vi.waitFor(() => expect(titlesIn(next)).toEqual(["Left"]), soon)
    await vi.waitFor(async () => expect(await queued()).toEqual([]), soon)
    expect(titlesAt(host)).toEqual(["Left"])
  })

  test.each<[string, NonNullable<TestSessionOptions["openOutbox"]>]>([
    ["be opened", () => Promise.reject(new Error("not now"))],
    ["be read", async () => ({ ...(await openOutbox(storage)), queueOf: () => Promise.reject(new Error("not now")) })],
  ])("what a page has left is not lost to the next one, for which the storage could not %s", async (_what, faulty) => {
    const host = hostWithBoard()
    const memory = tabMemory()
    const before = await joined(host, { memory })
    cutOff(host)
    await isOffline(before)
    writeNote(before, "Left")
    await vi.waitFor(() => expect(savingOf(before).state).toBe("device"), soon)
    leave(before)
    comeBack(host)
    const without = await joined(host, { memory, openOutbox: faulty })
    writeNote(without, "Written without a storage")
    await isSaved(without)
    leave(without)
    const after = await joined(host, { memory })
    await vi.waitFor(() => expect(titlesIn(after)).toEqual(["Left", "Written without a storage"]), soon)
    expect(titlesAt(host)).toEqual(["Left", "Written without a storage"])
  })

  test("two open tabs never write under one instance, also when one is a copy of the other", async () => {
    const host = hostWithBoard()
    const memory = tabMemory()
    const first = await joined(host, { memory })
    const second = await joined(host, { memory })
    expect(second.document.ydoc.clientID).not.toBe(first.document.ydoc.clientID)
    writeNote(first, "One")
    writeNote(second, "Two")
    await isSaved(first)
    await isSaved(second)
    await vi.waitFor(() => expect(titlesIn(first)).toEqual(["One", "Two"]), soon)
    expect(titlesAt(host)).toEqual(["One", "Two"])
  })

  test("a tab that was too busy to answer its copy gives its place up to it", async () => {
    vi.stubGlobal("BroadcastChannel", undefined)
    const host = hostWithBoard()
    const memory = tabMemory()
    const first = await joined(host, { memory })
    const second = await joined(host, { memory })
    const namesOf = () => [first, second].map(({ document }) => document.ydoc.clientID)
    await vi.waitFor(() => expect(new Set(namesOf()).size).toBe(2), soon)
    writeNote(first, "One")
    writeNote(second, "Two")
    await isSaved(first)
    await isSaved(second)
    expect(titlesAt(host)).toEqual(["One", "Two"])
  })
})

describe("a refused edit", () => {
  const refusing = (word: string) =>
    hostWithBoard({ judge: (update) => (new TextDecoder().decode(update).includes(word) ? "schema" : undefined) })

  test("is kept and told; what was written beside it goes on, once", async () => {
    const host = refusing("Bad")
    const ana = await joined(host)
    cutOff(host)
    await isOffline(ana)
    writeNote(ana, "Good")
    const bad = writeNote(ana, "Bad")
    writeNote(ana, "Better")
    comeBack(host)
    await vi.waitFor(() => expect(savingOf(ana)).toEqual({ state: "refused", changes: 1, reason: "schema" }), soon)
    await vi.waitFor(() => expect(titlesAt(host)).toEqual(["Better", "Good"]), soon)
    expect(titlesIn(ana)).toEqual(["Better", "Good"])
    expect(ana.refused.list()[0]?.writes).toContainEqual({ root: "cards", id: bad, key: "title", value: '"Bad"' })
    expect(await queued()).toEqual([])
    await ana.refused.discard()
    expect(savingOf(ana)).toEqual({ state: "saved" })
  })

  test("takes what rests on it along", async () => {
    const host = refusing("Bad")
    const ana = await joined(host)
    cutOff(host)
    await isOffline(ana)
    const id = writeNote(ana, "Bad")
    deleteCards(ana.editing, [id])
    comeBack(host)
    await vi.waitFor(() => expect(savingOf(ana)).toMatchObject({ state: "refused", changes: 2 }), soon)
    expect(titlesAt(host)).toEqual([])
  })

  test("is still there after a reload", async () => {
    const host = refusing("Bad")
    const memory = tabMemory()
    const ana = await joined(host, { memory })
    writeNote(ana, "Bad")
    await vi.waitFor(() => expect(savingOf(ana).state).toBe("refused"), soon)
    await vi.waitFor(async () => expect(await queued()).toEqual([]), soon)
    leave(ana)
    const again = await joined(host, { memory })
    await vi.waitFor(() => expect(savingOf(again)).toMatchObject({ state: "refused", changes: 1 }), soon)
  })

  test("whoever holds the session's parts goes on with the right document", async () => {
    const host = refusing("Bad")
    const ana = await joined(host)
    const { editing, document, history } = ana
    writeNote(ana, "Bad")
    await vi.waitFor(() => expect(savingOf(ana).state).toBe("refused"), soon)
    await vi.waitFor(() => expect(titlesIn(ana)).toEqual([]), soon)
    expect(editing.document.ydoc).toBe(document.ydoc)
    writeNote(ana, "After")
    await vi.waitFor(() => expect(titlesAt(host)).toEqual(["After"]), soon)
    history.undo()
    await vi.waitFor(() => expect(titlesAt(host)).toEqual([]), soon)
  })
})

describe("another history", () => {
  test("is followed when nothing of ours is waiting", async () => {
    const host = hostWithBoard()
    const ana = await joined(host)
    host.replaceHistory("generation-2", workshopWithBoard("Second"))
    await vi.waitFor(() => expect(ana.snapshot.getState().workshop.title).toBe("Second"), soon)
    writeNote(ana, "One")
    await isSaved(ana)
    expect(titlesAt(host)).toEqual(["One"])
  })

  test("is not merged with what is waiting, until its author lets go", async () => {
    const host = hostWithBoard()
    const ana = await joined(host)
    cutOff(host)
    await isOffline(ana)
    writeNote(ana, "Mine")
    host.replaceHistory("generation-2", workshopWithBoard("Second"))
    comeBack(host)
    await vi.waitFor(() => expect(savingOf(ana)).toEqual({ state: "other-history" }), soon)
    expect(titlesIn(ana)).toEqual(["Mine"])
    expect(titlesAt(host)).toEqual([])
    await ana.refused.discard()
    await vi.waitFor(() => expect(ana.snapshot.getState().workshop.title).toBe("Second"), soon)
    expect(titlesIn(ana)).toEqual([])
    await isSaved(ana)
  })

  test("after a reload what was waiting is kept beside the host's board", async () => {
    const host = hostWithBoard()
    const memory = tabMemory()
    const before = await joined(host, { memory })
    cutOff(host)
    await isOffline(before)
    writeNote(before, "Mine")
    await vi.waitFor(() => expect(savingOf(before).state).toBe("device"), soon)
    leave(before)
    host.replaceHistory("generation-2", workshopWithBoard("Second"))
    comeBack(host)
    const after = await joined(host, { memory })
    expect(after.snapshot.getState().workshop.title).toBe("Second")
    expect(savingOf(after)).toEqual({ state: "other-history" })
    expect(after.refused.list().flatMap(({ writes }) => writes.map(({ value }) => value))).toContain('"Mine"')
  })
})

describe("saving, said honestly", () => {
  test("red when the browser keeps nothing", async () => {
    const host = hostWithBoard()
    const ana = await joined(host, { openOutbox: () => Promise.reject(new Error("private window")) })
    cutOff(host)
    await isOffline(ana)
    writeNote(ana, "One")
    await vi.waitFor(() => expect(savingOf(ana)).toEqual({ state: "tab", changes: 1 }), soon)
    comeBack(host)
    await isSaved(ana)
    expect(titlesAt(host)).toEqual(["One"])
  })

  test("the host's full disk is told with what is waiting", async () => {
    const host = hostWithBoard()
    const ana = await joined(host)
    host.holdDisk()
    host.tell({ type: "disk", problem: "full" })
    writeNote(ana, "One")
    await vi.waitFor(
      () => expect(savingOf(ana)).toEqual({ state: "host-cannot-save", changes: 1, problem: "full" }),
      soon,
    )
    host.tell({ type: "disk", problem: null })
    host.releaseDisk()
    await isSaved(ana)
  })

  test("an observer has no counter", async () => {
    const ana = await joined(hostWithBoard({ roleOf: () => "observer" }))
    expect(savingOf(ana)).toEqual({ state: "view-only" })
  })

  test("closing the page asks only while something would be left behind", async () => {
    const host = hostWithBoard()
    const ana = await joined(host)
    const asks = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }))
    expect(asks()).toBe(false)
    cutOff(host)
    await isOffline(ana)
    writeNote(ana, "One")
    expect(asks()).toBe(true)
    comeBack(host)
    await isSaved(ana)
    expect(asks()).toBe(false)
  })
})
