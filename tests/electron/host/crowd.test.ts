import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test, vi } from "vitest"
import * as Y from "yjs"
import { rankAddresses } from "../../../electron/host/addresses.ts"
import { nodeDisk } from "../../../electron/host/disk.ts"
import { newQueue } from "../../support/referenceClient.ts"
import { joinAs, openTestHost, putBoard, putNeed, recordOf } from "./openTestHost.ts"

const soon = { timeout: 10_000, interval: 5 }

describe("many at once", () => {
  test("thirty people join while others edit, and all have the same board", async () => {
    const { ready } = await openTestHost({ templates: ["sample"] })
    const ana = await joinAs(ready.links.facilitator)
    ana.edit((ydoc) => putBoard(ydoc, "b1"))

    const joining = Array.from({ length: 30 }, (_, at) => joinAs(ready.links.participant, { name: `P${at}` }))
    for (let at = 0; at < 40; at++) ana.edit((ydoc) => putNeed(ydoc, `n${at}`, "b1", "while joining"))
    const people = await Promise.all(joining)
    for (const [at, person] of people.entries()) person.edit((ydoc) => putNeed(ydoc, `m${at}`, "b1", "joined"))
    const everyone = [ana, ...people]
    await Promise.all(everyone.map((person) => person.saved()))
    const cards = (ydoc: Y.Doc) => [...ydoc.getMap("cards").keys()].filter((id) => /^[nm]\d+$/.test(id)).length
    await Promise.all(everyone.map((person) => person.until(() => cards(person.ydoc) === 70)))

    expect(everyone.flatMap(({ rejections }) => rejections)).toEqual([])
    await Promise.all(
      everyone.map((person) =>
        person.until(() => Y.encodeStateVector(person.ydoc).length === Y.encodeStateVector(ana.ydoc).length),
      ),
    )
  })

  test("one who sends far too much is slowed down and loses nothing, while another is served", {
    timeout: 30_000,
  }, async () => {
    const { ready } = await openTestHost()
    const flooding = await joinAs(ready.links.participant)
    const calm = await joinAs(ready.links.facilitator)
    calm.edit((ydoc) => putBoard(ydoc, "b1"))
    await calm.saved()
    for (let at = 0; at < 180; at++) flooding.edit((ydoc) => putBoard(ydoc, `f${at}`))

    const started = performance.now()
    calm.edit((ydoc) => recordOf(ydoc, "boards", "b1").set("order", "a1"))
    await calm.saved()
    const savedBefore = flooding.acknowledged
    await flooding.saved()
    const floodedMs = performance.now() - started

    expect(savedBefore).toBeLessThan(180)
    expect(floodedMs).toBeGreaterThan(1_000)
    expect(flooding.rejections).toEqual([])
  })

  test("an edit after a refused one is a gap, until a new queue begins", async () => {
    const { ready } = await openTestHost()
    const bo = await joinAs(ready.links.participant)

    bo.edit((ydoc) => ydoc.getMap("secrets").set("a", 1))
    bo.edit((ydoc) => putBoard(ydoc, "b1"))
    await bo.until(() => bo.rejections.length === 2)
    const anew = await joinAs(ready.links.participant, { pass: bo.me.token, queue: newQueue() })
    anew.edit((ydoc) => putBoard(ydoc, "b1"))
    await anew.saved()

    expect(bo.rejections.map(({ seq, reason }) => [seq, reason])).toEqual([
      [1, "schema"],
      [2, "gap"],
    ])
    expect(anew.me.personId).toBe(bo.me.personId)
    expect(anew.me.clientId).not.toBe(bo.me.clientId)
  })

  test("an edit sent twice counts once and is acknowledged again", async () => {
    const { ready } = await openTestHost()
    const bo = await joinAs(ready.links.participant)
    const updates: Uint8Array[] = []
    bo.ydoc.on("update", (update: Uint8Array) => updates.push(update))
    bo.edit((ydoc) => putBoard(ydoc, "b1"))
    await bo.saved()

    bo.acknowledged = 0
    bo.sendUpdate(1, updates[0] ?? new Uint8Array())
    await bo.until(() => bo.acknowledged === 1)

    expect(bo.rejections).toEqual([])
  })
})

