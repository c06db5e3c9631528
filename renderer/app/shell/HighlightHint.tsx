import { useEffect } from "react"
import { useSession, useView } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { useWords } from "../words.ts"

/** The way back while only some cards are shown in full. It stays when the path leads to another board. */
export function HighlightHint() {
  const say = useWords()
  const { view } = useSession()
  const isOn = useView(({ highlighted, panel }) => highlighted !== undefined && panel === "inspector")
  useEffect(() => {
    if (!isOn) return
    const clear = (event: KeyboardEvent) => {
      if (event.key === "Escape") view.setState({ highlighted: undefined })
    }
    window.addEventListener("keydown", clear)
    return () => window.removeEventListener("keydown", clear)
  }, [isOn, view])
  if (!isOn) return null
  return (
    <div className="highlight-hint" role="status">
      <span>{say("highlight.label")}</span>
      <Button onClick={() => view.setState({ highlighted: undefined })}>{say("highlight.clear")}</Button>
    </div>
  )
}
