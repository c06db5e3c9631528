import { readFile } from "node:fs/promises"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openBrowser } from "../support/browser.ts"
import { type RunningHost, startHost } from "../support/runningHost.ts"
import { addition, cardNames, cardOn, laptop, saved, tabOf, visit } from "../support/workshopPages.ts"

/**
 * What somebody does who has never seen Cairn and reads nothing but the screen: from an empty workshop to a Product Flow
 * with three opportunities, each of which says whose value it is in the end. Then the board is kept as a template.
 */
let host: RunningHost
let browser: Browser
let page: Page

beforeAll(async () => {
  host = await startHost()
  browser = await openBrowser()
  page = (await visit(browser, host.links.facilitator, laptop)).page
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await host?.stop()
})

const keys = ["Enter", "Tab", "Shift+Tab", "Escape"]
/** Types as fast as a keyboard can, without waiting for anything. */
async function write(...words: readonly string[]): Promise<void> {
  for (const word of words) await (keys.includes(word) ? page.keyboard.press(word) : page.keyboard.type(word))
}
const panel = () => page.getByRole("complementary")
const addBoard = async (kind: string) => {
  await page.getByRole("button", { name: "Add a board" }).click()
  await page.getByRole("menuitem", { name: kind }).click()
}

describe("a new user, with nothing but the screen", () => {
  test("writes two users, what they need and what that rests on, without lifting the hands", async () => {
    await page.getByRole("button", { name: /^User Needs Map/ }).click()
    await addition(page, "User").click()
    await write("Reader", "Tab", "Find a book that fits", "Tab", "Search", "Tab", "Catalogue", "Escape")
    await addition(page, "User").click()
    await write("Librarian", "Tab", "Keep the shelves in order", "Tab", "Shelving", "Escape")

    await cardOn(page, "Capability: Shelving").waitFor()
    await expect
      .poll(() => cardNames(page))
      .toEqual([
        "Capability: Catalogue",
        "Capability: Search",
        "Capability: Shelving",
        "Need: Find a book that fits",
        "Need: Keep the shelves in order",
        "User: Librarian",
        "User: Reader",
      ])
  })

  test("tells the story as fast as it can be typed, and names who does it where Cairn asks", async () => {
    await addBoard("Story Map")
    await addition(page, "Activity").click()
    await write("Take in a book", "Tab", "Describe the book", "Enter", "Find its shelf", "Shift+Tab")
    await write("Help a reader", "Tab", "Look up what is in", "Enter", "Enter")

    await cardOn(page, "Step: Look up what is in").waitFor()
    await expect
      .poll(() => cardNames(page))
      .toEqual([
        "Activity: Help a reader",
        "Activity: Take in a book",
        "Step: Describe the book",
        "Step: Find its shelf",
        "Step: Look up what is in",
      ])

    await page.getByRole("button", { name: /^Check this board/ }).click()
    await panel().getByRole("button", { name: "Name who does it" }).click()
    await page.getByRole("menuitem", { name: "Librarian" }).click()
    await panel().getByText("Who does all this?").waitFor({ state: "detached" })
    await panel().getByRole("button", { name: "Close" }).click()
    await cardOn(page, "Step: Describe the book").click()
    await panel().getByRole("combobox", { name: "Add a capability" }).selectOption({ label: "Catalogue" })
  })

  test("says who is who, and takes over what Cairn proposes", async () => {
    await addBoard("Product Flow")
    await page.getByRole("button", { name: "Propose from maps" }).first().click()
    await page
      .getByRole("group", { name: "Reader is …" })
      .getByRole("button", { name: /^End customer/ })
      .click()
    await page
      .getByRole("group", { name: "Librarian is …" })
      .getByRole("button", { name: /^Consumer/ })
      .click()
    await panel().getByRole("button", { name: "Accept all 6" }).click()

    await cardOn(page, "Interaction: Describe the book").waitFor()
    await panel().getByText("everything in the maps is already here").waitFor()
    await panel().getByRole("button", { name: "Close" }).click()
  })

  test("makes three opportunities of what people do, each with whose value it is in the end", async () => {
    const found = [
      ["Interaction: Describe the book", "Librarians describe each book twice"],
      ["Interaction: Find its shelf", "New books wait in boxes"],
      ["Interaction: Look up what is in", "Readers are sent to the wrong shelf"],
    ] as const
    for (const [interaction, problem] of found) {
      await cardOn(page, interaction).click()
      await panel().getByRole("button", { name: "Make an opportunity of it" }).click()
      await write(problem, "Escape")
      await cardOn(page, `Opportunity: ${problem}`).waitFor()
    }

    await cardOn(page, "Opportunity: Librarians describe each book twice").click()
    const value = panel().getByRole("region", { name: "Whose value in the end?" })
    await value
      .getByText(
        "Librarian could “Describe the book” with less effort; that carries “Catalogue”, on which Reader depends to “Find a book that fits”.",
      )
      .waitFor()
    await saved(page)
  })

  test("follows the trace to the need on the needs map", async () => {
    await panel().getByRole("button", { name: "Need: Find a book that fits" }).click()

    await cardOn(page, "Need: Find a book that fits").waitFor()
    await expect.poll(() => tabOf(page, /User Needs Map/).getAttribute("aria-current")).toBe("page")
  })

  test("keeps the story map as a template, and starts a new workshop from it", async () => {
    await tabOf(page, /Story Map/).click()
    await page.getByRole("button", { name: "Board menu" }).click()
    const download = page.waitForEvent("download")
    await page.getByRole("menuitem", { name: "Save board as a template" }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/template.*\.json$/)
    const text = await readFile(await file.path(), "utf8")

    await page.getByRole("button", { name: "Menu", exact: true }).click()
    await page.getByRole("menuitem", { name: "All workshops" }).click()
    await page
      .getByLabel("Choose a file")
      .setInputFiles({ name: file.suggestedFilename(), mimeType: "application/json", buffer: Buffer.from(text) })

    await cardOn(page, "Step: Describe the book").waitFor()
    await expect
      .poll(() => cardNames(page))
      .toEqual([
        "Activity: Help a reader",
        "Activity: Take in a book",
        "Step: Describe the book",
        "Step: Find its shelf",
        "Step: Look up what is in",
      ])
  })
})
