import type { Action } from "../session/action.ts"
import { mayWrite } from "../session/rights.ts"
import type { Session } from "../session/session.ts"

/** The parts of a key press that shortcuts look at. */
export type KeyPress = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">

const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform)

/**
 * True when a press is this shortcut. What counts is the character that the key types, so that Ctrl+Z is where Z is
 * written; only with Shift the digits, and on layouts without Latin letters the letters, go by the key's place. Signs
 * are typed differently everywhere, so Shift is not asked for with them.
 */
export function matches(shortcut: string, press: KeyPress, apple: boolean): boolean {
  const parts = shortcut.split("+")
  const wanted = parts.at(-1) ?? ""
  const has = (modifier: string) => parts.slice(0, -1).includes(modifier)
  const control = apple ? press.metaKey : press.ctrlKey
  const other = apple ? press.ctrlKey : press.metaKey
  const isSign = wanted === "Plus" || (wanted.length === 1 && !/[A-Za-z0-9]/.test(wanted))
  if (control !== has("Control") || other || press.altKey !== has("Alt")) return false
  if (!isSign && press.shiftKey !== has("Shift")) return false
  return isKey(wanted, press)
}

function isKey(wanted: string, { key, code, shiftKey }: KeyPress): boolean {
  if (wanted === "Plus") return key === "+"
  if (wanted.length > 1 || !/[A-Za-z0-9]/.test(wanted)) return key === wanted
  if (/[0-9]/.test(wanted)) return key === wanted || (shiftKey && code === `Digit${wanted}`)
  const isLatin = /^[A-Za-z]$/.test(key)
  return isLatin
    ? key.toUpperCase() === wanted
    : key.length === 1 && !/^[\x20-\x7e]$/.test(key) && code === `Key${wanted}`
}

/** Keys that a button, a list or a menu uses itself while it has the focus. */
const widgetKeys = /^(?:Enter|Escape|Tab|Home|End|PageUp|PageDown|Arrow.*| )$/

/** True where this press belongs to what has the focus: somebody types, or a control or dialog uses the key. */
export function isTaken(target: EventTarget | null, press: KeyPress): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest("input, textarea, select, [contenteditable=true], [contenteditable='']")) return true
  if (target.closest("[role=dialog], [role=menu], [role=listbox], [role=alertdialog]")) return true
  const isOnCanvas = target.closest("[data-canvas]") !== null && !target.closest("button, a, .canvas-own")
  const isPlain = !press.ctrlKey && !press.metaKey
  return !isOnCanvas && target !== document.body && isPlain && widgetKeys.test(press.key)
}

/** The first of these actions that the press asks for. */
export const actionFor = (actions: readonly Action[], press: KeyPress, apple = isApple()): Action | undefined =>
  actions.find((action) => !action.isByBrowser && action.shortcuts?.some((shortcut) => matches(shortcut, press, apple)))

/** The one listener for the keys of all actions. The list is asked for at each press, so it may change. */
export function listenToShortcuts(session: Session, actions: () => readonly Action[]): () => void {
  const down = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isTaken(event.target, event)) return
    // A dialog that is still loading has no focus yet; what is typed is meant for it and must not become commands.
    if (session.view.getState().dialog !== "none" && !event.ctrlKey && !event.metaKey) {
      if (event.key === "Escape") session.view.setState({ dialog: "none" })
      return
    }
    const action = actionFor(actions(), event)
    if (!action) return
    const isAvailable = action.isAvailable?.(session) ?? true
    // Also when it is not available: Ctrl+0 must not zoom the page because there is no board.
    if (isAvailable || event.ctrlKey || event.metaKey) event.preventDefault()
    if (isAvailable && (!action.changes || mayWrite(session))) action.run(session)
  }
  window.addEventListener("keydown", down)
  return () => window.removeEventListener("keydown", down)
}
