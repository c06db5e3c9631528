import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openBrowser } from "../support/browser.ts"
import { expectOneTime, secondsOn } from "../support/oneClock.ts"
import { connect } from "../support/referenceClient.ts"
import { type RunningHost, startHost } from "../support/runningHost.ts"
import { arrive, isIn, largeScreen } from "../support/sessionPeople.ts"

/** One clock, the host's, whatever the others say: devices are hours early and late, and so is the host. */
let host: RunningHost
let browser: Browser

/** A program that puts the clock it runs by ahead, or back. */
const shifted = (hours: number) => `{
  const Right = Date
  const ahead = ${hours} * 3600000
  globalThis.Date = class extends Right {
    constructor(...of) { if (of.length > 0) super(...of); else super(Right.now() + ahead) }
    static now() { return Right.now() + ahead }
  }
}`
const off = (hours: number) => ({ before: shifted(hours) })

beforeAll(async () => {
  const { NODE_OPTIONS = "" } = process.env
  process.env.NODE_OPTIONS = `${NODE_OPTIONS} --import=data:text/javascript,${encodeURIComponent(shifted(-19))}`
  host = await startHost("--template", "sample")
  process.env.NODE_OPTIONS = NODE_OPTIONS
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await host?.stop()
})

test("devices that are hours off show the same time left, a latecomer and a stopped clock too", async () => {
  const program = await connect(host.localLinks.observer)
  expect(Date.now() - program.me.hostTime, "the host's own clock is off").toBeGreaterThan(18 * 3_600_000)
  await program.close()
  const lead = await arrive(browser, host.links.facilitator, off(-7))
  const bo = await arrive(browser, host.links.participant, { name: "Bo", ...off(3) })
  const eli = await arrive(browser, host.links.participant, { name: "Eli", isPhone: true, ...off(-26) })
  const screen = await arrive(browser, `${host.links.observer}&projector`, { more: largeScreen, ...off(11) })
  await isIn(lead)
  await lead.page.keyboard.press("Shift+A")
  await lead.useAgenda("User Needs Map")
  await lead.page.keyboard.press("Shift+N")
  await expectOneTime([lead, bo, eli, screen])
  expect(await secondsOn(eli)).toBeGreaterThan(280)

  await expect.poll(() => secondsOn(lead), { timeout: 20_000 }).toBeLessThan(296)
  const late = await arrive(browser, host.links.participant, { name: "Late", ...off(5) })
  await expectOneTime([lead, bo, eli, screen, late])

  await lead.page.keyboard.press("Shift+C")
  await late.page.getByText(late.say("step.stopped")).first().waitFor()
  await expectOneTime([lead, bo, eli, screen, late])
  await lead.page.keyboard.press("Shift+C")
  await lead.page.getByRole("button", { name: "5 more minutes" }).click()
  await expect.poll(() => secondsOn(late)).toBeGreaterThan(500)
  await expectOneTime([lead, bo, eli, screen, late])
  for (const { name, errors } of [lead, bo, eli, screen, late]) expect(errors, name).toEqual([])
})
