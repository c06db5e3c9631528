import { boardKinds } from "../../../shared/boards/index.ts"
import { type Flavour, type Format, type FormatId, formatFor, formats } from "../../../shared/codecs/formats.ts"
import type { Say } from "../../../shared/model/boardKind.ts"
import type { Board } from "../../../shared/model/records.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import type { Saved } from "../../../shared/protocol/ipc.ts"
import { boardsInOrder } from "../boards.ts"
import { drawingOf, fileNameOf } from "./drawing.ts"
import { fontFace } from "./font.ts"
import { toPng } from "./png.ts"
import { saveFile } from "./save.ts"

export interface ExportChoice {
  /** `workshop` gives one file with all boards, or one for every board where the format holds one. */
  readonly what: "board" | "workshop"
  readonly format: FormatId
  readonly flavour: Flavour
  readonly scale: number
  readonly isDark: boolean
  readonly hasTitleBlock: boolean
  readonly hasMarks: boolean
  /** The overlay that the board shows; it is drawn as it is seen. */
  readonly overlayId?: string | undefined
}

/** What is to be exported, as the dialog knows it. */
export interface ExportWork {
  readonly snapshot: Snapshot
  readonly open: Board | undefined
  readonly say: Say
  /** The day as it is printed. */
  readonly day: string
}

export const isPicture = (format: FormatId): boolean => format === "png" || format === "svg"

/** The format that was chosen, as it is for this board; undefined where it cannot hold it. */
export const chosenFormat = ({ format, flavour }: ExportChoice, board: Board | undefined): Format | undefined =>
  board
    ? formatFor(format, board.kind, format === "csv" ? flavour : undefined)
    : formats.find(({ id, holdsWorkshop }) => id === format && holdsWorkshop)

/** The text that a file would have; undefined for pictures and where nothing fits. */
export function exportText(work: ExportWork, choice: ExportChoice): string | undefined {
  const format = chosenFormat(choice, work.open)
  return format && !isPicture(choice.format) ? textOf(work, choice, format, work.open) : undefined
}

function textOf({ snapshot, say, day }: ExportWork, choice: ExportChoice, format: Format, board: Board | undefined) {
  const isWhole = format.holdsWorkshop && choice.what === "workshop"
  const source = { snapshot, say, date: day, exportedAt: new Date().toISOString() }
  return format.encode?.(isWhole || !board ? source : { ...source, boardId: board.id })
}

/** Makes what was chosen and hands it over. A failure's reason is a message key. */
export async function exportFile(work: ExportWork, choice: ExportChoice): Promise<Saved> {
  const { snapshot, open } = work
  const whole =
    choice.what === "workshop"
      ? formats.find(({ id, holdsWorkshop }) => id === choice.format && holdsWorkshop)
      : undefined
  if (whole) return exportWords(work, choice, whole, undefined)
  const boards = choice.what === "workshop" ? boardsInOrder(snapshot.boards) : open ? [open] : []
  let saved: Saved = { state: "failed", reason: "exporting.nothing" }
  for (const board of boards) {
    const format = chosenFormat(choice, board)
    if (!format) continue
    saved = isPicture(choice.format)
      ? await exportPicture(work, choice, board)
      : await exportWords(work, choice, format, board)
    if (saved.state !== "saved") return saved
  }
  return saved
}

async function exportWords(
  work: ExportWork,
  choice: ExportChoice,
  format: Format,
  board: Board | undefined,
): Promise<Saved> {
  const text = textOf(work, choice, format, board)
  if (text === undefined) return { state: "failed", reason: "exporting.nothing" }
  const title = board ? titleOf(board, work.say) : work.snapshot.workshop.title || work.say("common.untitled")
  const name = fileNameOf(title, format.extension)
  return saveFile(name, format.extension, new Blob([text], { type: `${format.mime};charset=utf-8` }))
}

const titleOf = (board: Board, say: Say): string => board.title || say(`board.${board.kind}`)

async function exportPicture({ snapshot, say, day }: ExportWork, choice: ExportChoice, board: Board): Promise<Saved> {
  // Without its font the picture is still right, only less handsome.
  const font = await fontFace().catch(() => undefined)
  const drawing = drawingOf(snapshot, board, boardKinds, say, {
    ...choice,
    day,
    ...(font === undefined ? {} : { fontFace: font }),
  })
  if (!drawing) return { state: "failed", reason: "exporting.nothing" }
  const title = titleOf(board, say)
  if (choice.format === "svg")
    return saveFile(fileNameOf(title, "svg"), "svg", new Blob([drawing.svg], { type: "image/svg+xml" }))
  const png = await toPng(drawing, choice.scale)
  if (!png.ok) return { state: "failed", reason: "exporting.cannotPaint" }
  return saveFile(fileNameOf(title, "png"), "png", png.value)
}
