import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import * as Y from "yjs"
import { nodeDisk } from "../../electron/host/disk.ts"
import { fileName, numbersIn, readFolder } from "../../electron/host/journalReading.ts"
import { boardKinds } from "../../shared/boards/index.ts"
import { openDocument } from "../../shared/document/document.ts"
import type { Random } from "../support/random.ts"
import { connect } from "../support/referenceClient.ts"
import { cardIn, digestOf, makeCard } from "./cards.ts"
import { record } from "./figures.ts"
import { newFolder, runHost } from "./runHost.ts"
import { atSize, chance, isNightly, oneOf, rounds, seed, within } from "./trial.ts"
import { boardSize, openTrial } from "./trialHost.ts"

const edits = 60
let original = ""
let newest = ""
let bytes = Buffer.alloc(0)
/** What the board is after each record of the newest file: the only contents that reading may give. */
const prefixes = new Set<string>()

/** A workshop as a host left it: one file before, and one with edits of its own at the end. */
beforeAll(async () => {
  original = join(newFolderForAll(), "w")
  const data = newFolderForAll()
  const { host, ready } = await openTrial(data, boardSize.S)
  await host.kill("SIGTERM")
  const again = runHost({ data })
  const author = await connect((await again.ready).links.participant)
  for (let at = 0; at < edits; at++) {
    author.edit((ydoc) => {
      if (at % 3 === 0) makeCard(ydoc, `late-${at}`, `Late ${at}`)
      else if (at % 3 === 1) cardIn(ydoc, `card-${at}`)?.set("deleted", true)
      else noteOf(ydoc, `card-${at}`)?.insert(0, "written ")
    })
    // One record each.
    await author.saved()
  }
  await author.close()
  await again.kill("SIGTERM")
  cpSync(join(data, ready.workshop), original, { recursive: true })
  newest = join(original, fileName(numbersIn(readdirSync(original))[0] ?? 0))
  bytes = readFileSync(newest)
  await notePrefixes()
}, 60_000)

const noteOf = (ydoc: Y.Doc, id: string) => {
  const note: unknown = cardIn(ydoc, id)?.get("note")
  return note instanceof Y.Text ? note : undefined
}

