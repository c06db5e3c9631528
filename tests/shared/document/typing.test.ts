import { describe, expect, test } from "vitest"
import { addCard, changeCards, typeInCard } from "../../../shared/commands/cards.ts"
import { addRecord, typeInRecord } from "../../../shared/commands/workshop.ts"
import { recordIn } from "../../../shared/document/document.ts"
import { rebasedTyping } from "../../../shared/document/typing.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { meet, sharedBoard, twoPeople } from "../../support/people.ts"
import { fc } from "../../support/properties.ts"

describe("a change made to a text that others have changed meanwhile", () => {
  test.each([
    ["in the middle of what I have replaced", "hello world", "bye", "hello big world", "byebig "],
    ["by replacing it too", "abc", "xyz", "def", "xyzdef"],
    ["just as I did", "Anna", "Anne", "Anne", "Anne"],
    ["before what I have added", "shop", "shops", "the shop", "the shops"],
    ["after what I have taken away", "a shop", "shop", "a shop here", "shop here"],
  ])("keeps what they wrote %s", (_, base, mine, current, expected) => {
    expect(rebasedTyping(base, mine, current)).toBe(expected)
  })

  test("parts what both have written in one place where that is asked for", () => {
    expect(rebasedTyping("", "too slow", "too dear", " ")).toBe("too slow too dear")
  })

  test("never takes away a letter that somebody else has put in, nor one of mine", () => {
    const letters = (of: string) => fc.string({ unit: fc.constantFrom(...of), maxLength: 6 })
    const from = (base: string, at: number, gone: number, put: string) =>
      base.slice(0, at) + put + base.slice(Math.min(base.length, at + gone))
    void fc.assert(
      fc.property(
        letters("abc"),
        fc.nat(6),
        fc.nat(6),
        letters("xyz"),
        fc.nat(6),
        fc.nat(6),
        letters("uvw"),
        (base, at, gone, mine, theirAt, theirGone, theirs) => {
          const my = from(base, Math.min(at, base.length), gone, mine)
          const current = from(base, Math.min(theirAt, base.length), theirGone, theirs)
          const both = rebasedTyping(base, my, current)
          expect(both.replaceAll(/[^xyz]/g, "")).toBe(mine)
          expect(both.replaceAll(/[^uvw]/g, "")).toBe(theirs)
        },
      ),
    )
  })
})

describe("typing in a text that is full", () => {
  const full = `${"a".repeat(textLimit.title - 5)}tail.`

  test("leaves out what is typed too much, and not the end that is there", () => {
    const [ana] = twoPeople()
    const added = addCard(ana.editing, sharedBoard, { kind: "note", values: { title: full, x: 0, y: 0 } })
    const id = added.ok ? added.value : ""
    typeInCard(ana.editing, id, "title", `Now ${full}`)
    expect(ana.current().contents.get(sharedBoard)?.cards.get(id)?.title).toBe(full)
    typeInCard(ana.editing, id, "title", `Now ${full.slice(3)}`)
    expect(ana.current().contents.get(sharedBoard)?.cards.get(id)?.title).toBe(`Now${full.slice(3)}`)
  })

  test("keeps what two have written into the last free place together", () => {
    const [ana, bo] = twoPeople()
    const id = addRecord(ana.editing, "personas", { name: full.slice(4) })
    meet(ana, bo)
    typeInRecord(ana.editing, "personas", id, "name", `1234${full.slice(4)}`)
    typeInRecord(bo.editing, "personas", id, "name", `${full.slice(4)}5678`)
    meet(ana, bo)
    const together = ana.current().personas.get(id)?.name ?? ""
    typeInRecord(ana.editing, "personas", id, "name", `${together}!`)
    expect(ana.current().personas.get(id)?.name).toBe(`1234${full.slice(4)}5678`)
  })
})

describe("a line into which something was pasted", () => {
  test("is kept without what a line cannot hold, where the host would refuse it whole", () => {
    const [ana] = twoPeople()
    const added = addCard(ana.editing, sharedBoard, { kind: "story", values: { title: "Pay" } })
    const id = added.ok ? added.value : ""
    changeCards(ana.editing, new Map([[id, { asA: "buyer\tin a hurry", acceptance: { c1: "by\u000bcard" } }]]))
    expect(recordIn(ana.document.roots.cards, id)?.get("asA")).toBe("buyer in a hurry")
    expect(recordIn(ana.document.roots.cards, id)?.get("acceptance/c1")).toBe("bycard")
  })
})
