import { createStore } from "zustand/vanilla"
import type { Values } from "../../shared/messages/say.ts"
import type { ReadonlyStore } from "./session.ts"

/** Something this person should know for a moment: what a command could not do, what was saved where. */
export interface LocalNotice {
  readonly id: number
  /** `calm` is news, `attention` a thing that did not work, `loss` something that may be gone. */
  readonly tone: "calm" | "attention" | "loss"
  /** Message key, with its values. */
  readonly message: string
  readonly values?: Values
}

const store = createStore<readonly LocalNotice[]>()(() => [])
let lastId = 0

/** The most that are shown at once; the oldest gives way. */
const shownAtOnce = 3

/** What this window tells its person; one list for canvas, boards and app. */
export const notices: ReadonlyStore<readonly LocalNotice[]> = store

/** Shows a notice and gives its id. The same message twice in a row is one notice. */
export function notify(tone: LocalNotice["tone"], message: string, values?: Values): number {
  lastId += 1
  const notice: LocalNotice = { id: lastId, tone, message, ...(values === undefined ? {} : { values }) }
  store.setState((shown) => [...shown.filter((other) => other.message !== message), notice].slice(-shownAtOnce), true)
  return lastId
}

export const dismiss = (id: number): void => store.setState((shown) => shown.filter((notice) => notice.id !== id), true)
