import axe from "axe-core"
import type { Browser, CDPSession, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { atRest } from "../support/atRest.ts"
import { openBrowser } from "../support/browser.ts"
import { openCanvas, serveCanvasPage } from "../support/canvasPage.ts"

let browser: Browser
let server: Awaited<ReturnType<typeof serveCanvasPage>>
beforeAll(async () => {
  server = await serveCanvasPage()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  server?.stop()
})

/* Twelve squares stand in three rows on a grid of 260: c0 to c4, c5 to c9, c10 and c11. */
const open = (options = {}) => openCanvas(browser, server.port, 12, options)
const place = (page: Page, id: string) => page.evaluate((card) => window.__bench.place(card), id)
const selected = (page: Page) => page.evaluate(() => window.__bench.selected())
const arrows = (page: Page) => page.evaluate(() => window.__bench.counts().edges)
const cards = (page: Page) => page.evaluate(() => window.__bench.counts().cards)
const titles = (page: Page) => page.evaluate(() => window.__bench.titles())
const card = (page: Page, id: string) => page.locator(`[data-card="${id}"]`)
async function middle(page: Page, id: string) {
  const box = await card(page, id).boundingBox()
  if (!box) throw new Error(`The card ${id} is not on screen`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

describe("with a mouse", () => {
  test("a drag moves the card once, on drop, and one undo takes it back", async () => {
    const page = await open()
    const from = await middle(page, "c6")

    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x + 40, from.y + 20, { steps: 3 })
    const during = await place(page, "c6")
    await page.mouse.move(from.x + 80, from.y + 40, { steps: 3 })
    await page.mouse.up()

    expect(during).toEqual({ x: 260, y: 260 })
    expect(await place(page, "c6")).toEqual({ x: 340, y: 300 })
    await page.keyboard.press("Control+z")
    expect(await place(page, "c6")).toEqual({ x: 260, y: 260 })
    await page.keyboard.press("Control+Shift+z")
    expect(await place(page, "c6")).toEqual({ x: 340, y: 300 })
  })

  test("Esc during a drag leaves everything where it was", async () => {
    const page = await open()
    const from = await middle(page, "c6")

    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x + 80, from.y + 40, { steps: 4 })
    await page.keyboard.press("Escape")
    await page.mouse.up()

    expect(await place(page, "c6")).toEqual({ x: 260, y: 260 })
    expect(await middle(page, "c6")).toEqual(from)
  })

  test("a box on the empty board selects what it touches, and a drag moves all of it", async () => {
    const page = await open()
    const [a, b] = [await middle(page, "c6"), await middle(page, "c7")]

    await page.mouse.move(a.x - 120, a.y - 120)
    await page.mouse.down()
    await page.mouse.move(b.x, b.y, { steps: 5 })
    await page.mouse.up()
    expect((await selected(page)).sort()).toEqual(["c6", "c7"])

    await page.mouse.move(a.x, a.y)
    await page.mouse.down()
    await page.mouse.move(a.x + 20, a.y + 30, { steps: 5 })
    await page.mouse.up()
    expect([await place(page, "c6"), await place(page, "c7")]).toEqual([
      { x: 280, y: 290 },
      { x: 540, y: 290 },
    ])
  })

  test("a double-click on the empty board makes a card that is written on at once", async () => {
    const page = await open()
    const beside = await middle(page, "c11")

    await page.mouse.dblclick(beside.x + 400, beside.y)
    await page.keyboard.type("Find a shop")
    await page.keyboard.press("Enter")

    await expect.poll(() => titles(page)).toContain("Find a shop")
    await expect.poll(() => page.getByRole("group", { name: "sticky: Find a shop" }).count()).toBe(1)
  })

  test("a line drawn from a handle connects; dropped on nothing it brings a new card", async () => {
    const page = await open()
    const before = await arrows(page)
    const target = await middle(page, "c7")
    const free = await middle(page, "c11")
    const draw = async (to: { x: number; y: number }) => {
      await card(page, "c6").click()
      const handle = await page.locator('[data-handle="c6"]').nth(1).boundingBox()
      await page.mouse.move((handle?.x ?? 0) + 6, (handle?.y ?? 0) + 6)
      await page.mouse.down()
      await page.mouse.move(to.x, to.y, { steps: 5 })
      await page.mouse.up()
    }

    await draw(target)
    expect(await arrows(page)).toBe(before + 1)

    await draw({ x: free.x + 300, y: free.y })
    await page.keyboard.press("Escape")
    expect([await arrows(page), await cards(page)]).toEqual([before + 2, 13])
  })

  test("the right button opens the menu, and pans when it is dragged", async () => {
    const page = await open()
    await card(page, "c6").click({ button: "right" })
    await page.getByRole("menuitem", { name: "Duplicate" }).click()
    await expect.poll(() => cards(page)).toBe(13)
    await page.getByRole("menu").waitFor({ state: "detached" })

    // Now that it has been loaded, a menu that should not open would open at once.
    const from = await atRest(() => middle(page, "c5"))
    await page.mouse.move(from.x, from.y)
    await page.mouse.down({ button: "right" })
    await page.mouse.move(from.x + 60, from.y, { steps: 4 })
    await page.mouse.up({ button: "right" })
    await expect.poll(async () => Math.round((await middle(page, "c5")).x - from.x)).toBe(60)
    expect(await page.getByRole("menu").count()).toBe(0)
  })

  test("from afar a card can be dragged where no element is", async () => {
    const page = await openCanvas(browser, server.port, 400)
    await page.evaluate(() => window.__bench.setView({ zoom: 0.2, x: 3000, y: 2000 }))
    await expect.poll(() => page.evaluate(() => window.__bench.counts().dom)).toBeLessThan(4)
    const { id, x, y } = await page.evaluate(() => window.__bench.cardPoint(0))
    const before = await place(page, id)

    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 20, y + 10, { steps: 4 })
    await page.mouse.up()

    expect(await place(page, id)).toEqual({ x: (before?.x ?? 0) + 100, y: (before?.y ?? 0) + 50 })
  })
})

