import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { boardKinds } from "../../../shared/boards/index.ts"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { openDocument } from "../../../shared/document/document.ts"
import { projectDocument } from "../../../shared/document/projection.ts"
import type { PlacedCard } from "../../../shared/model/drawing.ts"
import type { ReferenceClient } from "../../support/referenceClient.ts"
import { joinAs, newFolder, openTestHost, putBoard, putNeed, putRecord, recordOf } from "./openTestHost.ts"

const canary = "canary-7c1f-nobody-may-read-this"

/** A room in a private step, with whoever is needed: Ana leads, Bo and Cy take part. */
async function room(options: { readonly dataDirectory?: string } = {}) {
  const host = await openTestHost(options)
  const [ana, bo, cy] = await Promise.all([
    joinAs(host.ready.links.facilitator, { name: "Ana" }),
    joinAs(host.ready.links.participant, { name: "Bo" }),
    joinAs(host.ready.links.participant, { name: "Cy" }),
  ])
  return { host, ana, bo, cy }
}

async function privateStep(ana: ReferenceClient): Promise<void> {
  ana.edit((ydoc) => {
    putBoard(ydoc, "b1")
    putNeed(ydoc, "n1", "b1", "find help")
    putNeed(ydoc, "n2", "b1", "be heard")
    putRecord(ydoc, "agendaSteps", "s1", {
      inputMode: "private-until-reveal",
      "allowedKinds/need": true,
      state: "running",
      deleted: false,
    })
    const session = recordOf(ydoc, "session", "session")
    session.set("stepId", "s1")
    session.set("phase", "running")
  })
  await ana.saved()
}

const note = (title: string, isNamed = true) => ({
  stepId: "s1",
  boardId: "b1",
  kind: "need",
  values: { title },
  isNamed,
})

const titlesOn = (client: ReferenceClient): string[] =>
  [...client.ydoc.getMap("cards").values()]
    .map((card) => (card instanceof Y.Map ? String(card.get("title")) : ""))
    .sort()

/** Every byte under a folder, the keys of the seals aside. */
function bytesUnder(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && !path.endsWith(".key"))
    .map((path) => readFileSync(path, "latin1"))
    .join("\n")
}

