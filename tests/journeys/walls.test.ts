import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import * as Y from "yjs"
import { cleanLine, cleanText } from "../../shared/model/text.ts"
import { putBoard, putNeed, putRecord, recordOf } from "../electron/host/openTestHost.ts"
import { corpus } from "../security/corpus.ts"
import { mapHosts, openBrowser } from "../support/browser.ts"
import { connect, newQueue, type ReferenceClient } from "../support/referenceClient.ts"
import { type RunningHost, startHost } from "../support/runningHost.ts"
import { foreignParts, hasRun, watch } from "../support/runningText.ts"
import { exported, laptop, phone, saved } from "../support/workshopPages.ts"

/**
 * People who write what should run on others' screens, and pages elsewhere that reach for the host, in a real browser:
 * once as shipped, and once with the page's policy switched off, so that it is not the only wall.
 */
let host: RunningHost
let browser: Browser
let author: ReferenceClient
const hostile: ReferenceClient[] = []

const lines = [...new Set(corpus.map((text) => cleanLine(text, 120).trim()).filter((text) => text !== ""))]
const worst = "<img src=x onerror=__pwn=1>"

beforeAll(async () => {
  host = await startHost("--template", "sample")
  browser = await openBrowser([mapHosts("cairn.test", "*.cairn.test", "canary.example", "*.canary.example")])
  author = await connect(host.localLinks.facilitator, { name: worst })
  await writeEverywhere(author)
  for (const name of lines.slice(0, 12))
    hostile.push(await connect(host.localLinks.participant, { name, queue: newQueue() }))
  for (const [at, one] of hostile.entries())
    one.show({ boardId: "pwn-board", cursor: { x: 40 * at, y: 10 }, writing: { id: "pwn-0", field: lines[at] } })
}, 120_000)

afterAll(async () => {
  for (const one of [author, ...hostile]) await one?.close()
  await browser?.close()
  await host?.stop()
})

/** Every text of the corpus as what people write: with a program of one's own, which no page holds back. */
async function writeEverywhere(client: ReferenceClient): Promise<void> {
  client.edit((ydoc) => {
    recordOf(ydoc, "workshop", "workshop").set("title", worst)
    putBoard(ydoc, "pwn-board", worst)
    for (const [at, text] of lines.entries()) {
      const id = `pwn-${at}`
      putNeed(ydoc, id, "pwn-board", text)
      const card = recordOf(ydoc, "cards", id)
      card.set("x", (at % 14) * 220)
      card.set("y", Math.floor(at / 14) * 130)
      card.set("note", new Y.Text(cleanText(corpus[at % corpus.length] ?? text).slice(0, 4_000)))
    }
  })
  client.edit((ydoc) => {
    for (const [at, text] of lines.slice(0, 40).entries()) {
      putRecord(ydoc, "parkingLot", `park-${at}`, { text: new Y.Text(text), deleted: false })
      putRecord(ydoc, "comments", `say-${at}`, { cardId: `pwn-${at}`, text: new Y.Text(text), deleted: false })
      putRecord(ydoc, "personas", `who-${at}`, { name: new Y.Text(text.slice(0, 40)), deleted: false })
    }
  })
  await client.until(() => client.acknowledged >= 2 || client.rejections.length > 0)
  expect(client.rejections).toEqual([])
}

/** How many cards the board has, whatever part of it is in view and already drawn. */
async function cardsAtHost(): Promise<number> {
  // What the host took before this question was asked has arrived with the answer.
  await author.ask("way-in")
  return [...author.ydoc.getMap("cards").values()].filter(
    (card) => card instanceof Y.Map && card.get("boardId") === "pwn-board" && card.get("deleted") !== true,
  ).length
}

