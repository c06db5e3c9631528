import { randomBytes } from "node:crypto"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { type Disk, nodeDisk } from "../../../electron/host/disk.ts"
import { answerAll, askAll } from "../../../electron/host/sealed/asking.ts"
import { liveRecord, Sealed } from "../../../electron/host/sealed/sealed.ts"
import { castBallot, moveVote } from "../../../electron/host/sealed/votes.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { openDocument } from "../../../shared/document/document.ts"
import { newFolder, putRecord } from "./openTestHost.ts"

/** A disk on which syncs of the sealed file can be made to wait. */
function slowDisk() {
  let wait = Promise.resolve()
  const disk: Disk = {
    ...nodeDisk,
    open: async (path, how) => {
      const file = await nodeDisk.open(path, how)
      return { ...file, sync: () => wait.then(file.sync) }
    },
  }
  const hold = () => {
    let release = () => {}
    wait = new Promise((resolve) => {
      release = resolve
    })
    return () => release()
  }
  return { disk, hold }
}

async function desk(folder = `${newFolder()}/w1`, disk: Disk = nodeDisk) {
  await nodeDisk.makeFolder(folder)
  const document = openDocument(new Y.Doc(), boardKinds)
  const sealed = await Sealed.open({
    document,
    disk,
    folder,
    workshopId: "w1",
    newId: () => randomBytes(8).toString("hex"),
    now: () => "2026-01-01T00:00:00.000Z",
    log: () => {},
    durable: () => Promise.resolve(),
    onCount: () => {},
  })
  return { document, sealed, folder }
}

describe("what is on its way to the disk", () => {
  test("while something else is let go of is in the file too", async () => {
    const { disk, hold } = slowDisk()
    const { sealed, folder } = await desk(undefined, disk)
    await sealed.keep({ is: "answer", personId: "p-bo", askedId: "d1", value: 3 })
    const release = hold()
    const kept = sealed.keep({ is: "step-note", stepId: "s1", text: "ask Cy first" })
    const settled = sealed.settle((state) => state.answers.delete("d1"))
    await Promise.resolve()
    release()
    await Promise.all([kept, settled])
    await sealed.close()
    const { sealed: next } = await desk(folder)
    expect([[...next.state.stepNotes], next.state.answers.size]).toEqual([[["s1", "ask Cy first"]], 0])
  })
  test("counts when the question is ended meanwhile, and what comes later is not taken", async () => {
    const { disk, hold } = slowDisk()
    const { sealed, document } = await desk(undefined, disk)
    putRecord(document.ydoc, "decisions", "d1", { asking: "open", deleted: false })
    await answerAll(sealed, "p-bo", { about: "decisions", id: "d1", value: 3 })
    const release = hold()
    const onItsWay = answerAll(sealed, "p-cy", { about: "decisions", id: "d1", value: 5 })
    const ended = askAll(sealed, { about: "decisions", id: "d1", isOpen: false })
    const late = await answerAll(sealed, "p-di", { about: "decisions", id: "d1", value: 0 })
    release()
    await Promise.all([onItsWay, ended])
    expect(await onItsWay).toBe(null)
    expect(late).toMatchObject({ refused: "closed" })
    expect(liveRecord(document, "decisions", "d1")).toMatchObject({
      asking: "closed",
      agreement: { 0: 0, 3: 1, 5: 1 },
    })
  })

  test("counts when the vote is closed and revealed meanwhile", async () => {
    const { disk, hold } = slowDisk()
    const { sealed, document } = await desk(undefined, disk)
    putRecord(document.ydoc, "votingRounds", "v1", {
      boardId: "b1",
      state: "open",
      cardIds: ["n1"],
      dotsPerPerson: 3,
      maxPerCard: 3,
      showRunningTotals: false,
      deleted: false,
    })
    const ballot = { roundId: "v1", dots: [{ cardId: "n1", dots: 2 }] }
    await castBallot(sealed, "p-bo", ballot)
    const release = hold()
    const onItsWay = castBallot(sealed, "p-cy", ballot)
    await moveVote(sealed, { roundId: "v1", to: "closed" })
    const revealed = moveVote(sealed, { roundId: "v1", to: "revealed" })
    release()
    await Promise.all([onItsWay, revealed])
    expect(liveRecord(document, "votingRounds", "v1")).toMatchObject({ state: "revealed", ballots: 2 })
  })
})

describe("what the disk does not give back at the start", () => {
  test.each(["sealed.bin", "w1.key"])("is kept aside and not overwritten: %s", async (unreadable) => {
    const { sealed, folder } = await desk()
    await sealed.keep({ is: "step-note", stepId: "s1", text: "ask Cy first" })
    await sealed.close()
    const read: Disk["read"] = (path) =>
      path.endsWith(unreadable)
        ? Promise.reject(Object.assign(new Error("worn out"), { code: "EIO" }))
        : nodeDisk.read(path)
    const { sealed: without } = await desk(folder, { ...nodeDisk, read })
    await without.keep({ is: "step-note", stepId: "s2", text: "begin again" })
    await without.close()

    for (const place of [folder, join(folder, "..", ".seals")]) {
      for (const name of await nodeDisk.list(place)) {
        const [before] = name.split(".damaged-")
        if (before !== name) await nodeDisk.rename(join(place, name), join(place, String(before)))
      }
    }
    const { sealed: repaired } = await desk(folder)
    expect([...repaired.state.stepNotes]).toEqual([["s1", "ask Cy first"]])
  })
})
