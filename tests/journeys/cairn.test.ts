import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { boardKinds } from "../../shared/boards/index.ts"
import { sampleWorkshop } from "../../shared/codecs/templates.ts"
import { writeWorkshopFile } from "../../shared/codecs/workshopFile.ts"
import { hasWhiteEdge, inkOf, readPng } from "../support/pixels.ts"

const root = join(import.meta.dirname, "../..")
const folder = mkdtempSync(join(tmpdir(), "cairn-journey-"))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const cairn = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, "electron/cairn.mjs"), ...args], { encoding: "utf8", cwd: folder })

beforeAll(() => {
  const sample = sampleWorkshop()
  if (!sample.ok) throw new Error("sample")
  writeFileSync(at("sample.json"), writeWorkshopFile(sample.value.snapshot, { kinds: boardKinds }))
})

describe("the cairn command as a program", () => {
  test("carries a workshop from JSON through a data directory back to the same JSON", () => {
    expect(cairn("import", at("sample.json"), "--data", at("data")).status).toBe(0)
    expect(cairn("verify", at("data")).status).toBe(0)
    expect(cairn("dump", at("data")).stdout).toBe(readFileSync(at("sample.json"), "utf8"))
  })

  test.each(["b-unm-online-shop", "b-story-platform", "b-flow-kubernetes"])("paints %s whole", (board) => {
    const { status } = cairn("export", at("sample.json"), "--format", "png", "--board", board, "--out", at("board.png"))
    expect(status).toBe(0)
    const pixels = readPng(readFileSync(at("board.png")))
    expect(pixels.width).toBeGreaterThan(2000)
    expect(inkOf(pixels).share).toBeGreaterThan(0.05)
    expect(hasWhiteEdge(pixels)).toBe(true)
  })

  test("prints nothing but what was asked for on standard output, and tells by its exit code", () => {
    const { status, stdout, stderr } = cairn("dump", at("gone.json"))
    expect([status, stdout]).toEqual([5, ""])
    expect(stderr).toContain("no such file")
    expect(cairn("fly").status).toBe(2)
  })
})
