import { useStore } from "zustand"
import { themeChoices } from "../../styles/theme.ts"
import { Choice } from "../../ui/Choice.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { LanguageChoice } from "../LanguageChoice.tsx"
import { prefer, preferences } from "../preferences.ts"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { WorkshopSettings } from "./WorkshopSettings.tsx"
import "./dialogs.css"

export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const leads = useLeads()
  const theme = useStore(preferences, (preferred) => preferred.theme)
  return (
    <Dialog title={say("action.settings")} closeLabel={say("common.close")} onClose={onClose}>
      <div className="stack">
        <LanguageChoice />
        <Choice
          label={say("app.theme")}
          value={theme}
          options={themeChoices.map((value) => ({ value, label: say(`app.theme.${value}`) }))}
          onChoose={(choice) => prefer({ theme: choice })}
        />
        {leads && <WorkshopSettings />}
      </div>
    </Dialog>
  )
}
