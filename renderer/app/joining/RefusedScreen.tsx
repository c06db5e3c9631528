import { useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { useWords } from "../words.ts"
import "../screens.css"

/** Why the host does not let this connection in, what is kept, and what can be done. */
export function RefusedScreen({ onLeave }: { readonly onLeave: () => void }) {
  const say = useWords()
  const refusal = useStatus((status) => status.refusal ?? "closed")
  const isWaiting = refusal === "awaiting-approval"
  const kept = useStatus(({ saving }) => ("changes" in saving ? saving.changes : 0))
  return (
    <main className="screen">
      <section className="sheet" role={isWaiting ? "status" : "alert"}>
        <h1>{say(isWaiting ? "refused.waiting" : "refused.title")}</h1>
        <p>{say(`refused.${refusal}`)}</p>
        {kept > 0 && <p>{say("session.kept", { count: kept })}</p>}
        <div className="actions-row">
          {!isWaiting && (
            <Button look="primary" onClick={() => location.reload()}>
              {say("refused.retry")}
            </Button>
          )}
          <Button onClick={onLeave}>{say("refused.leave")}</Button>
        </div>
      </section>
    </main>
  )
}
