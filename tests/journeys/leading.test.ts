import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { atRest } from "../support/atRest.ts"
import { openBrowser } from "../support/browser.ts"
import { expectOneTime, secondsOn } from "../support/oneClock.ts"
import { type RunningHost, startHost } from "../support/runningHost.ts"
import { addition, cardOn, laptop, phone, tabOf, type Visitor, visit, writeTitle } from "../support/workshopPages.ts"

/**
 * Leading a room, in real browsers on an origin that is not localhost: a facilitator with a ready agenda, a participant
 * whose clock is three hours fast, one on a phone, and the large screen, which has an observer's pass.
 */
const largeScreen = { viewport: { width: 1920, height: 1080 }, locale: "en-GB" }
const soon = { timeout: 10_000 }
const threeHours = 3 * 3_600_000

let host: RunningHost
let browser: Browser
let lead: Visitor
let bo: Visitor
let eli: Visitor
let screen: Visitor

beforeAll(async () => {
  host = await startHost("--template", "sample")
  browser = await openBrowser()
  const { links } = host
  lead = await visit(browser, links.facilitator, laptop)
  bo = await visitWithWrongClock(links.participant, "Bo")
  eli = await visit(browser, links.participant, phone, "Eli")
  screen = await visit(browser, `${links.observer}&projector`, largeScreen)
  for (const { page } of [lead, bo, screen]) await cardOn(page, "Capability: Checkout").waitFor()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await host?.stop()
})

/** Somebody whose laptop is three hours fast, from before the page opens. */
async function visitWithWrongClock(link: string, name: string): Promise<Visitor> {
  const visitor = await visit(browser, "about:blank", laptop)
  await visitor.page.context().addInitScript((ahead) => {
    const right = Date.now
    Date.now = () => right() + ahead
  }, threeHours)
  await visitor.page.goto(link)
  await visitor.page.getByLabel("Your name").fill(name)
  await visitor.page.getByRole("button", { name: "Take part" }).click()
  return { ...visitor, name }
}

const bar = ({ page }: Visitor) => page.getByRole("region", { name: "Leading" })
const strip = ({ page }: Visitor) => page.getByRole("region", { name: "What we are doing" })
const press = ({ page }: Visitor, keys: string) => page.keyboard.press(keys)

/** The width of a card on screen tells how near the view is. */
const widthOf = async (page: Page, name: string) => (await cardOn(page, name).boundingBox())?.width ?? 0

/** From now on: whether the map was taken off the screen, be it for a moment. */
async function hidingOfMap({ page }: Visitor): Promise<() => Promise<boolean>> {
  const sizes = await page.locator("[data-canvas]").evaluateHandle((map) => {
    const seen: number[] = []
    new ResizeObserver(() => seen.push(map.clientWidth)).observe(map)
    return seen
  })
  return async () => (await sizes.evaluate((seen) => seen)).includes(0)
}

async function openBoard({ page }: Visitor, board: RegExp): Promise<void> {
  await tabOf(page, board).click()
  await tabOf(page, board).and(page.locator("[aria-current]")).waitFor()
  await page.locator("[data-card]").first().waitFor()
}

test("a ready agenda is one click, and everybody waits in the lobby", async () => {
  await press(lead, "Shift+A")
  await lead.page.getByRole("button", { name: "Use this agenda: User Needs Map" }).click()

  for (const { page } of [bo, eli]) {
    await page.getByRole("heading", { name: "The session begins soon" }).waitFor()
    await page.getByText("Scan, pick a mark, say in three words why you are here").waitFor()
  }
  await screen.page.getByText("3 people are here").waitFor()
  await lead.page.getByRole("list", { name: "Steps" }).getByText("Three insights").waitFor()
})

test("the first step begins everywhere at once, with one clock, also for whoever comes late", async () => {
  await bar(lead).getByRole("button", { name: "Start: Arrive, join, choose a name or alias" }).click()
  await Promise.all([bo, eli].map((visitor) => strip(visitor).getByText("Scan, pick a mark").waitFor()))
  await expectOneTime([lead, bo, eli, screen])

  await expect.poll(() => secondsOn(lead), soon).toBeLessThan(299)
  const late = await visit(browser, host.links.participant, laptop, "Late")
  await strip(late).getByText("Scan, pick a mark").waitFor()
  await expectOneTime([lead, late, bo])
  await late.page.context().close()

  const before = await secondsOn(bo)
  await bar(lead).getByRole("button", { name: "2 more minutes" }).click()
  await expect.poll(() => secondsOn(bo), soon).toBeGreaterThan(before + 90)
  await expectOneTime([lead, bo, eli, screen])
})

test("what a step does not allow is not offered, and says so", async () => {
  await strip(bo).getByText("The board is closed in this step").waitFor()
  expect(await addition(bo.page, "Need").count()).toBe(0)

  await press(lead, "Shift+N")
  await press(lead, "Shift+N")
  await strip(bo).getByText("You can write: User").waitFor()
  await addition(bo.page, "User").waitFor()
  expect(await addition(bo.page, "Capability").count()).toBe(0)
  expect(await addition(lead.page, "Capability").count(), "the facilitator may do everything").toBe(1)

  const wasHidden = await hidingOfMap(bo)
  await press(lead, "Shift+N")
  await strip(bo).getByText("Nobody sees it").waitFor()
  await bo.page.getByText("Only you see this until everything is revealed at once.").waitFor()
  expect(await wasHidden(), "the map stays while the notes come").toBe(false)
  expect(await bo.page.getByRole("button", { name: /^Questions about/ }).count(), "nobody is asked while writing").toBe(
    0,
  )
})

