import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { record } from "../reliability/figures.ts"
import { atSize } from "../reliability/trial.ts"
import { openBrowser } from "../support/browser.ts"
import { cairn } from "../support/runningHost.ts"
import {
  addition,
  cardNames,
  cardOn,
  laptop,
  saved,
  type Visitor,
  visit,
  writeTitle,
} from "../support/workshopPages.ts"

/**
 * The host is killed in the middle of the work. Real browsers on plain http go on with each other over WebRTC, and when
 * the host is back it has everything, from whoever is still there.
 */
const root = join(import.meta.dirname, "../..")

interface KillableHost {
  readonly data: string
  readonly port: number
  readonly links: { readonly facilitator: string; readonly participant: string }
  /** The same on loopback, as the dialogue for links takes them. */
  readonly localLinks: KillableHost["links"]
  readonly kill: () => Promise<void>
}

async function startHost(data: string, port = 0, begin = ["--template", "sample"]): Promise<KillableHost> {
  const args = ["--headless", "--data", data, "--port", String(port), "--name", "cairn.test", ...begin]
  const child: ChildProcess = spawn(process.execPath, [join(root, "dist/electron/host.js"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const line = await new Promise<string>((resolve, reject) => {
    let printed = ""
    child.stdout?.on("data", (chunk) => {
      printed += chunk
      if (printed.includes("\n")) resolve(printed)
    })
    child.on("exit", (code) => reject(new Error(`the host ended with ${code}`)))
  })
  const ready = JSON.parse(line) as { port: number; links: { facilitator: string; participant: string } }
  const named = (link: string) => link.replace("127.0.0.1", "cairn.test")
  return {
    data,
    port: ready.port,
    localLinks: ready.links,
    links: { facilitator: named(ready.links.facilitator), participant: named(ready.links.participant) },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill("SIGKILL")
      await once(child, "exit")
    },
  }
}

let data: string
/** The data folder of another computer. */
let elsewhere: string
let host: KillableHost
let browser: Browser
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), "cairn-alone-"))
  elsewhere = mkdtempSync(join(tmpdir(), "cairn-elsewhere-"))
  host = await startHost(data)
})
afterEach(async () => {
  await browser?.close()
  await host?.kill()
  for (const folder of [data, elsewhere]) rmSync(folder, { recursive: true, force: true })
})

/** Counts the page's open WebRTC connections, which nothing on screen shows while the host is there. */
const countConnections = () => {
  const all: RTCPeerConnection[] = []
  const Real = RTCPeerConnection
  Object.assign(window, {
    RTCPeerConnection: class extends Real {
      constructor(...parts: ConstructorParameters<typeof Real>) {
        super(...parts)
        all.push(this)
      }
    },
    openConnections: () => all.filter(({ connectionState }) => connectionState === "connected").length,
    triedConnections: () => all.filter(({ iceGatheringState }) => iceGatheringState === "complete").length,
  })
}
interface Counted {
  readonly openConnections: () => number
  readonly triedConnections: () => number
}
const connections = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as Counted).openConnections())
const tries = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as Counted).triedConnections())

/** Every part of the page is on this device. */
const isWhole = async (): Promise<boolean> => {
  const here = new Set(performance.getEntriesByType("resource").map(({ name }) => name))
  if (!here.has(new URL("parts.json", location.href).href)) return false
  const parts = (await (await fetch("parts.json")).json()) as string[]
  return parts.every((part) => here.has(new URL(part, location.href).href))
}

async function comeIn(link: string, name = ""): Promise<Visitor> {
  const visitor = await visit(browser, "about:blank", laptop)
  await visitor.page.addInitScript(countConnections)
  await visitor.page.addInitScript(() => performance.setResourceTimingBufferSize(2_000))
  await visitor.page.goto(link)
  if (name !== "") {
    await visitor.page.getByLabel("Your name").fill(name)
    await visitor.page.getByRole("button", { name: "Take part" }).click()
  }
  await cardOn(visitor.page, "Capability: Checkout").waitFor()
  await expect.poll(() => visitor.page.evaluate(isWhole), { timeout: 30_000 }).toBe(true)
  return { ...visitor, name }
}

async function add(page: Page, title: string): Promise<void> {
  await addition(page, "Capability").click()
  await writeTitle(page, title)
  await cardOn(page, `Capability: ${title}`).waitFor()
}

/** The titles of all cards, wherever a board keeps them. */
const titlesOnDisk = (folder = data): readonly string[] => {
  const titles: string[] = []
  JSON.parse(cairn("dump", folder), (key, value) => {
    if (key === "cards") for (const card of Object.values(value)) titles.push(titleOf(card))
    return value
  })
  return titles
}
const titleOf = (card: unknown): string =>
  typeof card === "object" && card !== null && "title" in card ? String(card.title) : ""

const chip = (page: Page, words: RegExp) => page.getByRole("status").filter({ hasText: words }).first()

/** Four devices in a small run, six in a large one. */
const guestNames = ["Bo", "Cy", "Di", "Ed", "Fi"].slice(0, atSize(3, 5))
const runs = Array.from({ length: atSize(1, 7) }, (_, at) => at + 1)

function note(what: string, since: number, mostMs: number): void {
  const ms = Math.round(performance.now() - since)
  record({ goal: "R7", what, seen: `${ms} ms`, wanted: `≤ ${mostMs} ms`, isMet: ms <= mostMs })
}

