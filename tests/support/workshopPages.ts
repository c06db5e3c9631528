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
  /** What the console calls an error: a fault that ended one screen only, and parts of the page that did not come. */
  readonly logged: readonly string[]
}

/** Opens a link on a device of its own; a participant types a name. */
export async function visit(browser: Browser, link: string, device: object, name = ""): Promise<Visitor> {
  const context = await browser.newContext({ ...device, acceptDownloads: true })
  const page = await context.newPage()
  const faults = hearFaults(page)
  await page.goto(link)
  if (name !== "") {
    await page.getByLabel("Your name").fill(name)
    await page.getByRole("button", { name: "Take part" }).click()
  }
  return { name, page, ...faults }
}

/** From now on: what goes wrong on a page without anybody seeing it. */
export function hearFaults(page: Page): Pick<Visitor, "errors" | "logged"> {
  const errors: string[] = []
  const logged: string[] = []
  page.on("pageerror", (problem) => errors.push(problem.message))
  page.on("console", (message) => {
    if (message.type() === "error") logged.push(message.text())
  })
  return { errors, logged }
}

export const cardOn = (page: Page, name: string) => page.getByRole("group", { name, exact: true })

export const tabOf = (page: Page, board: RegExp) =>
  page.getByRole("navigation", { name: "Boards" }).getByRole("button", { name: board }).first()

/** Everything this person did is on the host's disk. */
export const saved = (page: Page) => page.getByRole("status").filter({ hasText: "Saved on host" }).first().waitFor()

/** The workshop as JSON, or the board as a picture, as the dialogue gives it. */
export async function exported(page: Page, format: "JSON" | "PNG" | "SVG"): Promise<Buffer> {
  await page.keyboard.press("Control+Shift+E")
  const dialog = page.getByRole("dialog", { name: "Export" })
  await dialog.getByRole("radio", { name: format, exact: true }).check({ force: true })
  const download = page.waitForEvent("download")
  await dialog.getByRole("button", { name: "Save" }).click()
  const file = await (await download).path()
  // The next keys are the board's again only when it has closed.
  await dialog.waitFor({ state: "detached" })
  return readFile(file)
}

/** Opens what the palette calls by this name, as somebody would who types it. */
export async function fromPalette(page: Page, command: string): Promise<void> {
  await page.keyboard.press("Control+k")
  const palette = page.getByRole("dialog")
  await palette.getByRole("combobox").fill(command)
  await palette
    .getByRole("option", { name: new RegExp(`^${command}`) })
    .first()
    .click()
}

/** Writes into the title that has just been opened; letters outside of a text field would be commands. */
export async function writeTitle(page: Page, text: string): Promise<void> {
  const field = page.locator("textarea:focus")
  await field.waitFor()
  await field.press("End")
  await field.pressSequentially(text)
  await page.keyboard.press("Escape")
  await field.waitFor({ state: "detached" })
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
