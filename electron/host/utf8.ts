import type { Complaint } from "../../shared/codecs/strictJson.ts"
import { err, ok, type Result } from "../../shared/model/result.ts"

/** The bytes of a file as text. Anything but UTF-8 is refused with its place: guessing would change what people wrote. */
export function decodeUtf8(bytes: Uint8Array): Result<string, Complaint> {
  const whole = decoded(bytes)
  if (whole !== undefined) return ok(whole)
  let sound = 0
  for (let broken = bytes.length; broken - sound > 1; ) {
    const middle = Math.floor((sound + broken) / 2)
    if (decoded(bytes.subarray(0, middle), true) === undefined) broken = middle
    else sound = middle
  }
  const before = (decoded(bytes.subarray(0, sound), true) ?? "").split(/\r\n?|\n/)
  const place = { pointer: "", line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  return err({ ...place, reason: "the file is not text in UTF-8" })
}

/** `isPart` allows a character to go on after the end. */
function decoded(bytes: Uint8Array, isPart = false): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isPart })
  } catch {
    return undefined
  }
}
