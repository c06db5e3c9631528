import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test, vi } from "vitest"
import * as Y from "yjs"
import { type Disk, nodeDisk } from "../../../electron/host/disk.ts"
import { beginJournal, type DiskProblem, type Journal } from "../../../electron/host/journal.ts"
import type { Instance } from "../../../electron/host/journalFormat.ts"
import { fileName, readFolder } from "../../../electron/host/journalReading.ts"
import type { Whole } from "../../../electron/host/journalWhole.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { openDocument, type WorkshopDocument } from "../../../shared/document/document.ts"
import { newFolder } from "./openTestHost.ts"

/** A disk that others use too may take its time; what is waited for is that it does it at all. */
const soon = { timeout: 10_000, interval: 1 }
const me: Instance = { instance: "instance-of-test-1", personId: "p-1", clientId: 5, lastDurable: 0 }

interface Writing {
  readonly journal: Journal
  readonly ydoc: Y.Doc
  readonly folder: string
  readonly problems: (DiskProblem | null)[]
  /** Numbers of the edits reported to be on disk. */
  readonly durable: number[]
  /** Numbers of the edits reported to be in the file. */
  readonly written: number[]
  readonly write: () => number
}

/** A journal in which each edit sets the next key of a root map. */
async function writing(disk: Disk = nodeDisk, folder = newFolder(), number = 1): Promise<Writing> {
  const ydoc = new Y.Doc()
  const problems: (DiskProblem | null)[] = []
  const durable: number[] = []
  const written: number[] = []
  let seq = 0
  const whole = (): Whole => ({
    workshopId: "w-1",
    generation: "g-1",
    state: Y.encodeStateAsUpdate(ydoc),
    instances: [{ ...me, lastDurable: seq }],
  })
  const begun = await beginJournal(
    {
      disk,
      folder,
      whole,
      onProblem: (problem) => problems.push(problem),
      log: () => {},
      after: (ms, run) => void setTimeout(run, Math.min(ms, 5)),
    },
    number,
  )
  if (!begun.ok) throw new Error(begun.error)
  const journal = begun.value
  const write = () => {
    const mine = ++seq
    const before = Y.encodeStateVector(ydoc)
    ydoc.getMap("cards").set(`k${mine}`, mine)
    const update = Y.encodeStateAsUpdate(ydoc, before)
    journal.append(
      { type: "edit", instance: me.instance, seq: mine, update },
      () => durable.push(mine),
      () => written.push(mine),
    )
    return mine
  }
  return { journal, ydoc, folder, problems, durable, written, write }
}

async function reading(folder: string, disk: Disk = nodeDisk) {
  const document: WorkshopDocument = openDocument(new Y.Doc(), boardKinds)
  const read = await readFolder(disk, folder, document)
  return { read, keys: Object.keys(document.ydoc.getMap("cards").toJSON()).length }
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

describe("a journal", () => {
  test("gives back everything it reported, in order", async () => {
    const { journal, folder, durable, write } = await writing()
    for (const _ of numbers(200)) write()
    await journal.close()

    const { read, keys } = await reading(folder)

    expect(durable).toEqual(numbers(200))
    expect(keys).toBe(200)
    expect(read).toMatchObject({ ok: true, value: { workshopId: "w-1", generation: "g-1", isTorn: false } })
    expect(read.ok && read.value.instances.get(me.instance)).toEqual({ ...me, lastDurable: 200 })
  })

  test("reports nothing before it is synced", async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const disk = faulty({ sync: (path) => (path.endsWith(".cairn") ? held : undefined) })
    const { journal, durable, write } = await writing(disk)
    write()
    await new Promise((resolve) => setImmediate(resolve))

    expect(durable).toEqual([])
    release()
    await journal.close()
    expect(durable).toEqual([1])
  })

  test("says at once that a record is in the file, where it outlives the process", async () => {
    const { journal, folder, durable, write, written } = await writing()
    write()

    expect([written, durable]).toEqual([[1], []])
    expect((await reading(folder)).keys).toBe(1)
    await journal.close()
    expect(durable).toEqual([1])
  })

  test("takes records in order while it syncs, and waits with them for the next sync", async () => {
    const releases: (() => void)[] = []
    const sync = (path: string) =>
      path.endsWith(".part") ? undefined : new Promise<void>((resolve) => releases.push(resolve))
    const { journal, folder, durable, write, written } = await writing(faulty({ sync }))
    write()
    await vi.waitFor(() => expect(releases).toHaveLength(1), soon)
    for (const _ of numbers(5)) write()
    await vi.waitFor(() => expect(written).toEqual(numbers(6)), soon)
    releases[0]?.()
    await vi.waitFor(() => expect(releases).toHaveLength(2), soon)

    expect(durable).toEqual([1])
    expect((await reading(folder)).keys).toBe(6)
    releases[1]?.()
    await journal.close()
    expect(durable).toEqual(numbers(6))
  })

  test("takes nothing after it is closed: an edit that comes then is never reported, and is not in the file", async () => {
    const { journal, durable, written, write, folder } = await writing()
    write()
    expect(await journal.close()).toBe(true)
    write()
    await journal.compact()
    expect([durable, written]).toEqual([[1], [1]])
    expect((await reading(folder)).keys).toBe(1)
  })

  test("keeps three files when it begins anew, and each is whole in itself", async () => {
    const { journal, folder, write } = await writing()
    for (const _ of numbers(5)) {
      write()
      await journal.compact()
    }
    await journal.close()

    expect(readdirSync(folder).sort()).toEqual([fileName(4), fileName(5), fileName(6)])
    expect((await reading(folder)).keys).toBe(5)
  })

  test("leaves a torn end out and says so, at every length", async () => {
    const { journal, folder, write } = await writing()
    for (const _ of numbers(3)) write()
    await journal.close()
    const file = join(folder, fileName(1))
    const bytes = readFileSync(file)
    const ends = new Set<number>()

    for (let cut = 1; cut < 90; cut++) {
      writeFileSync(file, bytes.subarray(0, bytes.length - cut))
      const { read, keys } = await reading(folder)
      ends.add(keys)
      expect(read.ok).toBe(true)
    }

    expect([...ends]).toEqual([2, 1])
  })

  test("never gives different content for a damaged byte without saying so", async () => {
    const { journal, folder, write } = await writing()
    for (const _ of numbers(20)) write()
    await journal.compact()
    for (const _ of numbers(20)) write()
    await journal.close()
    const file = join(folder, fileName(2))
    const bytes = readFileSync(file)

    for (let at = 0; at < bytes.length; at += 3) {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ 0xff
      writeFileSync(file, damaged)
      const { read, keys } = await reading(folder)
      if (read.ok && !read.value.damage && !read.value.isTorn) expect(keys).toBe(40)
      if (!read.ok) expect(read.error.type).toBe("NewerFormat")
    }
  })

  test("takes the beginning from the file before when its own is damaged, and loses nothing", async () => {
    const { journal, folder, write } = await writing()
    for (const _ of numbers(10)) write()
    await journal.compact()
    for (const _ of numbers(10)) write()
    await journal.close()
    const file = join(folder, fileName(2))
    const bytes = readFileSync(file)
    bytes[60] = (bytes[60] ?? 0) ^ 0xff
    writeFileSync(file, bytes)

    const { read, keys } = await reading(folder)

    expect(keys).toBe(20)
    expect(read).toMatchObject({ ok: true, value: { damagedNumbers: [2] } })
  })

  test("a file of a newer format is left alone", async () => {
    const { journal, folder } = await writing()
    await journal.close()
    const file = join(folder, fileName(1))
    const bytes = readFileSync(file)
    bytes[6] = 9
    writeFileSync(file, bytes)

    expect((await reading(folder)).read).toEqual({ ok: false, error: { type: "NewerFormat", found: 9 } })
  })

  test("a file of a format that never was is read as a damaged one, and that is said", async () => {
    const { journal, folder, write } = await writing()
    for (const _ of numbers(10)) write()
    await journal.close()
    const file = join(folder, fileName(1))
    const bytes = readFileSync(file)
    bytes[6] = 0
    writeFileSync(file, bytes)

    const { read } = await reading(folder)

    expect(!read.ok || read.value.damage !== undefined).toBe(true)
  })
})

