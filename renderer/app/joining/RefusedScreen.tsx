import { useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { useWords } from "../words.ts"
import "../screens.css"

/** Why the host does not let this connection in, what is kept, and what can be done. */
export function RefusedScreen({ onLeave }: { readonly onLeave: () => void }) {
  const say = useWords()
  const refusal = useStatus((status) => status.refusal ?? "closed")
  const kept = useStatus(({ saving }) => ("changes" in saving ? saving.changes : 0))
  return (
    <main className="screen">
      <section className="sheet" role="alert">
        <h1>{say("refused.title")}</h1>
        <p>{say(`refused.${refusal}`)}</p>
        {kept > 0 && <p>{say("session.kept", { count: kept })}</p>}
        <div className="actions-row">
          <Button look="primary" onClick={() => location.reload()}>
            {say("refused.retry")}
          </Button>
          <Button onClick={onLeave}>{say("refused.leave")}</Button>
        </div>
      </section>
    </main>
  )
}