describe("a disk that fails under a workshop", () => {
  test("everybody is told, nothing is acknowledged, and all is saved when it works again", async () => {
    let isFull = false
    const fail = () => {
      if (isFull) throw Object.assign(new Error("full"), { code: "ENOSPC" })
    }
    const host = await openTestHost({
      disk: {
        ...nodeDisk,
        open: async (path, how) => {
          fail()
          const file = await nodeDisk.open(path, how)
          return {
            ...file,
            write: async (bytes) => {
              fail()
              await file.write(bytes)
            },
            writeNow: (bytes) => {
              fail()
              file.writeNow(bytes)
            },
          }
        },
      },
    })
    const ana = await joinAs(host.ready.links.facilitator)
    const bo = await joinAs(host.ready.links.participant)
    const problems: unknown[] = []
    host.onChange(({ problem }) => problems.push(problem))

    isFull = true
    ana.edit((ydoc) => putBoard(ydoc, "b1"))
    await Promise.all([ana, bo].map((one) => one.until(() => one.notices.length > 0)))
    const late = await joinAs(host.ready.links.participant)
    await late.until(() => late.notices.length > 0)

    expect([ana.acknowledged, ana.notices[0], bo.notices[0], late.notices[0]]).toEqual([
      0,
      ...Array.from({ length: 3 }, () => ({ type: "disk", problem: "full" })),
    ])
    isFull = false
    await ana.saved()
    await bo.until(() => bo.ydoc.getMap("boards").has("b1"))
    expect(ana.notices.at(-1)).toEqual({ type: "disk", problem: null })
    await vi.waitFor(() => expect(problems.at(-1)).toBeNull(), soon)
  })
})

describe("secrets", () => {
  test("stand in no journal", async () => {
    const { ready, dataDirectory } = await openTestHost()
    const bo = await joinAs(ready.links.participant)
    bo.edit((ydoc) => putBoard(ydoc, "b1"))
    await bo.saved()
    const folder = join(dataDirectory, ready.workshop)
    const journals = readdirSync(folder).filter((name) => name.endsWith(".cairn"))
    const bytes = Buffer.concat(journals.map((name) => readFileSync(join(folder, name)))).toString("latin1")

    const secrets = [...Object.values(ready.links).map((link) => link.split("#j=")[1] ?? ""), bo.me.token]

    expect(journals.length).toBeGreaterThan(0)
    expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([])
  })
})

describe("addresses", () => {
  const at = (address: string, mac = "3c:22:fb:00:00:01") => ({
    address,
    mac,
    family: "IPv4" as const,
    internal: address.startsWith("127."),
    netmask: "255.255.255.0",
    cidr: null,
  })

  test("the room's network comes before tunnels, containers and self-made ones", () => {
    const ranked = rankAddresses(
      {
        lo: [at("127.0.0.1")],
        docker0: [at("172.17.0.1", "02:42:ac:11:00:01")],
        tailscale0: [at("100.90.1.2")],
        en5: [at("169.254.3.4")],
        en0: [at("192.168.1.20")],
      },
      undefined,
    )

    expect(ranked.map(({ address, isVirtual }) => [address, isVirtual])).toEqual([
      ["192.168.1.20", false],
      ["169.254.3.4", false],
      ["172.17.0.1", true],
      ["100.90.1.2", true],
    ])
  })

  test("of two real networks the one the system would use is first", () => {
    const both = { en0: [at("192.168.1.20")], en1: [at("10.0.0.7")] }

    expect(rankAddresses(both, "10.0.0.7")[0]?.address).toBe("10.0.0.7")
  })
})

describe("the room", () => {
  test("opens on the network's addresses and closes again", async () => {
    const host = await openTestHost()
    const ana = await joinAs(host.ready.links.facilitator)

    const open = await host.openRoom()
    const [first] = open.addresses
    await ana.until(() => ana.notices.length === 1)
    if (first) {
      const answer = await fetch(`http://${first.address}:${open.port}/check`)
      const health = await fetch(`http://${first.address}:${open.port}/health`)
      expect([answer.status, health.status]).toEqual([200, 404])
      expect(open.links.participant).toContain(`http://${first.address}:${open.port}/#j=`)
    }
    const closed = await host.closeRoom()

    expect([open.isOpen, closed.isOpen]).toEqual([true, false])
    expect(ana.notices[0]).toEqual({ type: "room", isOpen: true })
    if (first) await expect(fetch(`http://${first.address}:${open.port}/check`)).rejects.toThrow()
  })
})
