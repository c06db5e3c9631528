import { setPhase } from "../../../shared/commands/keeping.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { RecapPage } from "./RecapPage.tsx"

/** What came of it so far, over the boards. Whoever leads can go on with a session that was ended. */
export function RecapDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const { editing } = useSession()
  const leads = useLeads()
  const hasEnded = useSnapshot(({ session }) => session.phase === "ended")
  return (
    <Dialog title={say("recap.title")} closeLabel={say("common.close")} onClose={onClose} size="wide">
      {hasEnded && leads && (
        <p className="recap-again">
          <span>{say("recap.end.over")}</span>
          <Button onClick={() => setPhase(editing, "running")}>{say("recap.end.again")}</Button>
        </p>
      )}
      <RecapPage />
    </Dialog>
  )
}
