import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import * as Y from "yjs"
import { runCairn } from "../../../electron/cli/runCairn.ts"
import { unreadFields } from "../../../electron/cli/unreadFields.ts"
import { lockData } from "../../../electron/host/dataLock.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { fillDocument } from "../../../shared/codecs/fillDocument.ts"
import { sampleWorkshop, templateFile, templateIds } from "../../../shared/codecs/templates.ts"
import { writeWorkshopFile } from "../../../shared/codecs/workshopFile.ts"
import { openDocument } from "../../../shared/document/document.ts"

let folder = ""
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cairn-cli-"))
})
afterEach(() => rm(folder, { recursive: true, force: true }))
const at = (...parts: string[]) => join(folder, ...parts)

/** Runs the command as a person would, and gives what it printed. */
async function cairn(...args: string[]) {
  const out: Buffer[] = []
  const lines: string[] = []
  const code = await runCairn(args, {
    print: async (chunk) => void out.push(Buffer.from(chunk)),
    complain: (line) => lines.push(line),
    now: () => new Date("2026-03-23T17:05:00.000Z"),
  })
  return { code, out: Buffer.concat(out).toString(), said: lines.join("\n") }
}

const sampleText = (() => {
  const sample = sampleWorkshop()
  if (!sample.ok) throw new Error("sample")
  return writeWorkshopFile(sample.value.snapshot, { kinds: boardKinds })
})()
const sampleFile = async () => {
  await writeFile(at("sample.json"), sampleText)
  return at("sample.json")
}
const imported = async () => {
  await cairn("import", await sampleFile(), "--data", at("data"))
  return at("data", "sample", "00000001.cairn")
}
const everything = async () => (await readdir(folder, { recursive: true })).sort()

describe("cairn import and dump", () => {
  test("a workshop that was imported is dumped byte for byte, from its folder, its file and its data directory", async () => {
    const file = await imported()
    for (const path of [file, at("data", "sample"), at("data")])
      expect(await cairn("dump", path)).toMatchObject({ code: 0, out: sampleText })
  })

  test("says which workshop it made", async () => {
    const { code, out } = await cairn("import", await sampleFile(), "--data", at("data"))
    expect([code, JSON.parse(out)]).toEqual([0, { workshop: "sample" }])
  })

  test("a .cairn file is imported with its history, under a new id where its own is taken", async () => {
    const file = await imported()
    const { code, out, said } = await cairn("import", file, "--data", at("data"))
    const { workshop } = JSON.parse(out)
    expect(code).toBe(0)
    expect(said).toContain("There is a workshop sample already")
    const dumped = await cairn("dump", at("data"), "--workshop", workshop)
    expect(dumped.out).toBe(sampleText.replace('"id": "sample"', `"id": "${workshop}"`))
    expect((await cairn("dump", at("data"))).code).toBe(2)
  })

  test.each([
    ["no JSON", "{", "line 1, column 2"],
    ["another format", `{"format": "x"}`, "/format"],
    ["a bad field", sampleText.replace('"mode": "in-person"', '"mode": "by post"'), "/workshop/mode"],
    ["a file that is not UTF-8", Buffer.from([0x7b, 0xff]), "UTF-8"],
    ["a compressed file", Buffer.from([0x1f, 0x8b, 8, 0, 0]), "UTF-8"],
    ["an empty file", "", "empty"],
  ])("%s is refused with its place, and nothing is written", async (_, content, place) => {
    await writeFile(at("bad.json"), content)
    const { code, said } = await cairn("import", at("bad.json"), "--data", at("data"))
    expect(code).toBe(6)
    expect(said).toContain(place)
    expect(await everything()).toEqual(["bad.json"])
  })

  test("a file that is not there is refused like any other", async () => {
    expect((await cairn("import", at("gone.json"), "--data", at("data"))).code).toBe(6)
    expect(await everything()).toEqual([])
  })

  test("a data directory that a host is using is left alone", async () => {
    await imported()
    const lock = await lockData(at("data"))
    expect((await cairn("import", await sampleFile(), "--data", at("data"))).code).toBe(3)
    if (lock.ok) await lock.value.release()
    expect(await readdir(at("data"))).toEqual(["sample"])
  })
})

