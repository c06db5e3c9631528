import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { describe, expect, test } from "vitest"
import { type Assets, largestScale, paintPng } from "../../../electron/host/png.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { drawBoard, type SvgDrawing } from "../../../shared/codecs/svg.ts"
import { sampleWorkshop } from "../../../shared/codecs/templates.ts"
import { say } from "../../../shared/messages/say.ts"
import { hasWhiteEdge, inkOf, readPng } from "../../support/pixels.ts"

const { resolve } = createRequire(import.meta.url)
const font = (weight: string) => readFile(resolve(`@expo-google-fonts/inter/${weight}/Inter_${weight}.ttf`))
const assets = async (): Promise<Assets> => ({
  wasm: await readFile(resolve("@resvg/resvg-wasm/index_bg.wasm")),
  fonts: await Promise.all([font("400Regular"), font("600SemiBold")]),
})

const drawings = (): readonly (readonly [string, SvgDrawing])[] => {
  const sample = sampleWorkshop()
  if (!sample.ok) throw new Error("sample")
  const { contents, personas, workshop } = sample.value.snapshot
  return [...contents.values()].map((content) => {
    const kind = boardKinds.find(({ kind }) => kind === content.board.kind)
    if (!kind) throw new Error("kind")
    const board = {
      content,
      personas,
      say: (key: string, values?: Record<string, string | number>) => say("en", key, values),
    }
    const caption = {
      title: content.board.title,
      purpose: workshop.purpose.goal ?? "",
      facts: [workshop.title, "2026-03-23"],
    }
    return [content.board.kind, drawBoard(kind, board, { caption })] as const
  })
}

describe("a board's picture", () => {
  test.each(drawings())("of a %s is twice the drawing's size, not empty and not cut", async (_, drawing) => {
    const picture = await paintPng(drawing, 2, assets)
    const pixels = readPng(picture.png)

    expect([pixels.width, pixels.height]).toEqual([drawing.width * 2, drawing.height * 2])
    expect(picture.isReduced).toBe(false)
    expect(inkOf(pixels).colours).toBeGreaterThan(50)
    expect(inkOf(pixels).share).toBeGreaterThan(0.05)
    expect(hasWhiteEdge(pixels)).toBe(true)
  })

  test("that would be too large is made as large as possible, and says so", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40000" height="900"><rect width="39000" height="800"/></svg>`
    const picture = await paintPng({ svg, width: 40_000, height: 900 }, 2, assets)
    expect(picture.isReduced).toBe(true)
    expect(readPng(picture.png)).toMatchObject({ width: 16_384, height: 369 })
  })

  test("stays within what a painter's memory holds, whatever its form", () => {
    for (const [width, height] of [
      [100, 100],
      [9000, 9000],
      [1_000_000, 10],
      [50_000, 50_000],
    ] as const) {
      const scale = largestScale({ width, height })
      expect(width * height * scale * scale).toBeLessThanOrEqual(40_000_001)
      expect(Math.max(width, height) * scale).toBeLessThanOrEqual(16_384.01)
    }
  })
})
