import { IntlMessageFormat } from "intl-messageformat"
import { catalogue, type Language, type MessageKey } from "./catalogue.ts"

export type Values = { readonly [name: string]: string | number }

const formats = new Map<string, IntlMessageFormat>()

/**
 * One message in one language, in ICU syntax. A key that is not in the catalogue is shown as it is: boards build some
 * keys from their kinds, and a missing one must not blank a screen.
 */
export function say(language: Language, key: MessageKey | (string & {}), values?: Values): string {
  const messages: { readonly [key: string]: string } = catalogue[language]
  const pattern = Object.hasOwn(messages, key) ? messages[key] : undefined
  if (pattern === undefined) return key
  const name = `${language} ${key}`
  let format = formats.get(name)
  if (!format) {
    format = new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true })
    formats.set(name, format)
  }
  return String(format.format(values))
}

/** The catalogue's language for a BCP 47 tag such as `de-AT`; English when it is none of ours. */
export const languageOf = (tag: string): Language => (tag.toLowerCase().startsWith("de") ? "de" : "en")
