import { cloneElement, type KeyboardEvent, type ReactElement, useEffect, useState } from "react"
import type { IconName } from "./Icon.tsx"
import type { OpenableMenuProps } from "./OpenableMenu.tsx"
import "./ui.css"

export interface MenuItem {
  readonly name: string
  readonly label: string
  readonly icon?: IconName
  readonly shortcut?: string
  /** A function is asked each time the menu opens. */
  readonly isDisabled?: boolean | (() => boolean)
  readonly onChoose: () => void
}

export interface MenuProps {
  /** A button; it opens the menu and keeps its own name. */
  readonly trigger: ReactElement<TriggerProps>
  readonly groups: readonly (readonly MenuItem[])[]
  readonly align?: "start" | "end"
}

interface TriggerProps {
  readonly "aria-haspopup"?: "menu"
  readonly "aria-expanded"?: boolean
  readonly onClick?: () => void
  readonly onKeyDown?: (event: KeyboardEvent) => void
  readonly onPointerEnter?: () => void
}

type Openable = (props: OpenableMenuProps) => ReactElement
let openable: Openable | undefined
const fetchOpenable = async (): Promise<Openable> => {
  openable = (await import("./OpenableMenu.tsx")).OpenableMenu
  return openable
}

/** A button that opens a menu. What menus are made of is fetched once somebody is about to open one. */
export function Menu(props: MenuProps) {
  const [Opened, setOpened] = useState<{ readonly type: Openable }>()
  const [isWanted, setWanted] = useState(false)
  useEffect(() => {
    if (!isWanted) return
    let isHere = true
    fetchOpenable().then(
      (type) => isHere && setOpened({ type }),
      () => isHere && setWanted(false),
    )
    return () => {
      isHere = false
    }
  }, [isWanted])
  if (Opened) return <Opened.type {...props} />
  const open = () => (openable ? setOpened({ type: openable }) : setWanted(true))
  return cloneElement(props.trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onClick: open,
    onKeyDown: ({ key }) => key === "ArrowDown" && open(),
    onPointerEnter: () => void fetchOpenable().catch(() => {}),
  })
}
