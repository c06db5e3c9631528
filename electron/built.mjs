import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/**
 * Makes sure that dist/ is there and not older than the sources. Plain JavaScript, since it runs before anything is
 * built. Several programs may start at once: one builds, the others wait for it. Progress goes to standard error, so
 * that a program's own output stays clean.
 */
const root = fileURLToPath(new URL("..", import.meta.url))
const stamp = join(root, "dist/built")
const lock = join(root, "node_modules/.cache/cairn-build.lock")
const sources = ["electron", "renderer", "shared", "assets", "package.json"]
/** A build takes seconds; a lock older than this was left behind. */
const staleLockMs = 180_000

/** @param {(line: string) => void} say */
export async function ensureBuilt(say) {
  if (!existsSync(join(root, "renderer"))) return
  while (!isFresh()) {
    if (takeLock()) {
      try {
        if (!isFresh()) build(say)
      } finally {
        rmSync(lock, { recursive: true, force: true })
      }
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function isFresh() {
  if (!existsSync(stamp)) return false
  const builtAt = statSync(stamp).mtimeMs
  return sources.every((name) => newest(join(root, name)) <= builtAt)
}

/** @param {string} path @returns {number} */
function newest(path) {
  if (!existsSync(path)) return 0
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  let latest = 0
  for (const name of readdirSync(path)) {
    if (!name.startsWith(".") && !name.endsWith(".tsbuildinfo")) latest = Math.max(latest, newest(join(path, name)))
  }
  return latest
}

function takeLock() {
  mkdirSync(join(root, "node_modules/.cache"), { recursive: true })
  try {
    mkdirSync(lock)
    return true
  } catch {
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > staleLockMs)
      rmSync(lock, { recursive: true, force: true })
    return false
  }
}

/** @param {(line: string) => void} say */
function build(say) {
  say("Building Cairn (some seconds, once).")
  const startedAt = new Date()
  const isWindows = process.platform === "win32"
  const { status, stdout, stderr } = spawnSync(isWindows ? "npm.cmd" : "npm", ["run", "build"], {
    cwd: root,
    encoding: "utf8",
    shell: isWindows,
  })
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`)
    throw new Error("The build failed; what it said stands above.")
  }
  writeFileSync(stamp, "")
  // A source saved while the build ran counts as newer.
  utimesSync(stamp, startedAt, startedAt)
}
