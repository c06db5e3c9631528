import { useStore } from "zustand"
import { isLocalHost } from "../../../shared/protocol/deepLink.ts"
import { Field } from "../../ui/Field.tsx"
import { LanguageChoice } from "../LanguageChoice.tsx"
import type { Way } from "../opening.ts"
import { prefer, preferences } from "../preferences.ts"
import { Cairn } from "../start/Cairn.tsx"
import { useWords } from "../words.ts"
import { JoinForm } from "./JoinForm.tsx"
import "../screens.css"
import "../dialogs/dialogs.css"
import "../start/start.css"

/** For somebody who has come without a link: the code from the screen lets them ask to be let in. */
export function JoinScreen({ onJoin }: { readonly onJoin: (way: Way) => void }) {
  const say = useWords()
  const name = useStore(preferences, (preferred) => preferred.name)
  return (
    <main className="screen">
      <section className="sheet">
        <Cairn size={48} />
        <h1>{say("join.title")}</h1>
        <p className="muted">{say("join.about")}</p>
        <Field
          label={say("join.name")}
          value={name}
          maxLength={40}
          autoComplete="nickname"
          onChange={(event) => prefer({ name: event.target.value })}
        />
        <JoinForm onJoin={onJoin} {...(isLocalHost(location.host) ? { address: location.host } : {})} />
        <LanguageChoice />
      </section>
    </main>
  )
}
