import { createContext, useContext } from "react"

/** What the keys are called where this person lives, by their names in `aria-keyshortcuts`. */
export type NameKey = (key: string) => string

/** Given by the app, since this folder knows no languages. */
export const KeyNames = createContext<NameKey>((key) => key)

/** True on Apple's computers, where Control is written and pressed as Command. */
const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)

const apple: { readonly [key: string]: string } = { Control: "⌘", Shift: "⇧", Alt: "⌥" }
const signs: { readonly [key: string]: string } = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Plus: "+",
}

/** A shortcut such as `Control+Shift+Z`, as people read it on their keyboards. */
export const Keys = ({ shortcut }: { readonly shortcut: string }) => (
  <kbd className="kbd">{readable(shortcut, useContext(KeyNames))}</kbd>
)

function readable(shortcut: string, nameKey: NameKey): string {
  const keys = shortcut.split("+").map((key) => (key === "" ? "+" : key))
  const nameOf = (key: string) =>
    (isApple() ? apple[key] : undefined) ?? signs[key] ?? (key.length > 1 ? nameKey(key) : key)
  return keys.map(nameOf).join(isApple() ? "" : "+")
}
