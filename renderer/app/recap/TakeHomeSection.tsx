import { useState } from "react"
import { type Names, namesAllowed, namesFor } from "../../../shared/codecs/names.ts"
import { notify } from "../../session/notices.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Choice } from "../../ui/Choice.tsx"
import { useLanguage, useWords } from "../words.ts"
import { saveEverything } from "./takeHome.ts"

interface TakeHomeSectionProps {
  readonly names: Names
  readonly onChoose: (names: Names) => void
}

/** What the rule of the house leaves to choose, and what is chosen: nobody's name, as long as nobody says otherwise. */
export function useNames() {
  const rule = useSnapshot(({ workshop }) => workshop.ruleOfTheHouse)
  const [chosen, choose] = useState<Names>("removed")
  return { names: namesFor(rule, "participants", chosen), choose }
}

/** Everything in one file, with people's names as the rule of the house says. */
export function TakeHomeSection({ names, onChoose }: TakeHomeSectionProps) {
  const say = useWords()
  const language = useLanguage()
  const { snapshot } = useSession()
  const rule = useSnapshot(({ workshop }) => workshop.ruleOfTheHouse)
  const allowed = namesAllowed(rule, "participants")
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    const day = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date())
    const saved = await saveEverything({ snapshot: snapshot.getState(), names, say, day })
    setBusy(false)
    if (saved.state === "saved") notify("calm", "recap.saved", { name: saved.name })
    if (saved.state === "failed") notify("attention", saved.reason)
  }
  const about = say(allowed.includes("kept") ? "recap.rule.free" : "recap.rule.fixed")
  return (
    <section className="recap-take" aria-label={say("recap.takeHome")}>
      <h2>{say("recap.takeHome")}</h2>
      <p>{say("recap.takeHome.about")}</p>
      <p className="muted">{say("recap.rule", { rule: say(`caption.rule.${rule}`), about })}</p>
      <Choice
        label={say("recap.names")}
        value={names}
        options={allowed.map((value) => ({ value, label: say(`recap.names.${value}`) }))}
        onChoose={onChoose}
      />
      <p className="muted">{say(`recap.names.${names}.about`)}</p>
      <div className="recap-buttons">
        <Button look="primary" icon="download" disabled={isBusy} onClick={() => void save()}>
          {say(isBusy ? "recap.save.busy" : "recap.save")}
        </Button>
        <Button onClick={() => window.print()}>{say("recap.print")}</Button>
      </div>
    </section>
  )
}
