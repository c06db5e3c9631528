import { type Hello, protocolVersion, type Welcome } from "../../shared/protocol/messages.ts"
import { type SignedSuccession, type Succession, successionIn } from "../../shared/protocol/succession.ts"
import { openAsking, refusalIn } from "./asking.ts"
import { openLink } from "./link.ts"
import type { Session } from "./session.ts"
import type { Connect } from "./transport.ts"

export type AskHost = Session["ask"]

/**
 * Of two hosts one hands over what the other lacks, and stands down once the other has it on disk. Gives nothing when
 * that is done; where the one stays, what it stays by. May be tried again after any failure: until the last step both
 * go on serving, and what was taken over counts once.
 */
export async function handOver(
  from: AskHost,
  to: AskHost,
  record: SignedSuccession,
): Promise<{ readonly goesOn: SignedSuccession | null } | undefined> {
  const first = await handOverOnce(from, to, record)
  if ("goesOn" in first) return first
  // What was written meanwhile comes with the receipt for the first part.
  const rest = await handOverOnce(from, to, record, first.receipt)
  return "goesOn" in rest ? rest : undefined
}

async function handOverOnce(
  from: AskHost,
  to: AskHost,
  record: SignedSuccession,
  receipt?: Awaited<ReturnType<typeof to<"inherit">>>["receipt"],
) {
  const { has } = await to("inherit", { handedOver: null })
  const answer = await from("stand-down", { record, has, ...(receipt ? { receipt } : {}) })
  if ("goesOn" in answer) return answer
  return to("inherit", { handedOver: answer.handedOver, record: answer.record })
}

export interface OtherHostOptions {
  readonly transport: Connect
  readonly hello: Omit<Hello, "type" | "protocol">
  /** Asks the host that we are with. */
  readonly ask: AskHost
  readonly generation: string
  /** By which the host that we are with carries on. */
  readonly record: SignedSuccession
  /** A third one carries on what the other had. */
  readonly onElsewhere: (succession: Succession) => void
  readonly onSettled: () => void
  /** The other one knows nothing of this history, or does not let us in. */
  readonly onStranger: () => void
}

/**
 * Meets another host of this history, waiting for it while it is away, and sees to it that one of the two stands down:
 * nobody is to write in two places. Which one they know themselves (`succession.ts`). Gives a way to stop.
 */
export function meetOtherHost(options: OtherHostOptions): () => void {
  const { hello, ask: here, record } = options
  const asking = openAsking((id, ask, body) => {
    link.send({ type: "request", id, ask, body })
    return true
  })
  const settle = async ({ generation }: Welcome): Promise<void> => {
    const stays = await handOver(asking.ask, here, record)
    if (!stays) return options.onSettled()
    const other = stays.goesOn ? successionIn(stays.goesOn) : undefined
    if (!stays.goesOn || !other) return options.onStranger()
    if (other.to === options.generation) return
    if (other.to !== generation) return options.onElsewhere(other)
    if (await handOver(here, asking.ask, stays.goesOn)) options.onStranger()
  }
  const link = openLink(options.transport, {
    onOpen: () => link.send({ type: "hello", protocol: protocolVersion, ...hello }),
    onMessage: (message) => {
      if (message.type === "welcome") {
        link.settle()
        settle(message).then(link.close, (problem: unknown) => {
          if (refusalIn(problem) === undefined) return link.drop()
          link.close()
          options.onStranger()
        })
      } else if (message.type === "answer") asking.takeAnswer(message.id, message.body)
      else if (message.type === "refuse" && !passing.includes(message.reason)) {
        link.close()
        options.onStranger()
      }
    },
    onDown: asking.abandon,
  })
  return link.close
}

/** Refusals after which it is worth asking again. */
const passing: readonly string[] = ["busy", "not-ready", "full", "locked", "awaiting-approval"]
