import { createStore } from "zustand/vanilla"
import type { Language } from "../../shared/messages/catalogue.ts"
import { languageOf } from "../../shared/messages/say.ts"
import { isPlain } from "../../shared/model/fields.ts"
import { type ThemeChoice, themeChoices } from "../styles/theme.ts"

/** What this person chose on this device, for the next time. An open workshop has its language in its view. */
export interface Preferences {
  readonly language: Language
  readonly theme: ThemeChoice
  /** The name given when joining last time; empty before the first. */
  readonly name: string
}

const key = "cairn.preferences"

export const preferences = createStore<Preferences>()(() => readPreferences(stored()))

/** Changes some of them and keeps them where the device allows it. */
export function prefer(change: Partial<Preferences>): void {
  preferences.setState(change)
  try {
    localStorage.setItem(key, JSON.stringify(preferences.getState()))
  } catch {
    // Private windows refuse storage; the choice then lasts as long as the page.
  }
}

/** Total: whatever was stored, the result is complete. */
export function readPreferences(raw: unknown): Preferences {
  const from = isPlain(raw) ? raw : {}
  const language = typeof from.language === "string" ? from.language : navigator.language
  return {
    language: languageOf(language),
    theme: themeChoices.find((choice) => choice === from.theme) ?? "system",
    name: typeof from.name === "string" ? from.name.slice(0, 40) : "",
  }
}

function stored(): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null")
  } catch {
    return null
  }
}
