import { inflateSync } from "node:zlib"

/** A PNG read by its own rules (8 bits per channel, not interlaced), so that a picture is judged and not only measured. */
export interface Pixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue and alpha, row by row. */
  readonly rgba: Uint8Array
}

const signature = "89504e470d0a1a0a"

export function readPng(file: Uint8Array): Pixels {
  const bytes = Buffer.from(file)
  if (bytes.subarray(0, 8).toString("hex") !== signature) throw new Error("not a PNG")
  const parts: Buffer[] = []
  let [width, height, channels] = [0, 0, 0]
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString("latin1", at + 4, at + 8)
    const body = bytes.subarray(at + 8, at + 8 + length)
    if (type === "IHDR") {
      width = body.readUInt32BE(0)
      height = body.readUInt32BE(4)
      channels = body[9] === 6 ? 4 : body[9] === 2 ? 3 : 0
      if (body[8] !== 8 || channels === 0 || body[12] !== 0) throw new Error("a kind of PNG that is not read here")
    }
    if (type === "IDAT") parts.push(body)
    at += 12 + length
  }
  return { width, height, rgba: unfiltered(inflateSync(Buffer.concat(parts)), width, height, channels) }
}

function unfiltered(raw: Buffer, width: number, height: number, channels: number): Uint8Array {
  const stride = width * channels
  if (raw.length !== (stride + 1) * height) throw new Error("the PNG holds too little or too much")
  const rows = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? rows[y * stride + x - channels]! : 0
      const up = y > 0 ? rows[(y - 1) * stride + x]! : 0
      const corner = x >= channels && y > 0 ? rows[(y - 1) * stride + x - channels]! : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      rows[y * stride + x] = (raw[y * (stride + 1) + 1 + x]! + guess) & 255
    }
  }
  if (channels === 4) return rows
  const rgba = new Uint8Array(width * height * 4).fill(255)
  for (let at = 0; at < width * height; at++) rgba.set(rows.subarray(at * 3, at * 3 + 3), at * 4)
  return rgba
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

/** How many different colours there are, and which share of the picture is not white. */
export function inkOf({ rgba }: Pixels): { readonly colours: number; readonly share: number } {
  const colours = new Set<number>()
  let inked = 0
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = (rgba[at]! << 16) | (rgba[at + 1]! << 8) | rgba[at + 2]!
    colours.add(colour)
    if (colour !== 0xffffff) inked++
  }
  return { colours: colours.size, share: (inked * 4) / rgba.length }
}

/** True when the outermost pixels are white all round: nothing is cut off at the edge. */
export function hasWhiteEdge({ width, height, rgba }: Pixels): boolean {
  const isWhite = (x: number, y: number) => [0, 1, 2].every((part) => rgba[(y * width + x) * 4 + part] === 255)
  const columns = Array.from({ length: width }, (_, x) => isWhite(x, 0) && isWhite(x, height - 1))
  const rows = Array.from({ length: height }, (_, y) => isWhite(0, y) && isWhite(width - 1, y))
  return [...columns, ...rows].every(Boolean)
}