describe.each([
  ["as shipped", false],
  ["with the page's policy switched off", true],
] as const)("S8 what people write runs nowhere, %s", (_title, bypassCSP) => {
  let context: BrowserContext
  let seen: readonly string[]
  let ana: Page

  beforeAll(async () => {
    context = await browser.newContext({ ...laptop, acceptDownloads: true, bypassCSP })
    seen = watch(context, /^(http:\/\/cairn\.test[:/]|blob:http:\/\/cairn\.test|data:image|data:font|about:blank$)/)
    ana = await context.newPage()
    await ana.goto(host.links.facilitator)
    await ana.getByRole("navigation", { name: "Boards" }).getByRole("button", { name: worst }).first().click()
    await ana.locator("[data-card][role=group]").first().waitFor()
  })
  afterAll(() => context?.close())

  const nothingRan = async (...pages: readonly Page[]) => {
    for (const page of pages) {
      expect(await foreignParts(page)).toEqual([])
      expect(await hasRun(page)).toBe(false)
    }
    expect(seen).toEqual([])
  }

  test("on the canvas, in the outline, the search, the palette, the window's title and labels", async () => {
    await ana.keyboard.press("Shift+1")
    await ana.keyboard.press("Control+Shift+O")
    await ana.getByText(worst).first().waitFor()
    await ana.keyboard.press("Control+f")
    await ana.getByRole("dialog").getByRole("combobox").fill("<")
    await ana.getByRole("dialog").getByRole("option").first().waitFor()
    await ana.keyboard.press("Escape")
    await ana.keyboard.press("Control+k")
    await ana.getByRole("dialog").getByRole("combobox").fill("<img")
    await ana.keyboard.press("Escape")
    await ana.getByRole("dialog").waitFor({ state: "detached" })
    expect(await ana.title()).toContain(worst)
    await nothingRan(ana)
  })

  test("in the inspector, a notice, and names that stand at a pointer", async () => {
    const cards = ana.locator("[data-card][role=group]")
    // In place of the outline, which is still open.
    await cards.nth(0).focus()
    await ana.keyboard.press("i")
    for (const at of [0, 1, 2]) {
      await cards.nth(at).focus()
      await ana.getByRole("complementary").locator(".card-keeping").waitFor()
    }
    const before = await cardsAtHost()
    const id = await cards.nth(0).getAttribute("data-card")
    await cards.nth(0).focus()
    await ana.keyboard.press("Delete")
    await expect.poll(cardsAtHost).toBe(before - 1)
    await ana.keyboard.press("Control+z")
    await expect.poll(cardsAtHost).toBe(before)
    await ana.locator(`[data-card="${id}"]`).waitFor()
    await nothingRan(ana)
  })

  test("typed, and pasted as HTML", async () => {
    const before = await cardsAtHost()
    await ana.evaluate((html) => {
      for (const target of [document.activeElement, document.body, document.querySelector("[data-card]")]) {
        const clipboardData = new DataTransfer()
        clipboardData.setData("text/html", html)
        clipboardData.setData("text/plain", "plain words")
        target?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
        const dataTransfer = new DataTransfer()
        dataTransfer.setData("text/html", html)
        dataTransfer.setData("text/uri-list", "javascript:__pwn=1")
        target?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }))
      }
    }, corpus.join("\n"))
    await ana
      .getByRole("group", { name: /plain words$/ })
      .first()
      .waitFor()
    await ana.locator("[data-card][role=group]").first().focus()
    await ana.keyboard.press("Enter")
    await ana.locator("textarea:focus").waitFor()
    await ana.keyboard.insertText(`${worst}<svg/onload=__pwn=1>`)
    await ana.keyboard.press("Escape")
    await saved(ana)
    expect(await cardsAtHost()).toBeGreaterThan(before)
    expect(await cardsAtHost()).toBeLessThanOrEqual(before + 3)
    await nothingRan(ana)
  })

  test("S13 a picture that is dropped or pasted is not taken: there is no way in for pictures", async () => {
    const before = await cardsAtHost()
    await ana.evaluate(() => {
      const file = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47])], "bomb.png", { type: "image/png" })
      for (const [event, key] of [
        ["paste", "clipboardData"],
        ["drop", "dataTransfer"],
      ] as const) {
        const data = new DataTransfer()
        data.items.add(file)
        const Kind = event === "paste" ? ClipboardEvent : DragEvent
        document.body.dispatchEvent(new Kind(event, { [key]: data, bubbles: true, cancelable: true }))
      }
    })
    const accepts = await ana
      .locator("input[type=file]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("accept") ?? ""))
    expect(accepts.filter((accept) => /image|png|svg|\*/.test(accept))).toEqual([])
    await saved(ana)
    expect(await cardsAtHost()).toBe(before)
    expect(await ana.locator("[data-card] img, [data-card] image").count()).toBe(0)
  })

  test("in a picture as SVG that somebody opens as a page of its own", async () => {
    const svg = (await exported(ana, "SVG")).toString("utf8")
    const opened = await context.newPage()
    await opened.route("http://cairn.test/picture.svg", (route) =>
      route.fulfill({ contentType: "image/svg+xml", body: svg }),
    )
    await opened.goto("http://cairn.test/picture.svg")
    expect(await opened.evaluate(() => document.querySelectorAll("text").length)).toBeGreaterThan(50)
    expect(
      await opened.evaluate(
        () => document.querySelectorAll("script, foreignObject, a, image, animate, set, use[href^=data]").length,
      ),
    ).toBe(0)
    await nothingRan(opened, ana)
    await opened.close()
  })

  test("in a workshop that was opened from a file of it", async () => {
    const text = (await exported(ana, "JSON")).toString("utf8")
    const other = await startHost("--template", "sample")
    const leader = await connect(other.localLinks.facilitator)
    await Promise.race([leader.ask("open-workshop", { from: "json", text }), leader.closed])
    const page = await context.newPage()
    await page.goto(other.links.facilitator)
    await page.getByRole("navigation", { name: "Boards" }).getByRole("button", { name: worst }).first().click()
    await page.locator("[data-card][role=group]").first().waitFor()
    await nothingRan(page)
    await page.close()
    await leader.close()
    await other.stop()
  })

  test("on a participant's phone and on the large screen, with such a name", async () => {
    const small = await browser.newContext({ ...phone, bypassCSP })
    const onPhone = watch(
      small,
      /^(http:\/\/cairn\.test[:/]|blob:http:\/\/cairn\.test|data:image|data:font|about:blank$)/,
    )
    const page = await small.newPage()
    await page.goto(host.links.participant)
    await page.getByLabel("Your name").fill(worst)
    await page.getByRole("button", { name: "Take part" }).click()
    await page.getByText(worst).first().waitFor()
    const large = await small.newPage()
    await large.goto(`${host.links.observer}&projector`)
    await large.locator("[data-card], svg text").first().waitFor()
    expect(await foreignParts(page)).toEqual([])
    expect([await hasRun(page), await hasRun(large)]).toEqual([false, false])
    expect(onPhone).toEqual([])
    await small.close()
  })

  test("would have been seen, had it run", async () => {
    const page = await context.newPage()
    await page.goto(host.links.observer)
    if (bypassCSP) {
      await page.evaluate((html) => document.body.insertAdjacentHTML("beforeend", html), worst)
      await expect.poll(() => hasRun(page)).toBe(true)
      expect(await foreignParts(page)).toContain("IMG onerror=__pwn=1")
    }
    await page.evaluate(() => {
      for (const [tag, src] of [
        ["img", "//canary.example/x"],
        ["iframe", "about:blank"],
      ] as const)
        document.body.append(Object.assign(document.createElement(tag), { src }))
    })
    await expect.poll(() => seen.some((one) => /^(policy|request): .*canary\.example/s.test(one))).toBe(true)
    expect(await foreignParts(page)).toContain('<iframe src="about:blank"></iframe>')
  })
})

