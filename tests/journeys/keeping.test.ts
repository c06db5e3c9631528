import { readFile } from "node:fs/promises"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { atRest } from "../support/atRest.ts"
import { openBrowser } from "../support/browser.ts"
import { type RunningHost, startHost } from "../support/runningHost.ts"
import { cardNames, cardOn, laptop, phone, saved, type Visitor, visit } from "../support/workshopPages.ts"

/**
 * Keeping and going home, in real browsers on an origin that is not localhost: marks and comments, a parked point that
 * becomes an action, a decision with a fist of five, an earlier state and the way back to it, the end and the file.
 */
let host: RunningHost
let browser: Browser
let ana: Visitor
let bo: Visitor
let cy: Visitor

beforeAll(async () => {
  host = await startHost("--template", "sample")
  browser = await openBrowser()
  ana = await visit(browser, host.links.facilitator, laptop)
  bo = await visit(browser, host.links.participant, laptop, "Bo")
  cy = await visit(browser, host.links.participant, phone, "Cy")
  for (const { page } of [ana, bo]) await cardOn(page, "Capability: Checkout").waitFor()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await host?.stop()
})

const panel = (page: Page, name: string) => page.getByRole("complementary", { name })
const openKeep = async ({ page }: Visitor) => {
  const keep = panel(page, "What we keep")
  if (!(await keep.isVisible())) await page.getByRole("button", { name: "What we keep" }).click()
  await keep.waitFor()
  return keep
}
const fromMenu = async ({ page }: Visitor, entry: string) => {
  await page.getByRole("button", { name: "Menu", exact: true }).click()
  await page.getByRole("menuitem", { name: entry }).click()
}

describe("keeping", () => {
  test("a participant marks a card and asks about it, and the facilitator sees both on the card", async () => {
    await cardOn(bo.page, "Capability: Checkout").click()
    await bo.page.keyboard.press("q")
    const marks = bo.page.getByRole("region", { name: "Marks and comments" })
    await marks.getByRole("button", { name: /^Question/ }).click()
    await marks.getByLabel("New comment").fill("Who runs this at night?")
    await marks.getByLabel("Sort").selectOption("question")
    await marks.getByRole("button", { name: "Add", exact: true }).click()
    await cardOn(ana.page, "Capability: Checkout")
      .getByText("On this card: 1 × Question, 1 comment")
      .waitFor({ state: "attached" })
    expect(await marks.getByRole("button", { name: "Question, 1 person" }).getAttribute("aria-pressed")).toBe("true")
  })

  test("a parked point becomes an action that somebody takes on", async () => {
    const own = await openKeep(bo)
    await own.getByLabel("What should not be lost?").fill("Ask the shops")
    await own.getByRole("button", { name: "Park", exact: true }).click()
    const keep = await openKeep(ana)
    await keep.getByRole("button", { name: "What to do with “Ask the shops”" }).click()
    await ana.page.getByRole("menuitem", { name: "Becomes an action" }).click()
    await keep.getByRole("tab", { name: "Actions" }).click()
    await keep.getByLabel("Who").fill("Bo")
    await keep.getByLabel("By when").fill("2027-01-15")
    await saved(ana.page)
    await own.getByRole("tab", { name: "Actions" }).click()
    await expect.poll(() => own.getByLabel("Who").inputValue()).toBe("Bo")
  })

  test("everybody shows a fist of five, and only counts come out", async () => {
    const keep = await openKeep(ana)
    await keep.getByRole("tab", { name: "Decisions" }).click()
    await keep.getByLabel("What is decided?").fill("Checkout comes first")
    await keep.getByRole("button", { name: "Add", exact: true }).click()
    await keep.getByRole("button", { name: "Ask for a fist of five" }).click()
    const card = bo.page.getByRole("region", { name: "Fist of five" })
    await card.getByRole("button", { name: /^2/ }).click()
    await card.getByRole("button", { name: /^4/ }).click()
    await ana.page.getByRole("region", { name: "Fist of five" }).getByRole("button", { name: /^5/ }).click()
    await keep.getByText("2 people have answered").waitFor()
    await keep.getByRole("button", { name: "End and count" }).click()
    await keep.getByText("Carried: everybody shows three or more.").waitFor()
    await keep.getByText("4, Good: 1 person").waitFor({ state: "attached" })
    await keep.getByText("2, Some concerns: 0 people").waitFor({ state: "attached" })
    await card.waitFor({ state: "detached" })
  })
})

