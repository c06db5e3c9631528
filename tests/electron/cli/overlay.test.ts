import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { runCairn } from "../../../electron/cli/runCairn.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { templateFile } from "../../../shared/codecs/templates.ts"
import { writeWorkshopFile } from "../../../shared/codecs/workshopFile.ts"

let folder = ""
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cairn-overlay-"))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function exported(...options: string[]) {
  const template = templateFile("tpl-unm-online-shop")
  if (!template.ok) throw new Error("the shop cannot be read")
  const file = join(folder, "shop.json")
  await writeFile(file, writeWorkshopFile(template.value.snapshot, { kinds: boardKinds }))
  const out: Buffer[] = []
  const lines: string[] = []
  const code = await runCairn(["export", file, "--format", "svg", ...options], {
    print: async (chunk) => void out.push(Buffer.from(chunk)),
    complain: (line) => lines.push(line),
    now: () => new Date("2026-03-23T17:05:00.000Z"),
  })
  return { code, svg: Buffer.concat(out).toString(), said: lines.join("\n") }
}

test("a map is exported bare, or with the overlay that was named and its title", async () => {
  const bare = await exported()
  const drawn = await exported("--overlay", "ov-b")

  expect([bare.code, drawn.code]).toEqual([0, 0])
  expect(bare.svg).not.toContain("Commerce services")
  expect(drawn.svg).toContain("Commerce services")
  expect(drawn.svg).toContain("Option B · ")
})

test("an overlay that is not there is named with those that are", async () => {
  const { code, said } = await exported("--overlay", "ov-x")

  expect([code, said.includes("ov-b  Option B")]).toEqual([2, true])
})
