import { Choice } from "../ui/Choice.tsx"
import { useChooseLanguage, useLanguage, useWords } from "./words.ts"

/** Each language under its own name, so that it is found by whoever cannot read the present one. */
export function LanguageChoice({ isLabelHidden = false }: { readonly isLabelHidden?: boolean }) {
  const say = useWords()
  const language = useLanguage()
  const choose = useChooseLanguage()
  return (
    <Choice
      label={say("app.language")}
      isLabelHidden={isLabelHidden}
      value={language}
      options={[
        { value: "en", label: say("app.language.en") },
        { value: "de", label: say("app.language.de") },
      ]}
      onChoose={choose}
    />
  )
}
