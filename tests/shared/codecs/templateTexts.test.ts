import { describe, expect, test } from "vitest"
import german from "../../../assets/templates/texts.de.json" with { type: "json" }
import { lintBoard } from "../../../shared/boards/lintBoard.ts"
import { templateList } from "../../../shared/codecs/templateList.ts"
import { templateFile, templateIds } from "../../../shared/codecs/templates.ts"
import { inLanguage, textsOf } from "../../../shared/codecs/templateTexts.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"

const snapshotOf = (id: string, lang: string): Snapshot => {
  const file = templateFile(id, lang)
  if (!file.ok) throw new Error(JSON.stringify(file.error, undefined, 2))
  return file.value.snapshot
}
/** What is asked about each board, without its words. */
const askedOf = (snapshot: Snapshot) =>
  [...snapshot.boards.keys()].map((id) =>
    lintBoard(snapshot, id, "export").map(({ rule, ids }) => [rule, ...ids].join(" ")),
  )

const texts = new Map(Object.entries(german))

/** Where two values differ in anything but a text and what stands for it in German. */
function differences(a: unknown, b: unknown, path = ""): readonly string[] {
  if (typeof a === "string" && (a === b || texts.get(a) === b)) return []
  if (!isObject(a) || !isObject(b)) return a === b ? [] : [path]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
    differences(Reflect.get(a, key), Reflect.get(b, key), `${path}/${key}`),
  )
}
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null

describe("templates in German", () => {
  test("have a German text for every English one, and none that no template uses", () => {
    const english = new Set(templateList.flatMap(textsOf))

    expect([...english].filter((text) => !Object.hasOwn(german, text))).toEqual([])
    expect(Object.keys(german).filter((text) => !english.has(text))).toEqual([])
  })

  test.each(templateList.map((template) => ({ template, id: template.id })))(
    "$id differs from the English one in its texts alone",
    ({ template }) => {
      expect(differences(template, inLanguage(template, "de"))).toEqual([])
      expect(inLanguage(template, "en")).toBe(template)
    },
  )

  test.each(templateIds)("%s is written in the language of its workshop, which lint then reads by", (id) => {
    const snapshot = snapshotOf(id, "de")

    expect(snapshot.workshop.lang).toBe("de")
    expect(askedOf(snapshot)).toEqual(askedOf(snapshotOf(id, "en")))
  })

  test("fit in their fields: a title is short enough to be read from the back of a room", () => {
    const titles = [...snapshotOf("sample", "de").contents.values()].flatMap(({ cards }) =>
      [...cards.values()].map(({ title }) => title),
    )
    expect(titles.filter((title) => title.length > 100)).toEqual([])
  })
})

test("in the sample everybody whom the flow does not know is said to have nothing to do with it", () => {
  const { contents } = snapshotOf("sample", "en")
  const marks = [...contents.values()].flatMap(({ cards }) =>
    [...cards.values()].filter(
      (card) => card.kind === "empty-cell" && "personaId" in card && card.personaId === "p-care",
    ),
  )

  expect(marks).toHaveLength(5)
  expect(marks.every((mark) => "reason" in mark && mark.reason === "not-concerned")).toBe(true)
})
