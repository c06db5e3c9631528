import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openBrowser } from "../support/browser.ts"
import { cairn } from "../support/runningHost.ts"
import { arrive, isIn, type Person } from "../support/sessionPeople.ts"

/**
 * The host dies five times in the middle of a session, while people write alone, a vote is open and the time runs. What
 * they write and how they vote while it is away is there when it comes back; nobody has to do anything for it.
 */
const times = 5

interface Running {
  readonly child: ChildProcess
  readonly links: { readonly facilitator: string; readonly participant: string }
}

let data: string
let host: Running
let browser: Browser
let lead: Person
let bo: Person
let eli: Person

async function start(port: number, ...more: readonly string[]): Promise<Running> {
  const program = join(import.meta.dirname, "../../dist/electron/host.js")
  const args = [program, "--headless", "--data", data, "--port", String(port), "--name", "cairn.test"]
  const child = spawn(process.execPath, [...args, ...more], { stdio: ["ignore", "pipe", "inherit"] })
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (chunk) => resolve(String(chunk)))
    child.once("exit", (code) => reject(new Error(`the host ended with ${code}`)))
  })
  const { links } = JSON.parse(line) as { links: { facilitator: string; participant: string } }
  const remote = (link: string) => link.replace("127.0.0.1", "cairn.test")
  return { child, links: { facilitator: remote(links.facilitator), participant: remote(links.participant) } }
}

const kill = () =>
  new Promise<void>((resolve) => {
    host.child.once("exit", () => resolve())
    host.child.kill("SIGKILL")
  })

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "cairn-crash-"))
  host = await start(0, "--template", "sample")
  browser = await openBrowser()
  lead = await arrive(browser, host.links.facilitator)
  bo = await arrive(browser, host.links.participant, { name: "Bo" })
  eli = await arrive(browser, host.links.participant, { name: "Eli", isPhone: true })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await kill()
  rmSync(data, { recursive: true, force: true })
})

const strip = ({ page, say }: Person) => page.getByRole("region", { name: say("step.strip") })

/** When the time is over by this person's clock, in seconds, as it can be read off the screen. */
async function endOn({ page }: Person): Promise<number> {
  const digits = page.locator(".clock-digits").first()
  // Both in the page: the way from there takes time of its own.
  const { shown, at } = await digits.evaluate(({ textContent }) => ({
    shown: textContent ?? "",
    at: Date.now() / 1000,
  }))
  const [minutes = 0, seconds = 0] = shown.split(":").map(Number)
  return at + minutes * 60 + seconds
}

async function writeNote({ page, say, button }: Person, title: string): Promise<void> {
  await page.getByRole("textbox", { name: say("phone.text", { kind: say("kind.need") }), exact: true }).fill(title)
  await button("writing.add").click()
  await page.getByRole("textbox", { name: say("app.card", { kind: say("kind.need"), name: title }) }).waitFor()
}

/** Everything this device has written has been taken; nothing waits here any more. */
const allSealed = ({ page, say }: Person, notes: number) =>
  expect.poll(() => page.getByText(say("writing.state.sealed")).count(), { timeout: 40_000 }).toBe(notes)

test("five crashes in a private step with an open vote lose no note, no ballot and no second", async () => {
  const { page } = lead
  await isIn(lead)
  await page.keyboard.press("Shift+A")
  await page.getByRole("button", { name: "Use this agenda: User Needs Map" }).click()
  for (let at = 0; at < 4; at++) await page.keyboard.press("Shift+N")
  for (const person of [bo, eli]) await strip(person).getByText("What is this person trying to get done").waitFor()

  await page.keyboard.press("Shift+V")
  await lead.button("voting.new").click()
  await page.getByLabel(lead.say("voting.scope")).selectOption({ label: "All cards: Need" })
  await lead.button("voting.to.open").click()
  await lead.button("voting.to.closed").waitFor()
  const ends = await endOn(lead)

  for (let round = 1; round <= times; round++) {
    await bo.page.keyboard.press("Escape")
    await toWriting(bo)
    await toWriting(eli)
    await writeNote(bo, `Bo before ${round}`)
    const port = Number(new URL(host.links.participant).port)
    await kill()
    await writeNote(bo, `Bo while away ${round}`)
    await writeNote(eli, `Eli while away ${round}`)
    await vote(round === times ? "while away" : "skip")
    host = await start(port)

    await toWriting(bo)
    await toWriting(eli)
    await allSealed(bo, 2 * round)
    await allSealed(eli, round)
    await lead.page.getByText(lead.say("writing.counters", { notes: 3 * round, writers: 2, ready: 0 })).waitFor()
    for (const person of [lead, bo, eli]) {
      await strip(person).getByText("What is this person trying to get done").waitFor()
      // What is read off a screen is a second coarse, and a busy screen is late with the next one; a wrong end stays wrong.
      await expect
        .poll(async () => Math.abs((await endOn(person)) - ends), { message: "the time ends when it was to end" })
        .toBeLessThanOrEqual(1.5)
    }
  }

  await page.getByText(lead.say("voting.count", { ballots: 1, people: 3 })).waitFor()
  await lead.button("voting.to.closed").click()
  await lead.button("voting.to.revealed").click()
  await page.getByText(lead.say("voting.dotsOf", { dots: 1, voters: 1 })).waitFor()
  await lead.button("writing.reveal", { count: 3 * times }).click()
  const written = Array.from({ length: times }, (_, at) => at + 1).flatMap((round) => [
    `Bo before ${round}`,
    `Bo while away ${round}`,
    `Eli while away ${round}`,
  ])
  await expect.poll(() => written.filter((title) => !cairn("dump", data).includes(`"${title}"`))).toEqual([])
}, 300_000)

/** On a phone by its page, beside a map by closing what lies over it. */
async function toWriting({ page, isPhone, say }: Person): Promise<void> {
  if (isPhone)
    await page
      .getByRole("navigation", { name: say("phone.nav") })
      .getByRole("button", { name: say("phone.write") })
      .click()
  else {
    const panel = page.getByRole("complementary", { name: say("voting.title") })
    if (await panel.isVisible()) await panel.getByRole("button", { name: say("common.close") }).click()
  }
}

/** Eli votes on the phone while the host is away. */
async function vote(when: "while away" | "skip"): Promise<void> {
  if (when === "skip") return
  await eli.page
    .getByRole("navigation", { name: eli.say("phone.nav") })
    .getByRole("button", { name: eli.say("phone.vote") })
    .click()
  await eli.page
    .getByRole("button", { name: /^One more dot/ })
    .first()
    .click()
  await eli.page.getByText(eli.say("voting.onDevice")).waitFor()
}
