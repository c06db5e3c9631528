import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openBrowser } from "../support/browser.ts"

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

describe("the test browser", () => {
  test("draws text with glyphs of different widths", async () => {
    const page = await browser.newPage()
    await page.setContent(`<p style="font: 20px sans-serif"><span>iiii</span> <span>WWWW</span></p>`)

    const widths = await page
      .locator("span")
      .evaluateAll((spans) => spans.map((span) => span.getBoundingClientRect().width))

    expect(widths[0]).toBeGreaterThan(5)
    expect(widths[1]).toBeGreaterThan(widths[0]! * 2)
  })

  test("reaches this machine under a made-up name, where the page is not a secure context", async () => {
    const server = createServer((_, response) => response.end("<title>found</title>"))
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
    const { port } = server.address() as AddressInfo
    const page = await browser.newPage()

    await page.goto(`http://cairn.test:${port}/`)

    expect(await page.title()).toBe("found")
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false)
    server.close()
  })
})