test("S8 S9 text becomes neither markup nor script, whatever part of the page should want it", async () => {
  const context = await browser.newContext(laptop)
  const page = await context.newPage()
  const answer = await page.goto(host.links.observer)
  expect(answer?.headers()["content-security-policy"]).toMatch(
    /require-trusted-types-for 'script'; trusted-types 'none'$/,
  )
  const ways = await page.evaluate((html) => {
    const script = "__pwn=1"
    const body = document.body
    const tries: { readonly [way: string]: () => unknown } = {
      innerHTML: () => Object.assign(document.createElement("div"), { innerHTML: html }),
      outerHTML: () => Object.assign(body.appendChild(document.createElement("div")), { outerHTML: html }),
      insertAdjacentHTML: () => body.insertAdjacentHTML("beforeend", html),
      "document.write": () => document.write(html),
      srcdoc: () => Object.assign(document.createElement("iframe"), { srcdoc: html }),
      DOMParser: () => new DOMParser().parseFromString(html, "text/html"),
      fragment: () => document.createRange().createContextualFragment(html),
      "text of a script": () => Object.assign(document.createElement("script"), { text: script }),
      "address of a script": () => Object.assign(document.createElement("script"), { src: "/x.js" }),
      "an attribute that runs": () => document.createElement("div").setAttribute("onclick", script),
      "a timer of text": () => setTimeout(script),
      "a worker": () => new Worker("/assets/x.js"),
      "a policy of its own": () =>
        Reflect.get(globalThis, "trustedTypes").createPolicy("default", { createHTML: (text: string) => text }),
    }
    return Object.entries(tries)
      .filter(([, attempt]) => {
        try {
          attempt()
          return true
        } catch {
          return false
        }
      })
      .map(([way]) => way)
  }, worst)
  expect(ways).toEqual([])
  expect(await hasRun(page)).toBe(false)
  await context.close()
})

