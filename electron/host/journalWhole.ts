import type { Disk, OpenFile } from "./disk.ts"
import { encodeRecord, type Instance, type JournalRecord, magic, recordAt } from "./journalFormat.ts"
import { fileName } from "./journalReading.ts"

/** Everything as it stands, edits included that are not on disk yet. */
export interface Whole {
  readonly workshopId: string
  readonly generation: string
  readonly state: Uint8Array
  readonly instances: readonly Instance[]
}

/** The beginning of a journal file, which by itself is a whole workshop. */
export function encodeWhole(whole: Whole, number: number): { readonly bytes: Uint8Array; readonly seq: number } {
  const { workshopId, generation, state, instances } = whole
  const records: JournalRecord[] = [
    { type: "head", workshopId, generation, number },
    { type: "state", update: state },
    ...instances.map((instance): JournalRecord => ({ type: "instance", ...instance })),
    { type: "whole" },
  ]
  const parts = records.map((record, at) => encodeRecord(record, at + 1))
  return { bytes: Buffer.concat([magic, ...parts]), seq: records.length }
}

/** Aside, fsync, rename, fsync of the folder, and read back before it is relied on. */
export async function writeWhole(disk: Disk, folder: string, number: number, bytes: Uint8Array): Promise<OpenFile> {
  const name = `${folder}/${fileName(number)}`
  const aside = await disk.open(`${name}.part`, "create")
  try {
    await aside.write(bytes)
    await aside.sync()
  } finally {
    await aside.close()
  }
  await disk.rename(`${name}.part`, name)
  await disk.syncFolder(folder)
  const written = Buffer.from(await disk.read(name))
  if (!written.equals(bytes) || !recordAt(written, magic.length)) throw new Error("read back differently")
  return disk.open(name, "append")
}
