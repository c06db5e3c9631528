import { join } from "node:path"
import { Ajv2020 } from "ajv/dist/2020.js"
import { describe, expect, test } from "vitest"
import { boardKinds } from "../../../shared/boards/index.ts"
import { canonicalJson } from "../../../shared/codecs/canonicalJson.ts"
import { templateFile, templateIds } from "../../../shared/codecs/templates.ts"
import { writeWorkshopFile } from "../../../shared/codecs/workshopFile.ts"
import { workshopSchema } from "../../../shared/codecs/workshopSchema.ts"
import { projectDocument } from "../../../shared/document/projection.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { fc } from "../../support/properties.ts"
import { randomWorkshop } from "../../support/randomWorkshop.ts"

const published = join(import.meta.dirname, "../../../assets/schema/cairn-workshop.schema.json")
const schema = workshopSchema(boardKinds)
const isValid = new Ajv2020({ allErrors: true }).compile(schema)
const problemsOf = (snapshot: Snapshot) => {
  const exportedAt = "2026-03-23T17:05:00.000Z"
  isValid(JSON.parse(writeWorkshopFile(snapshot, { kinds: boardKinds, exportedAt })))
  return isValid.errors ?? []
}

describe("the published schema", () => {
  test("is what the shapes say; `cairn schema` writes it anew", async () => {
    const text = canonicalJson(schema, ["$schema", "$id", "title", "description"])
    await expect(text).toMatchFileSnapshot(published)
  })

  test.each(templateIds)("holds for %s", (id) => {
    const file = templateFile(id)
    expect(file.ok && problemsOf(file.value.snapshot)).toEqual([])
  })

  test("holds for any workshop", () => {
    const property = fc.property(randomWorkshop(), (document) => {
      expect(problemsOf(projectDocument(document).current())).toEqual([])
    })
    fc.assert(property, { numRuns: 50 })
  })

  test.each([
    ["another format", { format: "other" }],
    ["a key nobody knows", { agenda: [] }],
    ["a wrong type", { workshop: { id: "w-1", title: 5 } }],
    ["null", { exportedAt: null }],
  ])("refuses %s", (_, more) => {
    expect(isValid({ format: "cairn-workshop", schemaVersion: 1, workshop: { id: "w-1" }, ...more })).toBe(false)
  })
})
