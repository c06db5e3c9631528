import { writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Browser } from "playwright-core"
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
  laptop,
  phone,
  saved,
  tabOf,
  type Visitor,
  visit,
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

beforeAll(async () => {
  process.stdout.write(`\nworkshop journey, SEED=${seed}\n`)
  host = await startHost("--template", "sample")
  browser = await openBrowser()
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
  const work = async ({ page, name }: Visitor, act: (chance: Random, round: number) => Promise<void>) => {
    const chance = random(seed + name.length * 31 + name.charCodeAt(0))
    for (let round = 0; performance.now() < until; round++) await act(chance, round)
    await page.keyboard.press("Escape")
  }
  await Promise.all([
    ...[facilitator, ...laptops].map((person) => work(person, (chance, round) => onLaptop(person, chance, round))),
    ...phones.map((person) => work(person, (_chance, round) => onPhone(person, round))),
  ])
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
    await write(`${name || "Ana"} idea ${round}`)
  }
  async function move() {
    const box = await cardOn(page, "Capability: Stock keeping").boundingBox()
    if (!box) return
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + chance(60) - 30, y + chance(30) - 15, { steps: 6 })
    await page.mouse.up()
  }
  async function typeTogether() {
    await cards(/^Capability: Check/).focus()
    await page.keyboard.press("Enter")
    await write((name || "A").charAt(0))
  }
  async function connectByKey() {
    await cards(new RegExp(`^Capability: ${name || "Ana"} idea`)).focus()
    await page.keyboard.press("c")
    await page.getByRole("dialog").waitFor()
    await page.keyboard.type("Order man")
    await page.keyboard.press("Enter")
  }
  async function removeAndUndo() {
    await cards(new RegExp(`^Capability: ${name || "Ana"} idea`)).focus()
    await page.keyboard.press("Delete")
    if (round % 2 === 0) await page.keyboard.press("Control+z")
  }
  function cards(named: RegExp) {
    return page.getByRole("group", { name: named }).first()
  }
  /** Into the title that has just been opened; letters outside of a text field would be commands. */
  async function write(text: string) {
    const field = page.locator("textarea:focus")
    await field.waitFor()
    await field.press("End")
    await field.pressSequentially(text)
    await page.keyboard.press("Escape")
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
          timeout: 15_000,
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
    await page.keyboard.press("Control+k")
    await page.keyboard.type("Propose from maps")
    await page.keyboard.press("Enter")
    await page.getByRole("button", { name: /^Accept all/ }).click()
    await saved(page)
    await expect.poll(cards).toBeGreaterThan(before)
    const after = cards()
    await expect.poll(() => page.getByRole("button", { name: /^Accept all/ }).count()).toBe(0)
    expect(cards()).toBe(after)
  }, 60_000)

  test("the room adds a metric and an opportunity", async () => {
    const { page } = facilitator
    await page.keyboard.press("Escape")
    for (const [kind, title] of [
      ["Metric", "Clusters that nobody had to touch"],
      ["Opportunity", "Nobody sees in time that a cluster runs full"],
    ] as const) {
      await addition(page, kind).click()
      await page.keyboard.type(title)
      await page.keyboard.press("Escape")
      await cardOn(page, `${kind}: ${title}`).waitFor()
    }
    await saved(page)
    expect(cairn("dump", host.data)).toContain("Nobody sees in time that a cluster runs full")
  }, 60_000)

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
  }, 60_000)
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
