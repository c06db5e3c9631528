import { useState } from "react"
import { setPhase } from "../../../shared/commands/keeping.ts"
import { changeWorkshop } from "../../../shared/commands/workshop.ts"
import { useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { Check } from "../../ui/Field.tsx"
import { reportFailedAsk } from "../reportProblem.ts"
import { useWords } from "../words.ts"
import { Unsent } from "./Unsent.tsx"
import "./recap.css"

/** Before a session ends: what has not arrived yet, and what becomes of private notes that were never shown. */
export function EndingDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const session = useSession()
  const settings = useSnapshot(({ workshop }) => workshop.settings)
  const drafts = useStatus(({ news }) => news.counters.notes)
  const [isBusy, setBusy] = useState(false)
  const keepsDrafts = settings.keepDrafts === true
  const end = async () => {
    setBusy(true)
    try {
      if (!keepsDrafts) await session.ask("discard-drafts", null)
    } catch (problem) {
      setBusy(false)
      return reportFailedAsk(problem)
    }
    setPhase(session.editing, "ended")
    session.view.setState({ dialog: "recap" })
  }
  return (
    <Dialog
      title={say("recap.end.title")}
      description={say("recap.end.about")}
      closeLabel={say("common.close")}
      onClose={onClose}
    >
      <div className="stack">
        <Unsent />
        <p>{say("recap.end.drafts", { count: drafts })}</p>
        <div>
          <Check
            label={say("recap.end.keepDrafts")}
            checked={keepsDrafts}
            onChange={({ target }) =>
              changeWorkshop(session.editing, { settings: { ...settings, keepDrafts: target.checked } })
            }
          />
          <p className="muted">{say("recap.end.keepDrafts.about")}</p>
        </div>
        <div className="recap-buttons">
          <Button look="primary" disabled={isBusy} onClick={() => void end()}>
            {say("recap.end.confirm")}
          </Button>
          <Button onClick={onClose}>{say("common.cancel")}</Button>
        </div>
      </div>
    </Dialog>
  )
}
