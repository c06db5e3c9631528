import { type ChildProcess, spawn } from "node:child_process"
import { appendFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { build } from "vite"
import { beforeAll, describe, expect, test } from "vitest"
import type { Ready } from "../../../electron/host/host.ts"
import { newQueue, ReferenceClient } from "../../support/referenceClient.ts"
import { afterwards, joinAs, newFolder, putBoard } from "./openTestHost.ts"

const root = join(import.meta.dirname, "../../..")
const built = join(root, "node_modules/.cache/headless-test")
const program = join(built, "electron/start.js")

interface Headless {
  readonly child: ChildProcess
  readonly ready: Promise<Ready>
  readonly ended: Promise<number | null>
  readonly said: () => string
  readonly printed: () => string
}

/** The built program, as `npm start -- --headless` runs it. */
function start(dataDirectory: string, ...args: readonly string[]): Headless {
  const child = spawn(process.execPath, [program, "--headless", "--data", dataDirectory, ...args])
  let printed = ""
  let said = ""
  child.stderr.on("data", (chunk) => {
    said += chunk
  })
  // Not at its exit: what it said last may still be on its way then.
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve))
  const ready = new Promise<Ready>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      printed += chunk
      if (printed.includes("\n")) resolve(JSON.parse(printed))
    })
    void ended.then((code) => reject(new Error(`ended with ${code}: ${said}`)))
  })
  ready.catch(() => {})
  afterwards(async () => {
    child.kill("SIGKILL")
    await ended
  })
  return { child, ready, ended, said: () => said, printed: () => printed }
}

beforeAll(async () => {
  // A build of its own, so that this test neither waits for the page nor disturbs a build that is under way.
  await build({
    configFile: false,
    logLevel: "error",
    root: join(root, "electron"),
    resolve: { alias: { "lan-network": join(root, "node_modules/lan-network/dist/lan-network.js") } },
    ssr: { noExternal: true },
    build: { ssr: "host/start.ts", outDir: join(built, "electron"), emptyOutDir: true, target: "node20" },
  })
  mkdirSync(join(built, "renderer"), { recursive: true })
  writeFileSync(join(built, "renderer/index.html"), "<!doctype html><title>Cairn</title>")
}, 60_000)

describe("the headless host", () => {
  test("prints one line of JSON when it is ready, answers, and ends with 0", async () => {
    const { child, ready, ended, printed } = start(newFolder(), "--port", "0")
    const { port, links, code, cairn } = await ready

    const health = await fetch(`http://127.0.0.1:${port}/health`)
    child.kill("SIGTERM")

    expect(await health.json()).toEqual({ cairn, ready: true })
    expect(Object.values(links).every((link) => link.startsWith(`http://127.0.0.1:${port}/#j=`))).toBe(true)
    expect(code).toMatch(/^\d{6}$/)
    expect(await ended).toBe(0)
    expect(printed().trim().split("\n")).toHaveLength(1)
  })

  test("refuses a second process on the same data with 3, and wrong usage with 2", async () => {
    const dataDirectory = newFolder()
    await start(dataDirectory, "--port", "0").ready

    const second = start(dataDirectory, "--port", "0")
    const wrong = start(newFolder(), "--nonsense")

    expect([await second.ended, await wrong.ended]).toEqual([3, 2])
    expect(second.said()).toContain("has this data open")
    expect(second.printed()).toBe("")
  })

  test("opens a copy of its file elsewhere", async () => {
    const dataDirectory = newFolder()
    const first = start(dataDirectory, "--port", "0")
    const { links, workshop } = await first.ready
    const client = await joinAs(links.facilitator)
    client.edit((ydoc) => putBoard(ydoc, "b1", "Copied"))
    await client.saved()
    const mailed = join(newFolder(), "mailed.cairn")
    cpSync(join(dataDirectory, workshop, newestFile(join(dataDirectory, workshop))), mailed)

    const second = await start(newFolder(), "--port", "0", "--workshop", mailed).ready
    const there = await joinAs(second.links.observer)

    expect(there.ydoc.getMap("boards").has("b1")).toBe(true)
    expect(second.workshop).toBe(workshop)
  })

  test("loses no acknowledged edit when it is killed twenty times while people edit", {
    timeout: 120_000,
  }, async () => {
    const dataDirectory = newFolder()
    const queue = newQueue()
    let acknowledged = 0
    for (let round = 0; round < 20; round++) {
      const host = start(dataDirectory, "--port", "0")
      const { links } = await host.ready
      const client = new ReferenceClient(links.participant, { queue })
      await client.ready
      expect(client.me.lastDurable).toBeGreaterThanOrEqual(acknowledged)
      const from = queue.next
      for (let at = 0; at < 60; at++) client.edit((ydoc) => putBoard(ydoc, `b${from + at}`, "Round"))
      const upTo = from + ((round * 7) % 50)
      await client.until(() => client.acknowledged >= upTo)
      host.child.kill("SIGKILL")
      await host.ended
      acknowledged = client.acknowledged
      await client.close()
    }

    const last = start(dataDirectory, "--port", "0")
    const { links } = await last.ready
    const author = await joinAs(links.participant, { queue })
    await author.saved()
    const other = await joinAs(links.observer)
    const expected = Array.from({ length: queue.next - 1 }, (_, at) => `b${at + 1}`)

    expect(other.ydoc.getMap("boards").size).toBe(expected.length)
    expect(expected.filter((id) => !other.ydoc.getMap("boards").has(id))).toEqual([])
  })

  test("drops an unfinished record and says so", async () => {
    const dataDirectory = newFolder()
    const first = start(dataDirectory, "--port", "0")
    const { links, workshop } = await first.ready
    const client = await joinAs(links.facilitator)
    client.edit((ydoc) => putBoard(ydoc, "b1", "Kept"))
    await client.saved()
    first.child.kill("SIGKILL")
    await first.ended
    const folder = join(dataDirectory, workshop)
    appendFileSync(join(folder, newestFile(folder)), Buffer.from([40, 0, 0, 0, 1, 2, 3, 4, 9]))

    const second = start(dataDirectory, "--port", "0")
    const again = await joinAs((await second.ready).links.observer)

    expect(again.ydoc.getMap("boards").has("b1")).toBe(true)
    expect(second.said()).toContain("1 unfinished record dropped")
  })
})

const newestFile = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".cairn"))
    .sort()
    .at(-1) ?? ""
