import { captionOf } from "../../../shared/codecs/caption.ts"
import { drawBoard, type SvgDrawing } from "../../../shared/codecs/svg.ts"
import type { BoardKind, Say } from "../../../shared/model/boardKind.ts"
import { keptOnCards } from "../../../shared/model/keeping.ts"
import type { Board } from "../../../shared/model/records.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { darkTheme, lightTheme } from "../../../shared/model/theme.ts"

export { fileNameOf } from "../../../shared/codecs/fileName.ts"

export interface DrawingChoice {
  readonly isDark: boolean
  /** Title, day and purpose below the board. The legend is always there: signs nobody can read are no use. */
  readonly hasTitleBlock: boolean
  /** Marks and comments on their cards, in words. */
  readonly hasMarks?: boolean
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
  const overlay = content.overlays.get(choice.overlayId ?? "")
  const caption = captionOf(snapshot.workshop, board, choice.day, say, overlay)
  return drawBoard(
    kind,
    { content, personas: snapshot.personas, say, ...(overlay ? { overlayId: overlay.id } : {}) },
    {
      caption: choice.hasTitleBlock ? caption : { title: "", facts: [] },
      ...(choice.fontFace === undefined ? {} : { fontFace: choice.fontFace }),
      theme: choice.isDark ? darkTheme : lightTheme,
      ...(choice.hasMarks ? { kept: keptOnCards(snapshot) } : {}),
    },
  )
}
