import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"

/** What the README tells people to type works as it stands there. */
const root = join(import.meta.dirname, "../..")
const readme = readFileSync(join(root, "README.md"), "utf8")
const folder = mkdtempSync(join(tmpdir(), "cairn-readme-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const typed = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => block.trim().split("\n"))
const scripts = Object.keys(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts)
/** Files are written to a folder of this test instead of the reader's. */
const here = (command: string) =>
  command
    .replaceAll("./workshops", join(folder, "workshops"))
    .replaceAll("./maps", join(folder, "maps"))
    .replace("--out ", `--out ${folder}/`)

describe("the README", () => {
  test("names only scripts that exist", () => {
    const named = [...readme.matchAll(/`npm run (?:--silent )?([a-z:]+)/g)].map(([, name = ""]) => name)
    expect(named.filter((name) => !scripts.includes(name))).toEqual([])
    expect(named.length).toBeGreaterThan(3)
  })

  test("names only files that exist", () => {
    const linked = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, file = ""]) => file)
    expect(linked.filter((file) => !existsSync(join(root, file)))).toEqual([])
  })

  test("starts a headless host that prints one line of JSON, and stops it", async () => {
    const command = typed.find((line) => line.includes("--headless"))
    expect(command).toBeDefined()
    const [, ...args] = here(command ?? "").split(" ")
    const child = spawn(process.execPath, [join(root, "electron/start.mjs"), ...args.slice(args.indexOf("--") + 1)], {
      cwd: root,
    })
    const line = await new Promise<string>((resolve) => child.stdout.once("data", (chunk) => resolve(String(chunk))))
    child.kill("SIGTERM")
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(0)
    expect(JSON.parse(line)).toMatchObject({ cairn: expect.any(String), port: expect.any(Number) })
  }, 60_000)

  test.each(typed.filter((line) => line.startsWith("npm run --silent cairn")))(
    "%s",
    (line) => {
      const [command = "", ...args] = here(line).split(" ")
      const { status, stderr } = spawnSync(command, args, {
        cwd: root,
        encoding: "utf8",
        shell: process.platform === "win32",
      })
      expect(
        stderr
          .split("\n")
          .filter((one) => !one.startsWith("npm warn"))
          .join("\n"),
      ).not.toContain("rror")
      expect(status).toBe(0)
    },
    60_000,
  )
})
