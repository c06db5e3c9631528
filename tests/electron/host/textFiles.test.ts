import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { readWorkshopText } from "../../../electron/files.ts"
import { nodeDisk } from "../../../electron/host/disk.ts"
import { decodeUtf8 } from "../../../electron/host/utf8.ts"
import { findWorkshop } from "../../../electron/host/workshops.ts"

let folder = ""
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cairn-text-"))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = async (name: string, content: string | Uint8Array) => {
  await writeFile(join(folder, name), content)
  let made = 0
  const lines: string[] = []
  const ports = {
    disk: nodeDisk,
    dataDirectory: join(folder, "data"),
    newId: () => `id-${++made}`,
    now: () => "2026-03-23T09:15:00.000Z",
    log: (line: string) => lines.push(line),
  }
  return { found: await findWorkshop(ports, { workshop: join(folder, name) }), lines }
}

describe("a workshop from a file in words", () => {
  test("may be of another program", async () => {
    const { found, lines } = await open(
      "tea.owm",
      "title Tea\nanchor A [1, 1]\ncomponent B [0.9, 0.5]\nA->B\nstyle plain",
    )
    expect(found.ok && [...found.value.document.roots.boards.values()].map((board) => board.get("kind"))).toEqual([
      "user-needs-map",
    ])
    expect(lines).toEqual([expect.stringContaining("line 5")])
  })

  test.each(["w.json", "w.csv", "w.owm"])(
    "that is no UTF-8 is refused with its place, and nothing is made: %s",
    async (name) => {
      const { found } = await open(name, Buffer.from([0x7b, 0x0a, 0x22, 0xe4, 0x22]))
      expect(found).toEqual({
        ok: false,
        error: { type: "BadFile", detail: "line 2, column 2: the file is not text in UTF-8" },
      })
      expect(await readdir(folder)).toEqual([name])
    },
  )

  test("is not opened by the window either", async () => {
    await writeFile(join(folder, "w.json"), Buffer.from([0xff]))
    expect(await readWorkshopText(join(folder, "w.json"))).toMatchObject({ state: "failed" })
  })
})

describe("bytes as text", () => {
  test.each<[string, readonly number[], object]>([
    ["whole", [0xc3, 0xa4], { ok: true, value: "ä" }],
    ["cut in a character", [0x61, 0xc3], { ok: false, error: { line: 1, column: 2 } }],
    ["wrong after a line break", [0x61, 0x0d, 0x0a, 0x62, 0x80], { ok: false, error: { line: 2, column: 2 } }],
    ["with a byte-order mark", [0xef, 0xbb, 0xbf, 0x61], { ok: true, value: "\uFEFFa" }],
  ])("%s", (_, bytes, expected) => expect(decodeUtf8(Uint8Array.from(bytes))).toMatchObject(expected))
})
