import { describe, expect, test } from "vitest"
import { isCapability, isDependsOn } from "../../../shared/boards/user-needs-map/schema.ts"
import { readOwm } from "../../../shared/codecs/owmIn.ts"
import { boardToOwm } from "../../../shared/codecs/owmOut.ts"
import { templateFile } from "../../../shared/codecs/templates.ts"
import { describeComplaint } from "../../../shared/codecs/workshopFile.ts"
import { say } from "../../../shared/messages/say.ts"
import type { Drawable } from "../../../shared/model/boardKind.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { cleanLine } from "../../../shared/model/text.ts"
import { needsMap } from "../../support/needsMap.ts"
import { readAsOwm } from "../../support/owmReader.ts"
import { fc } from "../../support/properties.ts"

const traps = [
  "buy a ticket",
  "notes",
  "a // b",
  "x [1]",
  "p->q",
  "a;b",
  "evolve (buy)",
  "+<>",
  "/* */",
  '"q"',
  "{",
  "url x",
]

/** A map with one card of each name, in a chain from its user down. */
const chainOf = (names: readonly string[]) =>
  needsMap({
    personas: { "p-1": { name: "title" } },
    cards: {
      user: { kind: "user", personaId: "p-1", title: "title" },
      ...Object.fromEntries(
        names.map((title, index) => [
          `c${index}`,
          { kind: index === 0 ? "need" : "capability", title, visibility: 1 / (index + 1) },
        ]),
      ),
    },
    lines: [["user", "c0"], ...names.slice(1).map((_, index) => [`c${index}`, `c${index + 1}`] as const)],
  })

const written = (board: Drawable) => boardToOwm(board) ?? ""
const drawable = ({ contents, personas }: Snapshot): Drawable => {
  const content = [...contents.values()][0]
  if (!content) throw new Error("no board")
  return { content, personas, say: (key, values) => say("en", key, values) }
}
function read(text: string) {
  const outcome = readOwm(text)
  if (!outcome.ok) throw new Error(outcome.error.complaints.map(describeComplaint).join("\n"))
  return outcome.value
}

/** What makes a value chain: who and what, how visible, and what leads where. */
function chain({ content, personas }: Drawable) {
  const name = (id: string) => {
    const card = content.cards.get(id)
    const title =
      card?.kind === "user" && "personaId" in card ? personas.get(String(card.personaId))?.name : card?.title
    return `${card?.kind} ${title}`
  }
  const cards = [...content.cards.values()].filter(({ kind }) => ["user", "need", "capability"].includes(kind))
  return {
    title: content.board.title,
    cards: cards.map((card) => [name(card.id), isCapability(card) && [card.visibility, card.sourcing]]).sort(),
    lines: [...content.relations.values()]
      .map((line) => [name(line.fromId), name(line.toId), isDependsOn(line) ? line.friction : ""].join(" > "))
      .sort(),
  }
}

describe("a needs map as OnlineWardleyMaps text", () => {
  test("keeps every card and line, whatever they are called", () => {
    const map = readAsOwm(written(chainOf(traps)))
    expect(map.components.size).toBe(traps.length + 1)
    expect(map.links).toHaveLength(traps.length)
    for (const end of map.links.flat()) expect([...map.components.keys()]).toContain(end)
  })

  test("stands in the order of the method: users above needs above capabilities, visibility first", () => {
    const heights = [...readAsOwm(written(chainOf(["Need", "Top", "Below"]))).components.values()].map(
      ({ visibility }) => visibility,
    )
    expect(heights).toEqual([0.97, 0.93, 0.5, 0.3333])
  })

  test("says what is bought, where it hurts, and hides the axis nobody filled", () => {
    const text = written(
      needsMap({
        cards: {
          n: { kind: "need", title: "Pay" },
          c: { kind: "capability", title: "Payment processing", sourcing: "external", visibility: 0.5 },
        },
        lines: [["n", "c", { friction: "blocks" }]],
      }),
    )
    expect(text).toMatch(/^component Payment processing \[0\.5, [\d.]+\] \(buy\)$/m)
    expect(text).toContain("Pay->Payment processing; external, blocks\n")
    expect(text).toContain("\nevolution --hide\n")
  })

  test("is written for needs maps only", () => {
    expect(
      boardToOwm({
        ...chainOf([]),
        content: { ...chainOf([]).content, board: { ...chainOf([]).content.board, kind: "story-map" } },
      }),
    ).toBeUndefined()
  })

  test("comes back as the same value chain: the worked example", () => {
    const file = templateFile("tpl-unm-online-shop")
    if (!file.ok) throw new Error("template")
    const board = drawable(file.value.snapshot)
    const back = drawable(read(written(board)).file.snapshot)
    expect(chain(back)).toEqual(chain(board))
  })

  test("comes back as the same value chain, whatever the cards are called", () => {
    const title = fc.oneof(
      fc.constantFrom(...traps),
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc.string({ unit: fc.constantFrom(..."->+<>'[](){};/* \"buynote,:"), maxLength: 12 }),
    )
    const name = title.map((text) => cleanLine(text))
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), (names) => {
        const board = chainOf(names)
        const text = written(board)
        expect(chain(drawable(read(text).file.snapshot))).toEqual(chain(board))
        const { components, links } = readAsOwm(text)
        expect(links.flat().filter((end) => !components.has(end))).toEqual([])
        expect(links).toHaveLength(names.length)
      }),
    )
  })

  test("comes back when two long names differ by nothing", () => {
    const board = chainOf(["x".repeat(120), "x".repeat(120), "Runtime (clusters and all)"])
    const text = written(board)
    expect(text).toContain("component Runtime (clusters and all) [")
    expect(chain(drawable(read(text).file.snapshot))).toEqual(chain(board))
  })

  test("comes back with the height that somebody gave a card in the other program", () => {
    const text = written(chainOf(["Need", "Checkout"])).replace(/(component Checkout )\[[\d.]+/, "$1[0.2")
    const moved = [...drawable(read(text).file.snapshot).content.cards.values()].find(isCapability)
    expect(moved?.visibility).toBe(0.2)
  })
})