describe("cairn verify", () => {
  test("calls a sound workshop sound", async () => {
    const file = await imported()
    for (const path of [file, at("data"), await sampleFile()]) {
      const { code, out } = await cairn("verify", path)
      expect([code, out]).toEqual([0, expect.stringMatching(/^sound: workshop sample, 3 boards/)])
    }
  })

  test("a file whose end is missing is readable where its beginning is whole", async () => {
    const file = await imported()
    await writeFile(file, Buffer.concat([await readFile(file), Buffer.from("torn off")]))
    const { code, said } = await cairn("verify", at("data"))
    expect(code).toBe(4)
    expect(said).toContain("left out")
    expect((await cairn("import", file, "--data", at("other"))).code).toBe(6)
    expect((await cairn("import", file, "--data", at("other"), "--salvage")).code).toBe(0)
    expect((await cairn("dump", at("other"))).out).toBe(sampleText)
  })

  test("a file with a damaged beginning, a text and an empty folder are unreadable", async () => {
    const file = await imported()
    const bytes = await readFile(file)
    bytes[200] = (bytes[200] ?? 0) ^ 1
    await writeFile(file, bytes)
    await writeFile(at("text.json"), "hello")
    for (const path of [file, at("data"), at("text.json"), at("gone")])
      expect((await cairn("verify", path)).code).toBe(5)
  })

  test("names each field that holds what it may not", () => {
    const document = openDocument(new Y.Doc(), boardKinds)
    const sample = templateFile("tpl-unm-online-shop")
    if (!sample.ok) throw new Error("template")
    fillDocument({ document, newId: () => "new", now: () => "2026-03-23T17:05:00.000Z" }, sample.value)
    expect(unreadFields(document)).toEqual([])
    document.roots.cards.get("c-cloud")?.set("visibility", 7)
    document.roots.cards.get("n-pay")?.set("title", "plain")
    document.roots.cards.get("n-back")?.set("a-newer-field", {})
    expect(unreadFields(document)).toEqual([
      "cards/n-pay/title: shared text is expected",
      "cards/c-cloud/visibility: a number from 0 to 1 is expected",
    ])
  })

  test("changes nothing", async () => {
    const file = await imported()
    const before = [await everything(), (await stat(file)).mtimeMs]
    await cairn("verify", at("data"))
    await cairn("dump", at("data"))
    await cairn("export", at("data"), "--format", "svg")
    expect([await everything(), (await stat(file)).mtimeMs]).toEqual(before)
  })
})

describe("cairn export", () => {
  test("json is what an import takes, with the day of the export", async () => {
    const { code } = await cairn("export", await sampleFile(), "--format", "json", "--out", at("out.json"))
    const text = await readFile(at("out.json"), "utf8")
    expect(code).toBe(0)
    expect(text.replace(/ {2}"exportedAt": "2026-03-23T17:05:00.000Z",\n/, "")).toBe(sampleText)
    expect(await everything()).toEqual(["out.json", "sample.json"])
  })

  test("one board of several is named", async () => {
    const svg = await cairn("export", await sampleFile(), "--format", "svg", "--board", "b-flow-kubernetes")
    expect(svg.out).toMatch(/^<svg /)
    expect(svg.out).toContain("Incidents first noticed by an alert")
    const json = await cairn("export", await sampleFile(), "--format", "json", "--board", "b-flow-kubernetes")
    expect(JSON.parse(json.out).workshop.boards).toHaveLength(1)
    expect(JSON.parse(json.out).unresolved).toContain("c-runtime")
  })

  test("without a name the first is taken, and the others are said", async () => {
    const { code, said } = await cairn("export", await sampleFile(), "--format", "svg")
    expect(code).toBe(0)
    expect(said).toContain("b-story-platform")
  })

  test("csv takes the story map, with its tree in every row", async () => {
    const { out } = await cairn("export", await sampleFile(), "--format", "csv")
    const rows = out.split("\r\n")
    expect(out.startsWith("\ufeffid,type,phase,activity,step,title")).toBe(true)
    expect(rows[3]).toBe(
      "st-01,story,Creation,Get a cluster,Agree to cost and region,See the monthly price of a request before agreeing,Once from end to end,a0,,ready,S,,,",
    )
  })

  test.each([
    [["export"]],
    [["export", "sample.json"]],
    [["export", "sample.json", "--format", "docx"]],
    [["export", "sample.json", "--format", "csv", "--board", "b-flow-kubernetes"]],
    [["export", "sample.json", "--format", "svg", "--board", "nothing"]],
    [["export", "sample.json", "--format", "json", "--board", "nothing"]],
    [["export", "sample.json", "--format", "json", "--out", "no/such/folder/x"]],
    [["import", "sample.json"]],
    [["dump"]],
    [["dump", "sample.json", "other.json"]],
    [["dump", "sample.json", "--colour"]],
    [["templates", "all"]],
    [["toString"]],
    [[]],
  ])("%j is wrong usage", async (args) => {
    await sampleFile()
    const { code, said, out } = await cairn(...args.map((arg) => (/\.json$|\/x$/.test(arg) ? at(arg) : arg)))
    expect([code, out]).toEqual([2, ""])
    expect(said).not.toBe("")
    expect(await everything()).toEqual(["sample.json"])
  })
})

