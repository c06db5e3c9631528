import { expect, test } from "vitest"
import * as Y from "yjs"
import { patienceMs } from "../../../electron/host/earlyEdits.ts"
import { newQueue, type ReferenceClient } from "../../support/referenceClient.ts"
import { openLosingHost } from "./losingHost.ts"
import { joinAs, putBoard, putNeed, recordOf, type TestHost, textOf } from "./openTestHost.ts"

/**
 * Others get an edit when it is in the journal's file, its author hears of it when it is on disk. What lies between is
 * gone after a power cut, on the host alone.
 */
interface Cut {
  readonly ana: ReferenceClient
  readonly bo: ReferenceClient
  /** Ends everything; what came after the last sync is not in the file any more. */
  readonly cutPower: () => Promise<TestHost>
}

/** Two people and a board on disk; from then on nothing reaches the disk, and they see each other's edits all the same. */
async function withoutSync(): Promise<Cut> {
  const { host, beginToLose, cutPower } = await openLosingHost()
  const ana = await joinAs(host.ready.links.facilitator)
  const bo = await joinAs(host.ready.links.participant)
  ana.edit((ydoc) => putBoard(ydoc, "b1"))
  await ana.saved()
  await bo.until(() => bo.ydoc.getMap("boards").has("b1"))
  beginToLose()
  return { ana, bo, cutPower: () => cutPower(() => Promise.all([ana.close(), bo.close()])) }
}

/** The same tab, back at the host. */
const back = (host: TestHost, { ydoc, queue, me }: ReferenceClient) =>
  joinAs(host.ready.links.participant, { ydoc, queue, pass: me.token })

const has = (ydoc: Y.Doc, id: string): boolean => ydoc.getMap("cards").has(id)
const write = (ydoc: Y.Doc, id: string, words: string): void => {
  const title = recordOf(ydoc, "cards", id).get("title")
  if (title instanceof Y.Text) title.insert(title.length, words)
}

test("an edit that others have seen is acknowledged only when it is on disk", async () => {
  const { ana, bo, cutPower } = await withoutSync()

  ana.edit((ydoc) => putNeed(ydoc, "n1", "b1", "Seen"))
  await bo.until(() => has(bo.ydoc, "n1"))

  expect(ana.acknowledged).toBe(1)
  expect([...ana.queue.unacknowledged.keys()]).toEqual([2])
  const host = await cutPower()
  const late = await joinAs(host.ready.links.participant)
  expect([late.ydoc.getMap("boards").has("b1"), has(late.ydoc, "n1")]).toEqual([true, false])
})

test("after a power cut the author brings it back, and what others have built on it waits until then", async () => {
  const { ana, bo, cutPower } = await withoutSync()
  ana.edit((ydoc) => putNeed(ydoc, "n1", "b1", "Seen"))
  await bo.until(() => has(bo.ydoc, "n1"))
  bo.edit((ydoc) => write(ydoc, "n1", " by Bo"))
  bo.edit((ydoc) => putNeed(ydoc, "n2", "b1", "Bo's own"))
  await ana.until(() => textOf(ana.ydoc, "cards", "n1", "title") === "Seen by Bo")
  ana.edit((ydoc) => write(ydoc, "n1", " and Ana"))
  await bo.until(() => textOf(bo.ydoc, "cards", "n1", "title") === "Seen by Bo and Ana")

  const host = await cutPower()
  const boAgain = await back(host, bo)
  const anaAgain = await back(host, ana)
  await Promise.all([anaAgain.saved(), boAgain.saved()])

  expect([anaAgain.rejections, boAgain.rejections]).toEqual([[], []])
  const late = await joinAs(host.ready.links.participant)
  for (const { ydoc } of [late, anaAgain, boAgain]) {
    expect(textOf(ydoc, "cards", "n1", "title")).toBe("Seen by Bo and Ana")
    expect(has(ydoc, "n2")).toBe(true)
  }
  expect(late.me.generation).toBe(ana.me.generation)
})

test("whoever holds what its author does not bring back is told to begin with the host's board", {
  timeout: patienceMs * 4,
}, async () => {
  const { ana, bo, cutPower } = await withoutSync()
  ana.edit((ydoc) => putNeed(ydoc, "n1", "b1", "Seen"))
  await bo.until(() => has(bo.ydoc, "n1"))
  bo.edit((ydoc) => write(ydoc, "n1", " by Bo"))

  const host = await cutPower()
  const boAgain = await back(host, bo)
  await boAgain.closed

  expect(boAgain.refusal).toBe("ahead")
  expect(boAgain.rejections.map(({ seq, reason }) => [seq, reason])).toEqual([[1, "gap"]])
  const anew = await joinAs(host.ready.links.participant, { pass: bo.me.token, queue: newQueue() })
  expect([anew.me.personId, anew.me.generation]).toEqual([bo.me.personId, bo.me.generation])
  expect(has(anew.ydoc, "n1")).toBe(false)
  anew.edit((ydoc) => putNeed(ydoc, "n3", "b1", "Goes on"))
  await anew.saved()
})

test("nobody is sent away who holds no more than the host", { timeout: patienceMs * 4 }, async () => {
  const { ana, bo, cutPower } = await withoutSync()
  ana.edit((ydoc) => putNeed(ydoc, "n1", "b1", "Seen"))
  await bo.until(() => has(bo.ydoc, "n1"))

  const host = await cutPower()
  const boAgain = await back(host, bo)
  const anaAgain = await back(host, ana)
  await anaAgain.saved()
  const elsewhere = new Y.Doc()
  putNeed(elsewhere, "n9", "b1", "Of another history")
  const stranger = await joinAs(host.ready.links.participant, { ydoc: elsewhere })
  await stranger.closed

  expect([stranger.refusal, anaAgain.refusal, boAgain.refusal]).toEqual(["ahead", undefined, undefined])
})
