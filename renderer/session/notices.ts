import { createStore } from "zustand/vanilla"
import type { CommandProblem } from "../../shared/commands/context.ts"
import type { Values } from "../../shared/messages/say.ts"
import type { Result } from "../../shared/model/result.ts"
import type { ReadonlyStore } from "./session.ts"

/** Something this person should know for a moment: what a command could not do, what was saved where. */
export interface LocalNotice {
  readonly id: number
  /** `calm` is news, `attention` a thing that did not work, `loss` something that may be gone. */
  readonly tone: "calm" | "attention" | "loss"
  /** Message key, with its values. */
  readonly message: string
  readonly values?: Values
  /** Kinds of cards among the values: named in the language of whoever reads it. */
  readonly kinds?: { readonly [value: string]: string }
}

const store = createStore<readonly LocalNotice[]>()(() => [])
let lastId = 0

/** The most that are shown at once; the oldest gives way. */
const shownAtOnce = 3

/** What this window tells its person; one list for canvas, boards and app. */
export const notices: ReadonlyStore<readonly LocalNotice[]> = store

/** Shows a notice and gives its id. The same message twice in a row is one notice. */
export const notify = (tone: LocalNotice["tone"], message: string, values?: Values): number =>
  show({ tone, message, ...(values === undefined ? {} : { values }) })

/** Says why a command could not do what it was asked to. */
export function tellProblem(problem: CommandProblem): void {
  const notice = { tone: "attention", message: `problem.${problem.type}` } as const
  if (problem.type === "KindUnknown") show({ ...notice, kinds: { kind: problem.kind } })
  else if (problem.type === "CannotConnect") show({ ...notice, kinds: { from: problem.fromKind, to: problem.toKind } })
  else show(notice)
}

/** Says why it could not be done. True when it was. */
export function told(result: Result<unknown, CommandProblem>): boolean {
  if (!result.ok) tellProblem(result.error)
  return result.ok
}

function show(said: Omit<LocalNotice, "id">): number {
  lastId += 1
  const notice: LocalNotice = { id: lastId, ...said }
  store.setState((shown) => {
    const others = shown.filter((one) => one.message !== said.message || (isKept(one) && !isSame(one, said)))
    const giveWay = [...others, notice].filter((one) => !isKept(one)).slice(-shownAtOnce)
    return [...others, notice].filter((one) => isKept(one) || giveWay.includes(one))
  }, true)
  return lastId
}

/** What somebody has written and is shown for them to copy gives way to nothing. */
const isKept = ({ tone, values }: Pick<LocalNotice, "tone" | "values">): boolean =>
  tone === "loss" && values !== undefined
const isSame = (one: LocalNotice, told: Omit<LocalNotice, "id">): boolean =>
  JSON.stringify(one.values) === JSON.stringify(told.values)

export const dismiss = (id: number): void => store.setState((shown) => shown.filter((notice) => notice.id !== id), true)
