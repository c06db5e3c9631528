// @vitest-environment happy-dom
import mermaid from "mermaid"
import { describe, expect, test } from "vitest"
import { boardToMermaid } from "../../../shared/codecs/mermaid.ts"
import { sampleWorkshop } from "../../../shared/codecs/templates.ts"
import { say } from "../../../shared/messages/say.ts"
import type { Drawable } from "../../../shared/model/boardKind.ts"
import { cleanLine } from "../../../shared/model/text.ts"
import { needsMap } from "../../support/needsMap.ts"
import { fc } from "../../support/properties.ts"
import { personWith } from "../../support/storyMap.ts"

/** What Mermaid itself makes of a text; throws where it cannot read it. */
async function understood(text: string | undefined) {
  // Also what makes its kinds of diagram known.
  await mermaid.parse(text ?? "")
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(text ?? "")
  return diagram.db as unknown as {
    readonly getVertices: () => ReadonlyMap<string, { readonly text: string; readonly type: string }>
    readonly getEdges: () => readonly unknown[]
    readonly getSubGraphs: () => readonly { readonly nodes: readonly string[] }[]
    readonly getTasks: () => readonly { section: string; task: string; score: number; people: string[] }[]
    readonly getDiagramTitle: () => string
  }
}

const sample = sampleWorkshop()
function sampleBoard(kind: string): Drawable {
  const { contents, personas } = sample.ok ? sample.value.snapshot : { contents: new Map(), personas: new Map() }
  const content = [...contents.values()].find(({ board }) => board.kind === kind)
  return { content, personas, say: (key, values) => say("en", key, values) }
}

const anyTitle = fc
  .oneof(
    fc.constantFrom(
      "end",
      "subgraph x",
      "a: b",
      "x # y; z",
      "%%{init: {}}%%",
      "section one",
      "1. first",
      "- x",
      "`a`",
      "<b>",
      "title",
      "accTitle: x",
      "journey",
      "a%%b",
      '"',
      "click",
    ),
    fc.string({ unit: "grapheme", maxLength: 25 }),
    fc.string({ unit: fc.constantFrom(...'"#;:%{}[]()<>|-=.&`~*_\\/, \nend'), maxLength: 10 }),
  )
  .map((text) => cleanLine(text))

describe("a needs map as a Mermaid flowchart", () => {
  test("Mermaid reads the worked example whole", async () => {
    const board = sampleBoard("user-needs-map")
    const read = await understood(boardToMermaid(board))
    const cards = [...board.content.cards.values()].filter(({ kind }) => ["user", "need", "capability"].includes(kind))
    expect(read.getVertices().size).toBe(cards.length)
    expect(read.getEdges()).toHaveLength(board.content.relations.size)
    expect(read.getSubGraphs().length).toBeGreaterThan(0)
  })

  test("shapes say what a card is", async () => {
    const cards = {
      u: { kind: "user", title: "Shopper" },
      n: { kind: "need", title: "Pay" },
      c: { kind: "capability", title: "Checkout" },
      e: { kind: "capability", title: "Payment", sourcing: "external" },
    }
    const read = await understood(boardToMermaid(needsMap({ cards, lines: [["u", "n"]] })))
    expect([...read.getVertices().values()].map(({ text, type }) => [text, type])).toEqual([
      ["Shopper", "stadium"],
      ["Pay", "circle"],
      ["Checkout", "square"],
      ["Payment (external)", "lean_right"],
    ])
  })

  test("Mermaid reads it whatever cards are called", async () => {
    await fc.assert(
      fc.asyncProperty(anyTitle, anyTitle, async (need, capability) => {
        const cards = { n: { kind: "need", title: need }, c: { kind: "capability", title: capability } }
        const read = await understood(boardToMermaid(needsMap({ cards, lines: [["n", "c"]] })))
        expect([read.getVertices().size, read.getEdges().length]).toEqual([2, 1])
      }),
      { numRuns: 60 },
    )
  })
})

describe("a map as a Mermaid journey", () => {
  test("a story map's steps stand in their activities", async () => {
    const tasks = (await understood(boardToMermaid(sampleBoard("story-map")))).getTasks()
    expect(tasks[0]).toMatchObject({ section: "Get a cluster", task: "Agree to cost and region", score: 3 })
  })

  test("a flow's interactions stand in their phases, the better the less they hurt", async () => {
    const board = sampleBoard("product-flow")
    const text = boardToMermaid(board)
    const tasks = (await understood(text)).getTasks()
    expect(tasks.length).toBe([...board.content.cards.values()].filter(({ kind }) => kind === "interaction").length)
    expect(tasks.every(({ score, people }) => score >= 1 && score <= 5 && people.length === 1)).toBe(true)
  })

  test("Mermaid reads it whatever cards are called", async () => {
    await fc.assert(
      fc.asyncProperty(anyTitle, anyTitle, anyTitle, async (activity, step, persona) => {
        const board = personWith({
          personas: [{ id: "p-1", name: persona }],
          activities: [{ id: "a", title: activity }],
          steps: [{ id: "s", activityId: "a", title: step, personaIds: ["p-1"] }],
        }).drawable()
        const tasks = (await understood(boardToMermaid(board))).getTasks()
        expect(tasks).toHaveLength(1)
        expect(tasks[0]?.score).toBe(3)
      }),
      { numRuns: 60 },
    )
  })
})

test("other boards have no Mermaid", () => {
  const map = needsMap({})
  const wall = { ...map, content: { ...map.content, board: { ...map.content.board, kind: "wall" } } }
  expect(boardToMermaid(wall)).toBeUndefined()
})