describe("OnlineWardleyMaps text from elsewhere", () => {
  const foreign = [
    "title Tea Shop",
    "anchor Business [0.95, 0.63]",
    "anchor Public [0.95, 0.78] // who drinks",
    "component Cup of Tea [0.79, 0.61] label [19, -4]",
    "/* hidden",
    "component Nothing [0.1, 0.1] */",
    "component Tea [0.63, 0.81] (buy)",
    "component Kettle [0.43, 0.35]",
    "evolve Kettle 0.62 label [16, 7]",
    "Business->Cup of Tea",
    "Public->Cup of Tea",
    "Cup of Tea->Tea",
    "Cup of Tea->Kettle; limited by",
    "note +a generic note [0.2, 0.42]",
    "style wardley",
  ].join("\n")

  test("becomes users, needs and capabilities", () => {
    const { file, notes } = read(foreign)
    expect(chain(drawable(file.snapshot))).toEqual({
      title: "Tea Shop",
      cards: [
        ["capability Kettle", [0.43, "internal"]],
        ["capability Tea", [0.63, "external"]],
        ["need Cup of Tea", false],
        ["user Business", false],
        ["user Public", false],
      ],
      lines: [
        "need Cup of Tea > capability Kettle > none",
        "need Cup of Tea > capability Tea > none",
        "user Business > need Cup of Tea > ",
        "user Public > need Cup of Tea > ",
      ],
    })
    expect(notes).toEqual(expect.arrayContaining([expect.stringContaining("line 9")]))
  })

  test("gets a need where a user leads to something that others rest on", () => {
    const { file } = read("anchor A [1, 1]\ncomponent B [.5, .5]\ncomponent C [.2, .2]\nA->B\nA->C\nB->C")
    expect(chain(drawable(file.snapshot)).lines).toEqual([
      "need B > capability C > none",
      "need C > capability C > none",
      "user A > need B > ",
      "user A > need C > ",
    ])
  })

  test.each([
    ["nothing", "", 1, "no component"],
    ["prose", "Dear all,\nhere is the map", 1, "neither"],
    ["a link to nowhere", "component A [1, 1]\nA->B", 2, "B"],
    ["a component without a name", "component [0.5, 0.5]", 1, "name"],
    ["a chain of links in one line", "component A [1, 1]\nA->A->A", 2, "neither"],
  ])("is refused with place and reason: %s", (_, text, line, reason) => {
    const outcome = readOwm(text)
    expect(outcome.ok).toBe(false)
    if (outcome.ok) return
    expect(outcome.error.complaints[0].line).toBe(line)
    expect(outcome.error.complaints[0].reason).toContain(reason)
  })

  test("never throws, whatever it is given", () => {
    const piece = fc.constantFrom(
      "anchor ",
      "component ",
      "note ",
      "->",
      "[0.5, ",
      "0.5]",
      "[",
      "//",
      "/*",
      "*/",
      ";",
      "a",
      "\n",
      "// cairn: ",
      "{}",
      '{"name":"a"}',
    )
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => void readOwm(pieces.join(""))))
  })
})
