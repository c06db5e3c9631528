import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { decodeHost } from "../../../shared/protocol/codec.ts"
import { hits } from "../../support/hits.ts"
import type { ReferenceClient } from "../../support/referenceClient.ts"
import { joinAs, openTestHost, putBoard, putNeed, putRecord, recordOf, type TestHost } from "./openTestHost.ts"

/**
 * What is sealed, looked for from outside: by everybody else's own clients, which write down every message as it was
 * before its channel sealed it, in everything the host says, and in every byte of its data.
 */
const noteCanary = "Canary note, seen by nobody"
const chosen = "canary-need-that-somebody-chose"
const other = "canary-need-that-nobody-chose"

interface Listener {
  readonly client: ReferenceClient
  readonly heard: Buffer[]
}

async function listen(link: string, name: string): Promise<Listener> {
  const heard: Buffer[] = []
  const hear = (message: Uint8Array) => {
    if (!isRoster(message)) heard.push(Buffer.from(message))
  }
  return { client: await joinAs(link, { name, hear }), heard }
}

/** Who is here is no secret, and is said whenever the host comes to it. */
function isRoster(message: Uint8Array): boolean {
  const read = decodeHost(message)
  return read.ok && read.value.type === "roster"
}

/** Bo writes and votes; the facilitator, a participant and an observer listen. */
async function room() {
  const host = await openTestHost()
  const { links } = host.ready
  const [ana, cy, observer] = await Promise.all([
    listen(links.facilitator, "Ana"),
    listen(links.participant, "Cy"),
    listen(links.observer, "Di"),
  ])
  const bo = await joinAs(links.participant, { name: "Bo" })
  ana.client.edit((ydoc) => {
    putBoard(ydoc, "b1")
    putNeed(ydoc, chosen, "b1", "find help")
    putNeed(ydoc, other, "b1", "be heard")
    putRecord(ydoc, "agendaSteps", "s1", { inputMode: "private-until-reveal", state: "running", deleted: false })
    putRecord(ydoc, "votingRounds", "v1", { boardId: "b1", "kinds/need": true, dots: 3, maxPerCard: 3, deleted: false })
    for (const [key, value] of Object.entries({ stepId: "s1", phase: "running" }))
      recordOf(ydoc, "session", "session").set(key, value)
  })
  await ana.client.saved()
  const others = [ana, cy, observer]
  expect(await ana.client.ask("move-vote", { roundId: "v1", to: "open" })).toBeNull()
  await haveHeard(others, "open")
  return { host, bo, others, ana: ana.client }
}

/** Edits are passed on in their order: all that came before this one has been heard too. */
const haveHeard = (others: readonly Listener[], state: string) =>
  Promise.all(
    others.map(({ client }) =>
      client.until(() => {
        const round = client.ydoc.getMap("votingRounds").get("v1")
        return round instanceof Y.Map && round.get("state") === state
      }),
    ),
  )

/** Everything the host has written, the keys of its seals aside, by the file's name. */
const written = ({ dataDirectory }: TestHost): readonly Buffer[] =>
  readdirSync(dataDirectory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".key"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))

const nextTo = (others: readonly Listener[]) =>
  Promise.all(
    others.map(async ({ client }) => {
      // What the host has said to this one before has been heard once it has answered.
      await client.ask("way-in")
    }),
  )

describe("before the reveal", () => {
  test("a note is in no message to others, in no file and in no line of the log, and after it in all of them", async () => {
    const { host, bo, others, ana } = await room()
    const note = { stepId: "s1", boardId: "b1", kind: "need", values: { title: noteCanary }, isNamed: true }
    expect(await bo.ask("seal-note", { id: "note-1", note })).toEqual({ is: "sealed" })
    await bo.ask("ready", { isReady: true })
    await nextTo(others)

    const late = await listen(host.ready.links.participant, "Late")
    for (const { client, heard } of [...others, late]) {
      expect(hits(heard, [noteCanary, "note-1"])).toEqual([])
      expect(JSON.stringify(client.ydoc.toJSON())).not.toContain(noteCanary)
    }
    expect(hits([...written(host), Buffer.from(host.lines.join("\n"))], [noteCanary])).toEqual([])

    await ana.ask("reveal", { stepId: "s1" })
    for (const { client, heard } of [...others, late]) {
      await client.until(() => client.ydoc.getMap("cards").has("note-1"))
      expect(hits(heard, [noteCanary]), "it would have been heard").toEqual([noteCanary])
    }
  })
})

describe("before the count", () => {
  test("a ballot is in no message to others and in no file, also once the vote has ended", async () => {
    const { host, bo, others, ana } = await room()
    const before = written(host).reduce((sum, bytes) => sum + countIn(bytes, chosen), 0)
    for (const { heard } of others) heard.length = 0

    await bo.ask("cast-ballot", { roundId: "v1", dots: [{ cardId: chosen, dots: 3 }] })
    const after = written(host).reduce((sum, bytes) => sum + countIn(bytes, chosen), 0)
    expect(after, "no file says more of the card than it did").toBe(before)

    await ana.ask("move-vote", { roundId: "v1", to: "closed" })
    await haveHeard(others, "closed")
    for (const { heard } of others) expect(hits(heard, [chosen, other, '"dots"'])).toEqual([])
    const round = () => recordOf(ana.ydoc, "votingRounds", "v1").toJSON()
    expect(Object.keys(round()).filter((key) => key.startsWith("result"))).toEqual([])
    await ana.ask("move-vote", { roundId: "v1", to: "revealed" })
    await ana.until(() => round().state === "revealed")
    expect(round()).toMatchObject({ [`result/${chosen}`]: { dots: 3, voters: 1 }, ballots: 1 })
    for (const { heard } of others) expect(hits(heard, [`${bo.me.personId}"`])).toEqual([])
    expect(host.lines.join("\n")).not.toContain(chosen)
  })
})

function countIn(bytes: Buffer, word: string): number {
  let count = 0
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1)) count++
  return count
}
