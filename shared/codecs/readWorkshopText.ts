import { boardKinds } from "../boards/index.ts"
import { ok, type Result } from "../model/result.ts"
import type { Imported } from "./assemble.ts"
import { formatOfFile } from "./formats.ts"
import { parseStrictJson } from "./strictJson.ts"
import { templateFormat } from "./templateBoard.ts"
import { readTemplate } from "./templates.ts"
import { type FileProblem, readWorkshopFile } from "./workshopFile.ts"

/** Reads a workshop from a file's text: by its name as a format that can be read back, else as Cairn's own JSON, a workshop or a template. */
export function readWorkshopText(text: string, name: string): Result<Imported, FileProblem> {
  const decode = formatOfFile(name)?.decode
  if (decode) return decode(text, name.replace(/\.[^.]*$/, ""))
  const read = templateIn(text) ?? readWorkshopFile(text, boardKinds)
  return read.ok ? ok({ file: read.value, notes: [] }) : read
}

/** Most files are workshops, some of them large: those are not parsed to find that they are no template. */
function templateIn(text: string): ReturnType<typeof readTemplate> {
  const parsed = text.includes(templateFormat) ? parseStrictJson(text) : undefined
  return parsed?.ok ? readTemplate(parsed.value) : undefined
}
