import { readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { nodeDisk } from "../../../electron/host/disk.ts"
import { KeptStates } from "../../../electron/host/keptStates.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { readKeptState } from "../../../shared/codecs/keptState.ts"
import { openDocument } from "../../../shared/document/document.ts"
import type { ReferenceClient } from "../../support/referenceClient.ts"
import {
  joinAs,
  newFolder,
  openTestHost,
  putBoard,
  putNeed,
  putRecord,
  recordOf,
  type TestHost,
} from "./openTestHost.ts"

async function room(dataDirectory = newFolder()) {
  const host = await openTestHost({ dataDirectory })
  const [ana, bo] = await Promise.all([
    joinAs(host.ready.links.facilitator, { name: "Ana" }),
    joinAs(host.ready.links.participant, { name: "Bo" }),
  ])
  return { host, ana, bo }
}

async function mapWithANeed(ana: ReferenceClient): Promise<void> {
  ana.edit((ydoc) => {
    putBoard(ydoc, "b1", "Shop")
    putNeed(ydoc, "n1", "b1", "find help")
  })
  await ana.saved()
}

const reword = async (ana: ReferenceClient, id: string, title: string) => {
  ana.edit((ydoc) => {
    const text = recordOf(ydoc, "cards", id).get("title")
    if (!(text instanceof Y.Text)) throw new Error("no title")
    text.delete(0, text.length)
    text.insert(0, title)
  })
  await ana.saved()
}

const keep = async (ana: ReferenceClient, label: string, reason = "manual"): Promise<string> => {
  const answer = await ana.ask("keep-state", { boardId: "b1", label, reason })
  return String((answer as { id?: string }).id)
}

/** The titles on the board as it was kept. */
async function titlesIn(client: ReferenceClient, id: string): Promise<string[]> {
  const { json } = (await client.ask("kept-state", { id })) as { json: string }
  const read = readKeptState(json, boardKinds)
  return read.ok ? [...(read.value?.content.cards.values() ?? [])].map(({ title }) => title) : []
}

const statesOf = (client: ReferenceClient) =>
  Object.values(client.ydoc.getMap("snapshots").toJSON() as Record<string, Record<string, unknown>>).filter(
    ({ deleted }) => deleted === false,
  )

const folderOf = (host: TestHost) => join(host.dataDirectory, host.ready.workshop, "states")

describe("kept states", () => {
  test("hold the board as it was, whatever happens to it afterwards, and anybody can look", async () => {
    const { ana, bo } = await room()
    await mapWithANeed(ana)
    const id = await keep(ana, "Before the break")
    await reword(ana, "n1", "be heard")
    expect(await titlesIn(bo, id)).toEqual(["find help"])
    await expect
      .poll(() => statesOf(bo))
      .toMatchObject([{ boardId: "b1", label: "Before the break", reason: "manual" }])
  })

  test("are there again after a restart", async () => {
    const { host, ana } = await room()
    await mapWithANeed(ana)
    const id = await keep(ana, "Kept")
    await host.stop()
    const again = await room(host.dataDirectory)
    expect(await titlesIn(again.bo, id)).toEqual(["find help"])
  })

  test("are kept by those who lead, and not by the host of another's wish", async () => {
    const { ana, bo } = await room()
    await mapWithANeed(ana)
    expect(await bo.ask("keep-state", { boardId: "b1", label: "Mine", reason: "manual" })).toEqual({ refused: "role" })
    expect(await ana.ask("keep-state", { boardId: "nowhere", label: "x", reason: "manual" })).toEqual({
      refused: "gone",
    })
    expect(await ana.ask("keep-state", { boardId: "b1", label: 7, reason: "manual" })).toEqual({ refused: "unknown" })
    expect(await ana.ask("keep-state", null)).toEqual({ refused: "unknown" })
    expect(await bo.ask("kept-state", { id: "../../passes" })).toEqual({ refused: "gone" })
    expect(statesOf(ana)).toEqual([])
  })

  test("whose file is gone or damaged say so", async () => {
    const { host, ana } = await room()
    await mapWithANeed(ana)
    const [lost, broken] = [await keep(ana, "One"), await keep(ana, "Two")]
    rmSync(join(folderOf(host), `${lost}.json.gz`))
    writeFileSync(join(folderOf(host), `${broken}.json.gz`), "not gzip")
    expect(await ana.ask("kept-state", { id: lost })).toEqual({ refused: "gone" })
    expect(await ana.ask("kept-state", { id: broken })).toEqual({ refused: "gone" })
  })
})

describe("the host keeps by itself", () => {
  const beginStep = async (ana: ReferenceClient, id: string, more: object = {}) => {
    ana.edit((ydoc) =>
      putRecord(ydoc, "agendaSteps", id, {
        title: new Y.Text(`Step ${id}`),
        inputMode: "open",
        state: "running",
        deleted: false,
        ...more,
      }),
    )
    await ana.saved()
  }
  const endStep = async (ana: ReferenceClient, id: string) => {
    ana.edit((ydoc) => recordOf(ydoc, "agendaSteps", id).set("state", "done"))
    await ana.saved()
  }

  test("when a step ends, once, and not again while nothing has changed", async () => {
    const { ana } = await room()
    await mapWithANeed(ana)
    await beginStep(ana, "s1", { boardId: "b1" })
    await endStep(ana, "s1")
    await expect.poll(() => statesOf(ana)).toMatchObject([{ label: "Step s1", reason: "step-end" }])
    await beginStep(ana, "s2", { boardId: "b1" })
    await endStep(ana, "s2")
    await reword(ana, "n1", "be heard")
    await beginStep(ana, "s3", { boardId: "b1" })
    await endStep(ana, "s3")
    await expect
      .poll(() =>
        statesOf(ana)
          .map(({ label }) => label)
          .sort(),
      )
      .toEqual(["Step s1", "Step s3"])
    expect(
      await ana.ask("keep-state", { boardId: "b1", label: "x", reason: "step-end" }),
      "asked for too, it is one",
    ).toEqual({ id: expect.any(String) })
    expect(statesOf(ana)).toHaveLength(2)
  })

  test("when the session goes on to another step, and when it ends", async () => {
    const { ana } = await room()
    await mapWithANeed(ana)
    await beginStep(ana, "s1", { boardId: "b1" })
    await beginStep(ana, "s2")
    ana.edit((ydoc) => {
      if (!ydoc.getMap("session").has("session")) putRecord(ydoc, "session", "session", {})
      recordOf(ydoc, "session", "session").set("phase", "running")
      recordOf(ydoc, "session", "session").set("stepId", "s1")
    })
    ana.edit((ydoc) => recordOf(ydoc, "session", "session").set("stepId", "s2"))
    await expect.poll(() => statesOf(ana)).toMatchObject([{ label: "Step s1" }])
    await reword(ana, "n1", "be heard")
    ana.edit((ydoc) => recordOf(ydoc, "session", "session").set("phase", "ended"))
    await expect
      .poll(() =>
        statesOf(ana)
          .map(({ label }) => label)
          .sort(),
      )
      .toEqual(["Step s1", "Step s2"])
  })

  test("every board that has changed, when the step has none of its own; an empty one is nothing to keep", async () => {
    const { ana } = await room()
    await mapWithANeed(ana)
    ana.edit((ydoc) => putBoard(ydoc, "b2", "Empty"))
    await beginStep(ana, "s1")
    await endStep(ana, "s1")
    await expect.poll(() => statesOf(ana).map(({ boardId }) => boardId)).toEqual(["b1"])
  })

  test("when a vote closes", async () => {
    const { ana } = await room()
    await mapWithANeed(ana)
    ana.edit((ydoc) =>
      putRecord(ydoc, "votingRounds", "v1", {
        boardId: "b1",
        question: "Which first?",
        state: "draft",
        deleted: false,
      }),
    )
    await ana.saved()
    await ana.ask("move-vote", { roundId: "v1", to: "open" })
    await ana.ask("move-vote", { roundId: "v1", to: "closed" })
    await expect.poll(() => statesOf(ana)).toMatchObject([{ label: "Which first?", reason: "vote-closed" }])
  })

  /** Kept states of a board with a need, without a host around them. */
  function onTheirOwn(most: number) {
    const folder = newFolder()
    const ydoc = new Y.Doc()
    const document = openDocument(ydoc, boardKinds)
    putBoard(ydoc, "b1")
    putNeed(ydoc, "n1", "b1", "find help")
    let count = 0
    const states = new KeptStates({
      ...{ document, disk: nodeDisk, folder, log: () => {}, durable: async () => {}, soon: () => {}, most },
      newId: () => `state-${++count}`,
      now: () => new Date(count * 1000).toISOString(),
    })
    return { folder, ydoc, document, states, count: () => count }
  }

  test("what is asked for as it stood then, also while another is still being kept", async () => {
    const { ydoc, states } = onTheirOwn(9)
    const placeIn = async (id: string): Promise<unknown> => {
      const { json } = (await states.answer("kept-state", { id })) as { json: string }
      return JSON.parse(json).workshop.boards[0].cards[0].x
    }
    const kept: (Promise<unknown> | undefined)[] = []
    for (const x of [100, 200, 300]) {
      recordOf(ydoc, "cards", "n1").set("x", x)
      kept.push(states.answer("keep-state", { boardId: "b1", label: `At ${x}`, reason: "manual" }))
    }
    await Promise.all(kept)
    expect(await Promise.all(["state-1", "state-2", "state-3"].map(placeIn))).toEqual([100, 200, 300])
  })

  test("no more than there is room for: the oldest that nobody kept by hand goes first", async () => {
    const { folder, ydoc, document, states, count } = onTheirOwn(3)
    const keepNow = async (label: string, reason: string) => {
      recordOf(ydoc, "cards", "n1").set("x", count())
      return states.answer("keep-state", { boardId: "b1", label, reason })
    }
    const labels = () =>
      [...document.roots.snapshots.values()]
        .filter((one) => one.get("deleted") === false)
        .map((one) => one.get("label"))
    await keepNow("By hand", "manual")
    for (const label of ["One", "Two", "Three"]) await keepNow(label, "step-end")
    expect(labels()).toEqual(["By hand", "Two", "Three"])
    await expect.poll(() => readdirSync(join(folder, "states"))).toHaveLength(3)
    for (const label of ["Also", "Again"]) await keepNow(label, "manual")
    expect(await keepNow("One too many", "manual"), "what was kept by hand stays").toEqual({ refused: "full" })
    expect(labels()).toEqual(["By hand", "Also", "Again"])
  })
})
