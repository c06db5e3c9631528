import { readFile } from "node:fs/promises"
import { strFromU8, unzipSync } from "fflate"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import * as Y from "yjs"
import { rootNames } from "../../shared/model/records.ts"
import { cleanLine, cleanText } from "../../shared/model/text.ts"
import { putRecord, recordOf } from "../electron/host/openTestHost.ts"
import { corpus } from "../security/corpus.ts"
import { openBrowser } from "../support/browser.ts"
import { fillEveryText } from "../support/hostileWorkshop.ts"
import { connect, newQueue, type ReferenceClient } from "../support/referenceClient.ts"
import { type RunningHost, startHost } from "../support/runningHost.ts"
import { foreignParts, hasRun, watch } from "../support/runningText.ts"
import { exported, fromPalette, laptop, phone } from "../support/workshopPages.ts"

/**
 * S8 beyond the canvas: a whole session in which everything that anybody can write is something that should run on others'
 * screens. On every screen twice at the same moment: once as shipped, and once with the page's policy switched off, so
 * that it is not the only wall.
 */
const lines = [...new Set(corpus.map((text) => cleanLine(text, 120).trim()).filter((text) => text !== ""))]
const worst = "<img src=x onerror=__pwn=1>"
/** The same texts, as many in one as a question to the room may hold. */
const questions = packed(200)

function packed(limit: number): readonly string[] {
  const packs: string[] = []
  for (const line of lines) {
    const last = packs.at(-1)
    if (last === undefined || last.length + 1 + line.length > limit) packs.push(line)
    else packs[packs.length - 1] = `${last} ${line}`
  }
  return packs
}

/** So many people, who take another name often enough that each of the texts has been one. */
const crowd = 42
const nameLimit = 40
const inGroups = <T>(size: number, all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))

let host: RunningHost
let browser: Browser
let author: ReferenceClient
const others: ReferenceClient[] = []

/** One way of looking at the workshop, with and without the policy. */
interface Screens {
  readonly leads: readonly Page[]
  readonly bos: readonly Page[]
  readonly phones: readonly Page[]
  readonly large: readonly Page[]
}
let screens: Screens
const contexts: BrowserContext[] = []
const seen: (readonly string[])[] = []

beforeAll(async () => {
  host = await startHost("--template", "sample")
  browser = await openBrowser()
  author = await connect(host.localLinks.facilitator, { name: worst })
  await writeEverywhere()
  for (const group of inGroups(10, lines.slice(0, crowd)))
    others.push(
      ...(await Promise.all(
        group.map((line) =>
          connect(host.localLinks.participant, { name: line.slice(0, nameLimit), queue: newQueue() }),
        ),
      )),
    )
  const open = async (device: object, link: string, name = ""): Promise<readonly Page[]> =>
    Promise.all(
      [false, true].map((bypassCSP) => openScreen({ ...device, bypassCSP, acceptDownloads: true }, link, name)),
    )
  screens = {
    leads: await open(laptop, host.links.facilitator),
    bos: await open(laptop, host.links.participant, worst),
    phones: await open(phone, host.links.participant, worst),
    large: await open(laptop, `${host.links.observer}&projector`),
  }
}, 120_000)

afterAll(async () => {
  for (const one of [author, ...others]) await one?.close()
  await browser?.close()
  await host?.stop()
})

async function openScreen(device: object, link: string, name: string): Promise<Page> {
  const context = await browser.newContext(device)
  contexts.push(context)
  seen.push(watch(context, /^(http:\/\/cairn\.test[:/]|blob:http:\/\/cairn\.test|data:image|data:font|about:blank$)/))
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(link)
  if (name !== "") {
    await page.getByLabel("Your name").fill(name)
    await page.getByRole("button", { name: "Take part" }).click()
  }
  return page
}

