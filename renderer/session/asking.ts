import { isPlain } from "../../shared/model/fields.ts"
import type { Ask, Requests } from "../../shared/protocol/requests.ts"
import type { Session } from "./session.ts"

/** How long the host may take to answer. */
const answerWithinMs = 10_000

export interface Asking {
  readonly ask: Session["ask"]
  readonly takeAnswer: (id: number, body: unknown) => void
  /** The connection is gone: no answer will come. */
  readonly abandon: () => void
}

/** Why the host did not do what it was asked, in its own word, such as `step` or `closed`; undefined when it was not asked at all. */
export const refusalIn = (problem: unknown): string | undefined =>
  problem instanceof Error && typeof problem.cause === "string" ? problem.cause : undefined

/** Questions to the host, told apart by number. `send` is false while there is no connection. */
export function openAsking(send: (id: number, ask: Ask, body: unknown) => boolean): Asking {
  const open = new Map<number, { settle: (body: unknown) => void; fail: (key: string) => void }>()
  let lastId = 0
  return {
    ask: <A extends Ask>(ask: A, body: Requests[A]["body"]) =>
      new Promise<Requests[A]["answer"]>((resolve, reject) => {
        const id = ++lastId
        const end = (key?: string, cause?: string) => {
          clearTimeout(timer)
          open.delete(id)
          if (key !== undefined) reject(new Error(key, { cause }))
        }
        const timer = setTimeout(() => end("ask.late"), answerWithinMs)
        open.set(id, {
          fail: end,
          settle: (answer) => {
            if (isPlain(answer) && typeof answer.refused === "string") return end("ask.refused", answer.refused)
            end()
            // The host runs the same program version (the hello sees to that), so the declared type is what it sends.
            resolve(answer as Requests[A]["answer"])
          },
        })
        if (!send(id, ask, body)) end("ask.away")
      }),
    takeAnswer: (id, body) => open.get(id)?.settle(body),
    abandon: () => {
      for (const { fail } of [...open.values()]) fail("ask.away")
    },
  }
}
