import "fake-indexeddb/auto"
import { afterEach, describe, expect, test, vi } from "vitest"
import { openHandInStore } from "../../../renderer/session/handInStore.ts"
import { type HandedIn, type HandIns, openHandIns } from "../../../renderer/session/handIns.ts"
import { notices } from "../../../renderer/session/notices.ts"
import type { Ask } from "../../../shared/protocol/requests.ts"

const soon = { timeout: 8_000, interval: 5 }

/** A host's desk as far as a device sees it: what it has on disk, and whether it answers. */
class TestDesk {
  readonly notes = new Map<string, unknown>()
  readonly ballots = new Map<string, unknown>()
  readonly answers = new Map<string, unknown>()
  readonly stepNotes = new Map<string, unknown>()
  isReady = false
  asked: Ask[] = []
  refusal: string | undefined
  isAway = false
  isRevealed = false
  isInOtherWords = false

  readonly ask = async (ask: Ask, body: unknown): Promise<unknown> => {
    this.asked.push(ask)
    if (this.isAway) throw new Error("ask.away")
    if (this.refusal !== undefined && ask !== "own-notes") throw new Error("ask.refused", { cause: this.refusal })
    if (ask === "own-notes") return [...this.notes].map(([id, note]) => ({ id, note }))
    const sent = body as { [key in "id" | "roundId" | "stepId"]: string } & { [key in string]: unknown }
    if (ask === "answer-all") this.answers.set(sent.id, sent.value)
    else if (ask === "write-step-note") this.stepNotes.set(sent.stepId, sent.text)
    else if (ask === "ready") this.isReady = sent.isReady === true
    else if (ask === "cast-ballot") this.ballots.set(sent.roundId, sent.dots)
    else if (this.isRevealed) return { is: "revealed", isOther: this.isInOtherWords }
    else if (sent.note === null) this.notes.delete(sent.id)
    else this.notes.set(sent.id, sent.note)
    return ask === "seal-note" ? { is: "sealed" } : null
  }
}

const open: HandIns[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})
let storages = 0

function device(desk: TestDesk, storage = `sealed-${++storages}`) {
  const retries: (() => void)[] = []
  const handIns = openHandIns({
    ask: desk.ask as Parameters<typeof openHandIns>[0]["ask"],
    openStore: () => openHandInStore(storage),
    now: () => 0,
    retry: (run) => retries.push(run),
  })
  open.push(handIns)
  return { handIns, storage, retryAll: () => retries.splice(0).map((run) => run()) }
}

const noteOf = (id: string, title: string): HandedIn => ({
  ask: "seal-note",
  body: { id, note: { stepId: "s1", boardId: "b1", kind: "need", values: { title }, isNamed: true } },
})
const ballotOf = (dots: number): HandedIn => ({
  ask: "cast-ballot",
  body: { roundId: "v1", dots: [{ cardId: "n1", dots }] },
})
const shown = ({ mine }: HandIns) => [...mine.getState().values()].map(({ key, isTaken }) => [key, isTaken])