describe("S7 a page elsewhere that somebody in the room has open", () => {
  let elsewhere: Server
  let page: Page
  let port: string

  beforeAll(async () => {
    elsewhere = createServer((_request, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><body>"),
    )
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve))
    port = new URL(host.links.participant).port
    page = await browser.newPage()
    await page.goto(`http://canary.example:${(elsewhere.address() as AddressInfo).port}/`)
  })
  afterAll(async () => {
    await page?.close()
    elsewhere?.close()
  })

  const targets = () => [`cairn.test:${port}`, `127.0.0.1:${port}`, `rebound.canary.example:${port}`]

  test("reads nothing, opens no socket and shows no frame, by name, by number and by a name that leads here", async () => {
    const got = await page.evaluate(async (targets) => {
      const came = (element: HTMLElement, make: (element: HTMLElement) => void) =>
        new Promise<string>((resolve) => {
          element.onload = () => resolve("load")
          element.onerror = () => resolve("error")
          make(element)
          document.body.append(element)
        })
      const socket = (address: string) =>
        new Promise<string>((resolve) => {
          const opened = new WebSocket(address)
          opened.onopen = () => resolve("open")
          opened.onerror = () => resolve("error")
        })
      const source = (address: string) =>
        new Promise<string>((resolve) => {
          const opened = new EventSource(address)
          opened.onopen = () => resolve("open")
          opened.onerror = () => {
            opened.close()
            resolve("error")
          }
        })
      const nullOrigin = (address: string) =>
        new Promise<string>((resolve) => {
          const frame = document.createElement("iframe")
          frame.setAttribute("sandbox", "allow-scripts")
          frame.srcdoc = `<script>const s=new WebSocket("${address}");s.onopen=()=>parent.postMessage("open","*");s.onerror=()=>parent.postMessage("error","*")</script>`
          addEventListener("message", ({ data }) => resolve(String(data)), { once: true })
          document.body.append(frame)
        })
      const all: string[] = []
      for (const target of targets) {
        const at = `http://${target}/`
        const read = await fetch(at).then(
          () => "read",
          () => "error",
        )
        const posted = await fetch(at, { method: "POST", mode: "no-cors", body: "x" }).then(
          ({ type, status }) => `${type} ${status}`,
          () => "error",
        )
        const image = await came(document.createElement("img"), (one) => one.setAttribute("src", at))
        const script = await came(document.createElement("script"), (one) => one.setAttribute("src", at))
        const style = await came(document.createElement("link"), (one) => {
          one.setAttribute("rel", "stylesheet")
          one.setAttribute("href", at)
        })
        const results = {
          read,
          image,
          script,
          style,
          source: await source(at),
          socket: await socket(`ws://${target}/ws`),
          nullOrigin: await nullOrigin(`ws://${target}/ws`),
        }
        for (const [how, result] of Object.entries(results))
          if (result !== "error") all.push(`${target} ${how}: ${result}`)
        if (!/^(opaque 0|error)$/.test(posted)) all.push(`${target} post: ${posted}`)
      }
      return all
    }, targets())
    expect(got).toEqual([])
  })

  test("frames nothing of it and sends it no form", async () => {
    for (const target of targets()) {
      await page.evaluate((address) => {
        const frame = document.createElement("iframe")
        frame.src = address
        document.body.append(frame)
      }, `http://${target}/`)
    }
    await expect
      .poll(() => page.frames().filter((frame) => /^(chrome-error|about)/.test(frame.url())).length)
      .toBeGreaterThanOrEqual(3)
    const shown = await Promise.all(
      page
        .frames()
        .slice(1)
        .map((frame) => frame.evaluate(() => document.title).catch(() => "")),
    )
    expect(shown.filter((title) => /cairn/i.test(title))).toEqual([])
    const sent = await browser.newPage()
    await sent.goto(page.url())
    await sent.evaluate((address) => {
      const form = document.createElement("form")
      Object.assign(form, { method: "post", action: address })
      document.body.append(form)
      form.submit()
    }, `http://cairn.test:${port}/`)
    await sent.waitForURL(/cairn\.test|chrome-error/)
    expect(await sent.locator("body").innerText()).not.toMatch(/workshop/i)
    await sent.close()
  })

  test("under a name of its own that leads to the host gets nothing at all", async () => {
    const rebound = await browser.newPage()
    const answer = await rebound.goto(`http://rebound.canary.example:${port}/`).catch(() => null)
    expect(answer === null || answer.status() === 421).toBe(true)
    expect(await rebound.evaluate(() => document.body.innerText)).not.toMatch(/cairn|workshop/i)
    await rebound.close()
  })

  test("changes nothing", async () => {
    const reader = await connect(host.localLinks.observer)
    expect(reader.ydoc.getMap("cards").has("pwn-0")).toBe(true)
    await reader.until(() => reader.roster.some(({ name }) => name === worst))
    await reader.close()
  })
})