describe("an earlier state", () => {
  let before: string[]

  test("tells what has changed since, by meaning", async () => {
    await fromMenu(ana, "Earlier states")
    const states = panel(ana.page, "Earlier states")
    before = await atRest(() => cardNames(ana.page))
    await states.getByLabel("Before the break").fill("Before the break")
    await states.getByRole("button", { name: "Keep", exact: true }).click()
    await states.getByRole("button", { name: "Look at “Before the break”" }).waitFor()
    await cardOn(bo.page, "Capability: Checkout").click()
    await bo.page.keyboard.press("Delete")
    await cardOn(ana.page, "Capability: Checkout").waitFor({ state: "detached" })
    await states.getByRole("button", { name: "Look at “Before the break”" }).click()
    const dialog = ana.page.getByRole("dialog", { name: "Before the break" })
    await dialog.getByRole("img", { name: /as it was: Before the break/ }).waitFor()
    await dialog.getByRole("region", { name: "Gone: 1" }).getByText("Checkout").waitFor()
  })

  test("comes back as one step, and one undo takes that back", async () => {
    const dialog = ana.page.getByRole("dialog", { name: "Before the break" })
    await dialog.getByRole("button", { name: "Go back to this state" }).click()
    await dialog.waitFor({ state: "detached" })
    await cardOn(ana.page, "Capability: Checkout").waitFor()
    await cardOn(bo.page, "Capability: Checkout").waitFor()
    await expect.poll(() => cardNames(ana.page)).toEqual(before)
    await panel(ana.page, "Earlier states").getByText("Before going back to “Before the break”").waitFor()
    await ana.page.keyboard.press("Control+z")
    await cardOn(bo.page, "Capability: Checkout").waitFor({ state: "detached" })
    await ana.page.keyboard.press("Control+Shift+z")
    await cardOn(bo.page, "Capability: Checkout").waitFor()
  })

  test("can be looked at by a participant, who cannot go back to it", async () => {
    await fromMenu(bo, "Earlier states")
    await panel(bo.page, "Earlier states").getByRole("button", { name: "Look at “Before the break”" }).click()
    const dialog = bo.page.getByRole("dialog", { name: "Before the break" })
    await dialog.getByText("There is no difference.").waitFor()
    expect(await dialog.getByRole("button", { name: "Go back to this state" }).count()).toBe(0)
    await dialog.getByRole("button", { name: "Close" }).click()
  })
})

describe("going home", () => {
  test("the facilitator ends the session and everybody sees what came of it", async () => {
    await fromMenu(ana, "End the session")
    const dialog = ana.page.getByRole("dialog", { name: "End the session?" })
    await dialog.getByText("Everything that anybody wrote has arrived.").waitFor()
    await dialog.getByRole("button", { name: "End the session" }).click()
    await ana.page.getByRole("dialog", { name: "What came of it" }).waitFor()
    for (const { page } of [bo, cy]) {
      const recap = page.getByRole("main", { name: "What came of it" })
      await recap.getByText("Checkout comes first").waitFor()
      await recap.getByText("Ask the shops").first().waitFor()
      await recap.getByText("Who runs this at night?").waitFor()
      await recap
        .getByRole("img", { name: /^Picture of/ })
        .first()
        .waitFor()
    }
  })

  test("a phone saves everything, without anybody's name", async () => {
    const download = cy.page.waitForEvent("download")
    await cy.page.getByRole("button", { name: "Save everything" }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/\.zip$/)
    const archive = (await readFile(await file.path())).toString("latin1")
    expect(archive.startsWith("PK")).toBe(true)
    for (const name of [".json", "Report.md", ".png"]) expect(archive).toContain(name)
    expect(archive).toContain("Checkout comes first")
    expect(archive).not.toContain('"displayName":')
    expect(archive).not.toContain('"who": "Bo"')
  })

  test("nothing went wrong on any page", () => {
    for (const { errors } of [ana, bo, cy]) expect(errors).toEqual([])
  })
})
