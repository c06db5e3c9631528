import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { bundled } from "../source.mjs"
import { judge, round, table } from "../table.mjs"

/** A board's picture as the host paints it. The largest a workshop can be may take ten seconds (`mostPixels` limits it). */
const built = join(import.meta.dirname, "../../../dist/electron/assets")
const budgetMs = 10_000
const sizes = [
  { cards: 50, relations: 70 },
  { cards: 500, relations: 800 },
  { cards: 2000, relations: 3500 },
  { cards: 3800, relations: 6200 },
]

export async function pngReport() {
  const { needsMapDrawing, paint } = await bundled("tests/bench/png/measure.ts")
  const fonts = ["Inter-400.ttf", "Inter-500.ttf", "Inter-600.ttf", "Inter-700.ttf"]
  const read = (name) => readFile(join(built, name))
  const assets = { wasm: await read("resvg.wasm"), fonts: await Promise.all(fonts.map(read)) }
  // Starting the painter is paid once per program.
  await paint(needsMapDrawing(3, 1)(), assets)
  const rows = []
  const judged = []
  for (const { cards, relations } of sizes) {
    const draw = needsMapDrawing(cards, relations)
    const startedAt = performance.now()
    const drawing = draw()
    const drawnAt = performance.now()
    const { png, width, height, isReduced } = await paint(drawing, assets)
    const endedAt = performance.now()
    rows.push([
      cards,
      relations,
      round((drawnAt - startedAt) / 1000, 2),
      round((endedAt - drawnAt) / 1000, 2),
      round(drawing.svg.length / 1e6, 2),
      round((width * height) / 1e6),
      round(png.length / 1e6, 2),
      isReduced ? "reduced, and said" : "as asked for",
    ])
    const ms = endedAt - startedAt
    judged.push(judge(`PNG of ${cards + relations} objects`, `${round(ms / 1000)} s`, "≤ 10 s", ms <= budgetMs))
  }
  const head = ["cards", "lines", "draw s", "paint s", "SVG MB", "megapixels", "PNG MB", "size"]
  return { text: table(head, rows), judged }
}
