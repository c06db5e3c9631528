import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { coverage, skeleton } from "../../../shared/boards/story-map/derive.ts"
import { readStoryMap, storyMapRules } from "../../../shared/boards/story-map/lintRules.ts"
import { treeOf } from "../../../shared/boards/story-map/tree.ts"
import { stemOf, wordsOf } from "../../../shared/model/wordLists.ts"
import { type Parts, personWith } from "../../support/storyMap.ts"

type Named = { readonly id: string; readonly [field: string]: unknown }
const readTemplate = (name: string): Record<string, readonly Named[]> =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../../../assets/templates", `${name}.json`), "utf8"))

const template = readTemplate("story-map-platform")
const person = personWith(template as Parts)

describe("the story map template", () => {
  test("raises no question of the map's own rules", () => {
    const map = readStoryMap(person.content(), {
      lang: "en",
      exempt: new Set([...person.drawable().personas.values()].flatMap(({ name }) => wordsOf(name)).map(stemOf)),
      personas: person.drawable().personas,
      painMarks: () => 0,
      isDerivedFrom: true,
    })

    expect(storyMapRules.flatMap(({ id, find }) => find(map).map((found) => ({ id, ...found })))).toEqual([])
  })

  test("has a walking skeleton that carries every persona from end to end", () => {
    const tree = treeOf(person.content())

    expect(skeleton(tree)?.isComplete).toBe(true)
    expect(tree.slices.map(({ id }) => coverage(tree, id).share > 0)).toEqual([true, true, true])
    expect(tree.homeless).toEqual([])
  })

  test("refers only to needs and capabilities of the shop's map, and to the flow's personas", () => {
    const shop = readTemplate("unm-online-shop")
    const flow = readTemplate("flow-kubernetes")
    const known = new Set([...(shop.needs ?? []), ...(shop.capabilities ?? [])].map(({ id }) => id))
    const referred = [...(template.steps ?? []), ...(template.stories ?? [])].flatMap(({ needIds, capabilityIds }) =>
      [needIds, capabilityIds].flat().filter((id): id is string => typeof id === "string"),
    )

    expect(referred.length).toBeGreaterThan(20)
    expect(referred.filter((id) => !known.has(id))).toEqual([])
    expect(template.personas).toEqual(flow.personas)
  })
})
