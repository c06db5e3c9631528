import { describe, expect, test } from "vitest"
import { chainAround } from "../../../shared/boards/user-needs-map/chainAround.ts"
import { hullParts, overlaps } from "../../../shared/boards/user-needs-map/hulls.ts"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { outlineOf, outlinePath } from "../../../shared/boards/user-needs-map/outline.ts"
import { readUnder } from "../../../shared/boards/user-needs-map/overlays.ts"
import { pathsOf, sentenceOf } from "../../../shared/boards/user-needs-map/walk.ts"
import { templateFile } from "../../../shared/codecs/templates.ts"
import { say } from "../../../shared/messages/say.ts"
import type { Drawable, Say } from "../../../shared/model/boardKind.ts"
import type { Relation } from "../../../shared/model/records.ts"

const file = templateFile("tpl-unm-online-shop")
if (!file.ok) throw new Error("the shop template cannot be read")
const { snapshot } = file.value
const content = [...snapshot.contents.values()][0]
if (!content) throw new Error("the shop template has no board")
const english: Say = (key, values) => say("en", key, values)
const under = (overlayId?: string): Drawable => ({
  content,
  personas: snapshot.personas,
  say: english,
  ...(overlayId === undefined ? {} : { overlayId }),
})
const read = (overlayId: string) => {
  const reading = readUnder(content, overlayId)
  if (!reading) throw new Error(overlayId)
  return reading
}
const texts = (drawable: Drawable) =>
  userNeedsMap.lay(drawable).backdrop.flatMap((figure) => (figure.draw === "text" ? [figure.text] : []))

describe("the online shop under its overlays", () => {
  test.each([
    [
      "ov-now",
      {
        crossings: 10,
        handOffs: 10,
        platformUses: 0,
        heaviest: "Shop team",
        most: { capabilities: 11, needs: 6 },
        pay: 2,
      },
    ],
    [
      "ov-a",
      { crossings: 15, handOffs: 5, platformUses: 10, heaviest: "Find", most: { capabilities: 4, needs: 2 }, pay: 2 },
    ],
    [
      "ov-b",
      { crossings: 16, handOffs: 0, platformUses: 16, heaviest: "Find", most: { capabilities: 4, needs: 2 }, pay: 1 },
    ],
  ])("%s has the measures of the worked example", (id, expected) => {
    const { measures } = read(id)
    expect({
      crossings: measures.crossings.length,
      handOffs: measures.handOffs.length,
      platformUses: measures.platformUses.length,
      heaviest: measures.heaviest?.name,
      most: measures.loads.get(measures.heaviest?.id ?? ""),
      pay: measures.needs.find(({ need }) => need.id === "n-pay")?.teams,
    }).toEqual(expected)
  })

  test("platform candidates are those that many needs rest on and no provider owns", () => {
    const candidates = (id: string) =>
      read(id)
        .measures.candidates.map((capability) => capability.id)
        .sort()
    expect([candidates("ov-now"), candidates("ov-a"), candidates("ov-b")]).toEqual([
      ["c-data", "c-notify", "c-orders", "c-runtime"],
      ["c-notify", "c-orders"],
      [],
    ])
  })

  test("the bare map shows no team; an overlay shows its own and nobody else's", () => {
    expect(texts(under())).not.toContain("Find")
    expect(texts(under("ov-b"))).toEqual(
      expect.arrayContaining(["Find", "Buy", "Receive and return", "Commerce services"]),
    )
    expect(texts(under("ov-b"))).not.toContain("Shop team")
    expect(texts(under("ov-gone"))).toEqual(texts(under()))
  })

  test("an overlay moves no card and no line", () => {
    const [bare, drawn] = [userNeedsMap.lay(under()), userNeedsMap.lay(under("ov-b"))]
    expect([drawn.cards, drawn.lines, drawn.zones, drawn.bounds]).toEqual([
      bare.cards,
      bare.lines,
      bare.zones,
      bare.bounds,
    ])
  })

  test("today's teams stick on their capabilities; a candidate is asked about", () => {
    const cardTexts = (overlayId: string) => {
      const board = under(overlayId)
      const placed = userNeedsMap.lay(board).cards.find(({ id }) => id === "c-orders")
      const card = content.cards.get("c-orders")
      if (!placed || !card) throw new Error("no c-orders")
      return userNeedsMap
        .drawCard(card, placed, board)
        .flatMap((figure) => (figure.draw === "text" ? [figure.text] : []))
    }
    expect(cardTexts("ov-now")).toEqual(expect.arrayContaining(["Shop team", "4 needs: platform?"]))
    expect(cardTexts("ov-b").join(" ")).not.toContain("platform?")
  })
})

