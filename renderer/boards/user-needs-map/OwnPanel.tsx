import { type ReactNode, useEffect } from "react"
import { useSay, useSession } from "../../session/useSession.ts"
import { IconButton } from "../../ui/Button.tsx"
import "./teams.css"

/** A panel of this board's own. What it pointed at on the map is let go when it closes. */
export function OwnPanel({
  title,
  isWide = false,
  children,
}: {
  readonly title: string
  readonly isWide?: boolean
  readonly children: ReactNode
}) {
  const say = useSay()
  const { view } = useSession()
  const close = () => view.setState({ panel: "inspector" })
  useEffect(() => () => view.setState({ highlighted: undefined }), [view])
  return (
    <aside
      className={isWide ? "panel teams-panel" : "panel"}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === "Escape") close()
      }}
    >
      <header className="panel-head">
        <h2>{title}</h2>
        <IconButton label={say("common.close")} icon="close" onClick={close} />
      </header>
      <div className="panel-body">{children}</div>
    </aside>
  )
}
