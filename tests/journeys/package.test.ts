import { execFileSync } from "node:child_process"
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { extractFile, listPackage } from "@electron/asar"
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses"
import { afterAll, beforeAll, describe, expect, test } from "vitest"

/**
 * Packages Cairn with a stand-in for Electron's files: what goes in, what is said about it and which fuses are set can be
 * seen without Electron's program file. Installers, signatures and starting the result cannot; see the README.
 */
const root = join(import.meta.dirname, "../..")
const folder = mkdtempSync(join(tmpdir(), "cairn-package-"))
const unpacked = join(folder, "out/linux-unpacked")
const asar = join(unpacked, "resources/app.asar")

/** An executable with Electron's fuse wire in it, and what else the packager looks for. */
function fakeDistribution(): string {
  const dist = join(folder, "dist")
  mkdirSync(join(dist, "locales"), { recursive: true })
  mkdirSync(join(dist, "resources"))
  const sentinel = Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX")
  const fuses = Buffer.concat([sentinel, Buffer.from([1, 9]), Buffer.from("101100000")])
  writeFileSync(join(dist, "electron"), Buffer.concat([Buffer.alloc(64), fuses, Buffer.alloc(64)]))
  chmodSync(join(dist, "electron"), 0o755)
  writeFileSync(join(dist, "version"), "45.4.1")
  for (const language of ["en-US", "de", "fr"]) writeFileSync(join(dist, "locales", `${language}.pak`), "x")
  return dist
}

beforeAll(() => {
  const builder = join(root, "node_modules/electron-builder/cli.js")
  const args = [
    "--linux",
    "dir",
    "--publish",
    "never",
    `-c.electronDist=${fakeDistribution()}`,
    `-c.directories.output=${join(folder, "out")}`,
  ]
  execFileSync(process.execPath, [builder, ...args], { cwd: root, stdio: "pipe" })
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.runIf(process.platform === "linux")("the package", () => {
  test("holds what was built and nothing else", () => {
    const files = listPackage(asar, { isPack: false })
    expect(files).toContain("/dist/electron/main.js")
    expect(files).toContain("/dist/electron/preload.cjs")
    expect(files).toContain("/dist/electron/host-process.js")
    expect(files).toContain("/dist/renderer/index.html")
    const strangers = files.filter((file) => !/^\/(dist(\/(electron|renderer)(\/.*)?)?|package\.json)$/.test(file))
    expect(strangers).toEqual([])
    expect(files.filter((file) => file.endsWith(".map") || file.includes("node_modules"))).toEqual([])
  })

  test("says what it is and carries neither scripts nor dependencies", () => {
    const manifest = JSON.parse(extractFile(asar, "package.json").toString("utf8"))
    expect(manifest).toMatchObject({ name: "cairn", main: "dist/electron/main.js" })
    expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(["scripts"]))
    expect(manifest.dependencies ?? {}).toEqual({})
  })

  test("S9 has the fuses set that close the ways round our own code", async () => {
    const wire = await getCurrentFuseWire(join(unpacked, "cairn"))
    const isOn = (fuse: FuseV1Options) => wire[fuse] === "1".charCodeAt(0)
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      fileProtocol: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      nodeOptions: false,
      inspect: false,
      onlyAsar: true,
      asarIntegrity: true,
      fileProtocol: false,
    })
  })

  test("keeps only the languages that Cairn speaks", () => {
    const has = (language: string) => existsSync(join(unpacked, "locales", `${language}.pak`))
    expect([has("en-US"), has("de"), has("fr")]).toEqual([true, true, false])
  })
})
