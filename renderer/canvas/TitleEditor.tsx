import { type CSSProperties, type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from "react"
import { rebasedTyping } from "../../shared/document/typing.ts"
import type { PlacedCard } from "../../shared/model/drawing.ts"
import type { Card } from "../../shared/model/records.ts"
import { canvasOf } from "../session/canvasControls.ts"
import { showText } from "../session/useSharedText.ts"
import type { Writing } from "./boardView.ts"
import { type Canvas, useCanvas } from "./canvasContext.ts"
import { writingOn } from "./writingOn.ts"

/** Smaller letters make phones zoom into the page when the field is touched. */
const leastFontPx = 16

interface TitleEditorProps {
  readonly card: Card
  readonly placed: PlacedCard
  readonly label: string
}

/**
 * Writing on a card, in place. Each change goes into the shared text as a difference to what was on screen and comes back
 * from it, so two people can write in the same title; the caret keeps its place among the others' letters. An input
 * method's word under way is held back until it is composed.
 */
export function TitleEditor({ card, placed, label }: TitleEditorProps) {
  const canvas = useCanvas()
  const field = useRef<HTMLTextAreaElement>(null)
  const isComposing = useRef(false)
  const { text } = writingOf(canvas, card)
  /** What the writer has before them. The document may be ahead of it: others' letters are shown with the next frame. */
  const shown = useRef(text)

  useLayoutEffect(() => {
    if (isComposing.current) return
    shown.current = text
    if (field.current) showText(field.current, text)
  }, [text])
  useWritingPresence(canvas, card.id)
  useStartWriting(field, canvas, card.id)

  const type = (typed: string) => {
    const writing = writingOf(canvas, currentCard(canvas, card))
    writing.type(rebasedTyping(shown.current, typed, writing.text))
    canvas.layout.flush()
    shown.current = writingOf(canvas, currentCard(canvas, card)).text
    if (field.current) showText(field.current, shown.current)
  }
  return (
    <textarea
      ref={field}
      className="card-title nodrag nowheel"
      style={styleOf(placed)}
      aria-label={label}
      defaultValue={text}
      rows={1}
      enterKeyHint="done"
      autoCapitalize="sentences"
      spellCheck
      onInput={(event) => {
        if (!isComposing.current) type(event.currentTarget.value)
      }}
      onCompositionStart={() => {
        isComposing.current = true
      }}
      onCompositionEnd={(event) => {
        isComposing.current = false
        type(event.currentTarget.value)
      }}
      onKeyDown={(event) => onWritingKey(event, canvas, card.id)}
      onBlur={() => stopWriting(canvas, card.id)}
    />
  )
}

const currentCard = ({ session, boardId }: Canvas, card: Card): Card =>
  session.snapshot.getState().contents.get(boardId)?.cards.get(card.id) ?? card

const writingOf = (canvas: Canvas, card: Card): Writing => {
  const { session, boardView, layout } = canvas
  const { personas, contents } = session.snapshot.getState()
  const { drawable, layout: laid } = layout.store.getState()
  const content = contents.get(canvas.boardId) ?? drawable.content
  return writingOn(boardView, { editing: session.editing, content, layout: laid }, card, personas)
}

/**
 * Enter and Esc end, Ctrl+Enter goes on with the next card, Tab one level deeper. Where cards are written in a row, Enter
 * goes on too while they are new. Enter inside a composed word is the input method's.
 */
function onWritingKey(event: KeyboardEvent<HTMLTextAreaElement>, canvas: Canvas, id: string): void {
  if (event.nativeEvent.isComposing || event.keyCode === 229) return
  const controls = canvasOf(canvas.session)
  const isInARow = canvas.boardView.isWrittenInARow === true && canvas.state.getState().fresh === id
  const isBlank = event.currentTarget.value.trim() === ""
  const then =
    event.key === "Tab"
      ? event.shiftKey
        ? controls?.addOuter
        : controls?.addDeeper
      : event.key === "Enter" && (event.ctrlKey || event.metaKey || (isInARow && !isBlank))
        ? controls?.addNext
        : isInARow && isBlank && (event.key === "Enter" || event.key === "Escape")
          ? controls?.remove
          : undefined
  if (!then && event.key !== "Enter" && event.key !== "Escape") return
  event.preventDefault()
  event.stopPropagation()
  event.currentTarget.blur()
  then?.()
}

function stopWriting(canvas: Canvas, id: string): void {
  const { session } = canvas
  const card = session.snapshot.getState().contents.get(canvas.boardId)?.cards.get(id)
  if (card) writingOf(canvas, card).settle()
  session.history.endStep()
  if (session.view.getState().editing === id) session.view.setState({ editing: undefined })
}

function useWritingPresence({ session }: Canvas, id: string): void {
  useEffect(() => {
    session.history.endStep()
    session.presence.show({ writing: { id, field: "title" } })
    return () => session.presence.show({ writing: undefined })
  }, [session, id])
}

/** Takes the focus, selects what is there, and keeps the card above a phone's keyboard; gives the focus back to the card. */
function useStartWriting(field: RefObject<HTMLTextAreaElement | null>, canvas: Canvas, id: string): void {
  useEffect(() => {
    const element = field.current
    element?.focus({ preventScroll: true })
    element?.select()
    const keepInSight = () => {
      const rect = element?.getBoundingClientRect()
      const seen = window.visualViewport
      if (rect && seen && rect.bottom > seen.offsetTop + seen.height) canvasOf(canvas.session)?.reveal(id)
    }
    window.visualViewport?.addEventListener("resize", keepInSight)
    return () => {
      window.visualViewport?.removeEventListener("resize", keepInSight)
      const isNextWritten = canvas.session.view.getState().editing !== undefined
      const hasFocus = document.activeElement !== null && document.activeElement !== document.body
      if (isNextWritten || hasFocus) return
      document.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`)?.focus({ preventScroll: true })
    }
  }, [field, canvas, id])
}

function styleOf({ titleBox: { x, y, w, h, size, weight, align } }: PlacedCard): CSSProperties {
  const scale = Math.min(1, size / leastFontPx)
  return {
    left: x,
    top: y,
    width: w / scale,
    height: Math.max(h, size * 1.3) / scale,
    fontSize: size / scale,
    fontWeight: weight,
    textAlign: align === "middle" ? "center" : "left",
    transform: `scale(${scale})`,
  }
}
