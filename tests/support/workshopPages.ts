import { readFile } from "node:fs/promises"
import type { Browser, Page } from "playwright-core"

/** What people do on their screens, by role and name, as they would. */

export const laptop = { viewport: { width: 1440, height: 900 }, locale: "en-GB" }
export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: "en-GB" }

export interface Visitor {
  readonly name: string
  readonly page: Page
  /** What went wrong on the page without anybody seeing it. */
  readonly errors: readonly string[]
}

/** Opens a link on a device of its own; a participant types a name. */
export async function visit(browser: Browser, link: string, device: object, name = ""): Promise<Visitor> {
  const context = await browser.newContext({ ...device, acceptDownloads: true })
  const page = await context.newPage()
  const errors: string[] = []
  page.on("pageerror", (problem) => errors.push(problem.message))
  await page.goto(link)
  if (name !== "") {
    await page.getByLabel("Your name").fill(name)
    await page.getByRole("button", { name: "Take part" }).click()
  }
  return { name, page, errors }
}

export const cardOn = (page: Page, name: string) => page.getByRole("group", { name, exact: true })

export const tabOf = (page: Page, board: RegExp) =>
  page.getByRole("navigation", { name: "Boards" }).getByRole("button", { name: board }).first()

/** Everything this person did is on the host's disk. */
export const saved = (page: Page) => page.getByRole("status").filter({ hasText: "Saved on host" }).first().waitFor()

/** The workshop as JSON, or the board as a picture, as the dialogue gives it. */
export async function exported(page: Page, format: "JSON" | "PNG" | "SVG"): Promise<Buffer> {
  await page.keyboard.press("Control+Shift+E")
  await page.getByRole("dialog", { name: "Export" }).waitFor()
  await page.getByRole("radio", { name: format, exact: true }).check({ force: true })
  const download = page.waitForEvent("download")
  await page.getByRole("button", { name: "Save" }).click()
  return readFile(await (await download).path())
}

/** The names of all cards that stand on the canvas. */
export const cardNames = async (page: Page): Promise<string[]> =>
  (
    await page
      .locator("[data-card][role=group]")
      .evaluateAll((cards) => cards.map((card) => card.getAttribute("aria-label") ?? ""))
  ).sort()

/** The toolbar's button that makes a card of a kind. */
export const addition = (page: Page, kind: string) =>
  page.getByRole("toolbar", { name: "Tools and cards" }).getByRole("button", { name: new RegExp(kind, "i") })
