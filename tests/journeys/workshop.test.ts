import { writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Browser, Locator } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openBrowser } from "../support/browser.ts"
import { inkOf, readPng } from "../support/pixels.ts"
import { type Random, random } from "../support/random.ts"
import { connect } from "../support/referenceClient.ts"
import { cairn, type RunningHost, startHost } from "../support/runningHost.ts"
import {
  addition,
  cardNames,
  cardOn,
  exported,
  fromPalette,
  laptop,
  phone,
  saved,
  tabOf,
  type Visitor,
  visit,
  writeTitle,
} from "../support/workshopPages.ts"

/**
 * The main job, end to end, in real browsers on an origin that is not localhost: a facilitator, five participants (two
 * on phones) and an observer work on the sample workshop at the same time, Cairn proposes, the room adds, files come out.
 */
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6))
const workMs = 30_000

let host: RunningHost
let browser: Browser
let facilitator: Visitor
let observer: Visitor
let laptops: Visitor[]
let phones: Visitor[]
/** The card whose title all of them write on. */
let together: string

beforeAll(async () => {
  process.stdout.write(`\nworkshop journey, SEED=${seed}\n`)
  host = await startHost("--template", "sample")
  browser = await openBrowser()
  together =
    boardOf(cairn("dump", host.data), "user-needs-map").cards.find(({ title }) => title === "Checkout")?.id ?? ""
  const { links } = host
  facilitator = await visit(browser, links.facilitator, laptop)
  laptops = await Promise.all(["Bo", "Cy", "Di"].map((name) => visit(browser, links.participant, laptop, name)))
  phones = await Promise.all(["Eli", "Fay"].map((name) => visit(browser, links.participant, phone, name)))
  observer = await visit(browser, links.observer, laptop)
  for (const { page } of [facilitator, ...laptops, observer]) await cardOn(page, "Capability: Checkout").waitFor()
  for (const { page } of phones) await page.getByRole("button", { name: "Add" }).waitFor()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await host?.stop()
})

/** Everyone but the observer, each with their own part, until the time is over. */
async function everyoneWorks(): Promise<void> {
  const until = performance.now() + workMs
  const work = async (person: Visitor, act: (chance: Random, round: number) => Promise<void>) => {
    const { page, name } = person
    const chance = random(seed + name.length * 31 + name.charCodeAt(0))
    for (let round = 0; performance.now() < until; round++)
      await act(chance, round).catch(async (cause) => {
        throw new Error(`${name || "Ana"} cannot go on in round ${round}: ${await seenBy(person)}`, { cause })
      })
    await page.keyboard.press("Escape")
  }
  await Promise.all([
    ...[facilitator, ...laptops].map((person) => work(person, (chance, round) => onLaptop(person, chance, round))),
    ...phones.map((person) => work(person, (_chance, round) => onPhone(person, round))),
  ])
}

/** What somebody has before them who cannot go on, and what the host says to the card that all of them write on. */
async function seenBy({ page, errors, logged }: Visitor): Promise<string> {
  const here = await page.evaluate(() => ({
    reads: document.body.innerText.slice(0, 300),
    focus: document.activeElement?.outerHTML.slice(0, 120),
    dialogs: [...document.querySelectorAll("[role=dialog], [role=alert]")].map((one) => one.textContent?.slice(0, 80)),
    view: document.querySelector(".react-flow__viewport")?.getAttribute("style"),
    cards: [...document.querySelectorAll("[data-card]")].map((card) => card.getAttribute("aria-label")),
  }))
  const atHost = boardOf(cairn("dump", host.data), "user-needs-map").cards.filter(({ id }) => id === together)
  return JSON.stringify({ ...here, atHost, errors, logged }, null, 1)
}

