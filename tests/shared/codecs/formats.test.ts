import { describe, expect, test } from "vitest"
import { boardKinds } from "../../../shared/boards/index.ts"
import { fileNameOf } from "../../../shared/codecs/fileName.ts"
import { formatFor, formatIds, formatOfFile, formats, type TextSource } from "../../../shared/codecs/formats.ts"
import { readWorkshopText } from "../../../shared/codecs/readWorkshopText.ts"
import { sampleWorkshop } from "../../../shared/codecs/templates.ts"
import { projectDocument } from "../../../shared/document/projection.ts"
import { catalogue } from "../../../shared/messages/catalogue.ts"
import { say } from "../../../shared/messages/say.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { saveFormats } from "../../../shared/protocol/ipc.ts"
import { fc } from "../../support/properties.ts"
import { randomWorkshop } from "../../support/randomWorkshop.ts"

const source = (snapshot: Snapshot, boardId?: string, lang: "en" | "de" = "en"): TextSource => ({
  snapshot,
  say: (key, values) => say(lang, key, values),
  date: "23 March 2026",
  exportedAt: "2026-03-23T17:05:00.000Z",
  ...(boardId === undefined ? {} : { boardId }),
})
const sample = () => {
  const file = sampleWorkshop()
  if (!file.ok) throw new Error("sample")
  return file.value.snapshot
}

describe("the list of formats", () => {
  test("has something for every kind of board, and words for all of it", () => {
    for (const { kind } of boardKinds) expect(formats.some(({ kinds }) => kinds.includes(kind))).toBe(true)
    const keys = [
      ...formatIds.flatMap((id) => [`exporting.format.${id}`, `exporting.about.${id}`]),
      ...formats.flatMap(({ loses, flavour }) => [...loses, ...(flavour ? [`exporting.flavour.${flavour}`] : [])]),
    ]
    expect(keys.filter((key) => !Object.hasOwn(catalogue.en, key))).toEqual([])
  })

  test("holds only what the shell can save", () => {
    expect(formats.map(({ extension }) => extension).filter((one) => !saveFormats.includes(one))).toEqual([])
  })

  test("is asked by kind and flavour, and by a file's name", () => {
    expect(formatFor("csv", "story-map")?.flavour).toBe("neutral")
    expect(formatFor("csv", "story-map", "linear")?.flavour).toBe("linear")
    expect(formatFor("owm", "story-map")).toBeUndefined()
    expect(["a.CSV", "b.txt", "c.canvas", "d.json", "e"].map((name) => formatOfFile(name)?.id)).toEqual([
      "csv",
      "owm",
      "canvas",
      undefined,
      undefined,
    ])
  })

  test("every format makes something of every board it says it holds, and reads back what it says it reads", () => {
    const snapshot = sample()
    for (const format of formats)
      for (const board of [...snapshot.boards.values()].filter(({ kind }) => format.kinds.includes(kind))) {
        const text = format.encode?.(source(snapshot, board.id))
        expect(format.encode ? (text ?? "").length : 1, `${format.id} of ${board.kind}`).toBeGreaterThan(0)
        if (format.decode) expect(format.decode(text ?? "", "x")).toMatchObject({ ok: true })
      }
  })

  test("no format throws, whatever a workshop holds", () => {
    fc.assert(
      fc.property(randomWorkshop(), (document) => {
        const snapshot = projectDocument(document).current()
        for (const { encode } of formats)
          for (const boardId of [undefined, ...snapshot.boards.keys()]) void encode?.(source(snapshot, boardId))
      }),
      { numRuns: 30 },
    )
  })

  test("no reader throws, whatever it is given", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("x.csv", "x.owm", "x.canvas", "x.json"),
        fc.string({ unit: "binary" }),
        (name, text) => {
          void readWorkshopText(text, name)
        },
      ),
    )
  })
})

describe("a workshop as a report", () => {
  const report = (lang: "en" | "de" = "en", boardId?: string) => {
    const md = formats.find(({ id }) => id === "md")
    return md?.encode?.(source(sample(), boardId, lang)) ?? ""
  }

  test("has the purpose, the maps as nested lists, metrics in a table and opportunities with whom they serve", () => {
    const text = report()
    expect(text).toMatch(/^# From shopper to cluster\n\nTo see how an online shop/)
    expect(text).toContain(
      "- **Online shopper**\n  - Find something that fits what I am after\n    - Product search and browsing\n",
    )
    expect(text).toContain("- **Creation**\n  - **Get a cluster**\n    - Agree to cost and region\n")
    expect(text).toMatch(/\| Metric \| Activity \| Now \| Healthy \| Target \| Status \|\n\| --- \|/)
    expect(text).toContain("were gone, ")
  })

  test("unfolds once what several cards rest on", () => {
    expect(report().match(/Cloud compute and network/g)?.length).toBeLessThan(5)
  })

  test("is in the reader's language and of one board where one is named", () => {
    expect(report("de")).toContain("### Metriken")
    expect(report("en", "b-unm-online-shop").match(/^## /gm)).toHaveLength(1)
    expect(report("en", "nothing")).toBe("")
  })

  test("leaves what people wrote as text", () => {
    const snapshot = sample()
    const [board] = snapshot.boards.values()
    const wild = { ...snapshot, workshop: { ...snapshot.workshop, title: "# <b> [x](y) | 1. a\n- b" } }
    const text = formats.find(({ id }) => id === "md")?.encode?.(source(wild, board?.id)) ?? ""
    expect(text.split("\n")[0]).toBe("# \\# \\<b\\> \\[x\\](y) \\| 1. a - b")
  })
})

describe("a file name", () => {
  test.each([
    ["Online shop: needs / map?", "Online shop needs map.md"],
    ["../../etc/passwd", "etc passwd.md"],
    ["", "Cairn.md"],
    ["nul", "Cairn nul.md"],
    ["--out", "out.md"],
    ["invoice\u202Efdp.exe", "invoice fdp exe.md"],
    ["a\0b", "ab.md"],
    ["x".repeat(300), `${"x".repeat(80)}.md`],
  ])("of %j", (title, name) => expect(fileNameOf(title, "md")).toBe(name))
})