describe("with a keyboard", () => {
  test("Tab comes to the first card and goes through them in order; arrows go to the nearest", async () => {
    const page = await open()
    await page.locator("body").click({ position: { x: 1270, y: 10 } })

    await page.keyboard.press("Tab")
    await expect.poll(() => selected(page)).toEqual(["c0"])
    await page.keyboard.press("Tab")
    await expect.poll(() => selected(page)).toEqual(["c1"])
    await page.keyboard.press("ArrowDown")
    await expect.poll(() => selected(page)).toEqual(["c6"])
    await page.keyboard.press("ArrowLeft")
    await expect.poll(() => selected(page)).toEqual(["c5"])
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-card"))).toBe("c5")
  })

  test("keys faster than the screen leave the focus where they lead, and at rest", async () => {
    const page = await open()
    await card(page, "c0").focus()

    const wentTo = await page.evaluate(async () => {
      const seen: (string | undefined)[] = []
      const frames = async (count: number) => {
        for (let at = 0; at < count; at++) await new Promise(requestAnimationFrame)
      }
      document.addEventListener("focusin", ({ target }) => {
        if (target instanceof HTMLElement) seen.push(target.dataset.card)
      })
      for (const key of ["ArrowRight", "ArrowRight", "ArrowDown"])
        document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }))
      await frames(20)
      return seen
    })

    expect(wentTo).toEqual(["c7"])
    expect(await selected(page)).toEqual(["c7"])
  })

  test("a card is written, moved, duplicated and deleted without a mouse", async () => {
    const page = await open()
    await card(page, "c6").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.type("Pay later")
    await page.keyboard.press("Control+Enter")
    await page.keyboard.type("Pay now")
    await page.keyboard.press("Escape")
    expect(await titles(page)).toEqual(expect.arrayContaining(["Pay later", "Pay now"]))

    const [made, ...others] = await selected(page)
    expect(others).toEqual([])
    const before = await place(page, made ?? "")
    await page.keyboard.press("Alt+ArrowRight")
    expect(await place(page, made ?? "")).toEqual({ x: (before?.x ?? 0) + 10, y: before?.y })

    await page.keyboard.press("Control+d")
    expect((await titles(page)).filter((title) => title === "Pay now")).toHaveLength(2)
    await page.keyboard.press("Delete")
    expect((await titles(page)).filter((title) => title === "Pay now")).toHaveLength(1)
  })

  test("letters typed on a card's title are no shortcuts", async () => {
    const page = await open()
    await card(page, "c6").focus()
    await page.keyboard.press("Enter")

    await page.keyboard.type("nvhcl")

    expect(await titles(page)).toContain("nvhcl")
    expect(await cards(page)).toBe(12)
  })

  test("C lists the cards that can be connected, to choose from by typing", async () => {
    const page = await open()
    const before = await arrows(page)
    const name = (await card(page, "c8").getAttribute("aria-label")) ?? ""
    await card(page, "c6").focus()

    await page.keyboard.press("c")
    await page.getByRole("combobox").fill(name.slice(8))
    await page.keyboard.press("Enter")

    await expect.poll(() => arrows(page)).toBe(before + 1)
  })

  test("what is copied can be pasted, and pasted lines become cards", async () => {
    const page = await open()
    const [first = ""] = await titles(page)
    await card(page, "c0").focus()

    await page.keyboard.press("Control+c")
    await page.keyboard.press("Control+v")
    expect((await titles(page)).filter((title) => title === first)).toHaveLength(2)

    await page.evaluate(() => {
      const data = new DataTransfer()
      data.setData("text/plain", "- Book a table\n2. Cancel\n\n")
      document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }))
    })
    expect(await titles(page)).toEqual(expect.arrayContaining(["Book a table", "Cancel"]))
  })
})

