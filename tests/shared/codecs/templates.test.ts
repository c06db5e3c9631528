import { describe, expect, test } from "vitest"
import { boardKinds } from "../../../shared/boards/index.ts"
import { examples } from "../../../shared/codecs/templateList.ts"
import { sampleWorkshop, startedFrom, templateFile, templateIds } from "../../../shared/codecs/templates.ts"
import { readWorkshopFile, type WorkshopFile, writeWorkshopFile } from "../../../shared/codecs/workshopFile.ts"
import { catalogue } from "../../../shared/messages/catalogue.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"

const fileOf = (id: string): WorkshopFile => {
  const file = templateFile(id)
  if (!file.ok) throw new Error(JSON.stringify(file.error, undefined, 2))
  return file.value
}
const boardOf = (file: WorkshopFile, kind: string): BoardContent => {
  const content = [...file.snapshot.contents.values()].find(({ board }) => board.kind === kind)
  if (!content) throw new Error(`no ${kind}`)
  return content
}
const countOf = ({ cards }: BoardContent, kind: string) =>
  [...cards.values()].filter((card) => card.kind === kind).length

describe("templates", () => {
  test.each(templateIds)("%s spells out without a complaint and survives being written and read", (id) => {
    const file = fileOf(id)
    const text = writeWorkshopFile(file.snapshot, { kinds: boardKinds })
    expect(readWorkshopFile(text, boardKinds)).toEqual({ ok: true, value: file })
  })

  test.each(templateIds)("%s has its title and words in both languages", (id) => {
    for (const messages of Object.values(catalogue)) {
      expect(messages).toHaveProperty([`template.${id}.title`])
      expect(messages).toHaveProperty([`template.${id}.about`])
    }
  })

  test("the needs map of the online shop is whole", () => {
    const map = boardOf(fileOf("tpl-unm-online-shop"), "user-needs-map")
    const kinds = ["user", "need", "capability", "stage"]
    expect(kinds.map((kind) => countOf(map, kind))).toEqual([3, 7, 18, 5])
    const relations = [...map.relations.values()].map(({ kind }) => kind)
    expect(relations.filter((kind) => kind === "has-need")).toHaveLength(7)
    expect(relations.filter((kind) => kind === "depends-on")).toHaveLength(38)
    expect([...map.overlays.values()].map(({ owners }) => Object.keys(owners).length)).toEqual([15, 15, 15])
    expect(map.teams.size).toBe(11)
  })

  test("the product flow for Kubernetes is whole", () => {
    const flow = boardOf(fileOf("tpl-flow-kubernetes"), "product-flow")
    const kinds = [
      "product",
      "phase",
      "activity",
      "interaction",
      "empty-cell",
      "metric",
      "opportunity",
      "solution-idea",
    ]
    expect(kinds.map((kind) => countOf(flow, kind))).toEqual([1, 3, 5, 14, 1, 9, 6, 12])
    expect(flow.cards.get("m-4")).toMatchObject({ segments: { "p-head": { healthRange: { min: 0.25, max: 2 } } } })
  })

  test("the story map of the platform is whole", () => {
    const map = boardOf(fileOf("tpl-story-platform"), "story-map")
    expect([...map.cards.values()].filter(({ kind }) => kind === "frame")).toHaveLength(1)
    const stories = [...map.cards.values()].filter(({ kind }) => kind === "story")
    expect(stories.length).toBeGreaterThan(10)
    expect(stories.every((story) => map.cards.get(String(Reflect.get(story, "stepId")))?.kind === "step")).toBe(true)
  })

  test("the cards of a needs map have places of their own", () => {
    const map = boardOf(fileOf("tpl-unm-online-shop"), "user-needs-map")
    const needs = [...map.cards.values()].filter(({ kind }) => kind === "need")
    const places = needs.map((need) => JSON.stringify({ x: Reflect.get(need, "x"), y: Reflect.get(need, "y") }))
    expect(new Set(places).size).toBe(needs.length)
  })

  test("what a template lacks alone is listed, and there once the others are in the same workshop", () => {
    expect(fileOf("tpl-flow-kubernetes").unresolved).toEqual(["c-delivery", "c-observe", "c-runtime"])
    const sample = sampleWorkshop()
    expect(sample.ok && sample.value.unresolved).toEqual([])
    expect(sample.ok && sample.value.snapshot.boards.size).toBe(examples.length)
  })

  test("in the sample a person of two boards is one person, with what both say", () => {
    const sample = fileOf("sample").snapshot
    expect(sample.personas.get("p-dev")?.outcome.situation).toBe("When I have an improvement ready")
    expect([...sample.personas.values()].filter(({ name }) => name === "Application developer")).toHaveLength(1)
  })

  test("template cards have no author, no date and their first wording", () => {
    const card = boardOf(fileOf("tpl-flow-kubernetes"), "product-flow").cards.get("i-06")
    expect(card?.provenance).toEqual({ origin: "template", verbatim: "Watch what resources cost per team" })
  })

  test("a workshop started from a template has its own id and remembers where it began", () => {
    const file = startedFrom(fileOf("tpl-unm-online-shop"), { id: "w-1", title: "Ours" })
    expect(file.snapshot.workshop).toMatchObject({
      id: "w-1",
      title: "Ours",
      createdFromTemplateId: "tpl-unm-online-shop",
    })
  })

  test("a name that no template has says so", () => {
    expect(templateFile("nothing")).toEqual({ ok: false, error: { type: "UnknownTemplate", id: "nothing" } })
  })
})
