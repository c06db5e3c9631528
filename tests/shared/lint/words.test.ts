import { describe, expect, test } from "vitest"
import { editDistance, nearlyEqual, normalTitle } from "../../../shared/model/nearlyEqual.ts"
import { mayStartWithVerb, solutionIn, stemOf, wordFrom, wordListsFor } from "../../../shared/model/wordLists.ts"
import { fc } from "../../support/properties.ts"

describe("word lists", () => {
  test.each([
    ["clusters", "cluster"],
    ["integrating", "integrate"],
    ["migration", "migrate"],
    ["automating", "automate"],
    ["implementation", "implement"],
    ["services", "service"],
    ["Dienste".toLowerCase(), "dienst"],
    ["datenbanken", "datenbank"],
  ])("%s meets %s", (found, listed) => {
    expect(stemOf(found)).toBe(stemOf(listed))
  })

  test("a need that names a solution is noticed, unless the word is a persona's or the product's", () => {
    const { solutions } = wordListsFor("en")
    expect(wordFrom("Add a chat widget", solutions, new Set())).toBe("add")
    expect(wordFrom("Know where my parcel is", solutions, new Set())).toBeUndefined()
    expect(wordFrom("Keep the clusters well", solutions, new Set([stemOf("cluster")]))).toBeUndefined()
  })

  test("a thing is named rather than the verb that builds it", () => {
    expect(solutionIn("Add a chat widget", "en", new Set())).toBe("widget")
    expect(solutionIn("Add a friend", "en", new Set())).toBe("add")
  })

  test.each([
    ["Know where my parcel is", "en", true],
    ["The parcel's place", "en", false],
    ["Notification of arrival", "en", false],
    ["Den Status sehen", "de", true],
    ["Wissen, wo mein Paket ist", "de", true],
    ["Die Sendung", "de", false],
  ])("%s (%s) may start with a verb: %s", (title, lang, expected) => {
    expect(mayStartWithVerb(title, lang)).toBe(expected)
  })
})

describe("near-equal titles", () => {
  test("are found whatever their case, spaces and accents", () => {
    const cards = [
      { id: "a", title: "Order management" },
      { id: "b", title: "order-managment" },
      { id: "c", title: "Stock keeping" },
      { id: "d", title: "Café visits" },
      { id: "e", title: "Cafe visit" },
    ]
    expect(nearlyEqual(cards).map((pair) => [...pair].sort())).toEqual(
      expect.arrayContaining([
        ["a", "b"],
        ["d", "e"],
      ]),
    )
    expect(nearlyEqual(cards)).toHaveLength(2)
  })

  test("pair each of several equal ones with the first", () => {
    const cards = ["a", "b", "c"].map((id) => ({ id, title: "Checkout" }))
    expect(nearlyEqual(cards)).toEqual([
      ["a", "b"],
      ["a", "c"],
    ])
  })

  test("are not those that differ in a number", () => {
    const cards = ["Region 1", "Region 2", "Regio 2"].map((title) => ({ id: title, title }))
    expect(nearlyEqual(cards).map((pair) => [...pair].sort())).toEqual([["Regio 2", "Region 2"]])
  })

  test("are the same ones that comparing every pair finds", () => {
    const title = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 4, maxLength: 12 })
    fc.assert(
      fc.property(fc.uniqueArray(title, { maxLength: 12 }), (titles) => {
        const cards = titles.map((each, index) => ({ id: String(index), title: each }))
        const expected = new Set<string>()
        for (const one of cards) {
          for (const two of cards) {
            const [a, b] = [normalTitle(one.title), normalTitle(two.title)]
            const allowed = Math.max(a.length, b.length) < 8 ? 1 : 2
            if (Number(one.id) < Number(two.id) && editDistance(a, b, allowed) <= allowed)
              expected.add([one.id, two.id].sort().join())
          }
        }
        const found = new Set(nearlyEqual(cards).map((pair) => [...pair].sort().join()))
        expect(found).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })
})
