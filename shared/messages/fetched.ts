import type { Language } from "./catalogue.ts"
import type * as all from "./held.ts"
import type { MessagePart, Messages } from "./held.ts"
import { partOf } from "./parts.ts"

/** What `held.ts` is in the page: one file for each language and part, fetched when it is needed. */
type Files = { readonly [part in MessagePart]: () => Promise<{ readonly default: Messages }> }
const files: { readonly [language in Language]: Files } = {
  en: {
    first: () => import("./catalogue.ts?en-first"),
    "user-needs-map": () => import("./catalogue.ts?en-user-needs-map"),
    "story-map": () => import("./catalogue.ts?en-story-map"),
    "product-flow": () => import("./catalogue.ts?en-product-flow"),
    rest: () => import("./catalogue.ts?en-rest"),
  },
  de: {
    first: () => import("./catalogue.ts?de-first"),
    "user-needs-map": () => import("./catalogue.ts?de-user-needs-map"),
    "story-map": () => import("./catalogue.ts?de-story-map"),
    "product-flow": () => import("./catalogue.ts?de-product-flow"),
    rest: () => import("./catalogue.ts?de-rest"),
  },
}
const languages: readonly Language[] = ["en", "de"]
export const messageParts: typeof all.messageParts = ["first", "user-needs-map", "story-map", "product-flow", "rest"]

export const held: { readonly [language in Language]: { [key: string]: string } } = { en: {}, de: {} }
const asked = new Map<string, Promise<void>>()
const listeners = new Set<() => void>()
let late = 0

export const fetchMessages: typeof all.fetchMessages = (language, part) => {
  const name = `${language} ${part}`
  const known = asked.get(name)
  if (known) return known
  const coming = files[language][part]().then(({ default: messages }) => void Object.assign(held[language], messages))
  asked.set(name, coming)
  coming.catch(() => asked.delete(name))
  return coming
}

export const fetchAlsoIn: typeof all.fetchAlsoIn = async (language) => {
  const wanted = messageParts.filter((part) => languages.some((one) => asked.has(`${one} ${part}`)))
  await Promise.all(wanted.map((part) => fetchMessages(language, part)))
}

export const missed: typeof all.missed = (language, key) => {
  const wanted = [partOf(key), "rest"] as const
  const missing = wanted.filter((part) => !asked.has(`${language} ${part}`))
  if (missing.length === 0) return
  Promise.all(missing.map((part) => fetchMessages(language, part))).then(
    () => {
      late++
      for (const listener of listeners) listener()
    },
    // Its key stays on screen; the next time it is said it is asked for again.
    () => {},
  )
}

export const onLateMessages: typeof all.onLateMessages = (listener) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const lateMessages: typeof all.lateMessages = () => late