async function onLaptop({ page, name }: Visitor, chance: Random, round: number): Promise<void> {
  const acts = [create, move, typeTogether, connectByKey, removeAndUndo]
  await (acts[round % acts.length] ?? create)()
  // Whatever is open is closed, as somebody would who goes on to the next thing.
  await expect
    .poll(async () => {
      await page.keyboard.press("Escape")
      return page.getByRole("dialog").count()
    })
    .toBe(0)

  async function create() {
    await addition(page, "Capability").click()
    await writeTitle(page, `${name || "Ana"} idea ${round}`)
  }
  async function move() {
    const at = await gripOf(cardOn(page, "Capability: Stock keeping"))
    if (!at) return
    const { x, y } = at
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + chance(60) - 30, y + chance(30) - 15, { steps: 6 })
    await page.mouse.up()
  }
  async function typeTogether() {
    await take(/^Capability: Check/)
    await page.keyboard.press("Enter")
    await writeTitle(page, (name || "A").charAt(0))
  }
  async function connectByKey() {
    await take(new RegExp(`^Capability: ${name || "Ana"} idea`))
    await page.keyboard.press("c")
    await page.getByRole("dialog").getByRole("combobox").fill("Order man")
    await page.keyboard.press("Enter")
  }
  async function removeAndUndo() {
    await take(new RegExp(`^Capability: ${name || "Ana"} idea`))
    await page.keyboard.press("Delete")
    if (round % 2 === 0) await page.keyboard.press("Control+z")
  }
  /**
   * The middle of a card where a hand can take it: not under the toolbar or the small map, which would take the press,
   * and not at the edge, where the board moves on for as long as a drag rests there.
   */
  async function gripOf(card: Locator) {
    return card.evaluate((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect()
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      const canvas = element.closest("[data-canvas]")?.getBoundingClientRect()
      if (!canvas || x < canvas.left + 100 || x > canvas.right - 100) return undefined
      if (y < canvas.top + 100 || y > canvas.bottom - 100) return undefined
      return element.contains(document.elementFromPoint(x, y)) ? { x, y } : undefined
    })
  }
  /** Goes to a card by keys. One that has kept the focus since Esc let go of it is taken again by the space bar. */
  async function take(named: RegExp) {
    const card = page.getByRole("group", { name: named }).first()
    await card.focus()
    if ((await card.getAttribute("aria-current")) === null) await page.keyboard.press("Space")
  }
}

async function onPhone({ page, name }: Visitor, round: number): Promise<void> {
  await page.getByRole("radio", { name: "Capability" }).check({ force: true })
  await page.getByRole("textbox").first().fill(`${name} writes ${round}`)
  await page.getByRole("button", { name: "Add" }).click()
}

