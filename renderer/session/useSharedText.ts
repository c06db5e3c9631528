import { type KeyboardEvent, useCallback, useLayoutEffect, useReducer, useRef, useState } from "react"
import { movedCaret, rebasedTyping } from "../../shared/document/typing.ts"
import { useSession } from "./useSession.ts"

type TextElement = HTMLInputElement | HTMLTextAreaElement

/**
 * A field for a text that goes into the workshop letter by letter, where others may be writing in it too: what is
 * typed is the difference to what was on screen, others' letters move no caret, and an input method's word under way is
 * held back until it is composed. `settle` ends the writing once, by whatever way the field is left.
 */
export function useSharedText(text: string, write: (text: string) => unknown, settle: () => void = () => {}) {
  const { history } = useSession()
  const field = useRef<TextElement | null>(null)
  const [first] = useState(text)
  const now = useRef({ text, write, settle })
  const shown = useRef(text)
  const isComposing = useRef(false)
  const isWriting = useRef(false)
  const [, lookAgain] = useReducer((count: number) => count + 1, 0)

  const type = (typed: string) => {
    if (typed === shown.current) return
    if (!isWriting.current) history.endStep()
    isWriting.current = true
    const next = rebasedTyping(shown.current, typed, now.current.text)
    now.current.write(next)
    shown.current = next
    now.current = { ...now.current, text: next }
    if (field.current) showText(field.current, next)
    // The text that comes back may be another: cleaned, cut, or the one before where nothing may be written any more.
    lookAgain()
  }
  const end = () => {
    if (!isWriting.current) return
    isWriting.current = false
    now.current.settle()
    history.endStep()
  }
  const leave = useRef(() => {})
  useLayoutEffect(() => {
    now.current = { text, write, settle }
    leave.current = () => {
      if (isComposing.current && field.current) type(field.current.value)
      end()
    }
    if (isComposing.current || !field.current) return
    shown.current = text
    showText(field.current, text)
  })
  useLayoutEffect(() => () => leave.current(), [])

  return {
    ref: useCallback((element: TextElement | null) => {
      field.current = element
    }, []),
    defaultValue: first,
    onChange: (event: { readonly currentTarget: TextElement }) => {
      if (!isComposing.current) type(event.currentTarget.value)
    },
    onCompositionStart: () => {
      isComposing.current = true
    },
    onCompositionEnd: (event: { readonly currentTarget: TextElement }) => {
      isComposing.current = false
      type(event.currentTarget.value)
    },
    onBlur: end,
  }
}

/** True of a key that belongs to an input method: its Enter and Esc are about the word under way. */
export const isComposed = ({ nativeEvent, keyCode }: KeyboardEvent): boolean =>
  nativeEvent.isComposing || keyCode === 229

/** Puts text that came from the document into the field, with the caret among the letters where it was. */
export function showText(field: TextElement, text: string): void {
  if (field.value === text) return
  const { value, selectionStart, selectionEnd } = field
  field.value = text
  if (document.activeElement !== field || selectionStart === null || selectionEnd === null) return
  field.setSelectionRange(movedCaret(value, text, selectionStart), movedCaret(value, text, selectionEnd))
}
