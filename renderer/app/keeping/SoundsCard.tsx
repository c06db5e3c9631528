import { useEffect, useState } from "react"
import { type Sound, sounds } from "../../../shared/presence/presence.ts"
import { soundKey } from "../../session/sounds.ts"
import { useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import "./keeping.css"

/** The sentence that is read aloud, and the room's two answers. Nothing while none is asked about. */
export function SoundsCard() {
  const asks = useSnapshot(({ session }) => session.asks)
  const answers = useStatus(({ me }) => me !== undefined && me.role !== "observer")
  const leads = useLeads()
  const text = asks?.text ?? ""
  return text !== "" && answers && !leads ? <Asked key={text} text={text} /> : null
}

function Asked({ text }: { readonly text: string }) {
  const say = useWords()
  const { presence } = useSession()
  const [mine, setMine] = useState<Sound>()
  useEffect(() => () => presence.show({ sounds: undefined }), [presence])
  const answer = (as: Sound) => {
    setMine(as)
    presence.show({ sounds: { text: soundKey(text), as } })
  }
  return (
    <section className="answer-card" aria-label={say("keeping.sounds")}>
      <p className="answer-kind muted">{say("keeping.sounds")}</p>
      <p className="answer-text">{text}</p>
      <div className="actions-row">
        {sounds.map((as) => (
          <Button
            key={as}
            look={mine === as ? "primary" : "plain"}
            aria-pressed={mine === as}
            onClick={() => answer(as)}
          >
            {say(`keeping.sounds.${as}`)}
          </Button>
        ))}
      </div>
    </section>
  )
}
