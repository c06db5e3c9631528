import type { Language, MessageKey } from "./catalogue.ts"
import { held, missed } from "./held.ts"
import { formatMessage, type Message, readMessage, type Values } from "./icu.ts"

export type { Values } from "./icu.ts"

const read = new Map<string, Message>()

/**
 * One message in one language, in ICU syntax. A key that is not in the catalogue is shown as it is: boards build some
 * keys from their kinds, and a missing one must not blank a screen.
 */
export function say(language: Language, key: MessageKey | (string & {}), values?: Values): string {
  const messages = held[language]
  const pattern = Object.hasOwn(messages, key) ? messages[key] : undefined
  if (pattern === undefined) {
    missed(language, key)
    return key
  }
  let message = read.get(pattern)
  if (!message) {
    message = readMessage(pattern)
    read.set(pattern, message)
  }
  return formatMessage(message, language, values)
}

/** The catalogue's language for a BCP 47 tag such as `de-AT`; English when it is none of ours. */
export const languageOf = (tag: string): Language => (tag.toLowerCase().startsWith("de") ? "de" : "en")
