import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openBrowser } from "../support/browser.ts"
import { type RunningHost, startHost } from "../support/runningHost.ts"
import { arrive, type Person, picture } from "../support/sessionPeople.ts"

/** The phone as a companion: in within three taps, and whole on the narrowest screen with the largest letters. */

let host: RunningHost
let browser: Browser
let lead: Person

beforeAll(async () => {
  host = await startHost("--template", "sample")
  browser = await openBrowser()
  lead = await arrive(browser, host.links.facilitator)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await host?.stop()
})

test("from the scanned code to the first card it takes three taps and the typing", async () => {
  const { page, say, button } = await arrive(browser, host.links.participant, { isPhone: true })
  let taps = 0
  const tap = async (what: ReturnType<typeof button>) => {
    taps++
    await what.tap()
  }
  const name = page.getByLabel(say("join.name"), { exact: true })
  await name.waitFor()
  await tap(name)
  await page.keyboard.type("Gus")
  await page.keyboard.press("Enter")
  const box = page.getByRole("textbox", { name: say("phone.text", { kind: say("kind.user") }) })
  await tap(box)
  await page.keyboard.type("A customer on the train")
  await tap(button("common.add"))
  await lead.page.getByRole("group", { name: "User: A customer on the train" }).waitFor()
  expect(taps).toBeLessThanOrEqual(3)
  await page.context().close()
})

describe.each(["en", "de"] as const)("320 pixels wide, with letters twice as large, in %s", (language) => {
  let eli: Person
  beforeAll(async () => {
    const more = { viewport: { width: 320, height: 640 } }
    const before = `addEventListener("DOMContentLoaded", () => (document.documentElement.style.fontSize = "200%"))`
    eli = await arrive(browser, host.links.participant, { name: "Eli", isPhone: true, language, more, before })
    eli.page.setDefaultTimeout(10_000)
    await eli.page.getByRole("navigation", { name: eli.say("phone.nav") }).waitFor()
  }, 60_000)

  test.each(["write", "place", "vote", "rate", "me", "look"] as const)(
    "the page “%s” is not cut off, and a thumb hits everything",
    async (page) => {
      const nav = eli.page.getByRole("navigation", { name: eli.say("phone.nav") })
      await nav.getByRole("button", { name: eli.say(`phone.${page}`) }).tap()
      await nav
        .locator("[aria-current]")
        .filter({ hasText: eli.say(`phone.${page}`) })
        .waitFor()
      await expect.poll(() => eli.page.locator(".loading").count()).toBe(0)
      if (page === "look") await eli.page.getByRole("group", { name: "Checkout" }).first().waitFor()
      await picture(`narrow-${language}-${page}`, { phone: eli })
      expect(await cutOff(eli)).toEqual([])
      expect(await tooSmall(eli)).toEqual([])
    },
  )
})

/** What reaches over the screen's edges sideways, or hides words of its own. The map may: it is moved by hand. */
const cutOff = ({ page }: Person) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const wide = scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []
    const parts = [...document.querySelectorAll("body *")].filter(
      (one) => one instanceof HTMLElement && !one.closest(".look, .visually-hidden") && one.getClientRects().length > 0,
    )
    const over = parts.filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
    return [...wide, ...over.map((one) => `${one.tagName} ${one.className} ${one.textContent?.slice(0, 40)}`)].slice(
      0,
      6,
    )
  })

/** Everything to be tapped is at least 44 by 44; a link or a check box has its label's place too. */
const tooSmall = ({ page }: Person) =>
  page.evaluate(() =>
    [...document.querySelectorAll("button, select, textarea, input, summary, a[href]")]
      .filter((one) => !one.closest(".look [data-canvas], .visually-hidden") && one.getClientRects().length > 0)
      .filter((one) => {
        const { width, height } = (one.closest("label") ?? one).getBoundingClientRect()
        return width < 43.5 || height < 43.5
      })
      .map(
        (one) =>
          `${one.outerHTML.slice(0, 120)} ${Math.round(one.getBoundingClientRect().width)}×${Math.round(one.getBoundingClientRect().height)}`,
      ),
  )
