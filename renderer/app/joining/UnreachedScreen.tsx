import { Button } from "../../ui/Button.tsx"
import { useWords } from "../words.ts"
import "../screens.css"

/** Nobody has answered at the address yet: what to look at, and the way back. It is tried again meanwhile. */
export function UnreachedScreen({ onLeave }: { readonly onLeave: () => void }) {
  const say = useWords()
  return (
    <main className="screen">
      <section className="sheet" role="status">
        <h1>{say("unreached.title")}</h1>
        <p>{say("unreached.about")}</p>
        <div className="actions-row">
          <Button onClick={onLeave}>{say("refused.leave")}</Button>
        </div>
      </section>
    </main>
  )
}
