import type { ComponentProps, ReactNode } from "react"
import { Icon, type IconName } from "./Icon.tsx"
import { tip } from "./tip.ts"
import "./ui.css"

type ButtonLook = "plain" | "primary" | "quiet" | "danger"

export interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: ButtonLook
  readonly icon?: IconName
  readonly children: ReactNode
}

export const Button = ({ look = "plain", icon, children, className, ...rest }: ButtonProps) => (
  <button type="button" {...rest} className={classes("button", `button-${look}`, className)}>
    {icon && <Icon name={icon} />}
    <span className="button-label">{children}</span>
  </button>
)

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label"> {
  /** Its name; also shown as a tooltip. */
  readonly label: string
  readonly icon: IconName
  /** Shown beside the name in the tooltip, in the form of `aria-keyshortcuts`. */
  readonly shortcut?: string
  readonly look?: ButtonLook
}

export const IconButton = ({ label, icon, shortcut, look = "quiet", className, ...rest }: IconButtonProps) => (
  <button
    type="button"
    {...tip(label, shortcut)}
    {...rest}
    aria-label={label}
    aria-keyshortcuts={shortcut}
    className={classes("button", "button-icon", `button-${look}`, className)}
  >
    <Icon name={icon} />
  </button>
)

const classes = (...names: readonly (string | undefined)[]): string => names.filter(Boolean).join(" ")
