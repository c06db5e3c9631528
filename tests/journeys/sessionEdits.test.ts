import { createHash } from "node:crypto"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import * as Y from "yjs"
import { openBrowser } from "../support/browser.ts"
import { connect, type ReferenceClient } from "../support/referenceClient.ts"
import { cairn, type RunningHost, startHost } from "../support/runningHost.ts"
import { arrive, type Person } from "../support/sessionPeople.ts"

/**
 * Somebody comes with a program of their own, which asks nothing of the interface, and sends what the step or the role
 * forbids. Nothing changes anywhere, and whoever leads sees who it was.
 */
const modes = {
  lobby: { phase: "lobby" },
  "a closed step": { inputMode: "closed" },
  "a step where the facilitator writes": { inputMode: "facilitator-only" },
  "a private step": { inputMode: "private-until-reveal" },
  "a pause": { inputMode: "open", isPaused: true },
  "the end": { inputMode: "open", phase: "ended" },
} as const

let host: RunningHost
let browser: Browser
let lead: Person
let leader: ReferenceClient
const crooks = new Map<string, ReferenceClient>()

beforeAll(async () => {
  host = await startHost("--template", "sample")
  browser = await openBrowser()
  lead = await arrive(browser, host.links.facilitator)
  leader = await connect(host.localLinks.facilitator, { name: "Ana" })
  crooks.set("participant", await connect(host.localLinks.participant, { name: "Mallory" }))
  crooks.set("observer", await connect(host.localLinks.observer, { name: "Peeping" }))
}, 120_000)

afterAll(async () => {
  await Promise.all([leader, ...crooks.values()].map((client) => client?.close()))
  await browser?.close()
  await host?.stop()
})

const recordIn = (ydoc: Y.Doc, root: string, id?: string): Y.Map<unknown> => {
  const records = ydoc.getMap(root)
  const record = id === undefined ? [...records.values()][0] : records.get(id)
  if (!(record instanceof Y.Map)) throw new Error(`no record in ${root}`)
  return record
}
const put = (root: string, values: object) => (ydoc: Y.Doc) => {
  const record = new Y.Map<unknown>(Object.entries({ ...values, deleted: false }))
  ydoc.getMap(root).set(`x${Math.random().toString(36).slice(2, 12)}`, record)
}
const set = (root: string, key: string, value: unknown, id?: string) => (ydoc: Y.Doc) => {
  recordIn(ydoc, root, id).set(key, value)
}
const boardOf = (ydoc: Y.Doc) => String(recordIn(ydoc, "cards").get("boardId"))

/** What nobody but those who lead may write while a board is not open, root by root. */
const attempts: Readonly<Record<string, (ydoc: Y.Doc) => void>> = {
  "a new card": (ydoc) => put("cards", { boardId: boardOf(ydoc), kind: "note", x: 1, y: 1, order: "a0" })(ydoc),
  "a card's place": set("cards", "x", 7),
  "a card away": set("cards", "deleted", true),
  "a line": (ydoc) => {
    const [from, to] = [...ydoc.getMap("cards").keys()]
    put("relations", { boardId: boardOf(ydoc), kind: "depends-on", fromId: from, toId: to })(ydoc)
  },
  "a board away": set("boards", "deleted", true),
  "another step": set("session", "stepId", "elsewhere", "session"),
  "no more pause": set("session", "isPaused", false, "session"),
  "the agenda": put("agendaSteps", { inputMode: "open", plannedSeconds: 60 }),
  "a vote": put("votingRounds", { state: "draft", dots: 3 }),
  "a decision": put("decisions", { asking: "not-asked" }),
  "a kept state": put("snapshots", { label: "mine", at: "2026-01-01T00:00:00.000Z" }),
  "an energy check": put("energyChecks", { question: "?" }),
}

/** What the session's record says in a mode. */
const saidIn = ({ inputMode, phase = "running", isPaused = false }: { readonly [key: string]: unknown }) =>
  Object.entries({ stepId: `step-${String(inputMode)}`, phase, isPaused })

async function enter(mode: { readonly [key: string]: unknown }): Promise<void> {
  leader.edit((ydoc) => {
    const { inputMode = "open" } = mode
    const id = `step-${String(mode.inputMode)}`
    const step = { inputMode, state: "running", plannedSeconds: 60, deleted: false }
    const steps = ydoc.getMap("agendaSteps")
    if (!steps.has(id)) steps.set(id, new Y.Map(Object.entries(step)))
    for (const [key, value] of saidIn(mode)) recordIn(ydoc, "session", "session").set(key, value)
  })
  await leader.saved()
}

/** What the others see and what lies on the host's disk. */
const everywhere = () =>
  [JSON.stringify(leader.ydoc.toJSON()), cairn("dump", host.data)]
    .map((text) => createHash("sha256").update(text).digest("hex"))
    .join(" ")

test.each(
  Object.entries(modes).flatMap(([mode, state]) =>
    ["participant", "observer"].map((role) => [mode, role, state] as const),
  ),
)("in %s nothing that a %s sends by a program of their own changes anything", async (_mode, role, state) => {
  await enter(state)
  const crook = crooks.get(role)
  if (!crook) throw new Error(role)
  await crook.until(() =>
    saidIn(state).every(([key, value]) => recordIn(crook.ydoc, "session", "session").get(key) === value),
  )
  const before = everywhere()
  const accepted: string[] = []
  for (const [what, attempt] of Object.entries(attempts)) {
    // Aside, so that what was refused is not in the way of the next one.
    const aside = new Y.Doc()
    Y.applyUpdate(aside, Y.encodeStateAsUpdate(crook.ydoc))
    aside.clientID = crook.me.clientId
    const updates: Uint8Array[] = []
    aside.on("update", (update: Uint8Array) => updates.push(update))
    aside.transact(() => attempt(aside))
    // A number that was refused is still the next one.
    const seq = crook.queue.next
    const refused = crook.rejections.length
    crook.sendUpdate(seq, updates[0] ?? new Uint8Array())
    await crook.until(() => crook.rejections.length > refused || crook.acknowledged >= seq)
    const why = crook.rejections[refused]
    if (why?.reason !== "step" && why?.reason !== "role") accepted.push(`${what}: ${why?.reason}, ${why?.detail}`)
  }
  expect(accepted).toEqual([])
  await leader.ask("way-in")
  expect(everywhere()).toBe(before)
})

test("the list of people says to whoever leads who has tried", async () => {
  const { page, say } = lead
  await page
    .getByRole("button", { name: say("app.people.button", { count: 4 }) })
    .or(page.getByRole("button", { name: /people/i }))
    .first()
    .click()
  const row = page
    .getByRole("complementary", { name: say("app.people") })
    .getByRole("listitem")
    .filter({ hasText: "Mallory" })
  await row.locator(".people-tried").waitFor()
  const tried = Object.keys(attempts).length * Object.keys(modes).length
  await expect.poll(() => row.innerText()).toContain(say("people.tried", { count: tried }))
})