describe("a workshop with a room full of people", () => {
  test("everyone edits at once, and all end with the board that is on the host's disk", async () => {
    const before = JSON.parse(cairn("dump", host.data))
    const watching = await connect(host.localLinks.observer, { name: "Sends frames of their own" })
    await everyoneWorks()
    watching.edit((ydoc) => ydoc.getMap("cards").set("forged", "x"))
    await watching.until(() => watching.rejections.length > 0)
    expect(watching.rejections[0]).toMatchObject({ reason: "role" })
    await watching.close()

    for (const { page } of [facilitator, ...laptops, ...phones]) await saved(page)
    const onDisk = cairn("dump", host.data)
    for (const { page, name } of [facilitator, ...laptops, observer]) {
      await expect
        .poll(async () => withoutDate((await exported(page, "JSON")).toString("utf8")), {
          // One export of such a board takes some seconds while both cores are busy.
          timeout: 30_000,
          message: name,
        })
        .toBe(onDisk)
    }
    const names = namesIn(onDisk)
    for (const { page } of phones) {
      await page
        .getByRole("button", { name: "Look" })
        .or(page.getByRole("tab", { name: "Look" }))
        .first()
        .click()
      await expect.poll(() => cardNames(page), { timeout: 15_000 }).toEqual(names)
    }
    expect(names.length).toBeGreaterThan(namesIn(JSON.stringify(before)).length)
    expect(onDisk).not.toContain("forged")
    for (const { name, errors } of [facilitator, ...laptops, ...phones, observer]) expect(errors, name).toEqual([])
  }, 180_000)

  test("Cairn proposes from both maps, and taking it twice makes no doubles", async () => {
    const { page } = facilitator
    await tabOf(page, /as a product/).click()
    const cards = () => boardOf(cairn("dump", host.data), "product-flow").cards.length
    const before = cards()
    await fromPalette(page, "Propose from maps")
    const acceptAll = page.getByRole("button", { name: /^Accept all/ })
    await acceptAll.click()
    await acceptAll.waitFor({ state: "detached" })
    await saved(page)
    const after = cards()
    expect(after).toBeGreaterThan(before)
    await page.getByRole("complementary").getByRole("button", { name: "Close" }).click()
    await fromPalette(page, "Propose from maps")
    await page.getByRole("complementary", { name: "Propose from maps" }).waitFor()
    expect(await acceptAll.count()).toBe(0)
    expect(cards()).toBe(after)
  })

  test("the room adds a metric and an opportunity", async () => {
    const { page } = facilitator
    await page.keyboard.press("Escape")
    for (const [kind, title] of [
      ["Metric", "Clusters that nobody had to touch"],
      ["Opportunity", "Nobody sees in time that a cluster runs full"],
    ] as const) {
      await addition(page, kind).click()
      await writeTitle(page, title)
      await cardOn(page, `${kind}: ${title}`).waitFor()
    }
    await saved(page)
    expect(cairn("dump", host.data)).toContain("Nobody sees in time that a cluster runs full")
  })

  test("JSON, PNG and SVG come out whole, and the JSON goes in again to the same bytes", async () => {
    const { page } = facilitator
    const svg = (await exported(page, "SVG")).toString("utf8")
    const png = readPng(await exported(page, "PNG"))
    const json = (await exported(page, "JSON")).toString("utf8")

    const [, width = "0", height = "0"] = /<svg[^>]*\swidth="(\d+)"[^>]*\sheight="(\d+)"/.exec(svg) ?? []
    expect([png.width, png.height]).toEqual([Number(width) * 2, Number(height) * 2])
    expect(inkOf(png).share).toBeGreaterThan(0.05)
    const flow = boardOf(json, "product-flow")
    for (const { id } of flow.cards) expect(svg).toContain(`data-card="${id}"`)

    const file = join(host.data, "out.json")
    writeFileSync(file, json)
    const again = `${host.data}-again`
    cairn("import", file, "--data", again)
    expect(cairn("dump", again)).toBe(withoutDate(json))
  })
})

/** The moment of the export is the only thing in which two exports of the same workshop differ. */
const withoutDate = (json: string): string => json.replace(/^ {2}"exportedAt": "[^"]*",\n/m, "")

interface Exported {
  readonly workshop: {
    readonly personas: readonly { readonly id: string; readonly name: string }[]
    readonly boards: readonly {
      readonly kind: string
      readonly cards: readonly {
        readonly id: string
        readonly kind: string
        readonly title?: string
        readonly personaId?: string
      }[]
    }[]
  }
}

function boardOf(json: string, kind: string) {
  const board = (JSON.parse(json) as Exported).workshop.boards.find((one) => one.kind === kind)
  if (!board) throw new Error(`no board of kind ${kind}`)
  return board
}

/** What the cards of the needs map are called on screen. */
function namesIn(json: string): string[] {
  const { workshop } = JSON.parse(json) as Exported
  const words: Record<string, string> = {
    user: "User",
    need: "Need",
    capability: "Capability",
    stage: "Journey stage",
    insight: "Insight",
    note: "Note",
  }
  const personas = new Map(workshop.personas.map(({ id, name }) => [id, name]))
  return boardOf(json, "user-needs-map")
    .cards.map(
      ({ kind, title, personaId }) =>
        `${words[kind]}: ${(personaId && personas.get(personaId)) || title || "Untitled"}`,
    )
    .sort()
}
