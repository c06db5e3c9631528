import { useEffect } from "react"
import { useSession, useView } from "../../session/useSession.ts"
import { useOpenRound } from "./useRounds.ts"
import { VotingPanel } from "./VotingPanel.tsx"

/** Shows the voting panel when it is asked for, and to everybody once when a vote opens. */
export function VotingArea() {
  const { view } = useSession()
  const panel = useView((state) => state.panel)
  const openId = useOpenRound()?.id
  useEffect(() => {
    if (openId !== undefined) view.setState({ panel: "voting" })
  }, [openId, view])
  return panel === "voting" ? <VotingPanel onClose={() => view.setState({ panel: "inspector" })} /> : null
}