describe("a need that matters more than it is met", () => {
  const saidOn = (fields: object) => {
    const need = content.cards.get("n-pay")
    if (!need) throw new Error("no n-pay")
    const card = { ...need, ...fields }
    const board = { ...under(), content: { ...content, cards: new Map([...content.cards, [card.id, card]]) } }
    const placed = userNeedsMap.lay(board).cards.find(({ id }) => id === card.id)
    if (!placed) throw new Error("not placed")
    return userNeedsMap.drawCard(card, placed, board).flatMap((figure) => (figure.draw === "text" ? [figure.text] : []))
  }

  test("says so in words; one that is met well says nothing", () => {
    expect(saidOn({ importance: 5, satisfaction: 2 })).toContain("underserved 8/9")
    expect(saidOn({ importance: 3, satisfaction: 4 }).join(" ")).not.toContain("underserved")
  })

  test("says it beside how it was found", () => {
    expect(saidOn({ importance: 5, satisfaction: 2, tier: "hypothesised" }).join(" ")).toBe(
      "Pay without worrying about my money a bet · underserved 8/9",
    )
  })
})

describe("a hull", () => {
  const card = (x: number, y: number) => ({ x, y, w: 160, h: 60 })

  test("is one part round cards that lie together and touches nobody else's card", () => {
    const foreign = [card(220, 200)]
    const parts = hullParts([card(0, 0), card(220, 0), card(0, 200)], foreign)

    expect(parts).toHaveLength(1)
    for (const rect of parts.flat()) for (const other of foreign) expect(overlaps(rect, other)).toBe(false)
  })

  test("falls into parts where every way leads over somebody else", () => {
    const wall = Array.from({ length: 30 }, (_, at) => card(-2400 + at * 161, 100))
    expect(hullParts([card(0, 0), card(0, 200)], wall)).toHaveLength(2)
  })

  test("never covers a foreign card on the shop's map, whichever option is shown", () => {
    const { cards } = userNeedsMap.lay(under())
    const capabilities = cards.filter(({ kind }) => kind === "capability")
    for (const id of ["ov-now", "ov-a", "ov-b"]) {
      for (const team of read(id).teams) {
        const owned = new Set(
          read(id)
            .ownedBy(team)
            .map((capability) => capability.id),
        )
        const others = capabilities.filter((placed) => !owned.has(placed.id))
        const parts = hullParts(
          capabilities.filter((placed) => owned.has(placed.id)),
          others,
        )
        expect(parts.flat().some((rect) => others.some((other) => overlaps(rect, other)))).toBe(false)
      }
    }
  })

  test("has the outline of the union, with corners in the form of the team's type", () => {
    const loops = outlineOf([
      { x: 0, y: 0, w: 100, h: 40 },
      { x: 0, y: 20, w: 40, h: 80 },
    ])

    expect(loops).toHaveLength(1)
    expect(loops[0]).toHaveLength(6)
    expect(outlinePath(loops, { form: "square" })).toBe("M0 0L100 0L100 40L40 40L40 100L0 100Z")
    expect(outlinePath(loops, { form: "round", by: 10 })).toContain("Q100 0 100 10")
    expect(outlinePath(loops, { form: "cut", by: 10 })).toContain("90 0 L100 10")
  })
})

describe("a line that sounded odd", () => {
  const odd = (id: string) => {
    const line = content.relations.get(id)
    if (!line) throw new Error(id)
    const doubtful = { ...line, odd: true }
    return new Map<string, Relation>([...content.relations, [id, doubtful]])
  }

  test.each([...content.relations.keys()])("%s has a question mark that no card hides", (id) => {
    const { backdrop, cards } = userNeedsMap.lay({ ...under(), content: { ...content, relations: odd(id) } })
    const mark = backdrop.find((figure) => figure.draw === "circle")
    if (mark?.draw !== "circle") throw new Error("no mark")
    const box = { x: mark.x - mark.r, y: mark.y - mark.r, w: 2 * mark.r, h: 2 * mark.r }
    expect(cards.filter((placed) => placed.kind !== "stage" && overlaps(placed, box))).toEqual([])
  })
})

describe("walking the chain", () => {
  const sentences = pathsOf(content).map((path) => sentenceOf(path, content.cards, snapshot.personas, english))

  test("every path is a sentence that can be read aloud", () => {
    expect(sentences).toContain(
      "When Online shopper is trying to Pay without worrying about my money, they depend on Checkout, which depends on Order management, which depends on Managed data storage, which depends on Cloud compute and network.",
    )
    expect(new Set(sentences).size).toBe(sentences.length)
  })

  test("is told in German too", () => {
    const [path] = pathsOf(content)
    const german: Say = (key, values) => say("de", key, values)
    expect(path && sentenceOf(path, content.cards, snapshot.personas, german)).toContain(
      "Wenn Online shopper dies will: Find something that fits what I am after, beruht das auf",
    )
  })

  test("each path has a line between every two of its cards", () => {
    for (const { cardIds, lineIds } of pathsOf(content)) expect(lineIds).toHaveLength(cardIds.length - 1)
  })

  test("the chain of a capability goes up to its users and down to the ground, and not sideways", () => {
    const chain = chainAround(content, "c-checkout")
    const lit = (id: string) => chain?.has(id)

    expect(["n-pay", "u-shopper", "c-cloud", "u-shopper--n-pay", "n-pay--c-checkout"].map(lit)).toEqual(
      Array(5).fill(true),
    )
    expect(["n-find", "c-search", "n-find--c-search", "c-stock"].map(lit)).toEqual(Array(4).fill(false))
  })
})
