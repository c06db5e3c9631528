import { drawBoard, type SvgDrawing } from "../../../shared/codecs/svg.ts"
import type { BoardKind, Say } from "../../../shared/model/boardKind.ts"
import type { Board } from "../../../shared/model/records.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { cleanLine } from "../../../shared/model/text.ts"
import { darkTheme, lightTheme } from "../../../shared/model/theme.ts"

export interface DrawingChoice {
  readonly isDark: boolean
  /** Title, day and purpose below the board. The legend is always there: signs nobody can read are no use. */
  readonly hasTitleBlock: boolean
  readonly fontFace?: string
  /** The day as it is printed. */
  readonly day: string
  /** The overlay to draw on the board that has it; the others are drawn bare. */
  readonly overlayId?: string | undefined
}

/** One board as a self-contained SVG; undefined for a kind this program does not know. */
export function drawingOf(
  snapshot: Snapshot,
  board: Board,
  kinds: readonly BoardKind[],
  say: Say,
  choice: DrawingChoice,
): SvgDrawing | undefined {
  const kind = kinds.find((known) => known.kind === board.kind)
  const content = snapshot.contents.get(board.id)
  if (!kind || !content) return undefined
  const { goal, by } = board.purpose ?? {}
  const purpose = [goal, by].filter(Boolean).join(" – ")
  const { title, eventName = "" } = snapshot.workshop
  const overlay = content.overlays.get(choice.overlayId ?? "")
  const facts = choice.hasTitleBlock
    ? [overlay?.title ?? "", title, eventName, choice.day].filter((fact) => fact !== "")
    : []
  return drawBoard(
    kind,
    { content, personas: snapshot.personas, say, ...(overlay ? { overlayId: overlay.id } : {}) },
    {
      caption: {
        title: choice.hasTitleBlock ? board.title : "",
        ...(choice.hasTitleBlock && purpose !== "" ? { purpose } : {}),
        facts,
      },
      ...(choice.fontFace === undefined ? {} : { fontFace: choice.fontFace }),
      theme: choice.isDark ? darkTheme : lightTheme,
    },
  )
}

/** A file name from a title, that every system takes. */
export function fileNameOf(title: string, extension: string): string {
  const safe = cleanLine(title)
    .replace(/[\\/:*?"<>|.]+/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 80)
    .trim()
  return `${safe === "" || isReserved(safe) ? `Cairn ${safe}`.trim() : safe}.${extension}`
}

/** Names that Windows keeps for devices. */
const isReserved = (name: string): boolean => /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name)
