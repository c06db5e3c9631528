import { Dialog as Radix } from "radix-ui"
import { type ReactNode, useEffect } from "react"
import { IconButton } from "./Button.tsx"
import "./ui.css"

export interface DialogProps {
  readonly title: string
  readonly closeLabel: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly description?: string
  readonly size?: "narrow" | "wide" | "full"
  /** Hides the heading from the eye where the content says the same. */
  readonly isTitleHidden?: boolean
}

/**
 * Shown while rendered. Everything else is out of reach meanwhile; closes on Esc and outside, gives focus back. Not
 * Radix's own modal mode: that one writes a style sheet into the page, which the page forbids.
 */
export const Dialog = (props: DialogProps) => {
  const { title, closeLabel, onClose, children, description, size = "narrow", isTitleHidden = false } = props
  useInertPage()
  return (
    <Radix.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <div className="dialog-veil" />
        <Radix.Content
          className={`dialog dialog-${size}`}
          aria-modal="true"
          onOpenAutoFocus={focusItself}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
        >
          <header className={isTitleHidden ? "visually-hidden" : "dialog-head"}>
            <Radix.Title className="dialog-title">{title}</Radix.Title>
            {description !== undefined && <Radix.Description className="muted">{description}</Radix.Description>}
          </header>
          {/* What scrolls must be reachable by keys, and a help sheet holds no control. */}
          <div
            className="dialog-body"
            {...(size === "wide" ? { tabIndex: 0, role: "group", "aria-label": title } : {})}
          >
            {children}
          </div>
          {!isTitleHidden && (
            <Radix.Close asChild>
              <IconButton className="dialog-close" label={closeLabel} icon="close" />
            </Radix.Close>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The first control of a dialog is rarely the one to press; the keyboard starts at the dialog and Tab leads on. */
const focusItself = (event: Event) => {
  event.preventDefault()
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
}

/** Dialogs stand beside the page's root, so that the root can be switched off while one is open. */
function useInertPage(): void {
  useEffect(() => {
    const page = document.getElementById("root")
    if (!page) return
    page.inert = true
    return () => {
      page.inert = false
    }
  }, [])
}
