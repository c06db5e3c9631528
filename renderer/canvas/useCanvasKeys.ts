import { type RefObject, useEffect } from "react"
import type { CanvasCommands } from "./canvasCommands.ts"
import { type Canvas, select } from "./canvasContext.ts"
import { copySelected, pasteFrom } from "./controls.ts"
import { inOrder } from "./neighbours.ts"

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))

/**
 * The keys that have a meaning on a card only; all others are actions. Tab goes through the cards in the method's order,
 * also through those that are not on screen, and leaves the board at either end.
 */
export function useCanvasKeys(element: RefObject<HTMLElement | null>, canvas: Canvas, commands: CanvasCommands): void {
  useEffect(() => {
    const root = element.current
    if (!root) return
    const ears = new AbortController()
    const { session, layout, state } = canvas
    const down = (event: KeyboardEvent) => {
      const id = cardOf(event.target)
      if (id === undefined || isWriting(event.target) || event.ctrlKey || event.altKey || event.metaKey) return
      if (event.key === "Tab") {
        const next = inOrder(layout.store.getState(), id, event.shiftKey ? -1 : 1)
        if (next === undefined) return
        event.preventDefault()
        select(canvas, [next])
        state.setState({ focused: next })
        commands.show(next)
      } else if (event.key === " ") {
        event.preventDefault()
        const selected = new Set(session.view.getState().selected)
        if (!selected.delete(id)) selected.add(id)
        select(canvas, selected)
      }
    }
    // Browsers also call a focus set by a program visible; only the keyboard may choose and move the view.
    let isByPointer = false
    const focused = (event: FocusEvent) => {
      const id = cardOf(event.target)
      if (id === undefined || isWriting(event.target)) return
      if (state.getState().focused !== id) state.setState({ focused: id })
      if (isByPointer || session.view.getState().editing !== undefined) return
      if (!session.view.getState().selected.has(id)) select(canvas, [id])
      commands.show(id)
    }
    const note = (event: Event) => {
      isByPointer = event.type === "pointerdown"
    }
    window.addEventListener("pointerdown", note, { signal: ears.signal, capture: true })
    window.addEventListener("keydown", note, { signal: ears.signal, capture: true })
    root.addEventListener("keydown", down, { signal: ears.signal })
    root.addEventListener("focusin", focused, { signal: ears.signal })
    const stopFollowing = followFocus(root, canvas)
    return () => {
      ears.abort()
      stopFollowing()
    }
  }, [element, canvas, commands])
}

const cardOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>("[data-card]")?.dataset.card : undefined

/** When a key chose another card, the keyboard's focus goes there as soon as that card is an element. */
function followFocus(root: HTMLElement, { state }: Canvas): () => void {
  return state.subscribe(({ focused }, before) => {
    // The first card is only made ready for the Tab key: opening a board takes the focus from nobody.
    if (focused === undefined || before.focused === undefined || focused === before.focused) return
    requestAnimationFrame(() => {
      // Called back from where it has gone on to, the focus would go to and fro between the two for ever.
      if (state.getState().focused !== focused) return
      const active = document.activeElement
      const isHere = active === document.body || active === null || (root.contains(active) && !isWriting(active))
      const card = root.querySelector<HTMLElement>(`[data-card="${CSS.escape(focused)}"]`)
      if (isHere && card && active !== card) card.focus({ preventScroll: true })
    })
  })
}

/** Copy, cut and paste come as events of the page, which also works where the clipboard may not be asked for. */
export function useClipboard(element: RefObject<HTMLElement | null>, canvas: Canvas, commands: CanvasCommands): void {
  useEffect(() => {
    const ears = new AbortController()
    const isOurs = (event: ClipboardEvent): event is ClipboardEvent & { clipboardData: DataTransfer } => {
      const active = document.activeElement
      const isHere = active === null || active === document.body || element.current?.contains(active) === true
      return event.clipboardData !== null && isHere && !isWriting(active) && !document.getSelection()?.toString()
    }
    const copy = (event: ClipboardEvent) => {
      if (!isOurs(event) || !copySelected(canvas, commands, event.clipboardData)) return
      event.preventDefault()
      if (event.type === "cut") commands.removeSelected()
    }
    const paste = (event: ClipboardEvent) => {
      if (!isOurs(event)) return
      event.preventDefault()
      pasteFrom(canvas, commands, event.clipboardData)
    }
    document.addEventListener("copy", copy, { signal: ears.signal })
    document.addEventListener("cut", copy, { signal: ears.signal })
    document.addEventListener("paste", paste, { signal: ears.signal })
    return () => ears.abort()
  }, [element, canvas, commands])
}
