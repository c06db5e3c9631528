import { accessSync, constants, existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

const executables = { win32: "electron.exe", darwin: "Electron.app/Contents/MacOS/Electron" }

/**
 * Looks for Electron's program file without starting a download: importing the package would fetch it, and block.
 *
 * @param {{ env?: Record<string, string | undefined>, platform?: string, root: string }} where
 * @returns {{ ok: true, path: string } | { ok: false, why: string, folder?: string, version?: string }}
 */
export function findElectron({ env = process.env, platform = process.platform, root }) {
  const name = executables[/** @type {"win32"} */ (platform)] ?? "electron"
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) return judge(join(override, name), "override-empty")
  let folder
  try {
    folder = dirname(createRequire(join(root, "package.json")).resolve("electron/package.json"))
  } catch {
    return { ok: false, why: "package-missing" }
  }
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
  const file = join(folder, "dist", name)
  if (!existsSync(file)) return { ok: false, why: "file-missing", folder, version }
  const versionFile = join(folder, "dist/version")
  const found = existsSync(versionFile) ? readFileSync(versionFile, "utf8").trim().replace(/^v/, "") : ""
  return found === version ? judge(file, "file-missing") : { ok: false, why: "file-stale", folder, version }
}

/** @param {string} path @param {string} whyMissing @returns {{ ok: true, path: string } | { ok: false, why: string }} */
function judge(path, whyMissing) {
  if (!existsSync(path)) return { ok: false, why: whyMissing }
  try {
    accessSync(path, constants.X_OK)
    return { ok: true, path }
  } catch {
    return { ok: false, why: "not-executable" }
  }
}
