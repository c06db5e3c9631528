import { boardKinds } from "../../../shared/boards/index.ts"
import { writeWorkshopFile } from "../../../shared/codecs/writeWorkshopFile.ts"
import type { Say } from "../../../shared/model/boardKind.ts"
import type { Board } from "../../../shared/model/records.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import type { Saved } from "../../../shared/protocol/ipc.ts"
import { boardsInOrder } from "../boards.ts"
import { drawingOf, fileNameOf } from "./drawing.ts"
import { fontFace } from "./font.ts"
import { toPng } from "./png.ts"
import { saveFile } from "./save.ts"

export type Format = "png" | "svg" | "json"

export interface ExportChoice {
  /** `workshop` gives one picture for every board. */
  readonly what: "board" | "workshop"
  readonly format: Format
  readonly scale: number
  readonly isDark: boolean
  readonly hasTitleBlock: boolean
  readonly overlayId?: string | undefined
}

/** Makes what was chosen and hands it over. A failure's reason is a message key. */
export async function exportFile(
  snapshot: Snapshot,
  open: Board | undefined,
  say: Say,
  choice: ExportChoice,
  day: string,
): Promise<Saved> {
  if (choice.format === "json") return exportJson(snapshot, say)
  const boards = choice.what === "workshop" ? boardsInOrder(snapshot.boards) : open ? [open] : []
  let saved: Saved = { state: "failed", reason: "exporting.nothing" }
  for (const board of boards) {
    saved = await exportPicture(snapshot, board, say, choice, day)
    if (saved.state !== "saved") return saved
  }
  return saved
}

const exportJson = (snapshot: Snapshot, say: Say): Promise<Saved> => {
  const text = writeWorkshopFile(snapshot, { kinds: boardKinds, exportedAt: new Date().toISOString() })
  const name = fileNameOf(snapshot.workshop.title || say("common.untitled"), "json")
  return saveFile(name, "json", new Blob([text], { type: "application/json" }))
}

async function exportPicture(
  snapshot: Snapshot,
  board: Board,
  say: Say,
  choice: ExportChoice,
  day: string,
): Promise<Saved> {
  // Without its font the picture is still right, only less handsome.
  const font = await fontFace().catch(() => undefined)
  const drawing = drawingOf(snapshot, board, boardKinds, say, {
    ...choice,
    day,
    ...(font === undefined ? {} : { fontFace: font }),
  })
  if (!drawing) return { state: "failed", reason: "exporting.nothing" }
  const title = board.title || say(`board.${board.kind}`)
  if (choice.format === "svg")
    return saveFile(fileNameOf(title, "svg"), "svg", new Blob([drawing.svg], { type: "image/svg+xml" }))
  const png = await toPng(drawing, choice.scale)
  if (!png.ok) return { state: "failed", reason: "exporting.cannotPaint" }
  return saveFile(fileNameOf(title, "png"), "png", png.value)
}
