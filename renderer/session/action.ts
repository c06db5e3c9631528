import type { Session } from "./session.ts"

/**
 * Something a person can do, declared once: toolbar, menu, keyboard, command palette and help sheet all read it from
 * here.
 */
export interface Action {
  /** Such as `undo` or `user-needs-map.tidy`; unique. */
  readonly name: string
  /** Message key of the label. */
  readonly label: string
  /** In the form of `aria-keyshortcuts`, matched on the typed character: `Control+Z`, `Shift+1`, `N`. The first is shown. `Control` is Command on a Mac. */
  readonly shortcuts?: readonly string[]
  /** True when the browser answers the shortcut with an event of its own, such as copying: the key listener leaves it alone. */
  readonly isByBrowser?: boolean
  /** Where it is listed on the help sheet. */
  readonly group: "board" | "card" | "view" | "session" | "lead"
  /** False hides or disables it; absent = always. */
  readonly isAvailable?: (session: Session) => boolean
  /** True when it is a step of the method that nobody should have to look for: a button beside what can be made, and on the empty board. */
  readonly inToolbar?: boolean
  /** True when it changes the workshop, so that it is not offered to observers. */
  readonly changes: boolean
  readonly run: (session: Session) => void
}
