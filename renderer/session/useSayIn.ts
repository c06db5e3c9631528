import { useMemo, useSyncExternalStore } from "react"
import type { Language } from "../../shared/messages/catalogue.ts"
import { lateMessages, onLateMessages } from "../../shared/messages/held.ts"
import { say } from "../../shared/messages/say.ts"
import type { Say } from "../../shared/model/boardKind.ts"

/** One for each language, so that whoever keeps what it said can compare. */
const sayers = new Map<string, Say>()

/** Says messages in a language. Stable as long as the language is, and until messages have come that were missed. */
export function useSayIn(language: Language): Say {
  const late = useSyncExternalStore(onLateMessages, lateMessages)
  return useMemo(() => sayerOf(language, late), [language, late])
}

function sayerOf(language: Language, late: number): Say {
  const name = `${language} ${late}`
  const sayer = sayers.get(name) ?? ((key, values) => say(language, key, values))
  sayers.set(name, sayer)
  return sayer
}
