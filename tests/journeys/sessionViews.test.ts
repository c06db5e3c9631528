import type { Browser } from "playwright-core"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { faultsOn } from "../support/axe.ts"
import { openBrowser } from "../support/browser.ts"
import { type RunningHost, startHost } from "../support/runningHost.ts"
import { arrive, largeScreen, type Person, picture } from "../support/sessionPeople.ts"
import { fromPalette } from "../support/workshopPages.ts"

/** Every view of a session, light and dark, looked at by a program that knows what people stumble over. */

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
}, 120_000)
afterAll(() => browser?.close())

describe.each(["light", "dark"] as const)("in %s colours nothing serious is found", (colorScheme) => {
  let host: RunningHost
  let lead: Person
  let bo: Person
  let eli: Person
  let screen: Person
  const faults: string[] = []
  const more = { colorScheme, reducedMotion: "reduce" }

  beforeAll(async () => {
    host = await startHost("--template", "sample")
    lead = await arrive(browser, host.links.facilitator, { more })
    bo = await arrive(browser, host.links.participant, { name: "Bo", more })
    eli = await arrive(browser, host.links.participant, { name: "Eli", isPhone: true, more })
    screen = await arrive(browser, `${host.links.observer}&projector`, { more: { ...more, ...largeScreen } })
    for (const { page } of [lead, bo]) await page.getByRole("group", { name: "Capability: Checkout" }).waitFor()
  }, 120_000)
  afterAll(() => host?.stop())
  beforeEach(() => {
    for (const { page } of [lead, bo, eli, screen]) page.setDefaultTimeout(10_000)
  })

  async function look(view: string, person: Person): Promise<void> {
    // A colour on its way from one to another is nobody's choice.
    await person.page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))))
    await picture(`view-${colorScheme}-${view.replaceAll(" ", "-")}`, { p: person })
    faults.push(...(await faultsOn(person.page)).map((fault) => `${view}: ${fault}`))
  }
  const clean = () => expect(faults.splice(0)).toEqual([])
  const panelOf = ({ page }: Person, name: string) => page.getByRole("complementary", { name })

  test("before one is in", async () => {
    const { origin } = new URL(host.links.participant)
    const stranger = await arrive(browser, origin, { more })
    await stranger.page.getByLabel(stranger.say("join.code")).waitFor()
    await look("join", stranger)
    await stranger.page.goto(host.links.participant)
    await stranger.page.getByLabel(stranger.say("join.name"), { exact: true }).waitFor()
    await look("name", stranger)
    await stranger.page.goto("about:blank")
    const lost = await arrive(browser, host.links.participant.replace(/#j=.*/, "#j=AAAAAAAAAAAAAAAAAAAAAA"), { more })
    await lost.page.getByRole("heading").first().waitFor()
    await look("refused", lost)
    await Promise.all([stranger, lost].map(({ page }) => page.context().close()))
    clean()
  })

  test("beside a map, with every panel", async () => {
    await look("laptop", bo)
    await look("laptop leading", lead)
    for (const entry of ["Agenda", "What we keep", "Earlier states", "People"]) {
      await palette(lead, entry)
      await panelOf(lead, entry).waitFor()
      await look(`panel ${entry}`, lead)
    }
    await palette(lead, "What we keep")
    for (const tab of ["Decisions", "Actions", "Energy"]) {
      await lead.page.getByRole("tab", { name: tab }).click()
      await look(`kept ${tab}`, lead)
    }
    await palette(lead, "Dot voting")
    await lead.button("voting.new").click()
    await look("new vote", lead)
    await lead.page.keyboard.press("Escape")
    clean()
  })

  test("every dialogue", async () => {
    for (const [entry, title = entry] of [
      ["Language and appearance"],
      ["Open the room", "Join this workshop"],
      ["Export"],
      ["What came of it"],
      ["Keys and signs"],
    ] as const) {
      await palette(lead, entry)
      await lead.page.getByRole("dialog", { name: title }).waitFor()
      if (entry === "Open the room") await lead.page.locator(".room-digits").waitFor()
      await look(`dialogue ${entry}`, lead)
      await lead.page.keyboard.press("Escape")
      await lead.page.getByRole("dialog").waitFor({ state: "detached" })
    }
    await lead.page.keyboard.press("Control+k")
    await lead.page.getByRole("dialog").getByRole("combobox").waitFor()
    await look("palette", lead)
    await lead.page.keyboard.press("Escape")
    clean()
  })

  test("a phone's pages, a private step, a vote, the large screen, and the end", async () => {
    await palette(lead, "Agenda")
    await lead.useAgenda("User Needs Map")
    await eli.page.getByRole("heading", { name: eli.say("lobby.title") }).waitFor()
    await look("lobby phone", eli)
    await look("lobby laptop", bo)
    await look("lobby screen", screen)
    for (let at = 0; at < 4; at++) await lead.page.keyboard.press("Shift+N")
    await eli.page.getByText(eli.say("writing.promise")).waitFor()
    await bo.page.getByText(bo.say("writing.promise")).waitFor()
    await look("private phone", eli)
    await look("private laptop", bo)
    await look("private leading", lead)
    await look("screen", screen)
    for (const page of ["place", "vote", "rate", "look", "me", "write"] as const) {
      const nav = eli.page.getByRole("navigation", { name: eli.say("phone.nav") })
      await nav.getByRole("button", { name: eli.say(`phone.${page}`) }).click()
      await nav
        .getByRole("button", { name: eli.say(`phone.${page}`) })
        .and(eli.page.locator("[aria-current]"))
        .waitFor()
      await expect.poll(() => eli.page.locator(".loading").count()).toBe(0)
      await look(`phone ${page}`, eli)
    }
    await palette(lead, "Dot voting")
    await lead.button("voting.new").click()
    await lead.button("voting.to.open").click()
    for (const person of [bo, eli]) await person.page.locator(".vote-left").waitFor()
    await look("vote phone", eli)
    await look("vote laptop", bo)
    await lead.button("voting.to.closed").click()
    await lead.button("voting.to.revealed").click()
    await eli.page
      .getByRole("navigation", { name: eli.say("phone.nav") })
      .getByRole("button", { name: eli.say("phone.vote") })
      .click()
    await eli.page.locator(".vote-result").waitFor()
    await look("counted phone", eli)
    await look("counted leading", lead)
    await palette(lead, "End the session")
    const ending = lead.page.getByRole("dialog", { name: lead.say("recap.end.title") })
    await ending.waitFor()
    await look("ending", lead)
    await ending.getByRole("button", { name: lead.say("recap.end.confirm") }).click()
    for (const { page, say } of [bo, eli]) await page.getByRole("main", { name: say("action.recap") }).waitFor()
    await look("recap phone", eli)
    await look("recap laptop", bo)
    await look("ended screen", screen)
    clean()
  })

  async function palette({ page }: Person, command: string): Promise<void> {
    await page.keyboard.press("Escape")
    await fromPalette(page, command)
  }
})
