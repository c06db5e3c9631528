import { type Assets, paintPng } from "../../../electron/host/png.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { captionOf } from "../../../shared/codecs/caption.ts"
import { drawBoard, type SvgDrawing } from "../../../shared/codecs/svg.ts"
import { say } from "../../../shared/messages/say.ts"
import type { Say } from "../../../shared/model/boardKind.ts"
import { addNeedsMap, boards, emptyWorkshop } from "../largeWorkshop.ts"

/** A needs map as `cairn export` draws it. The function given is to be timed. */
export function needsMapDrawing(cards: number, relations: number): () => SvgDrawing {
  const workshop = emptyWorkshop()
  addNeedsMap(workshop, cards, relations)
  const snapshot = workshop.current()
  const content = snapshot.contents.get(boards.needs)
  const kind = boardKinds.find((one) => one.kind === content?.board.kind)
  if (!content || !kind) throw new Error("The map is not there")
  const words: Say = (key, values) => say("en", key, values)
  const caption = captionOf(snapshot.workshop, content.board, "2026-03-23", words)
  return () => drawBoard(kind, { content, personas: snapshot.personas, say: words }, { caption })
}

export const paint = (drawing: SvgDrawing, assets: Assets) => paintPng(drawing, 2, async () => assets)
