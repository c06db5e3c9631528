import type { MenuItemConstructorOptions } from "electron"
import type { MenuAction } from "../shared/protocol/ipc.ts"

/** The titles of the menus; the actions below them arrive in the language of the interface. */
const titles: { readonly [group in MenuAction["group"]]: string } = {
  session: "&Workshop",
  lead: "&Leading",
  board: "&Board",
  card: "&Card",
  view: "&View",
}

/**
 * The native menu, made of the interface's own action list, so that no command exists twice. Choosing one sends its
 * name back; the keys are handled by the page, which knows when somebody is typing.
 */
export function menuTemplate(
  actions: readonly MenuAction[],
  run: (name: string) => void,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const submenu = (group: MenuAction["group"]): MenuItemConstructorOptions[] =>
    actions
      .filter((action) => action.group === group)
      .map(({ name, label, shortcut, isEnabled }) => ({
        id: name,
        label,
        enabled: isEnabled,
        ...(shortcut === undefined ? {} : { accelerator: acceleratorOf(shortcut), registerAccelerator: false }),
        click: () => run(name),
      }))
  const menus = (["session", "lead", "board", "card", "view"] as const)
    .map((group) => ({ label: titles[group], submenu: submenu(group) }))
    .filter(({ submenu: items }) => items.length > 0)
  return [
    ...(platform === "darwin" ? [{ role: "appMenu" as const }] : []),
    ...menus,
    // Text fields need the system's own editing commands.
    { role: "editMenu" },
    { role: "windowMenu" },
  ]
}

/** `aria-keyshortcuts` to Electron's form: `Control+Shift+Z` → `CommandOrControl+Shift+Z`. */
export const acceleratorOf = (shortcut: string): string => shortcut.replace("Control+", "CommandOrControl+")
