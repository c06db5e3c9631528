import * as Y from "yjs"
import { origin, type WorkshopDocument } from "../../shared/document/document.ts"
import { err, ok, type Result } from "../../shared/model/result.ts"
import type { Kinship } from "../../shared/protocol/cairnCopy.ts"
import { codeOf, type Disk } from "./disk.ts"
import { type FoundRecord, formatVersion, type Instance, magic, recordAt, versionOf } from "./journalFormat.ts"

/**
 * Reads a workshop's journal back. A file whose end is torn is read up to there: what was being written was never
 * acknowledged. Damage in the middle is reported and what follows it is left out, for it may rest on what is missing;
 * when a file's own beginning is damaged, the file before it gives that beginning.
 */
export interface ReadJournal {
  readonly workshopId: string
  readonly generation: string
  readonly instances: ReadonlyMap<string, Instance>
  /** The number of the newest file. It is not written any more: whoever goes on begins the next one. */
  readonly number: number
  /** Its end could not be read: what was being written when the host stopped, never acknowledged. */
  readonly isTorn: boolean
  /** What is damaged before that, and may have been acknowledged. */
  readonly damage: string | undefined
  readonly damagedNumbers: readonly number[]
  /** What a page has written down for the host that carries its copy on. */
  readonly kinship: Kinship | undefined
}

export type JournalProblem =
  | { readonly type: "NoJournal" }
  | { readonly type: "NewerFormat"; readonly found: number }
  | { readonly type: "Damaged"; readonly detail: string }
  | { readonly type: "CannotRead"; readonly code: string }

export const fileName = (number: number): string => `${String(number).padStart(8, "0")}.cairn`
/** Numbers of the files in a folder, newest first. */
export const numbersIn = (names: readonly string[]): readonly number[] =>
  names
    .flatMap((name) => /^(\d{8})\.cairn$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a)

/** Fills an empty document from the newest file of a folder, and older ones where that is damaged. */
export async function readFolder(
  disk: Disk,
  folder: string,
  document: WorkshopDocument,
): Promise<Result<ReadJournal, JournalProblem>> {
  try {
    const numbers = numbersIn(await disk.list(folder))
    if (numbers.length === 0) return err({ type: "NoJournal" })
    const files: Parsed[] = []
    for (const number of numbers) {
      const parsed = parse(Buffer.from(await disk.read(`${folder}/${fileName(number)}`)), number)
      if (!parsed.ok) return parsed
      files.push(parsed.value)
      if (parsed.value.isWhole) return ok(assemble(document, files))
    }
    return err({ type: "Damaged", detail: "no file has a readable beginning" })
  } catch (problem) {
    return err({ type: "CannotRead", code: codeOf(problem) })
  }
}

/** Fills an empty document from one file, such as one that came by mail. */
export function readFile(file: Uint8Array, document: WorkshopDocument): Result<ReadJournal, JournalProblem> {
  const parsed = parse(Buffer.from(file.buffer, file.byteOffset, file.byteLength), 1)
  if (!parsed.ok) return parsed
  if (!parsed.value.isWhole) return err({ type: "Damaged", detail: "the beginning of the file is damaged" })
  return ok(assemble(document, [parsed.value]))
}

interface Parsed {
  readonly number: number
  readonly records: readonly FoundRecord[]
  /** Head, state, instances and their end mark are sound. */
  readonly isWhole: boolean
  readonly isTorn: boolean
  readonly damage: string | undefined
}

function parse(file: Buffer, number: number): Result<Parsed, JournalProblem> {
  const version = versionOf(file)
  if (version !== undefined && version > formatVersion) return err({ type: "NewerFormat", found: version })
  const records: FoundRecord[] = []
  let end = magic.length
  for (let next = recordAt(file, end); next && next.seq === records.length + 1; next = recordAt(file, end)) {
    records.push(next)
    end = next.end
  }
  const rest = end < file.length ? recordsAfter(file, end + 1) : []
  const isWhole = version !== undefined && records.some(({ record }) => record.type === "whole")
  const isTorn = end < file.length && rest.length === 0
  const damage =
    rest.length > 0
      ? `${fileName(number)}: unreadable at byte ${end}; ${rest.length} records after it left out`
      : undefined
  // A beginning that cannot be read is supplied by the file before, to which these records belong.
  const usable = isWhole ? records : goingOn(version === undefined ? [...records, ...rest] : rest)
  return ok({ number, records: usable, isWhole, isTorn, damage })
}

/** Looks for sound records beyond a damaged place. */
function recordsAfter(file: Buffer, start: number): readonly FoundRecord[] {
  const found: FoundRecord[] = []
  for (let at = start; at < file.length; ) {
    const next = recordAt(file, at)
    if (next) found.push(next)
    at = next ? next.end : at + 1
  }
  return found
}

/**
 * What goes on from a beginning that lies elsewhere: from the beginning's end mark on without a gap. Where that mark is
 * damaged too, nobody can tell what is missing before the next record.
 */
function goingOn(sound: readonly FoundRecord[]): readonly FoundRecord[] {
  const mark = sound.findIndex(({ record }) => record.type === "whole")
  if (mark < 0) return []
  const first = sound[mark]?.seq ?? 0
  const end = sound.findIndex(({ seq }, at) => at > mark && seq !== first + at - mark)
  return [
    ...sound.slice(0, mark).filter(({ record }) => record.type === "instance"),
    ...sound.slice(mark, end < 0 ? undefined : end),
  ]
}

/** `files`: newest first; the last one is whole. */
function assemble(document: WorkshopDocument, files: readonly Parsed[]): ReadJournal {
  const instances = new Map<string, Instance>()
  const head = { workshopId: "", generation: "" }
  document.ydoc.transact(() => {
    for (const { records } of [...files].reverse()) {
      for (const { record } of records) take(document.ydoc, instances, head, record)
    }
  }, origin.host)
  const newest = files[0]!
  const damages = files.flatMap(
    ({ damage, isWhole, number }) => damage ?? (isWhole ? [] : `${fileName(number)}: no beginning`),
  )
  return {
    ...head,
    instances,
    number: newest.number,
    isTorn: newest.isTorn,
    damage: damages.length > 0 ? damages.join("; ") : undefined,
    damagedNumbers: files.filter(({ damage, isWhole }) => damage !== undefined || !isWhole).map(({ number }) => number),
    kinship: files
      .flatMap(({ records }) => records)
      .flatMap(({ record }) => (record.type === "kinship" ? record.kinship : []))[0],
  }
}

function take(
  ydoc: Y.Doc,
  instances: Map<string, Instance>,
  head: { workshopId: string; generation: string },
  record: FoundRecord["record"],
): void {
  switch (record.type) {
    case "head":
      head.workshopId = record.workshopId
      head.generation = record.generation
      return
    case "instance": {
      const { type: _, ...instance } = record
      instances.set(instance.instance, instance)
      return
    }
    case "edit": {
      const known = instances.get(record.instance)
      if (known) instances.set(record.instance, { ...known, lastDurable: Math.max(known.lastDurable, record.seq) })
      Y.applyUpdate(ydoc, record.update, origin.host)
      return
    }
    case "state":
    case "host-edit":
      Y.applyUpdate(ydoc, record.update, origin.host)
      return
    case "whole":
    case "kinship":
      return
  }
}