describe("when the host is gone", () => {
  test.each(runs)(
    "R7 people go on together, one leaves, and the host that comes back has everything from everybody (run %i)",
    async () => {
      browser = await openBrowser()
      const ana = await comeIn(host.links.facilitator)
      const guests: Visitor[] = []
      for (const name of guestNames) guests.push(await comeIn(host.links.participant, name))
      const everyone = [ana, ...guests]
      const others = guests.length
      for (const { page } of everyone) await expect.poll(() => connections(page), { timeout: 30_000 }).toBe(others)

      await host.kill()
      const lostAt = performance.now()
      const gone = new RegExp(`Host gone – working with ${others} devices`)
      await Promise.all(everyone.map(({ page }) => chip(page, gone).waitFor({ timeout: 5_000 })))
      note("everybody knows that the host is gone", lostAt, 5_000)

      const titles = ["Ana", ...guestNames].map((name) => `From ${name}`)
      for (const [at, { page }] of everyone.entries()) {
        await add(page, titles[at] ?? "")
        const addedAt = performance.now()
        const seen = everyone.map((one) => cardOn(one.page, `Capability: ${titles[at]}`).waitFor({ timeout: 3_000 }))
        await Promise.all(seen)
        note("an edit without a host is seen by all", addedAt, 3_000)
      }
      await ana.page.getByText(new RegExp(`on no host; ${others} devices hold`)).waitFor()

      // One is gone for good: the others have what was written there.
      const staying = everyone.slice(0, -1)
      await everyone.at(-1)?.page.context().close()
      await host.kill()
      host = await startHost(data, host.port)
      for (const { page } of staying) await saved(page)
      const added = (names: readonly string[]) => names.filter((name) => name.includes("From "))
      await expect.poll(async () => added(await cardNames(ana.page))).toHaveLength(titles.length)
      const names = await cardNames(ana.page)
      for (const { page } of staying) await expect.poll(() => cardNames(page)).toEqual(names)
      const onDisk = titlesOnDisk()
      for (const title of titles)
        expect(
          onDisk.filter((one) => one === title),
          title,
        ).toHaveLength(1)
      expect(staying.flatMap(({ errors }) => errors)).toEqual([])
    },
  )

  test.each(runs)(
    "R7 another computer carries it on, and the pages come over with what no host has (run %i)",
    async () => {
      browser = await openBrowser()
      const ana = await comeIn(host.links.facilitator)
      const bo = await comeIn(host.links.participant, "Bo")
      const everyone = [ana, bo]
      for (const { page } of everyone) await expect.poll(() => connections(page), { timeout: 30_000 }).toBe(1)
      await add(bo.page, "On the old host")
      await cardOn(ana.page, "Capability: On the old host").waitFor()
      await host.kill()
      for (const { page } of everyone) await chip(page, /working with 1 device/).waitFor({ timeout: 5_000 })
      await add(bo.page, "Before the copy")
      await cardOn(ana.page, "Capability: Before the copy").waitFor({ timeout: 3_000 })

      await ana.page.getByRole("button", { name: "Carry on elsewhere" }).click()
      const download = ana.page.waitForEvent("download")
      await ana.page.getByRole("button", { name: "Save a copy to carry on" }).click()
      const copy = join(elsewhere, "copy.cairn")
      await (await download).saveAs(copy)
      await add(bo.page, "After the copy")

      const heir = await startHost(elsewhere, 0, ["--adopt", copy])
      try {
        const startedAt = performance.now()
        await ana.page.getByLabel("Link or address").fill(heir.localLinks.facilitator)
        await ana.page.getByRole("button", { name: "Join", exact: true }).click()
        for (const { page } of everyone) await saved(page)
        expect(performance.now() - startedAt).toBeLessThan(15_000)
        note("another computer carries it on", startedAt, 15_000)
        await add(ana.page, "On the new host")
        const wanted = ["On the old host", "Before the copy", "After the copy", "On the new host"]
        for (const { page } of everyone)
          for (const title of wanted) await cardOn(page, `Capability: ${title}`).waitFor()
        for (const { page } of everyone) await saved(page)
        const onDisk = titlesOnDisk(elsewhere)
        for (const title of wanted)
          expect(
            onDisk.filter((one) => one === title),
            title,
          ).toHaveLength(1)

        // The old host comes back, hears of the new one and lets nobody write in two places.
        const returned = await startHost(data, host.port)
        const late = await visit(browser, returned.links.participant, laptop, "Cy")
        await expect
          .poll(() => readdirSync(data, { recursive: true }).some((name) => String(name).endsWith("succeeded.json")), {
            timeout: 30_000,
          })
          .toBe(true)
        await cardOn(late.page, "Capability: On the new host").waitFor()
        await returned.kill()
        expect([...ana.errors, ...bo.errors, ...late.errors]).toEqual([])
      } finally {
        await heir.kill()
      }
    },
  )

  test.each(runs)("R7 devices that the network keeps apart each say so, and nothing is lost (run %i)", async () => {
    browser = await openBrowser(["--force-webrtc-ip-handling-policy=disable_non_proxied_udp"])
    const ana = await comeIn(host.links.facilitator)
    const bo = await comeIn(host.links.participant, "Bo")
    for (const { page } of [ana, bo]) await expect.poll(() => tries(page), { timeout: 30_000 }).toBeGreaterThan(0)
    for (const { page } of [ana, bo]) expect(await connections(page)).toBe(0)
    await host.kill()
    for (const { page, title } of [
      { page: ana.page, title: "Ana alone" },
      { page: bo.page, title: "Bo alone" },
    ]) {
      await add(page, title)
      await chip(page, /only on this device/).waitFor({ timeout: 5_000 })
    }
    host = await startHost(data, host.port)
    for (const { page } of [ana, bo]) {
      await saved(page)
      for (const title of ["Ana alone", "Bo alone"]) await cardOn(page, `Capability: ${title}`).waitFor()
    }
  })
})
