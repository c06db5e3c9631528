import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { encodeClient } from "../../shared/protocol/codec.ts"
import type { ClientMessage } from "../../shared/protocol/messages.ts"
import { type Ask, asks, type RoomInfo } from "../../shared/protocol/requests.ts"
import {
  joinAs,
  openTestHost,
  putBoard,
  putNeed,
  putRecord,
  recordOf,
  type TestHost,
} from "../electron/host/openTestHost.ts"
import type { ReferenceClient } from "../support/referenceClient.ts"
import { helloWith, sayAsStranger } from "./stranger.ts"

const canaries = ["canary-board", "Canary title", "Canary need", "Canary Ana", "Canary Bo"]

type Inside = "observer" | "participant" | "co-facilitator" | "facilitator"

interface Situation {
  readonly host: TestHost
  readonly ana: ReferenceClient
  readonly bo: ReferenceClient
  readonly info: RoomInfo
}

/** A workshop with a board and cards, its facilitator and one participant inside. */
async function situation(): Promise<Situation> {
  const host = await openTestHost()
  const ana = await joinAs(host.ready.links.facilitator, { name: "Canary Ana" })
  const bo = await joinAs(host.ready.links.participant, { name: "Canary Bo" })
  ana.edit((ydoc) => {
    putBoard(ydoc, "canary-board", "Canary title")
    putNeed(ydoc, "n1", "canary-board", "Canary need")
  })
  await ana.saved()
  const info = (await ana.ask("room-info")) as RoomInfo
  return { host, ana, bo, info }
}

/** What the board holds, as a newcomer gets it from the host: people who come and go are no part of it. */
async function boardOf({ host }: Situation): Promise<string> {
  const reader = await joinAs(host.ready.links.observer)
  const roots = [...reader.ydoc.share.keys()].filter((name) => name !== "participants").sort()
  const all = roots.map((name) => [name, reader.ydoc.getMap(name).toJSON()])
  await reader.close()
  return JSON.stringify(all)
}

const linkOf = ({ host, info }: Situation, role: Inside): string =>
  role === "co-facilitator"
    ? host.ready.links.facilitator.replace(/#.*/, new URL(info.links.coFacilitator).hash)
    : host.ready.links[role]

const hasCanary = (heard: readonly Buffer[]): readonly string[] =>
  canaries.filter((word) => heard.some((frame) => frame.includes(word)))

/** Every message type of the protocol; the compiler misses one that is added. */
const everyMessage = (pass: string): { readonly [T in ClientMessage["type"]]: ClientMessage } => {
  const forged = new Y.Doc()
  forged.clientID = 4_711
  putNeed(forged, "n-forged", "canary-board", "forged")
  return {
    hello: helloWith(pass),
    update: { type: "update", seq: 1, update: Y.encodeStateAsUpdate(forged) },
    sync: { type: "sync", stateVector: Uint8Array.of(0) },
    presence: { type: "presence", state: { boardId: "canary-board", cursor: { x: 1, y: 1 } } },
    ping: { type: "ping", at: 1 },
    request: { type: "request", id: 1, ask: "room-info", body: null },
    signal: { type: "signal", to: 1, data: "offer" },
  }
}

describe("S1 S2 whoever is not let in hears nothing and changes nothing", () => {
  const outsiders = [
    "without a pass",
    "with a made-up secret",
    "removed",
    "of another workshop",
    "with a wrong code",
  ] as const

  test.each(outsiders)("%s, with every message and every request", { timeout: 60_000 }, async (who) => {
    const at = await situation()
    const pass = await passOf(at, who)
    const before = await boardOf(at)

    for (const message of Object.values(everyMessage(pass))) {
      const heard = await sayAsStranger(at.host.ready.port, pass, [message, message])
      expect(hasCanary([...heard.clear, ...heard.inside]), `${who}: ${message.type}`).toEqual([])
      // Only a public key or a reason, and inside, at most one reason.
      expect(heard.inside.length, `${who}: ${message.type}`).toBeLessThanOrEqual(1)
      for (const { length } of heard.inside) expect(length).toBeLessThan(40)
    }
    const asked = asks.map((ask, id): ClientMessage => ({ type: "request", id, ask, body: null }))
    const heard = await sayAsStranger(at.host.ready.port, pass, [helloWith(pass), ...asked])
    expect(hasCanary([...heard.clear, ...heard.inside])).toEqual([])
    expect(heard.inside.length).toBeLessThanOrEqual(1)

    expect(at.ana.roster.filter(({ name }) => name === "Stranger")).toEqual([])
    expect(await boardOf(at)).toBe(before)
  })

  test("with a history of another generation", async () => {
    const at = await situation()
    const pass = new URL(at.host.ready.links.participant).hash.slice(3)
    const before = await boardOf(at)

    const messages = Object.values(everyMessage(pass)).filter(({ type }) => type !== "hello")
    const heard = await sayAsStranger(at.host.ready.port, pass, [
      helloWith(pass, { generation: "another-generation" }),
      ...messages,
    ])

    expect(heard.inside).toHaveLength(1)
    expect(heard.inside[0]?.includes("generation")).toBe(true)
    expect(await boardOf(at)).toBe(before)
  })

  async function passOf({ host, ana }: Situation, who: (typeof outsiders)[number]): Promise<string> {
    if (who === "without a pass") return ""
    if (who === "with a made-up secret") return "AAAAAAAAAAAAAAAAAAAAAA"
    if (who === "with a wrong code") return host.ready.code === "000000" ? "000001" : "000000"
    if (who === "of another workshop") {
      const other = await openTestHost()
      return new URL(other.ready.links.facilitator).hash.slice(3)
    }
    const cy = await joinAs(host.ready.links.participant, { name: "Cy" })
    const { token, personId } = cy.me
    await ana.ask("remove", { personId, takesBack: false })
    await cy.closed
    await ana.until(() => ana.roster.every((one) => one.personId !== personId))
    return token
  }

  test("over every path and method of the web server", async () => {
    const { host } = await situation()
    const paths = [
      "/",
      "/ws",
      "/health",
      "/check",
      "/state",
      "/workshops",
      "/roster",
      "/api",
      `/${host.ready.workshop}`,
    ]
    for (const path of paths)
      for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
        const answer = await fetch(`http://127.0.0.1:${host.ready.port}${path}`, { method })
        const bytes = Buffer.from(await answer.arrayBuffer())
        expect(hasCanary([bytes, Buffer.from(JSON.stringify([...answer.headers]))]), `${method} ${path}`).toEqual([])
        if (path === "/health" && method === "GET") expect(bytes.toString()).not.toMatch(/people|members|count/)
      }
  })
})

