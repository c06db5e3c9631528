import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { openHost } from "../../../electron/host/host.ts"
import {
  afterwards,
  joinAs,
  newFolder,
  newId,
  newPage,
  openTestHost,
  putBoard,
  putNeed,
  recordOf,
  textOf,
} from "./openTestHost.ts"

describe("a host", () => {
  test("brings two clients to the same board and says what is saved", async () => {
    const { ready } = await openTestHost()
    const ana = await joinAs(ready.links.facilitator, { name: "Ana" })
    const bo = await joinAs(ready.links.participant, { name: "Bo" })

    ana.edit((ydoc) => putBoard(ydoc, "b1"))
    ana.edit((ydoc) => putNeed(ydoc, "n1", "b1", "find help"))
    await ana.saved()
    await bo.until(() => bo.ydoc.getMap("cards").has("n1"))
    bo.edit((ydoc) => recordOf(ydoc, "cards", "n1").set("x", 300))
    await bo.saved()
    await ana.until(() => recordOf(ana.ydoc, "cards", "n1").get("x") === 300)

    expect(textOf(bo.ydoc, "cards", "n1", "title")).toBe("find help")
    expect([ana.rejections, bo.rejections]).toEqual([[], []])
    expect(Y.encodeStateVector(ana.ydoc)).toEqual(Y.encodeStateVector(bo.ydoc))
  })

  test("writes who takes part, and knows them again by their token", async () => {
    const { ready } = await openTestHost()
    const first = await joinAs(ready.links.participant, { name: "Bo" })
    const { personId, token } = first.me
    await first.close()

    const again = await joinAs(ready.links.participant, { name: "Bo", pass: token })

    expect(again.me.personId).toBe(personId)
    expect(recordOf(again.ydoc, "participants", personId).toJSON()).toMatchObject({
      displayName: "Bo",
      role: "participant",
    })
  })

  test("shows people to each other, without their own reflection, and says when they are gone", async () => {
    const { ready } = await openTestHost()
    const ana = await joinAs(ready.links.facilitator)
    const bo = await joinAs(ready.links.participant)

    bo.show({ cursor: { x: 1, y: 2 }, unknown: "left out" })
    await ana.until(() => ana.presence.size === 1)

    expect([...ana.presence.values()]).toEqual([{ personId: bo.me.personId, state: { cursor: { x: 1, y: 2 } } }])
    expect(bo.presence.size).toBe(0)
    await bo.close()
    await ana.until(() => ana.presence.size === 0 && ana.roster.length === 1)
  })

  test("keeps workshop, links and edits over a restart, and takes up the queue where it was", async () => {
    const dataDirectory = newFolder()
    const before = await openTestHost({ dataDirectory })
    const ana = await joinAs(before.ready.links.facilitator)
    ana.edit((ydoc) => putBoard(ydoc, "b1", "Needs"))
    await ana.saved()
    await ana.close()
    await before.stop()
    ana.queue.next = 2

    const after = await openTestHost({ dataDirectory, port: before.ready.port })
    const again = await joinAs(after.ready.links.facilitator, { queue: ana.queue })

    expect(after.ready).toEqual(before.ready)
    expect(again.me).toMatchObject({ personId: ana.me.personId, clientId: ana.me.clientId, lastDurable: 1 })
    expect(textOf(again.ydoc, "boards", "b1", "title")).toBe("Needs")
  })

  test("lets nobody open the same data twice", async () => {
    const { dataDirectory } = await openTestHost()

    const second = await openHost({ dataDirectory, page: newPage(), port: 0, log: () => {} })

    expect(second).toEqual({ ok: false, error: { type: "AlreadyOpen", pid: process.pid } })
  })

  test("refuses a wrong pass, and an observer's edits", async () => {
    const { ready } = await openTestHost()
    const looking = await joinAs(ready.links.observer)
    const outside = ready.links.observer.replace(/#j=.*/, "#j=AAAAAAAAAAAAAAAAAAAAAA")

    looking.edit((ydoc) => putBoard(ydoc, "b1"))
    await looking.until(() => looking.rejections.length === 1)

    expect(looking.rejections[0]).toMatchObject({ seq: 1, reason: "role" })
    await expect(joinAs(outside)).rejects.toThrow("pass")
  })

  test("begins from templates once, and goes on with them at the next start", async () => {
    const dataDirectory = newFolder()
    const first = await openTestHost({ dataDirectory, templates: ["sample"] })
    const client = await joinAs(first.ready.links.participant)
    const cards = client.ydoc.getMap("cards").size
    await client.close()
    await first.stop()

    const second = await openTestHost({ dataDirectory, templates: ["sample"] })

    expect(cards).toBeGreaterThan(20)
    expect(second.ready.workshop).toBe(first.ready.workshop)
  })

  test("answers what may be asked, and only to those who may ask", async () => {
    const { ready } = await openTestHost()
    const ana = await joinAs(ready.links.facilitator, { name: "Ana" })
    const bo = await joinAs(ready.links.participant, { name: "Bo" })

    const list = await ana.ask("workshops")
    const refused = await bo.ask("workshops")
    const renamed = await bo.ask("rename", { name: "Bo B." })
    await ana.until(() => ana.roster.some(({ name }) => name === "Bo B."))
    const unknown = await ana.ask("format-disk")

    expect(list).toMatchObject([{ id: ready.workshop, boards: 0 }])
    expect([refused, renamed, unknown]).toEqual([{ refused: "role" }, null, { refused: "unknown" }])
  })

  test("ends somebody's connection and pass when the facilitator removes them", async () => {
    const { ready } = await openTestHost()
    const ana = await joinAs(ready.links.facilitator)
    const bo = await joinAs(ready.links.participant)

    await ana.ask("remove", { personId: bo.me.personId })
    await bo.closed

    expect(bo.refusal).toBe("removed")
    await expect(joinAs(ready.links.participant, { pass: bo.me.token })).rejects.toThrow("removed")
  })

  test("takes everybody along to another workshop", async () => {
    const { ready } = await openTestHost()
    const ana = await joinAs(ready.links.facilitator)
    const bo = await joinAs(ready.links.participant)

    const answer = await ana.ask("open-workshop", { from: "empty", title: "Second" })
    await bo.closed
    const again = await joinAs(ready.links.participant, { pass: bo.me.token })

    expect(bo.refusal).toBe("generation")
    expect(answer).toEqual({ workshopId: again.me.workshopId })
    expect(again.me.workshopId).not.toBe(ready.workshop)
    expect(again.me.personId).toBe(bo.me.personId)
  })

  test("opens a whole file that the facilitator's own computer sends", async () => {
    const { ready } = await openTestHost()
    const ana = await joinAs(ready.links.facilitator)
    const file = {
      format: "cairn-workshop",
      schemaVersion: 1,
      workshop: { id: "w-sent", title: "Sent", lang: "en", mode: "in-person", ruleOfTheHouse: "open" },
    }

    const broken = await ana.ask("open-workshop", { from: "json", text: '{"format":' })
    const answer = await ana.ask("open-workshop", {
      from: "json",
      text: `${JSON.stringify(file)}${" ".repeat(3_000_000)}`,
    })

    expect(broken).toMatchObject({ refused: "BadFile", detail: expect.stringContaining("line 1") })
    expect(answer).toEqual({ workshopId: "w-sent" })
  })

  test("gives a queue's name to nobody else", async () => {
    const { ready } = await openTestHost()
    const bo = await joinAs(ready.links.participant)
    const cy = await joinAs(ready.links.participant)

    const stolen = joinAs(ready.links.participant, {
      pass: cy.me.token,
      queue: { ...bo.queue, unacknowledged: new Map() },
    })

    await expect(stolen).rejects.toThrow("busy")
  })

  test("leaves nothing running", async () => {
    const { ready, stop } = await openTestHost()
    const bo = await joinAs(ready.links.participant)
    afterwards(() => {})

    await stop()
    await bo.closed

    await expect(fetch(`http://127.0.0.1:${ready.port}/health`)).rejects.toThrow()
    expect(newId()).not.toBe(newId())
  })
})
