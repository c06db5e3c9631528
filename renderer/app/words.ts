import { useContext, useMemo } from "react"
import { useStore } from "zustand"
import type { Language } from "../../shared/messages/catalogue.ts"
import { fetchAlsoIn, fetchMessages, type MessagePart, messageParts } from "../../shared/messages/held.ts"
import { say } from "../../shared/messages/say.ts"
import type { Say } from "../../shared/model/boardKind.ts"
import type { ReadonlyStore } from "../session/session.ts"
import { useSayIn } from "../session/useSayIn.ts"
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

const fetchWords = async (parts: readonly MessagePart[]): Promise<void> => {
  const { language } = preferences.getState()
  await Promise.all(parts.map((part) => fetchMessages(language, part)))
}

/** Resolves when the words of every screen are there, not only those a phone begins with. */
export const allWords = (): Promise<void> => fetchWords(messageParts)

/** Resolves when the words of one kind of board are there. */
export const wordsOf = (boardKind: string): Promise<void> =>
  fetchWords(messageParts.filter((part) => part === boardKind))

/** As `useSay`, also where no workshop is open. */
export const useWords = (): Say => useSayIn(useLanguage())

/** Changes the language, as soon as its words are there, and for the next time. */
export function useChooseLanguage(): (language: Language) => void {
  const session = useContext(SessionContext)
  return (language) => {
    void fetchAlsoIn(language).then(
      () => {
        session?.view.setState({ language })
        prefer({ language })
      },
      // Without a network the words stay as they are; choosing again tries again.
      () => {},
    )
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
