import { boardKinds } from "../../../shared/boards/index.ts"
import { type Names, withoutNamesInActions } from "../../../shared/codecs/names.ts"
import { workshopReport } from "../../../shared/codecs/report.ts"
import { writeWorkshopFile } from "../../../shared/codecs/workshopFile.ts"
import type { Say } from "../../../shared/model/boardKind.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import type { Saved } from "../../../shared/protocol/ipc.ts"
import { boardsInOrder } from "../boards.ts"
import { drawingOf, fileNameOf } from "../exporting/drawing.ts"
import { fontFace } from "../exporting/font.ts"
import { toPng } from "../exporting/png.ts"
import { saveFile } from "../exporting/save.ts"
import { type ZippedFile, zip } from "./zip.ts"

export interface TakeHome {
  readonly snapshot: Snapshot
  readonly names: Names
  readonly say: Say
  /** The day as it is printed. */
  readonly day: string
}

/** Gives the person everything in one archive: a picture of each board, the report and the workshop itself. */
export async function saveEverything(work: TakeHome): Promise<Saved> {
  const { snapshot, say } = work
  try {
    const files = [...textFiles(work), ...(await pictures(work))]
    const title = snapshot.workshop.title || say("common.untitled")
    const archive = new Blob([zip(files, Date.now())], { type: "application/zip" })
    return await saveFile(fileNameOf(title, "zip"), "zip", archive)
  } catch {
    return { state: "failed", reason: "recap.notSaved" }
  }
}

function textFiles({ snapshot, names, say, day }: TakeHome): readonly ZippedFile[] {
  const encoder = new TextEncoder()
  const title = snapshot.workshop.title || say("common.untitled")
  const exportedAt = new Date().toISOString()
  const json = writeWorkshopFile(snapshot, { kinds: boardKinds, exportedAt, for: "participants", names })
  const report = workshopReport(withoutNamesInActions(snapshot, names), { say, date: day }) ?? ""
  return [
    { name: fileNameOf(say("recap.file.report"), "md"), bytes: encoder.encode(report) },
    { name: fileNameOf(title, "json"), bytes: encoder.encode(json) },
  ]
}

/** As PNG; where a browser cannot paint one, as the SVG that it would be painted from. */
async function pictures({ snapshot, say, day }: TakeHome): Promise<readonly ZippedFile[]> {
  const font = await fontFace().catch(() => undefined)
  const files: ZippedFile[] = []
  for (const board of boardsInOrder(snapshot.boards)) {
    const look = { isDark: false, hasTitleBlock: true, day, ...(font === undefined ? {} : { fontFace: font }) }
    const drawing = drawingOf(snapshot, board, boardKinds, say, look)
    if (!drawing) continue
    const png = await toPng(drawing, 2)
    const content = png.ok ? png.value : new Blob([drawing.svg])
    const name = fileNameOf(board.title || say(`board.${board.kind}`), png.ok ? "png" : "svg")
    files.push({ name: unused(name, files), bytes: new Uint8Array(await content.arrayBuffer()) })
  }
  return files
}

/** Two boards may have the same title; in one archive each needs a name of its own. */
function unused(name: string, files: readonly ZippedFile[]): string {
  const isTaken = (wanted: string) => files.some((file) => file.name === wanted)
  for (let number = 1, wanted = name; ; wanted = name.replace(/(\.[a-z]+)$/, ` ${++number}$1`))
    if (!isTaken(wanted)) return wanted
}
