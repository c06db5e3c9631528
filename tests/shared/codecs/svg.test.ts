import { describe, expect, test } from "vitest"
import { boardKinds } from "../../../shared/boards/index.ts"
import { captionOf } from "../../../shared/codecs/caption.ts"
import { boundsOf } from "../../../shared/codecs/figureBounds.ts"
import { boardToSvg, drawBoard } from "../../../shared/codecs/svg.ts"
import { sampleWorkshop } from "../../../shared/codecs/templates.ts"
import { say } from "../../../shared/messages/say.ts"
import type { BoardKind, Drawable } from "../../../shared/model/boardKind.ts"
import type { Card } from "../../../shared/model/records.ts"

const sample = () => {
  const file = sampleWorkshop()
  if (!file.ok) throw new Error("sample")
  return file.value.snapshot
}
const boards = (): readonly (readonly [string, BoardKind, Drawable])[] => {
  const { contents, personas } = sample()
  return boardKinds.flatMap((kind) => {
    const content = [...contents.values()].find(({ board }) => board.kind === kind.kind)
    const words: Drawable["say"] = (key, values) => say("en", key, values)
    return content ? [[kind.kind, kind, { content, personas, say: words }] as const] : []
  })
}
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("'", "&#39;").replaceAll("<", "&lt;")
const caption = { title: "A board", facts: ["2026-03-23"] }

describe.each(boards())("a %s as SVG", (_, kind, board) => {
  const svg = boardToSvg(kind, board, { caption })
  const layout = kind.lay(board)

  test("has a group with its name for every placed card", () => {
    for (const placed of layout.cards) {
      const card = board.content.cards.get(placed.id)
      expect(svg).toContain(`data-card="${placed.id}" data-kind="${placed.kind}"`)
      expect(svg).toContain(`: ${escaped((card && kind.nameOf(card, board.personas)) || "Untitled")}</title>`)
    }
    expect(svg.match(/data-card=/g)?.length ?? 0).toBe(layout.cards.length)
    expect(layout.cards.length).toBeGreaterThan(20)
  })

  test("has every line once", () => {
    expect(svg.match(/<path data-line=/g)?.length ?? 0).toBe(layout.lines.length)
  })

  test("says what it is, when, and what its signs mean", () => {
    for (const words of ["A board", "2026-03-23", ...kind.legend(board.say).map(({ label }) => label)])
      expect(svg).toContain(`>${escaped(words)}</text>`)
  })

  test("is large enough for all of it", () => {
    const { width, height } = drawBoard(kind, board, { caption })
    expect(width).toBeGreaterThan(layout.bounds.w)
    expect(height).toBeGreaterThan(layout.bounds.h)
    expect(svg).toContain(`width="${width}" height="${height}"`)
  })

  test("holds no script and nothing from elsewhere", () => {
    expect(svg).not.toMatch(/<script|<image|<foreignObject|href|\bon\w+=|https?:(?!\/\/www\.w3\.org\/2000\/svg)/i)
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  })
})

describe("text in an SVG", () => {
  test.each([
    "<script>__pwn=1</script>",
    `"><img src=x onerror=__pwn=1>`,
    "]]><script>__pwn=1</script>",
    "</title><script>__pwn=1</script>",
    "&lt;script&gt;",
    "\ud800 \u0001 \uffff",
  ])("stays text: %j", (text) => {
    const [, kind, board] = boards()[0]!
    const cards = new Map<string, Card>([...board.content.cards].map(([id, card]) => [id, { ...card, title: text }]))
    const svg = boardToSvg(
      kind,
      { ...board, content: { ...board.content, cards } },
      { caption: { title: text, purpose: text, facts: [text] } },
    )
    for (const part of ["<script", "<img", "\ud800", "\u0001", "\uffff"]) expect(svg).not.toContain(part)
    expect(svg.match(/<(?!\/?(svg|title|g|rect|circle|path|text|defs|marker)\b)/)).toBeNull()
  })
})

describe("the caption", () => {
  test("gives the purpose as one sentence, the day and the rule of the house", () => {
    const { workshop, boards: all } = sample()
    const board = [...all.values()][0]!
    expect(captionOf(workshop, board, "2026-03-23", (key, values) => say("en", key, values))).toEqual({
      title: "Online shop: from shopper to infrastructure",
      purpose:
        "To see which of our capabilities shoppers really lean on by walking every need down to the infrastructure",
      facts: [
        "From shopper to cluster",
        "",
        "2026-03-23",
        "Chatham House Rule: what was said may be shared, not who said it",
      ],
    })
  })
})

describe("the place of figures", () => {
  test("encloses boxes, circles and paths, relative ones too", () => {
    expect(
      boundsOf([
        { draw: "box", x: 10, y: 10, w: 5, h: 5 },
        { draw: "circle", x: 0, y: 0, r: 4 },
        { draw: "path", d: "M10 10l10 0v20H-6" },
      ]),
    ).toEqual({ x: -6, y: -4, w: 26, h: 34 })
  })
})
