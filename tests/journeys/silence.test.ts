import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openBrowser } from "../support/browser.ts"
import { connect } from "../support/referenceClient.ts"
import { type RunningHost, startHost } from "../support/runningHost.ts"
import { cardOn, exported, laptop, phone, saved, visit } from "../support/workshopPages.ts"

/** A whole session with the program as built: nobody outside is called, and no secret stays where others look. */
const hook = join(import.meta.dirname, "../support/outwardHook.mjs")
const folder = mkdtempSync(join(tmpdir(), "cairn-silence-"))
const log = join(folder, "outward.log")
const callsOut = (): readonly string[] => {
  try {
    return readFileSync(log, "utf8").split("\n").filter(Boolean)
  } catch {
    return []
  }
}

let host: RunningHost
let browser: Browser

beforeAll(async () => {
  const before = { ...process.env }
  Object.assign(process.env, { NODE_OPTIONS: `--import=${hook}`, CAIRN_OUTWARD_LOG: log })
  host = await startHost("--template", "sample")
  for (const name of ["NODE_OPTIONS", "CAIRN_OUTWARD_LOG"]) {
    if (before[name] === undefined) delete process.env[name]
    else process.env[name] = before[name]
  }
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await host?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test("S16 S17b a session, its exports and its files", { timeout: 120_000 }, async () => {
  const ana = await visit(browser, host.links.facilitator, laptop)
  const requests: string[] = []
  const referers: string[] = []
  for (const page of [ana.page]) {
    page.context().on("request", (request) => {
      requests.push(request.url())
      const referer = request.headers().referer
      if (referer) referers.push(referer)
    })
  }
  await ana.page.reload()
  await cardOn(ana.page, "Capability: Checkout").waitFor()
  const bo = await visit(browser, host.links.participant, phone, "Bo")
  await bo.page.getByRole("button", { name: "Add" }).waitFor()
  const leader = await connect(host.localLinks.facilitator)
  await leader.ask("open-room")
  await leader.ask("room-info")
  await saved(ana.page)
  const files = [await exported(ana.page, "JSON"), await exported(ana.page, "SVG")]
  await leader.ask("close-room")

  const secrets = [
    ...Object.values(host.links).map((link) => new URL(link).hash.slice("#j=".length)),
    leader.me.token.split(".")[1] ?? "",
    leader.queue.instance,
  ]
  expect(secrets.every((secret) => secret.length >= 16)).toBe(true)
  const inside = readdirSync(host.data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "passes.json")
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
  const commands = readdirSync("/proc", { withFileTypes: true })
    .filter(({ name }) => process.platform === "linux" && /^\d+$/.test(name))
    .flatMap(({ name }) => {
      try {
        return [readFileSync(`/proc/${name}/cmdline`)].filter((line) => line.includes("dist/electron/host.js"))
      } catch {
        return []
      }
    })
  const onScreen = await Promise.all(
    [ana, bo].map(
      async ({ page }) => `${page.url()} ${await page.title()} ${await page.evaluate(() => history.state === null)}`,
    ),
  )
  // A queue's name is in the journal, which is where edits are told apart; links and tokens are nowhere.
  const passes = secrets.slice(0, 4)
  const places = {
    inside,
    files,
    commands,
    shown: [...onScreen, ...requests, ...referers].map((text) => Buffer.from(text)),
  }
  for (const [where, all] of Object.entries(places))
    expect(
      passes.filter((secret) => all.some((bytes) => bytes.includes(secret))),
      where,
    ).toEqual([])

  expect(
    requests.filter((url) => !/^(http|ws|blob:http):\/\/cairn\.test:/.test(url) && !url.startsWith("data:")),
  ).toEqual([])
  expect(callsOut()).toEqual([])
  await leader.close()
})

test("S17b a call outside would have been noticed", () => {
  const calls =
    "import net from 'node:net'; import dns from 'node:dns'; import dgram from 'node:dgram'; import http from 'node:http'"
  const run = `${calls}; net.connect(9, '192.0.2.1').on('error', () => {}).destroy(); http.get('http://198.51.100.2/').on('error', () => {}).destroy(); dns.lookup('canary.invalid', () => {}); const s = dgram.createSocket('udp4'); s.send('x', 9, '192.0.2.3', () => s.close())`
  spawnSync(process.execPath, ["--import", hook, "--input-type=module", "-e", run], {
    env: { ...process.env, CAIRN_OUTWARD_LOG: log },
    timeout: 10_000,
  })
  for (const one of ["connect 192.0.2.1", "connect 198.51.100.2", "lookup canary.invalid", "udp 192.0.2.3"])
    expect(callsOut()).toContain(one)
})
