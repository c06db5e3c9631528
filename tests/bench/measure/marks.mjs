// A mark is a 15-character ASCII string hidden inside every edit:  ~@ + kind(1) + writer(3) + microseconds(9, base36).
// Receivers find it by scanning the raw inbound frame, so measuring does not need to decode the protocol
// (works for any encoding that keeps strings contiguous: Yjs v1/v2 updates, JSON, msgpack; not for encrypted payloads).
const HEAD0 = 0x7e // ~
const HEAD1 = 0x40 // @
export const MARK_LEN = 15

export const nowUs = () => Number(process.hrtime.bigint() / 1000n) // CLOCK_MONOTONIC: same clock for every process of one machine

export const makeMark = (kind, writer) =>
  `~@${kind}${writer.toString(36).padStart(3, "0")}${nowUs().toString(36).padStart(9, "0")}`

/** calls cb(kind, writer, us) for each mark in a frame */
export const scanMarks = (buf, cb) => {
  let i = buf.indexOf(HEAD0)
  while (i !== -1 && i + MARK_LEN <= buf.length) {
    if (buf[i + 1] === HEAD1) {
      const s = buf.latin1Slice(i + 2, i + MARK_LEN)
      const us = parseInt(s.slice(4), 36)
      if (us > 0) cb(s[0], parseInt(s.slice(1, 4), 36), us)
      i += MARK_LEN
    } else i++
    i = buf.indexOf(HEAD0, i)
  }
}