/** Who may ask what, as the protocol's page has it; kept apart from the program's own table. */
const leads = ["facilitator", "co-facilitator"]
const writes = [...leads, "participant"]
const all = [...writes, "observer"]
const mayBeAskedBy: { readonly [A in Ask]: readonly string[] } = {
  rename: all,
  introduce: all,
  "way-in": all,
  "kept-state": all,
  "room-info": leads,
  "open-room": ["facilitator"],
  "close-room": ["facilitator"],
  "choose-address": ["facilitator"],
  "set-door": ["facilitator"],
  "change-code": ["facilitator"],
  waiting: leads,
  "let-in": leads,
  remove: ["facilitator"],
  workshops: ["facilitator"],
  "open-workshop": ["facilitator"],
  "seal-note": writes,
  "own-notes": writes,
  ready: writes,
  reveal: leads,
  "discard-drafts": leads,
  "move-vote": leads,
  "cast-ballot": writes,
  "own-ballot": writes,
  "ask-all": leads,
  "answer-all": writes,
  "step-notes": leads,
  "write-step-note": leads,
  "keep-state": leads,
  "join-mesh": writes,
  "give-back": writes,
  "stand-down": all,
  inherit: all,
  "carried-on": leads,
}

describe("S2 whoever is let in may ask and write what their role allows, and nothing else", () => {
  const roles = ["observer", "participant", "co-facilitator", "facilitator"] as const

  test.each(roles)("every request by the %s", { timeout: 60_000 }, async (role) => {
    const at = await situation()
    const one = await joinAs(linkOf(at, role), { name: "Dora" })
    expect(one.me.role).toBe(role)
    const before = await boardOf(at)
    const refused: Ask[] = []
    for (const ask of asks) {
      if (mayBeAskedBy[ask].includes(role)) continue
      // A body that would work, were it allowed, where one that does nothing is not enough.
      expect(await one.ask(ask, bodies(at)[ask] ?? null), ask).toEqual({ refused: "role" })
      refused.push(ask)
    }
    for (const ask of asks) {
      if (!mayBeAskedBy[ask].includes(role) || isFarReaching(ask)) continue
      expect(await one.ask(ask, null), ask).not.toEqual({ refused: "role" })
    }
    for (const name of ["", "toString", "__proto__", "constructor", "shutdown", "OPEN-ROOM", "room-info "])
      expect(await one.ask(name), name).toEqual({ refused: "unknown" })

    expect(refused.length).toBe(asks.length - asks.filter((ask) => mayBeAskedBy[ask].includes(role)).length)
    expect(await boardOf(at)).toBe(before)
  })

  const bodies = ({ bo }: Situation): { readonly [A in Ask]?: unknown } => ({
    remove: { personId: bo.me.personId, takesBack: true },
    "open-workshop": { from: "empty", title: "taken over" },
    "set-door": { isLocked: true, isOneByOne: true },
    "keep-state": { boardId: "canary-board", label: "x", reason: "manual" },
    "seal-note": { id: "n8", note: { stepId: "s", boardId: "canary-board", kind: "need", values: {}, isNamed: false } },
  })
  /** Done for real by tests of their own. */
  const isFarReaching = (ask: Ask): boolean => ["open-room", "close-room", "open-workshop"].includes(ask)

  /** One edit for each thing that only some may write, and who that is. */
  const edits: readonly (readonly [string, readonly string[], (ydoc: Y.Doc) => void])[] = [
    ["a card", writes, (ydoc) => putNeed(ydoc, "n9", "canary-board", "be heard")],
    ["a board", writes, (ydoc) => putBoard(ydoc, "b9")],
    [
      "a parking-lot item",
      writes,
      (ydoc) => putRecord(ydoc, "parkingLot", "k9", { text: new Y.Text("x"), deleted: false }),
    ],
    ["the workshop's title", leads, (ydoc) => recordOf(ydoc, "workshop", "workshop").set("title", "Mine")],
    ["an agenda step", leads, (ydoc) => putRecord(ydoc, "agendaSteps", "s9", { plannedSeconds: 60, deleted: false })],
    ["the running step", leads, (ydoc) => recordOf(ydoc, "session", "session").set("isPaused", true)],
    [
      "a vote in the making",
      leads,
      (ydoc) =>
        putRecord(ydoc, "votingRounds", "v9", { boardId: "canary-board", state: "draft", dots: 3, deleted: false }),
    ],
    ["a lock", leads, (ydoc) => recordOf(ydoc, "cards", "n1").set("locked", "facilitator")],
    [
      "somebody's role",
      [],
      (ydoc) =>
        recordOf(ydoc, "participants", [...ydoc.getMap("participants").keys()][0] ?? "").set("role", "facilitator"),
    ],
    [
      "a kept state",
      [],
      (ydoc) => putRecord(ydoc, "snapshots", "t9", { boardId: "canary-board", label: "x", deleted: false }),
    ],
    ["an unknown root", [], (ydoc) => ydoc.getMap("admins").set("x", true)],
  ]

  test.each(roles.flatMap((role) => edits.map(([what, who]) => [role, what, who.includes(role)] as const)))(
    "the %s and %s: %s",
    async (role, what, isAllowed) => {
      const at = await situation()
      const one = await joinAs(linkOf(at, role), { name: "Dora" })
      const before = await boardOf(at)
      const change = edits.find(([name]) => name === what)?.[2] ?? (() => {})
      const seq = one.edit(change)
      await one.until(() => one.acknowledged >= seq || one.rejections.length > 0)

      expect(one.rejections.length === 0, JSON.stringify(one.rejections)).toBe(isAllowed)
      expect((await boardOf(at)) !== before).toBe(isAllowed)
      if (!isAllowed) expect(at.bo.rejections).toEqual([])
    },
  )

  test("an observer's presence is shown to nobody, and their signal goes nowhere", async () => {
    const at = await situation()
    const one = await joinAs(linkOf(at, "observer"))
    one.show({ boardId: "canary-board", cursor: { x: 1, y: 1 } })
    one.sendSealed(encodeClient({ type: "signal", to: at.bo.me.clientId, data: "offer" }))
    at.ana.show({ boardId: "canary-board" })
    await at.bo.until(() => at.bo.presence.size > 0)

    expect([...at.bo.presence.values()].map(({ personId }) => personId)).toEqual([at.ana.me.personId])
  })

  test("a second hello with a better pass ends the connection instead of changing the role", async () => {
    const at = await situation()
    const one = await joinAs(linkOf(at, "observer"))
    const better = new URL(at.host.ready.links.facilitator).hash.slice(3)
    one.sendSealed(encodeClient(helloWith(better)))
    await one.closed
    expect(at.ana.roster.filter(({ name }) => name === "Stranger")).toEqual([])
  })
})

