import { useContext, useMemo } from "react"
import { useStore } from "zustand"
import type { Language } from "../../shared/messages/catalogue.ts"
import { say } from "../../shared/messages/say.ts"
import type { Say } from "../../shared/model/boardKind.ts"
import type { ReadonlyStore } from "../session/session.ts"
import { SessionContext } from "../session/useSession.ts"
import type { NameKey } from "../ui/Keys.tsx"
import { prefer, preferences } from "./preferences.ts"

interface HasLanguage {
  readonly language: Language
}

/** The language of this screen: the workshop's view while one is open, otherwise the last choice. */
export function useLanguage(): Language {
  const session = useContext(SessionContext)
  const store: ReadonlyStore<HasLanguage> = session?.view ?? preferences
  return useStore(store, ({ language }) => language)
}

/** As `useSay`, also where no workshop is open. */
export function useWords(): Say {
  const language = useLanguage()
  return useMemo<Say>(() => (key, values) => say(language, key, values), [language])
}

/** Changes the language at once and for the next time. */
export function useChooseLanguage(): (language: Language) => void {
  const session = useContext(SessionContext)
  return (language) => {
    session?.view.setState({ language })
    prefer({ language })
  }
}

/** What the keys are called in the reader's language; a key without words of its own goes by its letter or sign. */
export function useKeyNames(): NameKey {
  const language = useLanguage()
  return useMemo<NameKey>(() => {
    return (key) => {
      const words = say(language, `key.${key}`)
      return words.startsWith("key.") ? key : words
    }
  }, [language])
}
