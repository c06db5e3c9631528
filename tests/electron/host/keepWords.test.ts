import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { keepWords } from "../../../electron/host/keepWords.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { openDocument } from "../../../shared/document/document.ts"
import type { ReferenceClient } from "../../support/referenceClient.ts"
import { joinAs, openTestHost, putBoard, putNeed, recordOf } from "./openTestHost.ts"

/** Two people who fill a field that holds one value, in the same moment or one after the other. */

const field = "statement/situation"

async function situation() {
  const host = await openTestHost()
  const ana = await joinAs(host.ready.links.facilitator, { name: "Ana" })
  ana.edit((ydoc) => {
    putBoard(ydoc, "b1")
    putNeed(ydoc, "n1", "b1", "find help")
  })
  await ana.saved()
  const bo = await joinAs(host.ready.links.participant, { name: "Bo" })
  return { host, ana, bo }
}

const fill = (client: ReferenceClient, words: string | undefined, key = field) =>
  client.edit((ydoc) => {
    if (words === undefined) recordOf(ydoc, "cards", "n1").delete(key)
    else recordOf(ydoc, "cards", "n1").set(key, words)
  })

/** What everybody sees once all of this is on disk: the field, and what is kept beside it. */
async function seenBy(...clients: readonly ReferenceClient[]) {
  for (const client of clients) await client.saved()
  // The host's own edits come before the answer to an edit made after them.
  const [first] = clients
  first?.edit((ydoc) => recordOf(ydoc, "cards", "n1").set("x", Math.random()))
  await first?.saved()
  const seen = clients.map(({ ydoc }) => ({
    standing: recordOf(ydoc, "cards", "n1").get(field),
    kept: textsIn(ydoc, "comments"),
    parked: textsIn(ydoc, "parkingLot"),
  }))
  return seen[0]
}

const textsIn = (ydoc: Y.Doc, root: string): readonly string[] =>
  [...ydoc.getMap<Y.Map<unknown>>(root).values()].map((record) => String(record.get("text")))

/** As they are shown. */
const orderedTexts = (ydoc: Y.Doc, root: string): readonly string[] =>
  [...ydoc.getMap<Y.Map<unknown>>(root).values()]
    .sort((one, other) => (String(one.get("order")) < String(other.get("order")) ? -1 : 1))
    .map((record) => String(record.get("text")))

describe("of two people who fill one field at the same moment", () => {
  test("one's words stand in it and the other's are kept as a comment, whoever is faster", async () => {
    const { host, ana, bo } = await situation()
    fill(ana, "When the parcel is late")
    fill(bo, "When nobody answers")
    await ana.until(() => textsIn(ana.ydoc, "comments").length > 0)

    const seen = await seenBy(ana, bo)
    const [one = ""] = seen?.kept ?? []
    expect(seen?.kept).toHaveLength(1)
    const both = ["When the parcel is late", "When nobody answers"]
    expect(both).toContain(seen?.standing)
    const other = both.find((words) => words !== seen?.standing)
    expect(one).toBe(`Written in the same field at the same moment: ${other}`)
    const [comment] = ana.ydoc.getMap<Y.Map<unknown>>("comments").values()
    expect(comment?.get("cardId")).toBe("n1")
    expect(host.lines.filter((line) => /error/i.test(line))).toEqual([])
  })

  test("both are kept in the parking lot where the field is no card's", async () => {
    const { host, ana } = await situation()
    const other = await joinAs(host.ready.links.facilitator, { name: "Cem" })
    for (const [client, words] of [
      [ana, "Everybody finds help"],
      [other, "Nobody waits for an hour"],
    ] as const)
      client.edit((ydoc) => recordOf(ydoc, "boards", "b1").set("purpose/goal", words))
    await ana.until(() => textsIn(ana.ydoc, "parkingLot").length > 0)
    const goal = String(recordOf(ana.ydoc, "boards", "b1").get("purpose/goal"))
    const parked = textsIn(ana.ydoc, "parkingLot").join()
    for (const words of ["Everybody finds help", "Nobody waits for an hour"])
      expect(`${goal} ${parked}`).toContain(words)
  })

  test("long words are kept whole, in parts where they are longer than a parked point may be", async () => {
    const { host, ana } = await situation()
    const other = await joinAs(host.ready.links.facilitator, { name: "Cem" })
    const words = ["Ana ", "Cem "].map((name) => `${name}${"everybody finds help ".repeat(14)}`.slice(0, 299))
    for (const [client, at] of [
      [ana, 0],
      [other, 1],
    ] as const)
      client.edit((ydoc) => recordOf(ydoc, "boards", "b1").set("purpose/goal", words[at]))
    await ana.until(() => textsIn(ana.ydoc, "parkingLot").length > 1)
    const goal = String(recordOf(ana.ydoc, "boards", "b1").get("purpose/goal"))
    const lost = words.find((one) => one !== goal) ?? ""
    expect(orderedTexts(ana.ydoc, "parkingLot").join("")).toContain(lost.trim())
  })

  test("nothing is kept twice when the words that stand hold the others", async () => {
    const { ana, bo } = await situation()
    fill(ana, "When nobody answers")
    fill(bo, "When nobody answers")
    expect((await seenBy(ana, bo))?.kept).toEqual([])
  })
})

describe("a field that is filled again by somebody who sees it", () => {
  test("holds the new words, and no comment is made of the old ones", async () => {
    const { ana, bo } = await situation()
    fill(ana, "When the parcel is late")
    await bo.until(() => recordOf(bo.ydoc, "cards", "n1").get(field) === "When the parcel is late")
    fill(bo, "When nobody answers")
    fill(bo, "When nobody answers the phone")
    expect(await seenBy(bo)).toMatchObject({ standing: "When nobody answers the phone", kept: [] })
  })

  test("may be emptied", async () => {
    const { ana, bo } = await situation()
    fill(ana, "When the parcel is late")
    await bo.until(() => recordOf(bo.ydoc, "cards", "n1").get(field) !== undefined)
    fill(bo, undefined)
    fill(bo, "When nobody answers")
    expect(await seenBy(bo)).toMatchObject({ standing: "When nobody answers", kept: [] })
  })
})

test("what is chosen from a list gives way without a word", async () => {
  const { ana, bo } = await situation()
  fill(ana, "emotional", "dimension")
  fill(bo, "social", "dimension")
  expect((await seenBy(ana, bo))?.kept).toEqual([])
  expect(ana.rejections).toEqual([])
})

test("words that a host has kept before it ended are not kept again when their edit comes again", () => {
  const document = openDocument(new Y.Doc(), boardKinds)
  let count = 0
  const ports = { document, newId: () => `id-${++count}`, clock: () => 0 }
  const gaveWay = { root: "cards", id: "n1", words: "When nobody answers", at: { client: 7, clock: 12 } } as const
  keepWords(ports, [gaveWay])
  keepWords(ports, [gaveWay])
  expect(textsIn(document.ydoc, "comments")).toHaveLength(1)
  keepWords(ports, [{ ...gaveWay, at: { client: 7, clock: 13 } }])
  expect(textsIn(document.ydoc, "comments")).toHaveLength(2)
})