describe("S2 whoever is removed", () => {
  test("is out within a second on every live connection, and stays out", async () => {
    const at = await situation()
    const bos = [at.bo, await joinAs(at.host.ready.links.participant, { pass: at.bo.me.token })]
    const from = performance.now()
    const answered = at.ana.ask("remove", { personId: at.bo.me.personId, takesBack: false })
    await Promise.all(bos.map(({ closed }) => closed))

    expect(performance.now() - from).toBeLessThan(1_000)
    expect(await answered).toMatchObject({ hidden: 0 })
    for (const one of bos) expect(one.refusal).toBe("removed")
    await expect(joinAs(at.host.ready.links.participant, { pass: at.bo.me.token })).rejects.toThrow("removed")
  })

  test("writes nothing more with edits that were on their way", async () => {
    const at = await situation()
    const { personId } = at.bo.me
    const removed = at.ana.ask("remove", { personId, takesBack: false })
    at.bo.edit((ydoc) => putNeed(ydoc, "too-early", "canary-board", "before the word"))
    await removed
    at.bo.edit((ydoc) => putNeed(ydoc, "too-late", "canary-board", "after the word"))
    await at.bo.closed
    const reader = await joinAs(at.host.ready.links.observer)
    expect(reader.ydoc.getMap("cards").has("too-late")).toBe(false)
  })
})
