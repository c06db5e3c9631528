import { err, ok, type Result } from "../../../shared/model/result.ts"
import { isLocalHost, readJoinLink } from "../../../shared/protocol/deepLink.ts"
import type { Way } from "../opening.ts"

/** Message key of what is wrong with what somebody typed. */
export type WayProblem = "join.problem.link" | "join.problem.address" | "join.problem.code"

/** Reads what somebody pasted or typed: a whole link, or an address with the code from the screen. */
export function readWay(where: string, code: string): Result<Way, WayProblem> {
  const link = readJoinLink(where)
  if (link.ok) return ok({ address: link.value.host, pass: link.value.secret })
  const address = where
    .trim()
    .toLowerCase()
    .replace(/^http:\/\//, "")
    .replace(/\/$/, "")
  if (address.includes("#")) return err("join.problem.link")
  if (!isLocalHost(address)) return err("join.problem.address")
  const digits = code.replace(/\D/g, "")
  return digits.length === 6 ? ok({ address, pass: digits }) : err("join.problem.code")
}
