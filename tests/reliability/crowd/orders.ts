import type { Way } from "./participant.ts"

/** What the process that starts a crowd tells it. Each order is answered once. */
export type Order =
  | { readonly do: "join"; readonly ways: readonly Way[]; readonly seed: number }
  /** Each edits on average once in this time; 0 stops. Cursors go out at their own pace. */
  | { readonly do: "write"; readonly everyMs: number; readonly editors: number; readonly cursorMs: number }
  /** Contents are compared only once everybody is in and nothing is waiting: that takes a while. */
  | { readonly do: "look" }
  | { readonly do: "drop"; readonly which: readonly number[] }
  | { readonly do: "close" }

/** What a crowd looks like at one moment. */
export interface Look {
  /** When it was looked, in milliseconds since 1970; comparing contents takes some time more. */
  readonly at: number
  readonly people: number
  readonly ready: number
  /** How many hold which content. */
  readonly digests: { readonly [digest: string]: number }
  readonly pending: number
  readonly edits: number
  readonly refused: readonly string[]
  readonly connects: number
  /** Milliseconds from an edit to its acknowledgement, since the last look. */
  readonly ackMs: readonly number[]
  /** Milliseconds from the beginning of a connection to the whole state, since the last look. */
  readonly joinMs: readonly number[]
}