describe("for everyone", () => {
  test("the canvas has no accessibility faults that a program can find", async () => {
    const page = await open()
    await card(page, "c6").focus()
    await page.keyboard.press("Enter")
    await page.addScriptTag({ content: axe.source })

    const faults = await page.evaluate(async () => {
      const { violations } = await Reflect.get(window, "axe").run(document.querySelector("[data-canvas]"))
      return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`)
    })

    expect(faults).toEqual([])
  })
})

describe("with a view-only pass", () => {
  test("cards can be looked at and selected, not moved, written or deleted", async () => {
    const page = await open()
    const before = await titles(page)
    await page.evaluate(() => window.__bench.observe())
    const from = await middle(page, "c6")

    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x + 80, from.y + 40, { steps: 4 })
    await page.mouse.up()
    await page.mouse.dblclick(from.x, from.y)
    for (const key of ["Delete", "n", "Alt+ArrowRight", "Control+d", "Enter"]) await page.keyboard.press(key)

    expect(await place(page, "c6")).toEqual({ x: 260, y: 260 })
    expect(await titles(page)).toEqual(before)
    expect(await selected(page)).toEqual(["c6"])
  })
})

describe("among others", () => {
  test("somebody else's letters in the title being written leave the caret where it was", async () => {
    const page = await open()
    await card(page, "c6").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.type("users")
    await page.keyboard.press("ArrowLeft")

    await page.evaluate(() => window.__bench.remoteTitle("c6", "Many ", 0))
    await expect.poll(() => page.locator("textarea").inputValue()).toBe("Many users")
    await page.keyboard.type("++")

    expect(await titles(page)).toContain("Many user++s")
  })

  test("somebody else's letters that have come but are not yet on screen stay when one types on", async () => {
    const page = await open()
    await card(page, "c6").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.type("users")

    await page.evaluate(() => {
      window.__bench.remoteTitle("c6", "Many ", 0)
      document.execCommand("insertText", false, "!")
    })

    expect(await titles(page)).toContain("Many users!")
    await expect.poll(() => page.locator("textarea").inputValue()).toBe("Many users!")
  })

  test("their selection, writing and pointer are shown with their names", async () => {
    const page = await open()

    await page.evaluate(() => {
      window.__bench.showOther(7, "Ana", {
        boardId: "board",
        cursor: { x: 600, y: 340 },
        writing: { id: "c6", field: "title" },
      })
      window.__bench.showOther(8, "Bo", { boardId: "board", selected: ["c7"], drag: [{ id: "c8", x: 800, y: 400 }] })
    })

    await page.getByText("Ana is writing…").waitFor()
    await page.getByText("Bo is moving this").waitFor()
    await expect.poll(() => page.locator(".cursor-name", { hasText: "Ana" }).count()).toBe(1)
  })
})

describe("with fingers", () => {
  const touch = (
    session: CDPSession,
    type: "touchStart" | "touchMove" | "touchEnd",
    ...points: { x: number; y: number }[]
  ) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map((point, id) => ({ ...point, id })) })

  async function openTouch() {
    const page = await open({ hasTouch: true, isMobile: true, viewport: { width: 820, height: 1000 } })
    await page.evaluate(() => window.__bench.setView({ zoom: 1, x: 360, y: 360 }))
    return { page, session: await page.context().newCDPSession(page) }
  }

  test("one finger drags a card", async () => {
    const { page, session } = await openTouch()
    const from = await middle(page, "c6")

    await touch(session, "touchStart", from)
    for (const step of [8, 20, 40]) await touch(session, "touchMove", { x: from.x + step, y: from.y })
    await touch(session, "touchEnd")

    await expect.poll(() => place(page, "c6")).toEqual({ x: 300, y: 260 })
  })

  test("a finger that becomes a pinch moves no card and zooms", async () => {
    const { page, session } = await openTouch()
    const from = await middle(page, "c6")
    const other = { x: from.x + 100, y: from.y }

    await touch(session, "touchStart", from)
    await touch(session, "touchMove", { x: from.x + 20, y: from.y })
    await touch(session, "touchStart", { x: from.x + 20, y: from.y }, other)
    await touch(session, "touchMove", { x: from.x - 30, y: from.y }, { x: other.x + 50, y: other.y })
    await touch(session, "touchEnd")

    await expect.poll(() => page.evaluate(() => window.__bench.zoom())).toBeGreaterThan(1.5)
    expect(await place(page, "c6")).toEqual({ x: 260, y: 260 })
  })

  test("a finger beside the cards moves the view", async () => {
    const { page, session } = await openTouch()
    const card = await middle(page, "c6")
    const from = { x: card.x, y: card.y + 130 }

    await touch(session, "touchStart", from)
    for (const step of [10, 30, 60]) await touch(session, "touchMove", { x: from.x, y: from.y + step })
    await touch(session, "touchEnd")

    await expect.poll(async () => Math.round((await middle(page, "c6")).y - card.y)).toBeGreaterThan(40)
  })

  test("with the connect tool, tapping two cards connects them", async () => {
    const { page } = await openTouch()
    const before = await arrows(page)
    await page.keyboard.press("c")

    await card(page, "c6").tap()
    await card(page, "c7").tap()

    await expect.poll(() => arrows(page)).toBe(before + 1)
  })

  test("two quick taps on the empty board make a card", async () => {
    const { page } = await openTouch()
    const { x, y } = await middle(page, "c11")

    // Both on their way at once: fingers do not wait for a busy page, and too far apart they would be two single taps.
    const tap = () => page.touchscreen.tap(x + 300, y + 20)
    await Promise.all([tap(), tap()])

    await expect.poll(() => cards(page)).toBe(13)
  })

  test("a long press opens the menu", async () => {
    const { page, session } = await openTouch()

    await touch(session, "touchStart", await middle(page, "c6"))
    await page.getByRole("menuitem", { name: "Duplicate" }).waitFor()
    await touch(session, "touchEnd")

    await expect.poll(() => selected(page)).toEqual(["c6"])
  })
})