describe("writing alone", () => {
  test("a private note is in nobody's document and in no file in clear until it is revealed, then it is a card", async () => {
    const { host, ana, bo, cy } = await room()
    await privateStep(ana)
    expect(await bo.ask("seal-note", { id: "note-1", note: note(canary) })).toEqual({ is: "sealed" })
    for (const client of [ana, bo, cy]) expect(JSON.stringify(client.ydoc.toJSON())).not.toContain(canary)
    expect(bytesUnder(host.dataDirectory)).not.toContain(canary)
    expect(await ana.ask("own-notes", null)).toEqual([])
    expect(await ana.ask("reveal", { stepId: "s1" })).toEqual({ revealed: 1 })
    await expect.poll(() => titlesOn(cy)).toContain(canary)
    expect(recordOf(cy.ydoc, "cards", "note-1").get("provenance/authorId")).toBe(bo.me.personId)
  })

  test("a note without a name carries none, also inside", async () => {
    const { ana, bo } = await room()
    await privateStep(ana)
    await bo.ask("seal-note", { id: "note-1", note: note("who pays?", false) })
    await ana.ask("reveal", { stepId: "s1" })
    await expect.poll(() => titlesOn(ana)).toContain("who pays?")
    const card = recordOf(ana.ydoc, "cards", "note-1")
    expect([...card.values()].map(String)).not.toContain(bo.me.personId)
    expect(card.get("provenance/attribution")).toBe("anonymous")
  })

  test("what many wrote for one place at once lies beside each other, on nobody", async () => {
    const { ana, bo, cy } = await room()
    await privateStep(ana)
    for (let at = 0; at < 30; at++)
      await (at % 2 ? bo : cy).ask("seal-note", { id: `note-${at}`, note: note(`Something I need, number ${at}`) })
    await ana.ask("reveal", { stepId: "s1" })
    await expect.poll(() => titlesOn(ana)).toHaveLength(32)

    const { contents, personas } = projectDocument(openDocument(ana.ydoc, boardKinds)).current()
    const content = contents.get("b1")
    if (!content) throw new Error("no board")
    const { cards } = userNeedsMap.lay({ content, personas, say: (key) => key })
    const isOn = (a: PlacedCard, b: PlacedCard) =>
      a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
    const written = cards.filter(({ id }) => id.startsWith("note-"))
    expect(cards.flatMap((a) => written.filter((b) => a !== b && isOn(a, b)).map((b) => [a.id, b.id]))).toEqual([])
    const xs = written.map(({ x }) => x)
    expect(Math.max(...xs) - Math.min(...xs), "a block, not a row without an end").toBeLessThan(2500)
  })

  test("nobody replaces, reads or reveals another's note", async () => {
    const { ana, bo, cy } = await room()
    await privateStep(ana)
    await bo.ask("seal-note", { id: "note-1", note: note("mine") })
    expect(await cy.ask("seal-note", { id: "note-1", note: note("not yours") })).toMatchObject({ refused: "identity" })
    expect(await cy.ask("own-notes", null)).toEqual([])
    expect(await cy.ask("reveal", { stepId: "s1" })).toEqual({ refused: "role" })
    expect(await bo.ask("own-notes", null)).toEqual([{ id: "note-1", note: note("mine") }])
  })

  test.each<[string, unknown, string]>([
    ["for a step that is not private", { ...note("x"), stepId: "s9" }, "step"],
    ["of a kind the step does not take", { ...note("x"), kind: "capability" }, "step"],
    ["on a board that is not there", { ...note("x"), boardId: "b9" }, "schema"],
    ["without a title", note(" "), "schema"],
    ["with a field the kind does not have", { ...note("x"), values: { title: "x", colour: "red" } }, "schema"],
    ["in another's name", { ...note("x"), values: { title: "x", provenance: { authorId: "p-ana" } } }, "schema"],
    ["that is locked", { ...note("x"), values: { title: "x", locked: "facilitator" } }, "schema"],
    ["that is no note", "x", "unknown"],
  ])("a note %s is refused and nothing is kept", async (_title, sent, why) => {
    const { ana, bo } = await room()
    await privateStep(ana)
    expect(await bo.ask("seal-note", { id: "note-1", note: sent })).toMatchObject({ refused: why })
    expect(await bo.ask("own-notes", null)).toEqual([])
  })

  test("notes outlive the host; sent again by their device they are one card", async () => {
    const dataDirectory = newFolder()
    const first = await room({ dataDirectory })
    await privateStep(first.ana)
    await first.bo.ask("seal-note", { id: "note-1", note: note("kept") })
    await first.host.stop()
    const { host, ana } = await room({ dataDirectory })
    const again = await joinAs(host.ready.links.participant, { pass: first.bo.me.token })
    expect(await again.ask("own-notes", null)).toEqual([{ id: "note-1", note: note("kept") }])
    expect(await again.ask("seal-note", { id: "note-1", note: note("kept") })).toEqual({ is: "sealed" })
    expect(await ana.ask("reveal", { stepId: "s1" })).toEqual({ revealed: 1 })
    expect(await again.ask("seal-note", { id: "note-1", note: note("kept") })).toEqual({ is: "revealed" })
    await expect.poll(() => titlesOn(ana).filter((title) => title === "kept")).toHaveLength(1)
  })

  test("a note that comes after the reveal, from a phone that slept, goes on the board at once", async () => {
    const { ana, bo } = await room()
    await privateStep(ana)
    await ana.ask("reveal", { stepId: "s1" })
    ana.edit((ydoc) => recordOf(ydoc, "session", "session").delete("stepId"))
    await ana.saved()
    expect(await bo.ask("seal-note", { id: "note-1", note: note("late") })).toEqual({ is: "revealed" })
    await expect.poll(() => titlesOn(ana)).toContain("late")
  })

  test("a note whose board was deleted meanwhile stays sealed, and is revealed when the board is back", async () => {
    const { ana, bo } = await room()
    await privateStep(ana)
    await bo.ask("seal-note", { id: "note-1", note: note("early") })
    ana.edit((ydoc) => recordOf(ydoc, "boards", "b1").set("deleted", true))
    await ana.saved()
    expect(await ana.ask("reveal", { stepId: "s1" })).toEqual({ revealed: 0 })
    expect(await bo.ask("seal-note", { id: "note-2", note: note("late") })).toEqual({ is: "sealed" })
    expect(await bo.ask("own-notes", null)).toHaveLength(2)
    ana.edit((ydoc) => recordOf(ydoc, "boards", "b1").set("deleted", false))
    await ana.saved()
    expect(await ana.ask("reveal", { stepId: "s1" })).toEqual({ revealed: 2 })
    await expect.poll(() => titlesOn(ana)).toEqual(expect.arrayContaining(["early", "late"]))
  })

  test("words that come after others were revealed change no card, and their author is told", async () => {
    const { ana, bo } = await room()
    await privateStep(ana)
    await bo.ask("seal-note", { id: "note-1", note: note("as sealed") })
    await ana.ask("reveal", { stepId: "s1" })
    const reworded = { id: "note-1", note: note("reworded") }
    expect(await bo.ask("seal-note", reworded)).toEqual({ is: "revealed", isOther: true })
    expect(await bo.ask("seal-note", { id: "note-1", note: note("as sealed ") })).toEqual({ is: "revealed" })
    await expect.poll(() => titlesOn(ana)).toContain("as sealed")
  })

  test("drafts that were never revealed can be deleted for good", async () => {
    const { host, ana, bo } = await room()
    await privateStep(ana)
    await bo.ask("seal-note", { id: "note-1", note: note("draft") })
    expect(await ana.ask("discard-drafts", null)).toEqual({ discarded: 1 })
    expect(await bo.ask("own-notes", null)).toEqual([])
    expect(readFileSync(join(host.dataDirectory, host.ready.workshop, "sealed.bin")).length).toBe(0)
  })
})