describe("cairn lint", () => {
  const findings = async (id: string) => {
    const file = templateFile(id)
    if (!file.ok) throw new Error(id)
    await writeFile(at("map.json"), writeWorkshopFile(file.value.snapshot, { kinds: boardKinds }))
    const { code, out } = await cairn("lint", at("map.json"), "--json")
    expect(code).toBe(0)
    return (JSON.parse(out) as { rule: string; severity: string; ids: string[] }[]).map(
      ({ rule, severity, ids }) => `${severity} ${rule} ${ids.join(" ")}`,
    )
  }

  test("finds in the online shop's map what its makers meant to be found", async () => {
    const found = await findings("tpl-unm-online-shop")
    expect(found.filter((line) => !line.startsWith("hint"))).toEqual([])
    expect(found.filter((line) => line.includes("UNM-14"))).toHaveLength(2)
    expect(found.filter((line) => line.includes("UNM-30"))).toHaveLength(7)
  })

  test("finds in the flow where a metric is good for one and bad for another", async () => {
    expect(await findings("tpl-flow-kubernetes")).toEqual(["hint PFL-17 m-1", "hint PFL-17 m-4", "hint PFL-17 m-9"])
  })

  test("gives a line for each finding to people", async () => {
    const { code, out } = await cairn("lint", await sampleFile())
    expect(code).toBe(0)
    expect(out).toMatch(/^b-unm-online-shop {2}UNM-\d\d {2}\w+ {2}.*\[.*\]$/m)
  })
})

test("cairn templates names each on a line", async () => {
  expect((await cairn("templates")).out).toBe(`${templateIds.join("\n")}\n`)
})

test("cairn schema is the published one", async () => {
  const published = await readFile(
    join(import.meta.dirname, "../../../assets/schema/cairn-workshop.schema.json"),
    "utf8",
  )
  expect((await cairn("schema")).out).toBe(published)
})

describe("cairn and other programs' formats", () => {
  const boards = { owm: "b-unm-online-shop", csv: "b-story-platform", canvas: "b-flow-kubernetes" }

  test.each(Object.entries(boards))("%s goes out and comes in as a workshop of one board", async (format, board) => {
    const file = at(`board.${format}`)
    expect((await cairn("export", await sampleFile(), "--format", format, "--board", board, "--out", file)).code).toBe(
      0,
    )
    const { code, out } = await cairn("import", file, "--data", at("data"))
    expect([code, Object.keys(JSON.parse(out))]).toEqual([0, ["workshop"]])
    const dumped = JSON.parse((await cairn("dump", at("data"))).out)
    const kinds = { owm: "user-needs-map", csv: "story-map", canvas: "product-flow" }
    expect(dumped.workshop.boards.map(({ kind }: { kind: string }) => kind)).toEqual([
      kinds[format as keyof typeof kinds],
    ])
  })

  test.each([
    ["map.owm", "anchor A [1, 1]\nA->B", "line 2, column 1"],
    ["map.txt", "hello", "line 1, column 1"],
    ["map.csv", "type,title\nepic,x", "line 2, column 1"],
    ["map.canvas", '{"nodes":[\n{"id":1}]}', "line 2, column"],
    ["map.csv", Buffer.from([0x74, 0x0a, 0x61, 0xff]), "line 2, column 2"],
    ["map.json", Buffer.from([0x7b, 0xc3, 0x28]), "line 1, column 2"],
  ])("%s that is not one is refused with place and reason, and nothing changes", async (name, content, place) => {
    await writeFile(at(name), content)
    const { code, said } = await cairn("import", at(name), "--data", at("data"))
    expect(code).toBe(6)
    expect(said).toContain(place)
    expect(await everything()).toEqual([name])
  })

  test("csv has a flavour for each tracker, the others have none", async () => {
    const file = await sampleFile()
    expect((await cairn("export", file, "--format", "csv", "--flavour", "jira")).out).toContain("Issue ID,Issue Type")
    expect((await cairn("export", file, "--format", "csv", "--flavour", "linear")).out).toContain("Id,Team,Title")
    expect((await cairn("export", file, "--format", "csv", "--flavour", "trello")).code).toBe(2)
    expect((await cairn("export", file, "--format", "owm", "--flavour", "jira")).code).toBe(2)
  })

  test("mermaid is a flowchart of a needs map and a journey of the others", async () => {
    const file = await sampleFile()
    expect((await cairn("export", file, "--format", "mermaid")).out).toMatch(/^flowchart TD\n/)
    const story = await cairn("export", file, "--format", "mermaid", "--board", "b-story-platform")
    expect(story.out).toMatch(/^journey\n/)
  })

  test("md is a report of the workshop, or of the board that is named", async () => {
    const file = await sampleFile()
    const { out } = await cairn("export", file, "--format", "md")
    expect(out.match(/^## /gm)).toHaveLength(3)
    const one = await cairn("export", file, "--format", "md", "--board", "b-flow-kubernetes")
    expect(one.out.match(/^## /gm)).toHaveLength(1)
  })
})