describe("a private note", () => {
  test("counts as saved only when the host has it on disk", async () => {
    const desk = new TestDesk()
    const { handIns } = device(desk)
    await handIns.connected("w", "p-bo", "g1")
    desk.isAway = true
    await handIns.put(noteOf("n1", "quiet"))
    expect(handIns.waiting()).toHaveLength(1)
    expect(handIns.waiting()[0]).toMatchObject({ storage: "stored" })
    handIns.away()
    desk.isAway = false
    await handIns.connected("w", "p-bo", "g1")
    expect([shown(handIns), handIns.waiting(), desk.notes.size]).toEqual([[["note n1", true]], [], 1])
  })

  test("written while the host was away is sent by the next page of this device", async () => {
    const desk = new TestDesk()
    const first = device(desk)
    await first.handIns.connected("w", "p-bo", "g1")
    desk.isAway = true
    await first.handIns.put(noteOf("n1", "quiet"))
    first.handIns.close()
    desk.isAway = false
    const second = device(desk, first.storage)
    await second.handIns.connected("w", "p-bo", "g1")
    expect([shown(second.handIns), desk.notes.size]).toEqual([[["note n1", true]], 1])
  })

  test("comes back from the device after the host has lost what it had sealed", async () => {
    const desk = new TestDesk()
    const { handIns } = device(desk)
    await handIns.connected("w", "p-bo", "g1")
    await handIns.put(noteOf("n1", "quiet"))
    handIns.away()
    desk.notes.clear()
    await handIns.connected("w", "p-bo", "g1")
    expect(desk.notes.size).toBe(1)
  })

  test("reworded without a host is not replaced by the older words when the connection flickers at the start", async () => {
    const desk = new TestDesk()
    const first = device(desk)
    await first.handIns.connected("w", "p-bo", "g1")
    await first.handIns.put(noteOf("n1", "as sealed"))
    desk.isAway = true
    await first.handIns.put(noteOf("n1", "reworded"))
    first.handIns.close()

    desk.isAway = false
    const { handIns } = device(desk, first.storage)
    const atFirst = handIns.connected("w", "p-bo", "g1")
    handIns.away()
    await Promise.all([atFirst, handIns.connected("w", "p-bo", "g1")])
    expect(desk.notes.get("n1")).toMatchObject({ values: { title: "reworded" } })
    expect(handIns.mine.getState().get("note n1")?.what).toEqual(noteOf("n1", "reworded"))
  })

  test("written elsewhere is shown here; another person of this device does not see it", async () => {
    const desk = new TestDesk()
    const { handIns, storage } = device(desk)
    await handIns.connected("w", "p-bo", "g1")
    await handIns.put(noteOf("n1", "quiet"))
    const elsewhere = device(desk)
    await elsewhere.handIns.connected("w", "p-bo", "g1")
    expect(shown(elsewhere.handIns)).toEqual([["note n1", true]])
    desk.notes.clear()
    const other = device(desk, storage)
    await other.handIns.connected("w", "p-cy", "g1")
    expect(shown(other.handIns)).toEqual([])
  })

  test("that was revealed is let go of, and one that is taken back too", async () => {
    const desk = new TestDesk()
    const { handIns } = device(desk)
    await handIns.connected("w", "p-bo", "g1")
    await handIns.put(noteOf("n1", "quiet"))
    await handIns.put({ ask: "seal-note", body: { id: "n1", note: null } })
    expect([shown(handIns), desk.notes.size]).toEqual([[], 0])
    desk.isRevealed = true
    await handIns.put(noteOf("n2", "late"))
    expect(shown(handIns)).toEqual([])
  })

  test("reworded while it was revealed in its older words stays with its author, who is told", async () => {
    const desk = new TestDesk()
    const { handIns } = device(desk)
    await handIns.connected("w", "p-bo", "g1")
    await handIns.put(noteOf("n1", "as sealed"))
    await handIns.put(noteOf("n2", "never reworded"))
    handIns.away()
    desk.isAway = true
    await handIns.put(noteOf("n1", "reworded"))
    desk.isAway = false
    desk.isRevealed = true
    desk.isInOtherWords = true
    desk.notes.clear()
    await handIns.connected("w", "p-bo", "g1")
    const kept = [...handIns.mine.getState().values()]
    expect(kept).toMatchObject([{ what: noteOf("n1", "reworded"), isTaken: false, refusal: "in-other-words" }])
    expect(notices.getState()).toMatchObject([{ tone: "loss", values: { text: "reworded" } }])
  })

  test("that the host refuses stays with its author, with the reason", async () => {
    const desk = new TestDesk()
    const { handIns } = device(desk)
    await handIns.connected("w", "p-bo", "g1")
    desk.refusal = "step"
    await handIns.put(noteOf("n1", "too late"))
    expect(handIns.mine.getState().get("note n1")).toMatchObject({ refusal: "step", isTaken: false })
    expect(handIns.waiting()).toEqual([])
  })

  test("is tried again while the host's disk fails", async () => {
    const desk = new TestDesk()
    const { handIns, retryAll } = device(desk)
    await handIns.connected("w", "p-bo", "g1")
    desk.refusal = "disk"
    await handIns.put(noteOf("n1", "quiet"))
    expect(handIns.waiting()).toHaveLength(1)
    desk.refusal = undefined
    retryAll()
    await vi.waitFor(() => expect(handIns.waiting()).toEqual([]), soon)
  })
})

