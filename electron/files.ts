import { open, rename, rm, stat } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { fileNameOf } from "../shared/codecs/fileName.ts"
import { describeComplaint } from "../shared/codecs/workshopFile.ts"
import type { FileToSave, Opened, Saved } from "../shared/protocol/ipc.ts"
import { decodeUtf8 } from "./host/utf8.ts"

/** The part of Electron's dialogs that is used; both give undefined when called off. */
export interface Dialogs {
  readonly askWhereToSave: (name: string, format: string) => Promise<string | undefined>
  readonly askWhatToOpen: () => Promise<string | undefined>
}

/** The largest file that is opened as a workshop. */
const openLimit = 64 * 1024 * 1024

/** Asks for a place and writes the whole file or, on failure, nothing. */
export async function saveFile(dialogs: Dialogs, { name, format, bytes }: FileToSave): Promise<Saved> {
  const path = await dialogs.askWhereToSave(safeName(name, format), format)
  if (path === undefined) return { state: "cancelled" }
  try {
    await writeWhole(path, bytes)
    return { state: "saved", name: basename(path) }
  } catch (problem) {
    return { state: "failed", reason: reasonOf(problem) }
  }
}

/** Asks for a workshop file and reads it; the text is checked by whoever imports it. */
export async function openFile(dialogs: Dialogs): Promise<Opened> {
  const path = await dialogs.askWhatToOpen()
  if (path === undefined) return { state: "cancelled" }
  return readWorkshopText(path)
}

export async function readWorkshopText(path: string): Promise<Opened> {
  try {
    const { size } = await stat(path)
    if (size > openLimit) return { state: "failed", reason: "EFBIG" }
    const file = await open(path, "r")
    try {
      const text = decodeUtf8(await file.readFile())
      return text.ok
        ? { state: "opened", name: basename(path), text: text.value }
        : { state: "failed", reason: describeComplaint(text.error) }
    } finally {
      await file.close()
    }
  } catch (problem) {
    return { state: "failed", reason: reasonOf(problem) }
  }
}

/** The name to offer: what the page suggests, made safe here too, since a page that was taken over could send anything. */
export const safeName = (name: string, format: string): string =>
  fileNameOf(name.replace(/\.[A-Za-z0-9]{1,5}$/, ""), format)

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.part`)
  try {
    const file = await open(beside, "w")
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (problem) {
    await rm(beside, { force: true })
    throw problem
  }
}

const reasonOf = (problem: unknown): string =>
  problem instanceof Error && "code" in problem && typeof problem.code === "string" ? problem.code : "unknown"

/** The workshop file or link among a program's arguments; everything else is ignored, also options of the browser part. */
export function openedWith(args: readonly string[]): { readonly file?: string; readonly link?: string } {
  const link = args.find((arg) => arg.startsWith("cairn://"))
  const file = args.find((arg) => !arg.startsWith("-") && /\.cairn$/i.test(arg))
  return {
    ...(link === undefined ? {} : { link }),
    ...(file === undefined ? {} : { file: file.startsWith("file://") ? fileURLToPath(file) : file }),
  }
}
