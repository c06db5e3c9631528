import { readFile } from "node:fs/promises"
import { initWasm, Resvg } from "@resvg/resvg-wasm"

/** A board's picture, and how much it had to be made smaller than asked for. */
export interface Picture {
  readonly png: Uint8Array
  readonly width: number
  readonly height: number
  /** Pixels per board unit. */
  readonly scale: number
  /** The size that was asked for is impossible; this is the largest possible. */
  readonly isReduced: boolean
}

interface Drawing {
  readonly svg: string
  readonly width: number
  readonly height: number
}

/** Wider or higher pictures are refused by many programs; more pixels take longer than ten seconds to paint. */
const longestSide = 16_384
const mostPixels = 40_000_000

const fontFiles = ["Inter-400.ttf", "Inter-500.ttf", "Inter-600.ttf", "Inter-700.ttf"]
/** Beside the bundled program; `electron/vite.config.ts` puts them there. */
const bundledAssets = async (): Promise<Assets> => {
  const read = (name: string) => readFile(new URL(`./assets/${name}`, import.meta.url))
  return { wasm: await read("resvg.wasm"), fonts: await Promise.all(fontFiles.map(read)) }
}

export interface Assets {
  readonly wasm: Uint8Array
  readonly fonts: readonly Uint8Array[]
}

let started: Promise<readonly Uint8Array[]> | undefined
const start = (assets: () => Promise<Assets>) => {
  started ??= assets().then(async ({ wasm, fonts }) => {
    await initWasm(wasm)
    return fonts
  })
  return started
}

/**
 * Paints an SVG of `shared/codecs/svg.ts` as PNG, twice its size unless told otherwise. Uses the fonts that come with
 * Cairn and nothing of the machine, so that a picture is the same everywhere. Blocks for some seconds on a large board.
 */
export async function paintPng(drawing: Drawing, wanted = 2, assets = bundledAssets): Promise<Picture> {
  const fonts = await start(assets)
  const scale = Math.min(wanted, largestScale(drawing))
  const painter = new Resvg(drawing.svg, {
    fitTo: { mode: "zoom", value: scale },
    font: { fontBuffers: [...fonts], defaultFontFamily: "Inter", sansSerifFamily: "Inter" },
    background: "#ffffff",
  })
  try {
    const image = painter.render()
    const { width, height } = image
    const png = image.asPng()
    image.free()
    return { png, width, height, scale, isReduced: scale < wanted }
  } finally {
    painter.free()
  }
}

/** Pixels per board unit at which the picture is just possible. */
export const largestScale = ({ width, height }: { readonly width: number; readonly height: number }): number =>
  Math.min(longestSide / width, longestSide / height, Math.sqrt(mostPixels / (width * height)))