/** All texts of the sample, and of everything that a session keeps one record for each text there is. */
async function writeEverywhere(): Promise<void> {
  let at = 0
  const next = () => lines[at++ % lines.length] ?? worst
  const save = async (change: (ydoc: Y.Doc) => void) => {
    author.edit(change)
    const upTo = author.queue.next - 1
    await author.until(() => author.acknowledged >= upTo || author.rejections.length > 0)
    expect(author.rejections).toEqual([])
  }
  let filled = 0
  for (const root of rootNames)
    if (!["participants", "snapshots"].includes(root))
      await save((ydoc) => {
        filled += fillEveryText(ydoc, [root], next)
      })
  expect(filled).toBeGreaterThan(300)
  const [card = ""] = author.ydoc.getMap("cards").keys()
  const boardId = String(recordOf(author.ydoc, "cards", card).get("boardId"))
  await save((ydoc) => {
    for (const [nr, line] of lines.entries()) {
      const text = () => new Y.Text(line)
      const kept = { order: "a0", deleted: false }
      putRecord(ydoc, "comments", `say-${nr}`, { cardId: card, text: text(), deleted: false })
      putRecord(ydoc, "parkingLot", `park-${nr}`, { text: text(), ...kept })
      putRecord(ydoc, "decisions", `decide-${nr}`, { text: text(), ...kept })
      putRecord(ydoc, "actions", `do-${nr}`, { text: text(), who: line.slice(0, 60), due: line.slice(0, 10), ...kept })
      putRecord(ydoc, "energyChecks", `energy-${nr}`, { question: line, ...kept })
    }
  })
  await save((ydoc) => {
    const kept = { order: "a0", deleted: false }
    for (const [nr, line] of lines.entries()) {
      putRecord(ydoc, "personas", `who-${nr}`, { name: new Y.Text(line), ...kept })
      const vote = { boardId, question: line, state: "draft", dots: 3, maxPerCard: 2 }
      putRecord(ydoc, "votingRounds", `vote-${nr}`, { ...vote, ...kept })
    }
    for (const [nr, prompt] of questions.entries()) {
      const instruction = cleanText(corpus[nr] ?? prompt).slice(0, 1_000)
      const step = { title: new Y.Text(prompt.slice(0, 120)), prompt, instruction, exitCriterion: prompt, boardId }
      putRecord(ydoc, "agendaSteps", `step-${nr}`, { ...step, plannedSeconds: 60, inputMode: "open", ...kept })
    }
  })
  for (const label of lines.slice(0, 12)) await author.ask("keep-state", { boardId, label, reason: "manual" })
}

async function nothingRan(): Promise<void> {
  for (const page of contexts.flatMap((context) => context.pages())) {
    expect(await foreignParts(page)).toEqual([])
    expect(await hasRun(page)).toBe(false)
  }
  expect(seen.flat()).toEqual([])
}

async function palette(page: Page, command: string): Promise<void> {
  await page.keyboard.press("Escape")
  await fromPalette(page, command)
}
const on = (pages: readonly Page[], what: (page: Page) => Promise<unknown>) => Promise.all(pages.map(what))
/** Every one of these texts stands somewhere on the page, as text. */
const shows = (page: Page, texts: readonly string[]) =>
  expect
    .poll(
      async () => {
        const whole = await page.evaluate(() => document.body.textContent ?? "")
        return texts.filter((text) => !whole.includes(text))
      },
      { timeout: 30_000 },
    )
    .toEqual([])

test("S8 in the list of people, the agenda, the votes and what the room keeps", { timeout: 120_000 }, async () => {
  await on(screens.leads, async (page) => {
    await page.locator("[data-card]").first().waitFor()
    await palette(page, "People")
  })
  for (const group of inGroups(crowd, lines)) {
    const names = group.map((line) => line.slice(0, nameLimit).trim())
    const answers = await Promise.all(names.map((name, at) => others[at]?.ask("rename", { name })))
    expect(answers.filter((answer) => answer !== null)).toEqual([])
    await on(screens.leads, (page) => shows(page, names))
  }
  await nothingRan()
  await on(screens.leads, async (page) => {
    await palette(page, "Agenda")
    await shows(
      page,
      questions.map((question) => question.slice(0, 120)),
    )
    await palette(page, "Dot voting")
    await shows(page, lines)
    await palette(page, "What we keep")
    await shows(page, lines)
    for (const tab of ["Decisions", "Actions", "Energy"]) {
      await page.getByRole("tab", { name: tab }).click()
      await shows(page, lines)
    }
    await palette(page, "Earlier states")
    await shows(page, lines.slice(0, 12))
    await page.getByRole("button", { name: `Look at “${lines[0]}”` }).click()
    await page.getByRole("dialog").waitFor()
    await page.keyboard.press("Escape")
    await palette(page, "Personas")
    await page.getByRole("dialog").waitFor()
  })
  await nothingRan()
})

