import { useEffect } from "react"
import { notify } from "../session/notices.ts"
import { useSession } from "../session/useSession.ts"

/** Says when an undo leaves cards where they are, because others have worked on them (P5 of the undo rules). */
export function useUndoNews(): void {
  const { history } = useSession()
  useEffect(() => history.onKept((ids) => void notify("calm", "undo.kept", { count: ids.length })), [history])
}
