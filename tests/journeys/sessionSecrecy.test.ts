import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openBrowser } from "../support/browser.ts"
import { type RunningHost, startHost } from "../support/runningHost.ts"
import { arrive, isIn, largeScreen, type Person, writeAlone } from "../support/sessionPeople.ts"

/**
 * What somebody writes alone and how they vote, looked for in the pages of all others: what they show, what they keep
 * on their devices, and everything that is in their memory.
 */
const canary = "Canary note that nobody may see"

let host: RunningHost
let browser: Browser
let lead: Person
let bo: Person
let cy: Person
let screen: Person

beforeAll(async () => {
  host = await startHost("--template", "sample")
  browser = await openBrowser()
  lead = await arrive(browser, host.links.facilitator)
  bo = await arrive(browser, host.links.participant, { name: "Bo" })
  cy = await arrive(browser, host.links.participant, { name: "Cy", isPhone: true })
  screen = await arrive(browser, `${host.links.observer}&projector`, { more: largeScreen })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await host?.stop()
})

/** All texts in a page's memory: whatever a script could still reach, and what it has not let go of yet. */
async function memoryOf({ page }: Person): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk))
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false })
  await session.detach()
  return chunks.join("")
}

/** Everything that this device keeps for later. */
const keptBy = ({ page }: Person): Promise<string> =>
  page.evaluate(async () => {
    const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }]
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name ?? ""))
      for (const store of database.objectStoreNames)
        found.push(await settled(database.transaction(store).objectStore(store).getAll()))
      database.close()
    }
    return JSON.stringify(found, (_key, value) =>
      value instanceof Uint8Array || value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value,
    )
  })

test("a private note is in no other page, on no other device and in nobody else's memory", async () => {
  await isIn(lead)
  await lead.page.keyboard.press("Shift+A")
  await lead.useAgenda("User Needs Map")
  for (let at = 0; at < 4; at++) await lead.page.keyboard.press("Shift+N")
  await bo.page.getByText(bo.say("writing.promise")).waitFor()
  await writeAlone(bo, canary)
  await lead.page.getByText(lead.say("writing.counters", { notes: 1, writers: 1, ready: 0 })).waitFor()
  await lead.button("writing.who").click()

  for (const other of [lead, cy, screen]) {
    expect(await other.page.content()).not.toContain(canary)
    expect(await keptBy(other)).not.toContain(canary)
    expect((await memoryOf(other)).includes(canary), "in memory").toBe(false)
  }
  await expect.poll(() => keptBy(bo), { message: "it would have been found" }).toContain(canary)
  expect((await memoryOf(bo)).includes(canary), "it would have been found").toBe(true)
})

test("a ballot is on no other device and in nobody else's memory", async () => {
  await lead.page.keyboard.press("Shift+V")
  await lead.button("voting.new").click()
  await lead.button("voting.to.open").click()
  await bo.page
    .getByRole("button", { name: /^One more dot/ })
    .first()
    .click()
  await lead.page.getByText(lead.say("voting.count", { ballots: 1, people: 3 })).waitFor()
  // How a ballot begins wherever one is kept, on its way or read.
  const ballot = /cast-ballot.{0,200}"dots":\[\{/
  await expect.poll(() => keptBy(bo), { message: "it would have been found" }).toMatch(/"dots":\[\{"cardId"/)
  for (const other of [lead, cy, screen]) {
    expect(await keptBy(other)).not.toMatch(/"dots":\[\{"cardId"/)
    expect(ballot.test(await memoryOf(other)), "in memory").toBe(false)
    expect(await other.page.getByText(other.say("voting.dotsOf", { dots: 1, voters: 1 })).count()).toBe(0)
  }
})
