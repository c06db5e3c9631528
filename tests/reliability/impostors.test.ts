import { describe, expect, test } from "vitest"
import type { Member } from "../../electron/host/connection.ts"
import { nodeDisk } from "../../electron/host/disk.ts"
import { openHostKey } from "../../electron/host/mesh/hostKey.ts"
import { openHostMesh } from "../../electron/host/mesh/hostMesh.ts"
import { noLineage } from "../../electron/host/mesh/lineage.ts"
import { record } from "./figures.ts"
import { newFolder, runHost } from "./runHost.ts"
import { holdsWithin, passed } from "./trial.ts"
import { joined } from "./trialHost.ts"

describe("somebody who says they are somebody else", () => {
  test("S4 is shown as who they are, whatever they show of themselves", async () => {
    const { links } = await runHost({ data: newFolder() }).ready
    const ana = await joined(links.participant, "Ana")
    const mallory = await joined(links.participant, "Mallory")
    const watcher = await joined(links.observer)
    ana.show({ cursor: { x: 1, y: 1 } })
    await holdsWithin(2_000, () => watcher.presence.size === 1)
    const forged = { personId: ana.me.personId, connection: 1, name: "Ana", role: "facilitator", clock: 2 ** 31 }
    for (let at = 0; at < 20; at++) {
      mallory.show({ ...forged, cursor: { x: at, y: at } })
      await passed(40)
    }
    const shown = [...watcher.presence.values()]
    const asAna = shown.filter(({ personId }) => personId === ana.me.personId)
    expect(asAna.map(({ state }) => state)).toEqual([{ cursor: { x: 1, y: 1 } }])
    expect(JSON.stringify(shown)).not.toContain("facilitator")
    record({ goal: "S4", what: "impersonations by presence", seen: "0", wanted: "0", isMet: true })
  })

  test("E9 has no signal passed on by the host unless the host has introduced both", async () => {
    const sent: number[] = []
    const disk = nodeDisk
    const mesh = openHostMesh({
      workshopId: "w-1",
      generation: "g-1",
      key: await openHostKey(disk, newFolder(), () => {}),
      lineage: noLineage,
      clock: () => 0,
      instanceOf: () => undefined,
      mayWrite: () => true,
      send: (clientId) => sent.push(clientId),
      take: () => "refused",
    })
    const [ana, bo, stranger] = [member("ana", 5), member("bo", 6), member("mallory", 7)]
    for (const one of [ana, bo]) mesh.join(one, { publicKey: Buffer.alloc(32, 1).toString("base64"), has: [] })

    mesh.signal(stranger, 5, "offer")
    mesh.signal(ana, 7, "offer")
    expect(sent).toEqual([])
    mesh.signal(ana, 6, "offer")
    expect(sent).toEqual([6])
  })
})

const member = (personId: string, clientId: number): Member => ({
  person: { personId, name: personId, role: "participant", colour: "cyan", glyph: 0 },
  device: "laptop",
  instance: { instance: `instance-of-${personId}`, personId, clientId, taken: 0, durable: 0 },
})