const folders: string[] = []
function newFolderForAll(): string {
  const folder = mkdtempSync(join(tmpdir(), "cairn-reliability-"))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function notePrefixes(): Promise<void> {
  const folder = newFolderForAll()
  const file = join(folder, fileName(1))
  const ends = recordEnds(bytes)
  for (const end of ends) {
    writeFileSync(file, bytes.subarray(0, end))
    const { digest } = await read(folder)
    if (digest !== undefined) prefixes.add(digest)
  }
}

/** Where each record ends: 16 bytes of head, the first four of which are the length of what follows. */
function recordEnds(file: Buffer): readonly number[] {
  const ends: number[] = []
  for (let at = 8; at + 16 <= file.length; ) {
    at += 16 + file.readUInt32LE(at)
    ends.push(at)
  }
  return ends
}

async function read(folder: string) {
  const document = openDocument(new Y.Doc(), boardKinds)
  const found = await readFolder(nodeDisk, folder, document)
  if (!found.ok) return { digest: undefined, isReported: true, problem: found.error.type }
  const { damage, isTorn } = found.value
  return { digest: digestOf(document.ydoc), isReported: damage !== undefined || isTorn, problem: undefined }
}

type Damage = (file: Buffer, draw: Random) => Buffer

const masks = [0x01, 0x80, 0xff] as const
const flipped: Damage = (file, draw) => {
  const at = draw(file.length)
  file[at] = (file[at] ?? 0) ^ oneOf(draw, masks)
  return file
}
const cut: Damage = (file, draw) => file.subarray(0, draw(file.length))
const blockOf = (file: Buffer, draw: Random) => {
  const size = 1 << (4 + draw(9))
  const at = draw(Math.max(1, file.length - size))
  return { at, end: Math.min(file.length, at + size) }
}
const zeroed: Damage = (file, draw) => {
  const { at, end } = blockOf(file, draw)
  return file.fill(0, at, end)
}
const doubled: Damage = (file, draw) => {
  const { at, end } = blockOf(file, draw)
  return Buffer.concat([file.subarray(0, end), file.subarray(at)])
}
const swapped: Damage = (file, draw) => {
  const [one, other] = [blockOf(file, draw), blockOf(file, draw)]
  const held = Buffer.from(file.subarray(one.at, one.end))
  file.copy(file, one.at, other.at, other.end)
  held.copy(file, other.at)
  return file
}
const damages: readonly Damage[] = [flipped, flipped, flipped, cut, zeroed, doubled, swapped]

/** All flips of every byte and all lengths, at night; by day as many of any sort as asked for. */
function* allDamages(draw: Random): Generator<Buffer> {
  if (!isNightly) while (true) yield oneOf(draw, damages)(Buffer.from(bytes), draw)
  for (let at = 0; at < bytes.length; at++) {
    for (const mask of masks) {
      const file = Buffer.from(bytes)
      file[at] = (file[at] ?? 0) ^ mask
      yield file
    }
    yield bytes.subarray(0, at)
  }
  for (let at = 0; at < 20_000; at++) yield oneOf(draw, [zeroed, doubled, swapped])(Buffer.from(bytes), draw)
}

describe(`a file that is damaged (SEED=${seed})`, () => {
  test("R9 gives its exact content, or what stands before the damage with a report, and never anything else", async () => {
    const damaged = allDamages(chance("R9"))
    const folder = newFolder()
    cpSync(original, folder, { recursive: true })
    const file = join(folder, newest.slice(original.length + 1))
    const wrong: string[] = []
    let cases = 0
    let slowest = 0
    for (const _ of rounds(atSize(3_000, Number.POSITIVE_INFINITY))) {
      const next = damaged.next()
      if (next.done === true) break
      cases++
      writeFileSync(file, next.value)
      const startedAt = performance.now()
      const { digest, isReported, problem } = await read(folder)
      slowest = Math.max(slowest, performance.now() - startedAt)
      const isSame = next.value.equals(bytes)
      if (problem !== undefined && problem !== "NewerFormat") wrong.push(`case ${cases}: ${problem}`)
      if (digest !== undefined && !prefixes.has(digest)) wrong.push(`case ${cases}: content that never was`)
      if (!isReported && !isSame && digest !== undefined && !isPrefixEnd(next.value))
        wrong.push(`case ${cases}: no report`)
    }
    record({
      goal: "R9",
      what: `damaged files of ${cases} that gave wrong content, no report or a crash`,
      seen: String(wrong.length),
      wanted: "0",
      isMet: wrong.length === 0,
    })
    record({
      goal: "R9",
      what: "slowest to read",
      seen: `${Math.round(slowest)} ms`,
      wanted: "≤ 2,000 ms",
      isMet: slowest <= 2_000,
    })
    expect(wrong.slice(0, 10)).toEqual([])
    expect(slowest).toBeLessThan(2_000)
  })

  test("R9 a host opens a damaged workshop, says so, and keeps the damaged file", async () => {
    const draw = chance("R9 host")
    for (const _ of rounds(atSize(6, 60))) {
      const data = newFolder()
      const folder = join(data, "w")
      mkdirSync(folder)
      cpSync(original, folder, { recursive: true })
      const name = newest.slice(original.length + 1)
      const damaged = Buffer.from(bytes)
      // Before the last records, so that it is no torn end.
      const at = 20 + draw(bytes.length - 400)
      damaged[at] = (damaged[at] ?? 0) ^ 0xff
      writeFileSync(join(folder, name), damaged)
      const host = runHost({ data, args: ["--workshop", folder] })
      const reader = await connect((await host.ready).links.observer)
      const digest = contentWithoutPeople(reader.ydoc)
      await reader.close()
      await host.kill("SIGTERM")
      expect(digest).toBe(true)
      expect(host.said()).toContain("Damaged records left out, original kept")
      const kept = readdirSync(folder).filter((one) => one.includes("damaged"))
      expect(kept).toHaveLength(1)
      expect(readFileSync(join(folder, kept[0] ?? "")).equals(damaged)).toBe(true)
      rmSync(data, { recursive: true })
    }
  })

  test("R9 a workshop of which nothing can be read is refused and left alone, never replaced by an empty one", async () => {
    const data = newFolder()
    const folder = join(data, "w")
    mkdirSync(folder)
    cpSync(original, folder, { recursive: true })
    const journals = readdirSync(folder).filter((name) => name.endsWith(".cairn"))
    for (const name of journals) writeFileSync(join(folder, name), Buffer.alloc(5_000, 7))
    const host = runHost({ data, args: ["--workshop", folder] })
    expect(await within(10_000, host.ended)).toBe(1)
    expect(host.said()).not.toBe("")
    for (const name of journals) expect(readFileSync(join(folder, name)).equals(Buffer.alloc(5_000, 7))).toBe(true)
  })
})

/** The host notes who joins, so that the content is compared by what was there before. */
const contentWithoutPeople = (ydoc: Y.Doc): boolean => ydoc.getMap("cards").size >= boardSize.S

/** A file cut exactly between two records is a whole file: nobody can tell that more was there. */
const isPrefixEnd = (file: Buffer): boolean =>
  recordEnds(bytes).includes(file.length) && bytes.subarray(0, file.length).equals(file)
