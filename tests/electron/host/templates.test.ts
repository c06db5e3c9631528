import { describe, expect, test } from "vitest"
import { readOpenWorkshop } from "../../../electron/host/askBodies.ts"
import { nodeDisk } from "../../../electron/host/disk.ts"
import { newWorkshop } from "../../../electron/host/newWorkshop.ts"
import { sampleWorkshop } from "../../../shared/codecs/templates.ts"
import { writeTemplate } from "../../../shared/codecs/writeTemplate.ts"
import { projectDocument } from "../../../shared/document/projection.ts"
import { newFolder, newId } from "./openTestHost.ts"

const ports = {
  disk: nodeDisk,
  dataDirectory: newFolder(),
  newId,
  now: () => "2026-03-23T09:15:00.000Z",
  log: () => {},
}

async function started(body: unknown) {
  const wanted = readOpenWorkshop(body)
  if (!wanted || wanted.from === "id" || wanted.from === "copy") throw new Error("This starts nothing")
  const loaded = await newWorkshop(ports, wanted)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error))
  return projectDocument(loaded.value.document).current()
}
const titlesOf = (snapshot: Awaited<ReturnType<typeof started>>) =>
  [...snapshot.contents.values()].flatMap(({ cards }) => [...cards.values()].map(({ title }) => title))

describe("a new workshop", () => {
  test("has a template's words in the language that the facilitator reads, and is in that language itself", async () => {
    const german = await started({ from: "templates", ids: ["tpl-unm-online-shop"], title: "", lang: "de" })
    const english = await started({ from: "templates", ids: ["tpl-unm-online-shop"], title: "" })

    expect(german.workshop.lang).toBe("de")
    expect(titlesOf(german)).toContain("Wissen, wo mein Paket ist")
    expect(english.workshop.lang).toBe("en")
    expect(titlesOf(english)).toContain("Know where my parcel is")
  })

  test("is in that language where it begins empty, and in English for a language that Cairn does not speak", async () => {
    expect((await started({ from: "empty", title: "Leer", lang: "de" })).workshop).toMatchObject({
      title: "Leer",
      lang: "de",
    })
    expect((await started({ from: "empty", title: "Vide", lang: "fr" })).workshop.lang).toBe("en")
  })

  test("starts from a template file as often as it is asked, each time as a workshop of its own", async () => {
    const sample = sampleWorkshop("de")
    const text = sample.ok ? writeTemplate(sample.value.snapshot, "b-story-platform") : undefined

    const one = await started({ from: "json", text })
    const another = await started({ from: "json", text })

    expect(one.workshop.id).not.toBe("")
    expect(another.workshop.id).not.toBe(one.workshop.id)
    expect(one.workshop).toMatchObject({ lang: "de", createdAt: "2026-03-23T09:15:00.000Z" })
    expect(titlesOf(another)).toEqual(titlesOf(one))
    expect(titlesOf(one)).toContain("Prüfen, ob es den Clustern gut geht")
  })

  test("says where a template file is at fault", async () => {
    const text = JSON.stringify({
      format: "cairn-template",
      version: 1,
      kind: "story-map",
      cards: [{ id: "a", kind: "spell" }],
    })

    expect(await newWorkshop(ports, { from: "json", text })).toMatchObject({
      ok: false,
      error: { type: "BadFile", detail: expect.stringContaining("/workshop/boards/0/cards/0/kind") },
    })
  })
})