describe("who is ready", () => {
  test("counts for the step it was said of, and not for the one that has come since", async () => {
    const { ana, bo } = await room()
    await privateStep(ana)
    expect(await bo.ask("ready", { stepId: "s1", isReady: true })).toBeNull()
    expect(await bo.ask("ready", { stepId: "s0", isReady: true })).toMatchObject({ refused: "closed" })
  })
})

describe("the facilitator's notes to the steps", () => {
  test("are kept by the host for those who lead and never enter the document", async () => {
    const { ana, bo } = await room()
    await privateStep(ana)
    expect(await ana.ask("write-step-note", { stepId: "s1", text: canary })).toBeNull()
    expect(await ana.ask("step-notes", null)).toEqual({ s1: canary })
    expect(await bo.ask("step-notes", null)).toEqual({ refused: "role" })
    expect(JSON.stringify(bo.ydoc.toJSON())).not.toContain(canary)
  })
})

describe("dot voting", () => {
  async function openVote(ana: ReferenceClient, more: { readonly [key: string]: unknown } = {}): Promise<void> {
    ana.edit((ydoc) =>
      putRecord(ydoc, "votingRounds", "v1", {
        boardId: "b1",
        "kinds/need": true,
        dots: 3,
        maxPerCard: 2,
        deleted: false,
        ...more,
      }),
    )
    await ana.saved()
    expect(await ana.ask("move-vote", { roundId: "v1", to: "open" })).toBeNull()
  }
  const dots = (...all: [string, number][]) => ({
    roundId: "v1",
    dots: all.map(([cardId, count]) => ({ cardId, dots: count })),
  })
  const round = (client: ReferenceClient) => recordOf(client.ydoc, "votingRounds", "v1").toJSON()

  test("ballots stay sealed until the counts are shown, and only counts come out", async () => {
    const { host, ana, bo, cy } = await room()
    await privateStep(ana)
    await openVote(ana)
    await bo.ask("cast-ballot", dots(["n1", 1]))
    await bo.ask("cast-ballot", dots(["n1", 2], ["n2", 1]))
    await cy.ask("cast-ballot", dots(["n2", 1]))
    expect(round(ana)).not.toHaveProperty("result/n1")
    expect(await ana.ask("own-ballot", { roundId: "v1" })).toEqual([])
    expect(await bo.ask("own-ballot", { roundId: "v1" })).toEqual(dots(["n1", 2], ["n2", 1]).dots)
    await ana.ask("move-vote", { roundId: "v1", to: "closed" })
    expect(await cy.ask("cast-ballot", dots(["n1", 1]))).toMatchObject({ refused: "closed" })
    expect(round(ana)).not.toHaveProperty("result/n1")
    await ana.ask("move-vote", { roundId: "v1", to: "revealed" })
    await expect.poll(() => round(cy).state).toBe("revealed")
    expect(round(cy)).toMatchObject({
      "result/n1": { dots: 2, voters: 1 },
      "result/n2": { dots: 2, voters: 2 },
      ballots: 2,
    })
    expect(JSON.stringify(cy.ydoc.getMap("votingRounds").toJSON())).not.toContain(bo.me.personId)
    expect(readFileSync(join(host.dataDirectory, host.ready.workshop, "sealed.bin")).length).toBe(0)
  })

  test("dots beyond the budget, beyond the most per card, or on other cards never count", async () => {
    const { ana, bo } = await room()
    await privateStep(ana)
    await openVote(ana)
    await bo.ask("cast-ballot", dots(["elsewhere", 2], ["n2", 9], ["n1", 9]))
    expect(await bo.ask("own-ballot", { roundId: "v1" })).toEqual(dots(["n2", 2], ["n1", 1]).dots)
  })

  test("what is merged into another card is not voted on beside it", async () => {
    const { ana } = await room()
    await privateStep(ana)
    ana.edit((ydoc) => recordOf(ydoc, "cards", "n2").set("mergedInto", "n1"))
    await ana.saved()
    await openVote(ana)
    await expect.poll(() => round(ana)).toMatchObject({ state: "open", "cardIds/n1": true })
    expect(round(ana)).not.toHaveProperty("cardIds/n2")
  })

  test("a round only goes forward, and only by those who lead", async () => {
    const { ana, bo } = await room()
    await privateStep(ana)
    await openVote(ana)
    expect(await bo.ask("move-vote", { roundId: "v1", to: "closed" })).toEqual({ refused: "role" })
    expect(await ana.ask("move-vote", { roundId: "v1", to: "revealed" })).toMatchObject({ refused: "step" })
    await ana.ask("move-vote", { roundId: "v1", to: "closed" })
    expect(await ana.ask("move-vote", { roundId: "v1", to: "open" })).toMatchObject({ refused: "step" })
  })

  test("ballots outlive the host", async () => {
    const dataDirectory = newFolder()
    const first = await room({ dataDirectory })
    await privateStep(first.ana)
    await openVote(first.ana)
    await first.bo.ask("cast-ballot", dots(["n1", 2]))
    await first.host.stop()
    const { ana } = await room({ dataDirectory })
    await ana.ask("move-vote", { roundId: "v1", to: "closed" })
    await ana.ask("move-vote", { roundId: "v1", to: "revealed" })
    await expect.poll(() => round(ana)).toMatchObject({ "result/n1": { dots: 2, voters: 1 } })
  })
})

describe("asking everybody", () => {
  test("a fist of five gives counts and nothing of who showed what", async () => {
    const { ana, bo, cy } = await room()
    ana.edit((ydoc) => putRecord(ydoc, "decisions", "d1", { text: new Y.Text("We begin with search"), deleted: false }))
    await ana.saved()
    expect(await bo.ask("answer-all", { about: "decisions", id: "d1", value: 4 })).toMatchObject({ refused: "closed" })
    await ana.ask("ask-all", { about: "decisions", id: "d1", isOpen: true })
    await bo.ask("answer-all", { about: "decisions", id: "d1", value: 1 })
    await bo.ask("answer-all", { about: "decisions", id: "d1", value: 4 })
    await cy.ask("answer-all", { about: "decisions", id: "d1", value: 0 })
    await ana.ask("ask-all", { about: "decisions", id: "d1", isOpen: false })
    await expect
      .poll(() => recordOf(bo.ydoc, "decisions", "d1").toJSON())
      .toMatchObject({ asking: "closed", "agreement/0": 1, "agreement/1": 0, "agreement/4": 1 })
    expect(await bo.ask("answer-all", { about: "energyChecks", id: "d1", value: 0 })).toMatchObject({
      refused: "unknown",
    })
  })
})
