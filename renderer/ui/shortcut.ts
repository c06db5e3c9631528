/** True on Apple's computers, where Control is written and pressed as Command. */
const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)

const apple: { readonly [key: string]: string } = { Control: "⌘", Shift: "⇧", Alt: "⌥" }
const arrows: { readonly [key: string]: string } = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Plus: "+",
}

/** A shortcut such as `Control+Shift+Z`, as people read it on their keyboards. */
export function readableShortcut(shortcut: string): string {
  const keys = shortcut.split("+").map((key) => (key === "" ? "+" : key))
  const named = keys.map(
    (key) => (isApple() ? apple[key] : key === "Control" ? "Ctrl" : undefined) ?? arrows[key] ?? key,
  )
  return named.join(isApple() ? "" : "+")
}