describe("a failing disk", () => {
  test.each([
    ["write", "ENOSPC", "full"],
    ["write", "EDQUOT", "full"],
    ["write", "EIO", "error"],
    ["sync", "EIO", "error"],
    ["write", "EROFS", "read-only"],
  ] as const)(
    "%s fails with %s: nothing is reported saved, %s is told, and all is saved afterwards",
    async (call, code, problem) => {
      let isBroken = false
      const fail = () => {
        if (isBroken) throw Object.assign(new Error(code), { code })
      }
      const { journal, folder, problems, durable, write } = await writing(faulty({ [call]: fail, open: fail }))
      write()
      await vi.waitFor(() => expect(durable).toEqual([1]), soon)

      isBroken = true
      for (const _ of numbers(3)) write()
      await vi.waitFor(() => expect(problems).toEqual([problem]), soon)
      write()
      expect(durable).toEqual([1])
      isBroken = false
      await vi.waitFor(() => expect(durable).toEqual(numbers(5)), soon)

      expect(problems).toEqual([problem, null])
      await journal.close()
      expect((await reading(folder)).keys).toBe(5)
    },
  )

  test("at any one call: never a false report, never a lost edit", async () => {
    for (let failing = 1; failing <= 60; failing++) {
      let calls = 0
      const fail = () => {
        if (++calls === failing) throw Object.assign(new Error("EIO"), { code: "EIO" })
      }
      const disk = faulty({ write: fail, sync: fail, open: fail, rename: fail, syncFolder: fail, read: fail })
      const begun = await writing(disk).catch(() => undefined)
      if (!begun) continue
      const { journal, folder, durable, written, write } = begun
      for (const _ of numbers(4)) {
        const mine = write()
        await vi.waitFor(() => expect(durable).toContain(mine), soon)
        if (mine === 2) await journal.compact()
      }
      await journal.close()
      expect((await reading(folder)).keys, `call ${failing}`).toBe(4)
      expect([durable, written]).toEqual([numbers(4), numbers(4)])
    }
  })
})

type Fault = (path: string) => Promise<void> | undefined | void

/** The real disk, asked first whether this call may succeed. After a failed sync what was written is gone, as on a real one. */
function faulty(faults: Partial<Record<"write" | "sync" | "open" | "rename" | "syncFolder" | "read", Fault>>): Disk {
  return {
    ...nodeDisk,
    read: async (path) => {
      await faults.read?.(path)
      return nodeDisk.read(path)
    },
    rename: async (from, to) => {
      await faults.rename?.(to)
      return nodeDisk.rename(from, to)
    },
    syncFolder: async (path) => {
      await faults.syncFolder?.(path)
      return nodeDisk.syncFolder(path)
    },
    open: async (path, how) => {
      await faults.open?.(path)
      const file = await nodeDisk.open(path, how)
      return {
        ...file,
        write: async (bytes) => {
          await faults.write?.(path)
          return file.write(bytes)
        },
        writeNow: (bytes) => {
          void faults.write?.(path)
          file.writeNow(bytes)
        },
        sync: async () => {
          await faults.sync?.(path)
          return file.sync()
        },
      }
    },
  }
}
