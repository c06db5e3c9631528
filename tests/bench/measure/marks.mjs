// A mark is a 15-character ASCII string hidden inside every edit:  ~@ + kind(1) + writer(3) + microseconds(9, base36).
// Receivers find it by scanning the raw inbound frame, so measuring does not need to decode the protocol
// (works for any encoding that keeps strings contiguous: Yjs v1/v2 updates, JSON, msgpack; not for encrypted payloads).
const HEAD0 = 0x7e // ~
const HEAD1 = 0x40 // @
export const MARK_LEN = 15

/** CLOCK_MONOTONIC in microseconds: the same clock for every process of one machine. */
export const nowUs = () => {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1e6 + Math.floor(nanoseconds / 1000)
}

export const makeMark = (kind, writer, us) =>
  `~@${kind}${writer.toString(36).padStart(3, "0")}${us.toString(36).padStart(9, "0")}`

/** Calls `found(kind, writer, microseconds)` for each mark in a frame. */
export const scanMarks = (frame, found) => {
  let at = frame.indexOf(HEAD0)
  while (at !== -1 && at + MARK_LEN <= frame.length) {
    if (frame[at + 1] === HEAD1) {
      const us = base36(frame, at + 6, at + MARK_LEN)
      if (us > 0) found(String.fromCharCode(frame[at + 2]), base36(frame, at + 3, at + 6), us)
      at += MARK_LEN
    } else at++
    at = frame.indexOf(HEAD0, at)
  }
}

const base36 = (bytes, from, to) => {
  let value = 0
  for (let at = from; at < to; at++) {
    const code = bytes[at]
    const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 122 ? code - 87 : Number.NaN
    value = value * 36 + digit
  }
  return value
}
