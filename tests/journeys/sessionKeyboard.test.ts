import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openBrowser } from "../support/browser.ts"
import { type RunningHost, startHost } from "../support/runningHost.ts"
import { arrive, type Person } from "../support/sessionPeople.ts"

/** A session with the keyboard alone: nobody here has a mouse, and nobody is given the focus by a test. */

let host: RunningHost
let browser: Browser
let lead: Person
let bo: Person

beforeAll(async () => {
  host = await startHost("--template", "sample")
  browser = await openBrowser()
  lead = await arrive(browser, host.links.facilitator)
  bo = await arrive(browser, host.links.participant)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await host?.stop()
})

const press = async ({ page }: Person, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const type = ({ page }: Person, text: string) => page.keyboard.type(text)

/** Where the focus is, as it would be read out. */
const focused = ({ page }: Person) =>
  page.evaluate(() => {
    const { activeElement: at } = document
    if (!at || at === document.body) return "nothing"
    const labels = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? [...(at.labels ?? [])] : []
    return [at?.getAttribute("aria-label"), ...labels.map((one) => one.textContent), at?.textContent].join(" ")
  })

/** Goes on with Tab until the focus is on what is called so, as somebody would who hears the names. */
async function tabTo(person: Person, name: string, most = 60): Promise<void> {
  for (let at = 0; at < most; at++) {
    if ((await focused(person)).includes(name)) return
    await press(person, "Tab")
    // Among the cards of a map the focus follows with the next frame.
    await person.page.evaluate(() => new Promise(requestAnimationFrame))
  }
  throw new Error(`no way by Tab to “${name}”; the focus is on “${await focused(person)}”`)
}

test("somebody joins, is waiting, and the facilitator starts", async () => {
  await bo.page.getByLabel(bo.say("join.name"), { exact: true }).waitFor()
  await tabTo(bo, bo.say("join.name"))
  await type(bo, "Bo")
  await press(bo, "Enter")
  await lead.page.getByRole("group", { name: "Capability: Checkout" }).waitFor()
  await press(lead, "Shift+A")
  await lead.page.getByRole("complementary").waitFor()
  await press(lead, "F6")
  await tabTo(lead, "Use this agenda: User Needs Map")
  await press(lead, "Enter")
  await bo.page.getByRole("heading", { name: bo.say("lobby.title") }).waitFor()
  await press(lead, "Escape")
  for (let at = 0; at < 4; at++) await press(lead, "Shift+N")
  await bo.page.getByText(bo.say("writing.promise")).waitFor()
})

test("a participant writes a note for themselves and says that they are ready; the facilitator reveals", async () => {
  await press(bo, "F6")
  await tabTo(bo, bo.say("phone.text", { kind: bo.say("kind.need") }))
  await type(bo, "Hear it before I see it")
  await press(bo, "Enter")
  await bo.page.getByText(bo.say("writing.state.sealed")).waitFor()
  await tabTo(bo, bo.say("writing.ready"))
  await press(bo, "Enter")
  await lead.page.getByText(lead.say("writing.counters", { notes: 1, writers: 1, ready: 1 })).waitFor()
  await press(lead, "Shift+R")
  await bo.page.getByRole("group", { name: "Need: Hear it before I see it" }).waitFor()
})

test("the facilitator opens a vote, the participant votes, and all see the counts", async () => {
  await press(lead, "Escape", "Shift+N", "Shift+N", "Shift+V")
  await lead.button("voting.new").waitFor()
  await press(lead, "F6")
  await tabTo(lead, lead.say("voting.new"))
  await press(lead, "Enter")
  await tabTo(lead, lead.say("voting.to.open"))
  await press(lead, "Enter")

  await bo.page.getByRole("region", { name: bo.say("voting.vote") }).waitFor()
  await press(bo, "F6")
  await tabTo(bo, bo.say("voting.give", { name: "Hear it before I see it" }))
  await press(bo, "Enter")
  await lead.page.getByText(lead.say("voting.count", { ballots: 1, people: 2 })).waitFor()

  for (const move of ["voting.to.closed", "voting.to.revealed"] as const) {
    await tabTo(lead, lead.say(move))
    await press(lead, "Enter")
    await lead.button(move).waitFor({ state: "detached" })
  }
  await bo.page.getByText(bo.say("voting.dotsOf", { dots: 1, voters: 1 })).waitFor()
  await press(lead, "Escape", "Shift+N")
  await bo.page.getByText("To meet this need, what do we depend on?").waitFor()
})

test("no page has failed without anybody seeing it", () => {
  for (const { errors } of [lead, bo]) expect(errors).toEqual([])
})
