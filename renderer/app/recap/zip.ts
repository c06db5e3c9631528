/**
 * A ZIP archive of files as they are, without compression: pictures are packed already, and everything that opens ZIP
 * opens this. Names are UTF-8. Limits of the format: 65 535 files, 4 GB.
 */
export interface ZippedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** `at`: the moment that the files carry, milliseconds since 1970. */
export function zip(files: readonly ZippedFile[], at: number): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const entries = files.map(({ name, bytes }) => ({ name: encoder.encode(name), bytes, crc: crc32(bytes) }))
  const size = entries.reduce((sum, { name, bytes }) => sum + 30 + 46 + 2 * name.length + bytes.length, 22)
  const out = new Uint8Array(size)
  const view = new DataView(out.buffer)
  const [date, time] = dosMoment(at)
  let end = 0
  const put16 = (value: number) => {
    view.setUint16(end, value, true)
    end += 2
  }
  const put32 = (value: number) => {
    view.setUint32(end, value, true)
    end += 4
  }
  const put = (bytes: Uint8Array) => {
    out.set(bytes, end)
    end += bytes.length
  }
  /** What the file's own header and the directory say alike. */
  const putFacts = ({ name, bytes, crc }: (typeof entries)[number]) => {
    for (const value of [20, utf8Names, stored, time, date]) put16(value)
    for (const value of [crc, bytes.length, bytes.length]) put32(value)
    put16(name.length)
    put16(0)
  }
  const starts = entries.map((entry) => {
    const start = end
    put32(0x04034b50)
    putFacts(entry)
    put(entry.name)
    put(entry.bytes)
    return start
  })
  const directory = end
  for (const [index, entry] of entries.entries()) {
    put32(0x02014b50)
    put16(20)
    putFacts(entry)
    for (const value of [0, 0, 0]) put16(value)
    put32(0)
    put32(starts[index] ?? 0)
    put(entry.name)
  }
  const length = end - directory
  put32(0x06054b50)
  for (const value of [0, 0, entries.length, entries.length]) put16(value)
  put32(length)
  put32(directory)
  put16(0)
  return out
}

const utf8Names = 0x0800
const stored = 0

function dosMoment(at: number): readonly [date: number, time: number] {
  const moment = new Date(at)
  const year = Math.min(2107, Math.max(1980, moment.getUTCFullYear())) - 1980
  const date = (year << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate()
  const time = (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1)
  return [date, time]
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