test("S8 on every board, in the details of every sort of card, its comments, its questions and its list", {
  timeout: 120_000,
}, async () => {
  await on(screens.leads, async (page) => {
    await page.keyboard.press("Escape")
    // The open board's tab has a menu beside it.
    const tabs = page.getByRole("navigation", { name: "Boards" }).getByRole("listitem")
    const boards = [...author.ydoc.getMap("boards").values()].length
    expect(boards).toBeGreaterThan(2)
    const open = async (at: number) => {
      const tab = tabs.nth(at).getByRole("button").first()
      await tab.click()
      await tab.and(page.locator("[aria-current]")).waitFor()
      await page.locator("[data-card]").first().waitFor()
      // From here on by keys: after a press of the mouse a focus chooses no card.
      await page.keyboard.press("Escape")
    }
    const details = page.getByRole("complementary")
    await details.getByRole("button", { name: "Close" }).click()
    for (let at = 0; at < boards; at++) {
      await open(at)
      const sorts = await page.locator("[data-card][role=group]").evaluateAll((cards) => {
        const first = new Map(
          cards.map((card) => [
            card.getAttribute("aria-label")?.split(":")[0] ?? "",
            card.id || card.getAttribute("data-card"),
          ]),
        )
        return [...first.values()]
      })
      expect(sorts.length).toBeGreaterThan(1)
      for (const id of sorts) {
        await page.locator(`[data-card="${id}"]`).first().focus()
        await details.locator(".card-keeping").waitFor()
      }
    }
    await palette(page, "Board as a list")
    await page.getByRole("complementary", { name: "Board as a list" }).waitFor()
    for (let at = 0; at < boards; at++) await open(at)
  })
  await nothingRan()
})

test("S8 as the question of a step: beside the board, on phones and large on the screen", {
  timeout: 120_000,
}, async () => {
  const everywhere = [...screens.large, ...screens.phones, ...screens.bos]
  for (const [nr, question] of questions.entries()) {
    author.edit((ydoc) => {
      const session = recordOf(ydoc, "session", "session")
      session.set("stepId", `step-${nr}`)
      session.set("showsPrompt", nr % 2 === 0)
      session.set("asks", {
        boardId: String(recordOf(ydoc, "agendaSteps", `step-${nr}`).get("boardId")),
        text: question,
      })
    })
    await on(everywhere, (page) => shows(page, [question]))
  }
  await nothingRan()
})

test("S8 in a vote on all cards, in what it came to, and on a phone's pages", { timeout: 120_000 }, async () => {
  const go = async (page: Page, name: string) => {
    const button = page.getByRole("navigation", { name: "Pages" }).getByRole("button", { name })
    await button.click()
    await button.and(page.locator("[aria-current]")).waitFor()
  }
  author.edit((ydoc) => recordOf(ydoc, "session", "session").set("showsPrompt", false))
  expect(await author.ask("move-vote", { roundId: "vote-0", to: "open" })).toBeNull()
  await on(screens.phones, (page) => go(page, "Vote"))
  await on([...screens.bos, ...screens.phones], (page) => page.locator(".vote-left").waitFor())
  await nothingRan()
  for (const to of ["closed", "revealed"]) await author.ask("move-vote", { roundId: "vote-0", to })
  await on(screens.phones, async (page) => {
    await page.locator(".vote-result").waitFor()
    for (const name of ["Place", "Rate", "Me", "Look", "Write"]) await go(page, name)
  })
  await nothingRan()
})

test("S8 in the name of somebody at the door", { timeout: 120_000 }, async () => {
  const room = (await author.ask("open-room")) as { readonly code: string }
  const byCode = host.localLinks.participant.replace(/#j=.*/, `#j=${room.code}`)
  await expect(connect(byCode, { name: worst, queue: newQueue() })).rejects.toThrow("awaiting-approval")
  await on(screens.leads, (page) => page.getByRole("button", { name: `Let in ${worst}` }).waitFor())
  await nothingRan()
})

test("S8 in what came of it, its files, and what is printed", { timeout: 120_000 }, async () => {
  const [lead] = screens.leads
  const [bo] = screens.bos
  if (!lead || !bo) throw new Error("no screen")
  expect((await exported(lead, "PNG")).subarray(1, 4).toString()).toBe("PNG")
  author.edit((ydoc) => recordOf(ydoc, "session", "session").set("phase", "ended"))
  await on([...screens.bos, ...screens.phones], async (page) => {
    await page.getByRole("main", { name: "What came of it" }).waitFor()
    await shows(page, lines)
  })
  const download = bo.waitForEvent("download")
  await bo.getByRole("button", { name: "Save everything" }).click()
  const files = unzipSync(await readFile(await (await download).path()))
  const report = strFromU8(files["Report.md"] ?? new Uint8Array())
  expect(report.length).toBeGreaterThan(5_000)
  expect(report).not.toMatch(/(^|[^\\])<[a-z/!?]/i)
  for (const name of Object.keys(files)) expect(name).toMatch(/^[^\\/:*?"<>|\p{Cc}]+\.(md|json|png)$/u)
  await on(screens.bos, (page) => page.emulateMedia({ media: "print" }))
  await nothingRan()
})
