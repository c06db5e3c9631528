import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { findElectron } from "../../electron/findElectron.mjs"

/** A project with the electron package in it, and with as much of its program file as a case wants. */
function project(parts: { readonly version?: string; readonly isExecutable?: boolean } = {}): string {
  const root = mkdtempSync(join(tmpdir(), "cairn-electron-"))
  const dist = join(root, "node_modules/electron/dist")
  mkdirSync(dist, { recursive: true })
  writeFileSync(join(root, "package.json"), "{}")
  writeFileSync(
    join(root, "node_modules/electron/package.json"),
    JSON.stringify({ name: "electron", version: "45.4.1" }),
  )
  if (parts.version === undefined) return root
  writeFileSync(join(dist, "electron"), "")
  chmodSync(join(dist, "electron"), parts.isExecutable === false ? 0o644 : 0o755)
  writeFileSync(join(dist, "version"), parts.version)
  return root
}
const find = (root: string, env = {}) => findElectron({ root, env, platform: "linux" })

describe("looking for Electron", () => {
  test("finds the program file of the installed version", () => {
    const root = project({ version: "v45.4.1" })
    expect(find(root)).toEqual({ ok: true, path: join(root, "node_modules/electron/dist/electron") })
  })

  test("says that it is missing, and where a download would put it", () => {
    const root = project()
    expect(find(root)).toEqual({
      ok: false,
      why: "file-missing",
      folder: join(root, "node_modules/electron"),
      version: "45.4.1",
    })
  })

  test("says that it belongs to another version", () => {
    expect(find(project({ version: "44.0.0" }))).toMatchObject({ ok: false, why: "file-stale" })
  })

  test("says that the package is not there", () => {
    const root = mkdtempSync(join(tmpdir(), "cairn-electron-"))
    writeFileSync(join(root, "package.json"), "{}")
    expect(find(root)).toEqual({ ok: false, why: "package-missing" })
  })

  test("takes a folder of one's own, and tells an empty one from one that may not be run", () => {
    const own = mkdtempSync(join(tmpdir(), "cairn-electron-own-"))
    expect(find(project(), { ELECTRON_OVERRIDE_DIST_PATH: own })).toEqual({ ok: false, why: "override-empty" })
    writeFileSync(join(own, "electron"), "")
    chmodSync(join(own, "electron"), 0o644)
    expect(find(project(), { ELECTRON_OVERRIDE_DIST_PATH: own })).toEqual({ ok: false, why: "not-executable" })
    chmodSync(join(own, "electron"), 0o755)
    expect(find(project(), { ELECTRON_OVERRIDE_DIST_PATH: own })).toEqual({ ok: true, path: join(own, "electron") })
  })
})