test("the note of whoever leads is on no other screen", async () => {
  await lead.page.getByText("Show one good and one poor example").waitFor()
  for (const { page } of [bo, eli, screen]) expect(await page.content()).not.toContain("one good and one poor example")
})

test("going back loses nothing and gives back what was left on the clock", async () => {
  await expect.poll(() => secondsOn(lead), soon).toBeLessThan(359)
  await press(lead, "Shift+N")
  await strip(bo).getByText("What says the same?").waitFor()
  await addition(bo.page, "Need").click()
  await writeTitle(bo.page, "Feel safe")
  await cardOn(lead.page, "Need: Feel safe").waitFor()

  await bar(lead).getByRole("button", { name: "Back" }).click()
  await strip(bo).getByText("Nobody sees it").waitFor()
  expect(await secondsOn(lead)).toBeLessThan(360)
  await press(lead, "Shift+N")
  await strip(bo).getByText("You can write: Need").waitFor()
  await cardOn(bo.page, "Need: Feel safe").waitFor()
})

test("a vote can be about the part of the map that whoever leads is looking at", async () => {
  const { page } = lead
  await cardOn(page, "Need: Pay without worrying about my money").click()
  await press(lead, "Shift+2")
  await press(lead, "Shift+V")
  await page.getByRole("button", { name: "New vote" }).click()
  await page.getByLabel("What is voted on").selectOption({ label: "All cards: Need" })
  const form = page.locator("form", { has: page.getByRole("button", { name: "Open the vote" }) })
  await form.getByText(/^8 cards$/).waitFor()
  await form.getByLabel("Only those on my screen now").check()
  await form.getByText(/^[1-4] cards?$/).waitFor()
  await form.getByLabel("Only those on my screen now").uncheck()
  await form.getByText(/^8 cards$/).waitFor()
  await form.getByRole("button", { name: "Cancel" }).click()
  await page.getByRole("complementary", { name: "Dot voting" }).getByRole("button", { name: "Close" }).click()
  await press(lead, "Shift+1")
})

test("all editing can be paused and lifted by one key", async () => {
  await press(lead, "Shift+P")
  await strip(bo).getByText("Editing is paused").waitFor()
  expect(await addition(bo.page, "Need").count()).toBe(0)
  await press(lead, "Shift+P")
  await addition(bo.page, "Need").waitFor()
})

test("everybody is brought to the facilitator, but nobody is torn away from a sentence", async () => {
  await openBoard(bo, /clusters from first/)
  await press(lead, "Shift+G")
  await cardOn(bo.page, "Capability: Checkout").waitFor()

  await bo.page.keyboard.press("Control+F")
  await bo.page.getByRole("dialog").getByRole("combobox").fill("half a wo")
  await openBoard(lead, /clusters from first/)
  await press(lead, "Shift+G")
  await bo.page.getByText("The facilitator is showing something.").waitFor()
  await bo.page.keyboard.press("Escape")
  await bo.page.getByRole("button", { name: "Go there" }).click()
  await expect.poll(() => tabOf(bo.page, /clusters from first/).getAttribute("aria-current"), soon).not.toBeNull()
  await openBoard(lead, /Online shop/)
  await press(lead, "Shift+G")
  await cardOn(bo.page, "Capability: Checkout").waitFor()
})

test("the large screen fits itself to what is talked about, and has nothing to press", async () => {
  const { page } = screen
  expect(await page.getByRole("button").count()).toBe(0)
  expect(await page.evaluate(() => document.documentElement.dataset.view)).toBe("projector")
  const before = await atRest(() => widthOf(page, "Capability: Checkout"))

  await cardOn(lead.page, "Capability: Checkout").click()
  await press(lead, "Shift+S")
  await expect.poll(() => widthOf(page, "Capability: Checkout"), soon).toBeGreaterThan(before * 1.5)
  await bar(lead).getByRole("button", { name: "Spotlight" }).click()
  await expect.poll(() => widthOf(page, "Capability: Checkout"), soon).toBeLessThan(before * 1.2)

  await press(lead, "Shift+L")
  const prompt = page.getByRole("region", { name: "Reveal, read, cluster" })
  await prompt.waitFor()
  await press(lead, "Shift+L")
  await prompt.waitFor({ state: "detached" })
})

test("the code for latecomers stands in the corner of the large screen once the room is open", async () => {
  await lead.page.getByRole("button", { name: "Open the room" }).click()
  const digits = await lead.page.locator(".room-digits").innerText()
  await lead.page.keyboard.press("Escape")
  await lead.page.getByRole("dialog").waitFor({ state: "detached" })
  await screen.page.reload()
  await screen.page.getByText(`Code ${digits}`).waitFor()
})

test("everybody follows the facilitator until they look around themselves", async () => {
  await press(lead, "Shift+F")
  await bo.page.getByText(/^You follow/).waitFor()
  await lead.page.keyboard.press("Shift+2")
  const near = await atRest(() => widthOf(lead.page, "Capability: Checkout"))
  await expect.poll(async () => (await widthOf(bo.page, "Capability: Checkout")) / near, soon).toBeGreaterThan(0.6)
  await bo.page.getByRole("button", { name: "Look around yourself" }).click()
  await bo.page.getByRole("button", { name: "Back to Facilitator" }).waitFor()
  await press(lead, "Shift+F")
  await expect.poll(() => bo.page.getByRole("button", { name: "Back to Facilitator" }).count(), soon).toBe(0)
})

test("no page has failed without anybody seeing it", () => {
  for (const { errors } of [lead, bo, eli, screen]) expect(errors).toEqual([])
})
