/** What a verb works with besides its arguments, so that tests can run it without a process. */
export interface Cli {
  readonly print: (chunk: string | Uint8Array) => Promise<void>
  /** A line for people. */
  readonly complain: (line: string) => void
  readonly now: () => Date
}

/** The exit codes that others rely on. */
export const exit = {
  done: 0,
  wrongUsage: 2,
  inUse: 3,
  damaged: 4,
  unreadable: 5,
  badInput: 6,
} as const
export type ExitCode = (typeof exit)[keyof typeof exit]

/** Ends a verb with a line and a code. */
export class Refusal extends Error {
  readonly code: ExitCode
  constructor(code: ExitCode, message: string) {
    super(message)
    this.code = code
  }
}
