import { useEffect } from "react"
import { BoardCanvas } from "../../canvas/BoardCanvas.tsx"
import { useBoardRecord, useSession } from "../../session/useSession.ts"
import { useBoardView } from "../useBoardView.ts"

/** The map, to be looked at with two fingers. The hand tool moves it, whatever is touched. */
export function LookPage() {
  const { view } = useSession()
  const boardView = useBoardView(useBoardRecord()?.kind ?? "")
  useEffect(() => {
    view.setState({ tool: "hand" })
    return () => view.setState({ tool: "select" })
  }, [view])
  return <div className="look">{boardView && <BoardCanvas view={boardView} />}</div>
}
