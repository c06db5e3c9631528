import { describe, expect, test } from "vitest"
import { boardKinds } from "../../../shared/boards/index.ts"
import { lintBoard } from "../../../shared/boards/lintBoard.ts"
import { parseStrictJson } from "../../../shared/codecs/strictJson.ts"
import { readTemplate, sampleWorkshop } from "../../../shared/codecs/templates.ts"
import type { WorkshopFile } from "../../../shared/codecs/workshopFile.ts"
import { writeTemplate } from "../../../shared/codecs/writeTemplate.ts"
import { dismissFinding } from "../../../shared/commands/lintFix.ts"
import { projectDocument } from "../../../shared/document/projection.ts"
import type { BoardContent, Snapshot } from "../../../shared/model/snapshot.ts"
import { fc } from "../../support/properties.ts"
import { randomWorkshop } from "../../support/randomWorkshop.ts"
import { samplePerson } from "../../support/sample.ts"

const sample = () => {
  const file = sampleWorkshop()
  if (!file.ok) throw new Error("The sample cannot be read")
  return file.value.snapshot
}
const written = (snapshot: Snapshot, boardId: string): string => {
  const text = writeTemplate(snapshot, boardId)
  if (text === undefined) throw new Error(`There is no board ${boardId}`)
  return text
}
const read = (text: string): WorkshopFile => {
  const json = parseStrictJson(text)
  const file = json.ok ? readTemplate(json.value) : undefined
  if (!file?.ok) throw new Error(JSON.stringify(file))
  return file.value
}
const onlyBoard = ({ snapshot }: WorkshopFile): BoardContent => {
  const [content] = snapshot.contents.values()
  if (!content) throw new Error("The template holds no board")
  return content
}
const drawn = ({ personas }: Snapshot, content: BoardContent) =>
  boardKinds.find(({ kind }) => kind === content.board.kind)?.lay({ content, personas, say: (key) => key })

describe("a board saved as a template", () => {
  const boards = [...sample().boards.values()].map(({ id, kind }) => ({ id, kind }))

  test.each(boards)("is the same $kind when a workshop starts from it", ({ id }) => {
    const before = sample()
    const started = read(written(before, id))
    const [own, content] = [before.contents.get(id), onlyBoard(started)]

    expect(content.board.title).toBe(own?.board.title)
    expect([...content.cards.keys()].sort()).toEqual([...(own?.cards.keys() ?? [])].sort())
    expect(drawn(started.snapshot, content)?.cards).toEqual(
      own && drawn({ ...before, personas: started.snapshot.personas }, own)?.cards,
    )
    expect([...content.overlays.values()].map(({ title, owners }) => [title, owners])).toEqual(
      [...(own?.overlays.values() ?? [])].map(({ title, owners }) => [title, owners]),
    )
  })

  test("brings the people whom the board names, and whom they serve, and nobody else", () => {
    const flow = boards.find(({ kind }) => kind === "product-flow")?.id ?? ""
    const needs = boards.find(({ kind }) => kind === "user-needs-map")?.id ?? ""

    expect([...read(written(sample(), needs)).snapshot.personas.keys()].sort()).toEqual([
      "p-care",
      "p-dev",
      "p-shopper",
    ])
    expect([...read(written(sample(), flow)).snapshot.personas.keys()]).toContain("p-shopper")
  })

  test("leaves behind who wrote it, which questions were left as they are, and where it was derived from", () => {
    const person = samplePerson()
    const [boardId = "", content] =
      [...person.current().contents].find(([, { board }]) => board.kind === "user-needs-map") ?? []
    const [question] = lintBoard(person.current(), boardId, "export")
    if (!content || !question) throw new Error("Nothing is asked about the example")
    dismissFinding({ ...person.editing, authorId: "p-secret" }, content, question)

    const text = written(person.current(), boardId)

    expect(text).not.toMatch(/authorId|p-secret|verbatim|dismissed|derivations/)
    expect(lintBoard(read(text).snapshot, onlyBoard(read(text)).board.id, "export")).toHaveLength(
      lintBoard(sample(), boardId, "export").length,
    )
  })

  test("starts workshops without an id, each a new one, in the language it was written in", () => {
    const [board] = boards
    const text = written({ ...sample(), workshop: { ...sample().workshop, lang: "de" } }, board?.id ?? "")

    expect(read(text).snapshot.workshop).toMatchObject({
      id: "",
      lang: "de",
      createdFromTemplateId: `tpl-unm-online-shop`,
    })
  })

  test("of a workshop nobody would make is read, and written again to the byte", () => {
    fc.assert(
      fc.property(randomWorkshop(), (document) => {
        const snapshot = projectDocument(document).current()
        for (const id of snapshot.boards.keys()) {
          const text = writeTemplate(snapshot, id)
          if (text === undefined) continue
          const started = read(text).snapshot
          expect(written(started, onlyBoard(read(text)).board.id)).toBe(text)
        }
      }),
      { numRuns: 60 },
    )
  })

  test("of a board that is gone is nothing", () => {
    expect(writeTemplate(sample(), "gone")).toBeUndefined()
  })
})

describe("a template file that somebody has changed", () => {
  const json = (): Record<string, unknown> => JSON.parse(written(sample(), "b-unm-online-shop"))

  test.each([
    ["cards that are no list", { cards: "all" }, "/workshop/boards/0"],
    ["a card that is no record", { cards: ["a card"] }, "/workshop/boards/0/cards/0"],
    ["a card of no known kind", { cards: [{ id: "a", kind: "spell" }] }, "/workshop/boards/0/cards/0/kind"],
    ["lines that are no list", { relations: "many" }, "/workshop/boards/0/relations"],
    ["a key that nobody knows", { colour: "blue" }, "/workshop/boards/0/colour"],
    ["a board of no known kind", { kind: "treasure-map" }, "/kind"],
  ])("with %s says where", (_, change, pointer) => {
    const file = readTemplate({ ...json(), ...change })

    expect(file?.ok === false && file.error.complaints[0].pointer).toContain(pointer)
  })
})
