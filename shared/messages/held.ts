import { catalogue, type Language } from "./catalogue.ts"

/**
 * The messages that are at hand: here, all of them. In the page they come over the network, so its build puts
 * `fetched.ts`, which has the same exports, in this module's place (`renderer/messageParts.ts`).
 */
export type Messages = { readonly [key: string]: string }

/**
 * `first` is what joining and a phone's own pages say; each kind of board has its own part; `rest` is all that only larger
 * screens show.
 */
export type MessagePart = (typeof messageParts)[number]
export const messageParts = ["first", "user-needs-map", "story-map", "product-flow", "rest"] as const

export const held: { readonly [language in Language]: Messages } = catalogue

/** Resolves when the part is at hand; rejects when it cannot be fetched, and may be asked for again. */
export const fetchMessages = (_language: Language, _part: MessagePart): Promise<void> => Promise.resolve()

/** Everything in this language that is at hand in another: before somebody changes to it. */
export const fetchAlsoIn = (_language: Language): Promise<void> => Promise.resolve()

/** Somebody asked for a message that is not at hand. */
export const missed = (_language: Language, _key: string): void => {}

/** Told when messages have come that somebody asked for too early. */
export const onLateMessages = (_listener: () => void): (() => void) => unheard
const unheard = () => {}

/** How often that has happened. */
export const lateMessages = (): number => 0
