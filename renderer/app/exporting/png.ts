import type { SvgDrawing } from "../../../shared/codecs/svg.ts"
import { err, ok, type Result } from "../../../shared/model/result.ts"

/** What every browser that is still in use can paint; beyond it a canvas stays empty without a word. */
const longestSide = 16_384
const mostPixels = 64_000_000

export interface PngSize {
  readonly width: number
  readonly height: number
  /** The wished scale, or the largest possible one below it. */
  readonly scale: number
  readonly isReduced: boolean
}

/** The pixels that a drawing gets at a scale; stepped down where they would not fit. */
export function pngSize({ width, height }: Pick<SvgDrawing, "width" | "height">, wished: number): PngSize {
  const largest = Math.min(longestSide / width, longestSide / height, Math.sqrt(mostPixels / (width * height)))
  const scale = Math.min(wished, largest)
  return {
    width: Math.max(1, Math.floor(width * scale)),
    height: Math.max(1, Math.floor(height * scale)),
    scale,
    isReduced: scale < wished,
  }
}

/** Paints a drawing. Fails in words where the browser gives no picture. */
export async function toPng(drawing: SvgDrawing, wished: number): Promise<Result<Blob, { type: "CannotPaint" }>> {
  const size = pngSize(drawing, wished)
  const address = URL.createObjectURL(new Blob([drawing.svg], { type: "image/svg+xml" }))
  try {
    const image = await loadImage(address)
    const canvas = document.createElement("canvas")
    canvas.width = size.width
    canvas.height = size.height
    const context = canvas.getContext("2d")
    if (!context) return err({ type: "CannotPaint" })
    context.drawImage(image, 0, 0, size.width, size.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"))
    return blob ? ok(blob) : err({ type: "CannotPaint" })
  } catch {
    return err({ type: "CannotPaint" })
  } finally {
    URL.revokeObjectURL(address)
  }
}

async function loadImage(address: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.decoding = "sync"
  image.src = address
  await image.decode()
  return image
}
