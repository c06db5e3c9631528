import { useEffect } from "react"
import { shell } from "./shellBridge.ts"
import type { BoundAction } from "./useActions.ts"

/** Gives the desktop app the actions for its menu, and runs what is chosen there. Does nothing in a browser. */
export function useNativeMenu(actions: readonly BoundAction[]): void {
  useEffect(() => {
    const bridge = shell()
    if (!bridge) return
    void bridge.call(
      "set-menu",
      actions.map(({ name, words, shortcuts, group }) => {
        const shortcut = shortcuts?.[0]
        // Whether an action can run changes with every click; the menu runs it only when it can.
        return { name, label: words, group, isEnabled: true, ...(shortcut === undefined ? {} : { shortcut }) }
      }),
    )
    return bridge.on("action", (name) => {
      const action = actions.find((one) => one.name === name)
      if (action?.isEnabled()) action.start()
    })
  }, [actions])
}
