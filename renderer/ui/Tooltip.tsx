import { Tooltip as Radix } from "radix-ui"
import type { ReactNode } from "react"
import { Keys } from "./Keys.tsx"

export interface TooltipProps {
  readonly label: string
  readonly shortcut?: string
  readonly children: ReactNode
}

/** A name shown on hover and focus. The thing itself must carry the name too: touch has no hover. */
export const Tooltip = ({ label, shortcut, children }: TooltipProps) => (
  <Radix.Provider delayDuration={500} skipDelayDuration={200}>
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="tooltip" sideOffset={6} collisionPadding={8}>
          {label}
          {shortcut !== undefined && <Keys shortcut={shortcut} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  </Radix.Provider>
)
