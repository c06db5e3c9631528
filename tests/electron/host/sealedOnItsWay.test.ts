import { randomBytes } from "node:crypto"
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { type Disk, nodeDisk } from "../../../electron/host/disk.ts"
import { Sealed } from "../../../electron/host/sealed/sealed.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { openDocument } from "../../../shared/document/document.ts"
import { newFolder } from "./openTestHost.ts"

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
})
