import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { admission } from "../../../electron/host/admission.ts"
import { nodeDisk } from "../../../electron/host/disk.ts"
import { openDoor } from "../../../electron/host/door.ts"
import { openInstances } from "../../../electron/host/instances.ts"
import { noLineage } from "../../../electron/host/mesh/lineage.ts"
import { openPasses } from "../../../electron/host/passes.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { openDocument } from "../../../shared/document/document.ts"
import { type Hello, protocolVersion } from "../../../shared/protocol/messages.ts"
import { newQueue, type ReferenceClient } from "../../support/referenceClient.ts"
import { joinAs, newFolder, openTestHost, putBoard, putNeed, recordOf, type TestHost } from "./openTestHost.ts"

const byCode = (host: TestHost): string => host.ready.links.participant.replace(/#j=.*/, `#j=${host.ready.code}`)

/** Knocks until the host has let them in or says something else than to wait. */
async function knock(link: string, queue: ReferenceClient["queue"], name: string): Promise<ReferenceClient | string> {
  try {
    return await joinAs(link, { queue, name })
  } catch (problem) {
    return problem instanceof Error ? problem.message : "unknown"
  }
}
const queueNamed = (instance: string): ReferenceClient["queue"] => ({ ...newQueue(), instance })

describe("the door", () => {
  test("whoever types the code waits for a word, and comes in at the next knock", async () => {
    const host = await openTestHost()
    const ana = await joinAs(host.ready.links.facilitator, { name: "Ana" })
    const queue = queueNamed("queue-of-dora-0001")
    expect(await knock(byCode(host), queue, "Dora")).toContain("awaiting-approval")
    expect(await ana.ask("waiting")).toMatchObject([{ name: "Dora" }])
    const [{ id }] = (await ana.ask("waiting")) as [{ id: string }]
    expect(await ana.ask("let-in", { id, isLetIn: true })).toBeNull()
    const dora = await knock(byCode(host), queue, "Dora")
    expect(typeof dora === "string" ? dora : dora.me.role).toBe("participant")
    expect(await ana.ask("waiting")).toEqual([])
  })

  test("whoever is sent away is told so; a participant answers nobody at the door", async () => {
    const host = await openTestHost()
    const ana = await joinAs(host.ready.links.facilitator)
    const bo = await joinAs(host.ready.links.participant)
    const queue = queueNamed("queue-of-dora-0002")
    await knock(byCode(host), queue, "Dora")
    const [{ id }] = (await ana.ask("waiting")) as [{ id: string }]
    expect(await bo.ask("let-in", { id, isLetIn: true })).toEqual({ refused: "role" })
    await ana.ask("let-in", { id, isLetIn: false })
    expect(await knock(byCode(host), queue, "Dora")).toContain("removed")
  })

  test("locked, it keeps newcomers out and lets everybody back in who has been here", async () => {
    const host = await openTestHost()
    const ana = await joinAs(host.ready.links.facilitator)
    const bo = await joinAs(host.ready.links.participant, { name: "Bo" })
    await ana.ask("set-door", { isLocked: true, isOneByOne: false })
    expect(await knock(host.ready.links.participant, queueNamed("queue-of-cy-000001"), "Cy")).toContain("locked")
    const back = await joinAs(host.ready.links.participant, { pass: bo.me.token })
    expect(back.me.personId).toBe(bo.me.personId)
  })

  test("one by one, also a scanned link waits; who leads never does", async () => {
    const host = await openTestHost()
    const ana = await joinAs(host.ready.links.facilitator)
    const info = (await ana.ask("set-door", { isLocked: false, isOneByOne: true })) as {
      links: { coFacilitator: string }
    }
    expect(await knock(host.ready.links.participant, queueNamed("queue-of-cy-000002"), "Cy")).toContain(
      "awaiting-approval",
    )
    const di = await joinAs(info.links.coFacilitator, { name: "Di" })
    expect(di.me.role).toBe("co-facilitator")
  })

  test("another code makes the old one worth nothing", async () => {
    const host = await openTestHost()
    const ana = await joinAs(host.ready.links.facilitator)
    await ana.ask("change-code")
    expect(await knock(byCode(host), queueNamed("queue-of-dora-0003"), "Dora")).toMatch(/pass$/)
  })

  test("forgets whoever knocks no more", () => {
    let now = 0
    const settings = () => ({ isLocked: false, isOneByOne: false })
    const door = openDoor({ settings, newId: () => "w1", now: () => now, onWaiting: () => {} })
    door.judge({ instance: "i", name: "Dora", role: "participant", isByCode: true })
    now = 16_000
    expect(door.waiting()).toEqual([])
  })
})

describe("somebody who is removed", () => {
  test("takes along what they made, if the facilitator wishes, and nothing of others", async () => {
    const host = await openTestHost()
    const [ana, bo] = await Promise.all([
      joinAs(host.ready.links.facilitator, { name: "Ana" }),
      joinAs(host.ready.links.participant, { name: "Bo" }),
    ])
    ana.edit((ydoc) => {
      putBoard(ydoc, "b1")
      putNeed(ydoc, "hers", "b1", "find help")
    })
    await ana.saved()
    await bo.until(() => bo.ydoc.getMap("cards").has("hers"))
    bo.edit((ydoc) => {
      putNeed(ydoc, "his", "b1", "spam")
      recordOf(ydoc, "cards", "his").set("provenance/authorId", bo.me.personId)
    })
    await bo.saved()
    expect(await bo.ask("remove", { personId: ana.me.personId, takesBack: true })).toEqual({ refused: "role" })
    expect(await ana.ask("remove", { personId: bo.me.personId, takesBack: true })).toEqual({ hidden: 1 })
    await ana.until(
      () => ana.ydoc.getMap("cards").has("his") && recordOf(ana.ydoc, "cards", "his").get("deleted") === true,
    )
    expect(recordOf(ana.ydoc, "cards", "hers").get("deleted")).toBe(false)
    await expect(joinAs(host.ready.links.participant, { pass: bo.me.token })).rejects.toThrow("removed")
  })

  /** The door of a host with people at several addresses: gives what a hello leads to, in a word. */
  async function addresses() {
    const folder = newFolder()
    const passes = await openPasses({ disk: nodeDisk, folder, now: () => 0, log: () => {} })
    const document = openDocument(new Y.Doc(), boardKinds)
    let made = 0
    const admit = admission({
      document,
      workshopId: "w",
      generation: "g",
      lineage: noLineage,
      instances: openInstances([], () => false),
      passes,
      door: openDoor({ settings: () => passes.door(), newId: () => `k-${++made}`, now: () => 0, onWaiting: () => {} }),
      newId: () => `p-${++made}`,
      clock: () => 0,
    })
    const come = (from: string, more: Partial<Hello> = {}) => {
      const instance = `queue-number-${++made}-0123456789`
      const pass = passes.secretOf("participant")
      const hello = { pass, instance, name: "Bo", device: "phone", lang: "en", generation: "", ...more } as const
      return admit({ type: "hello", protocol: protocolVersion, ...hello }, from, made)
    }
    const outcome = (...about: Parameters<typeof come>) => {
      const welcomed = come(...about)
      return "refuse" in welcomed ? welcomed.refuse : "in"
    }
    const isIn = (from: string) => {
      const welcomed = come(from)
      if ("refuse" in welcomed || welcomed.message.type !== "welcome") throw new Error("not let in")
      return welcomed.message
    }
    return { passes, folder, outcome, isIn }
  }

  test("does not come back by the scanned link under another name without a word from whoever leads", async () => {
    const { passes, outcome, isIn } = await addresses()
    const bo = isIn("192.168.0.7")
    const cy = isIn("192.168.0.8")
    await passes.remove(bo.personId, ["192.168.0.7"])

    expect(outcome("192.168.0.7", { pass: bo.token })).toBe("removed")
    expect(outcome("192.168.0.7", { name: "Somebody else" })).toBe("awaiting-approval")
    expect(outcome("192.168.0.7", { pass: passes.secretOf("observer") })).toBe("awaiting-approval")
    expect(outcome("192.168.0.7", { pass: passes.secretOf("co-facilitator") })).toBe("awaiting-approval")
    expect(outcome("192.168.0.7", { pass: cy.token })).toBe("in")
    expect(outcome("192.168.0.9")).toBe("in")
  })

  test("is known again at another address by what their device still says, also after a restart", async () => {
    const { passes, folder, outcome, isIn } = await addresses()
    const bo = isIn("192.168.0.7")
    await passes.remove(bo.personId)
    expect(outcome("192.168.0.77")).toBe("in")
    expect(outcome("192.168.0.77", { pass: bo.token })).toBe("removed")
    expect(outcome("192.168.0.77")).toBe("awaiting-approval")
    await passes.setDoor(passes.door())
    const again = await openPasses({ disk: nodeDisk, folder, now: () => 0, log: () => {} })
    expect(["192.168.0.77", "192.168.0.78"].map((from) => again.isSuspect(from))).toEqual([true, false])
  })

  test("on the host's own computer says nothing about others there", async () => {
    const { passes, outcome, isIn } = await addresses()
    await passes.remove(isIn("127.0.0.1").personId, ["127.0.0.1"])
    expect(outcome("127.0.0.1")).toBe("in")
  })
})
