import { describe, expect, test } from "vitest"
import { boardKinds } from "../../../shared/boards/index.ts"
import { readCanvas } from "../../../shared/codecs/canvasIn.ts"
import { boardToCanvas } from "../../../shared/codecs/canvasOut.ts"
import { canvasProblem } from "../../../shared/codecs/canvasRules.ts"
import { sampleWorkshop } from "../../../shared/codecs/templates.ts"
import { describeComplaint } from "../../../shared/codecs/workshopFile.ts"
import { projectDocument } from "../../../shared/document/projection.ts"
import { say } from "../../../shared/messages/say.ts"
import type { Drawable } from "../../../shared/model/boardKind.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { fc } from "../../support/properties.ts"
import { randomWorkshop } from "../../support/randomWorkshop.ts"

const boardsOf = ({ contents, personas }: Snapshot, lang: "en" | "de" = "en"): readonly Drawable[] =>
  [...contents.values()].map((content) => ({ content, personas, say: (key, values) => say(lang, key, values) }))
const sample = () => {
  const file = sampleWorkshop()
  if (!file.ok) throw new Error("sample")
  return file.value.snapshot
}
function read(text: string) {
  const outcome = readCanvas(text)
  if (!outcome.ok) throw new Error(outcome.error.complaints.map(describeComplaint).join("\n"))
  const [board] = boardsOf(outcome.value.file.snapshot)
  if (!board) throw new Error("no board")
  return { board, notes: outcome.value.notes }
}
/** A board's cards and lines without what an import decides itself. */
function essence({ content, personas }: Drawable) {
  const cards = [...content.cards.values()].map(({ order: _o, provenance: _p, boardId: _b, ...card }) => card)
  return {
    kind: content.board.kind,
    title: content.board.title,
    cards: cards.sort((a, b) => (a.id < b.id ? -1 : 1)),
    lines: [...content.relations.values()].map(({ kind, fromId, toId }) => `${kind} ${fromId} ${toId}`).sort(),
    people: [...personas.values()].map(({ id, name }) => `${id} ${name}`).sort(),
  }
}
type Json = { nodes: { [member: string]: unknown }[]; edges: { [member: string]: unknown }[] }
const parsed = (text: string): Json => JSON.parse(text)

describe("a board as JSON Canvas", () => {
  test.each(boardsOf(sample()).map((board) => [board.content.board.kind, board] as const))(
    "%s keeps the rules of the format, groups first, and comes back whole",
    (_, board) => {
      const text = boardToCanvas(board) ?? ""
      expect(canvasProblem(JSON.parse(text))).toBeUndefined()
      const types = parsed(text).nodes.map(({ type }) => type === "group")
      expect(types.lastIndexOf(true)).toBeLessThan(types.indexOf(false))
      const { board: back } = read(text)
      // A user goes by the name of its persona.
      expect(essence(back)).toEqual(essence(board))
    },
  )

  test("says kinds in bold, the need without an arrow, and nobody's authorship", () => {
    const [board] = boardsOf(sample())
    const text = (board && boardToCanvas(board)) ?? ""
    expect(parsed(text).nodes.map(({ text: words }) => words)).toContain(
      "**Capability (external)**\nPayment processing",
    )
    expect(parsed(text).edges.find(({ label }) => label === "has need")).toMatchObject({
      toEnd: "none",
      fromSide: "bottom",
    })
    expect(text).not.toContain("provenance")
  })

  test("any workshop's boards keep the rules and can be read again", () => {
    fc.assert(
      fc.property(randomWorkshop(), (document) => {
        for (const board of boardsOf(projectDocument(document).current())) {
          const text = boardToCanvas(board) ?? ""
          expect(canvasProblem(JSON.parse(text))).toBeUndefined()
          const outcome = readCanvas(text)
          if (parsed(text).nodes.length > 0) expect(outcome).toMatchObject({ ok: true })
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe("a JSON Canvas from elsewhere", () => {
  test.each(["en", "de"] as const)("without Cairn's own members a map is known by its words (%s)", (lang) => {
    const [board] = boardsOf(sample(), lang)
    const canvas = parsed((board && boardToCanvas(board)) ?? "")
    const bare = (rows: Json["nodes"]) => rows.map(({ cairn: _, ...row }) => row)
    const { board: back } = read(JSON.stringify({ nodes: bare(canvas.nodes), edges: bare(canvas.edges) }))
    const count = (of: Drawable, kind: string) =>
      [...of.content.cards.values()].filter((card) => card.kind === kind).length
    for (const kind of ["user", "need", "capability"]) expect(count(back, kind)).toBe(board && count(board, kind))
    expect(back.content.relations.size).toBe(board?.content.relations.size)
  })

  test("nodes of no kind are notes where they lay", () => {
    const { board, notes } = read(
      '{"nodes":[{"id":"a","type":"text","x":10,"y":20,"width":1,"height":1,"text":"Hello\\nyou"}],"edges":[]}',
    )
    expect([...board.content.cards.values()][0]).toMatchObject({
      kind: "note",
      title: "Hello",
      note: "you",
      x: 10,
      y: 20,
    })
    expect([board.content.board.kind, notes]).toEqual([boardKinds[0]?.kind, []])
  })

  test("words that somebody changed on the canvas are the card's words", () => {
    const [board] = boardsOf(sample())
    const text = ((board && boardToCanvas(board)) ?? "").replace("**User**\\nOnline shopper", "**User**\\nBuyer")
    expect([...read(text).board.personas.values()].map(({ name }) => name)).toContain("Buyer")
  })

  const node = '{"id":"a","type":"text","x":1,"y":1,"width":1,"height":1,"text":""}'
  test.each([
    ["{", 1, "JSON"],
    ["[]", 1, "object"],
    ["{}", 1, "neither"],
    ['{"nodes":[]}', 1, "no node"],
    ['{\n"nodes":[\n{"id":1}]}', 3, "id"],
    ['{"nodes":[\n{"id":"a","type":"cloud"}]}', 2, "type"],
    ['{"nodes":[\n{"id":"a","type":"text","x":1.5}]}', 2, "x:"],
    [`{"nodes":[${node},\n${node}]}`, 2, "twice"],
    [`{"nodes":[${node}],\n"edges":[{"id":"e","fromNode":"a","toNode":"b"}]}`, 2, "toNode"],
    [`{"nodes":[${node}],\n"edges":[{"id":"e","fromNode":"a","toNode":"a","toSide":"over"}]}`, 2, "toSide"],
    [
      '{"nodes":[\n{"id":"a","type":"text","x":1,"y":1,"width":1,"height":1,"text":"","cairn":{"kind":"need","importance":9}}]}',
      2,
      "from 1 to 5",
    ],
  ])("%j is refused with place and reason", (text, line, reason) => {
    const outcome = readCanvas(text)
    expect(outcome).toMatchObject({ ok: false, error: { complaints: [{ line }] } })
    if (reason !== "JSON") expect(!outcome.ok && outcome.error.complaints[0].reason).toContain(reason)
  })
})
