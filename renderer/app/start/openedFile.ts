import { boardKinds } from "../../../shared/boards/index.ts"
import { formatOfFile, formats } from "../../../shared/codecs/formats.ts"
import { readWorkshopText } from "../../../shared/codecs/readWorkshopText.ts"
import { describeComplaint } from "../../../shared/codecs/workshopFile.ts"
import { writeWorkshopFile } from "../../../shared/codecs/writeWorkshopFile.ts"
import { err, ok, type Result } from "../../../shared/model/result.ts"

/** The endings of files that can be opened as a workshop. */
export const openedEndings: readonly string[] = [
  ".json",
  ...new Set(formats.flatMap(({ decode, extension }) => (decode ? [`.${extension}`] : []))),
  ".txt",
]

/**
 * A file's text as the host takes it: Cairn's own JSON as it is, a file of another program made into it. What cannot
 * be read comes with its place and reason, in English, as logs and error reports have it.
 */
export function workshopJsonOf(text: string, name: string): Result<string, string> {
  if (!formatOfFile(name)) return ok(text)
  const read = readWorkshopText(text, name)
  if (!read.ok) return err(describeComplaint(read.error.complaints[0]))
  return ok(writeWorkshopFile(read.value.file.snapshot, { kinds: boardKinds }))
}
