import { join } from "node:path"
import { expect, test } from "vitest"
import { openBrowser } from "../support/browser.ts"
import { startHost } from "../support/runningHost.ts"
import { cardOn, laptop, tabOf, visit } from "../support/workshopPages.ts"

/** `npm run pictures`: the README's pictures, made from the running program with people on the board. */
const pictures = join(import.meta.dirname, "../../assets/pictures")

test("the three boards, with six people on them", async () => {
  const host = await startHost("--template", "sample")
  const browser = await openBrowser()
  try {
    const { page } = await visit(browser, host.links.facilitator, laptop)
    const people = await Promise.all(
      ["Ana", "Bo", "Cy", "Di", "Eli"].map((name) => visit(browser, host.links.participant, laptop, name)),
    )
    for (const { page: other } of people) await cardOn(other, "Capability: Checkout").waitFor()
    for (const [file, board, card] of [
      ["user-needs-map", /^Online shop/, "Capability: Order management"],
      ["story-map", /next version/, "Step: Build it from our defaults"],
      ["product-flow", /as a product/, "Metric: Dashboard views per person and working day"],
    ] as const) {
      for (const each of [page, ...people.map(({ page: other }) => other)]) {
        await tabOf(each, board).click()
        await cardOn(each, card).first().waitFor()
      }
      await people[0]?.page.getByRole("group", { name: card }).first().focus()
      await page.mouse.move(1400, 880)
      // Pointers that rest fade, so everybody's moves until the last one is seen.
      await expect
        .poll(async () => {
          for (const [index, { page: other }] of people.entries())
            await other.mouse.move(520 + index * 130 + Math.random() * 4, 300 + ((index * 173) % 320))
          return page.getByText("Eli", { exact: true }).count()
        })
        .toBeGreaterThan(0)
      await page.screenshot({ path: join(pictures, `${file}.png`) })
    }
  } finally {
    await browser.close()
    await host.stop()
  }
}, 120_000)
