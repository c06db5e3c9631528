import type { ReactNode } from "react"
import { IconButton } from "../../ui/Button.tsx"
import { useWords } from "../words.ts"

export interface PanelProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly side?: "left" | "right"
}

/** A sheet at the right edge. The map behind stays usable, so it takes no focus by itself. */
export function Panel({ title, onClose, children, side = "right" }: PanelProps) {
  const say = useWords()
  return (
    <aside
      className={side === "left" ? "panel panel-left" : "panel"}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose()
      }}
    >
      <header className="panel-head">
        <h2>{title}</h2>
        <IconButton label={say("common.close")} icon="close" onClick={onClose} />
      </header>
      <div className="panel-body">{children}</div>
    </aside>
  )
}