describe("a ballot", () => {
  test("replaces the earlier one, and the last one counts also when both wait", async () => {
    const desk = new TestDesk()
    const { handIns } = device(desk)
    await handIns.connected("w", "p-bo", "g1")
    desk.isAway = true
    await handIns.put(ballotOf(1))
    await handIns.put(ballotOf(2))
    handIns.away()
    desk.isAway = false
    await handIns.connected("w", "p-bo", "g1")
    expect(desk.ballots.get("v1")).toEqual([{ cardId: "n1", dots: 2 }])
  })

  test("is given to another host that carries the workshop on, together with notes and answers", async () => {
    const desk = new TestDesk()
    const { handIns, storage } = device(desk)
    await handIns.connected("w", "p-bo", "g1")
    await handIns.put(ballotOf(2))
    await handIns.put(noteOf("n1", "quiet"))
    await handIns.put({ ask: "answer-all", body: { about: "energyChecks", id: "e1", value: 4 } })
    handIns.close()

    const heir = new TestDesk()
    const next = device(heir, storage)
    await next.handIns.connected("w", "p-bo", "g2")
    expect(heir.ballots.get("v1")).toEqual([{ cardId: "n1", dots: 2 }])
    expect([...heir.notes.keys()]).toEqual(["n1"])
    expect(heir.asked.filter((ask) => ask === "answer-all")).toHaveLength(1)
    expect([next.handIns.waiting(), shown(next.handIns).every(([, isTaken]) => isTaken)]).toEqual([[], true])

    heir.asked = []
    next.handIns.away()
    await next.handIns.connected("w", "p-bo", "g2")
    expect(heir.asked).toEqual(["own-notes"])
  })

  test("that the host before had counted is nobody's concern when the vote is over at the next one", async () => {
    const desk = new TestDesk()
    const { handIns } = device(desk)
    await handIns.connected("w", "p-bo", "g1")
    await handIns.put(ballotOf(2))
    handIns.away()
    desk.refusal = "closed"
    await handIns.connected("w", "p-bo", "g2")
    expect(handIns.mine.getState().get("ballot v1")).toMatchObject({ isTaken: true })
    expect(handIns.mine.getState().get("ballot v1")?.refusal).toBeUndefined()
  })
})

describe("an answer to what is asked of all", () => {
  const answer = (value: number): HandedIn => ({ ask: "answer-all", body: { about: "decisions", id: "d1", value } })

  test("given without a connection is kept, counted as unsaved, and reaches the host with the next one", async () => {
    const desk = new TestDesk()
    const { handIns, storage } = device(desk)
    await handIns.connected("w", "p-bo", "g1")
    desk.isAway = true
    await handIns.put(answer(4))
    expect([handIns.waiting().length, desk.answers.size]).toEqual([1, 0])
    handIns.close()

    desk.isAway = false
    const reloaded = device(desk, storage)
    await reloaded.handIns.connected("w", "p-bo", "g1")
    expect([desk.answers.get("d1"), reloaded.handIns.waiting()]).toEqual([4, []])
    expect(shown(reloaded.handIns)).toEqual([["answer d1", true]])
  })
})

describe("who is ready", () => {
  test("is said again to a host that has started anew, and not when it was taken back", async () => {
    const desk = new TestDesk()
    const { handIns } = device(desk)
    const startAnew = async () => {
      handIns.away()
      desk.isReady = false
      desk.asked = []
      await handIns.connected("w", "p-bo", "g1")
    }
    await handIns.connected("w", "p-bo", "g1")
    await handIns.put({ ask: "ready", body: { stepId: "s1", isReady: true } })
    await startAnew()
    expect(desk.isReady).toBe(true)

    await handIns.put({ ask: "ready", body: { stepId: "s1", isReady: false } })
    await startAnew()
    expect(desk.asked).toEqual(["own-notes"])
  })
})

describe("a note of whoever leads", () => {
  test("stays on the device only until the host has it", async () => {
    const desk = new TestDesk()
    const { handIns } = device(desk)
    await handIns.connected("w", "p-ana", "g1")
    desk.isAway = true
    await handIns.put({ ask: "write-step-note", body: { stepId: "s1", text: "Ask Bo first" } })
    expect(shown(handIns)).toEqual([["step-note s1", false]])
    handIns.away()
    desk.isAway = false
    await handIns.connected("w", "p-ana", "g1")
    expect([shown(handIns), desk.stepNotes.get("s1")]).toEqual([[], "Ask Bo first"])
  })

  test("written while the device still looks for what it kept is not lost", async () => {
    const desk = new TestDesk()
    const { handIns } = device(desk)
    const connected = handIns.connected("w", "p-ana", "g1")
    await handIns.put({ ask: "write-step-note", body: { stepId: "s1", text: "Now" } })
    await connected
    expect(desk.stepNotes.get("s1")).toBe("Now")
  })
})
