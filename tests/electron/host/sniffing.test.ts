import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { WebSocket } from "ws"
import { encodeClient } from "../../../shared/protocol/codec.ts"
import { protocolVersion } from "../../../shared/protocol/messages.ts"
import { hits } from "../../support/hits.ts"
import { type ConnectOptions, newQueue, ReferenceClient } from "../../support/referenceClient.ts"
import { openWiretap, type Wiretap } from "../../support/wiretap.ts"
import { afterwards, joinAs, openTestHost, putBoard, putNeed, type TestHost } from "./openTestHost.ts"

const secretIn = (link: string) => new URL(link).hash.slice("#j=".length)

const joinThrough = (tap: Wiretap, to: string, options: ConnectOptions = {}) => {
  const { link, headers } = tap.through(to)
  return joinAs(link, { ...options, headers })
}
const strangerAt = (tap: Wiretap, to: string, options: ConnectOptions = {}) => {
  const { link, headers } = tap.through(to)
  return new ReferenceClient(link, { ...options, headers })
}

/** What the host answers to these frames before it ends the connection. */
function say(link: string, frames: readonly Uint8Array[]): Promise<readonly Buffer[]> {
  const socket = new WebSocket(`ws://${new URL(link).host}/ws`, { perMessageDeflate: false })
  const heard: Buffer[] = []
  socket.on("open", () => {
    for (const frame of frames) socket.send(frame)
  })
  socket.on("message", (frame: Buffer) => heard.push(frame))
  return new Promise((resolve) => socket.on("close", () => resolve(heard)))
}

/** Whoever comes with a code knocks, and comes in once somebody who leads has let them. */
async function letIn(leader: ReferenceClient, knock: () => Promise<ReferenceClient>): Promise<ReferenceClient> {
  await expect(knock()).rejects.toThrow("awaiting-approval")
  await leader.until(() => leader.notices.some(({ type }) => type === "waiting"))
  for (const { people } of leader.notices)
    for (const { id } of Array.isArray(people) ? people : []) await leader.ask("let-in", { id, isLetIn: true })
  return knock()
}

async function tappedHost(): Promise<{ host: TestHost; tap: Wiretap }> {
  const host = await openTestHost()
  const tap = await openWiretap(host.ready.port)
  afterwards(() => tap.close())
  return { host, tap }
}

describe("S17 whoever listens to a whole session", () => {
  test("hears no text, no name and no secret, in no encoding", async () => {
    const { host, tap } = await tappedHost()
    const { links, code } = host.ready
    const byCode = { pass: code, name: "Cy Canary-Name", queue: newQueue() }
    const ana = await joinThrough(tap, links.facilitator, { name: "Ana Canary-Name" })
    const bo = await joinThrough(tap, links.participant, { name: "Bo Canary-Name" })
    const cy = await letIn(ana, () => joinThrough(tap, links.participant, byCode))
    ana.edit((ydoc) => putBoard(ydoc, "canary-board", "Canary title of a map"))
    await ana.saved()
    await cy.until(() => cy.ydoc.getMap("boards").has("canary-board"))
    for (const [at, person] of [ana, bo, cy].entries())
      person.edit((ydoc) => putNeed(ydoc, `canary-card-${at}`, "canary-board", "Canary need: confidential"))
    bo.show({ boardId: "canary-board", selected: ["canary-card-1"] })
    await ana.until(() => ana.presence.size > 0)
    expect(await bo.ask("rename", { name: "Canary renamed" })).toBeNull()
    const info = await ana.ask("room-info")
    await Promise.all([ana, bo, cy].map((person) => person.saved()))
    const token = bo.me.token
    await bo.close()
    const back = await joinThrough(tap, links.participant, { pass: token, queue: newQueue() })
    await ana.ask("remove", { personId: cy.me.personId })
    await cy.closed
    ana.edit((ydoc) => putNeed(ydoc, "canary-card-9", "canary-board", "Canary after somebody was removed"))
    await back.until(() => back.ydoc.getMap("cards").has("canary-card-9"))

    const words = [
      ...[
        "Canary-Name",
        "Canary title of a map",
        "Canary need: confidential",
        "Canary renamed",
        "canary-board",
        "Canary after somebody",
      ],
      ...["canary-card-1", "facilitator", "room-info", "participant"],
      ...[secretIn(links.facilitator), secretIn(links.participant), secretIn(links.observer), code],
      ...[ana, bo, cy, back].flatMap((person) => [
        person.me.token.split(".")[1] ?? "",
        person.me.personId,
        person.queue.instance,
      ]),
    ]
    const heard = tap.heard()
    expect(JSON.stringify(info)).toContain(code)
    expect(cy.refusal).toBe("removed")
    expect(heard.reduce((sum, { length }) => sum + length, 0)).toBeGreaterThan(10_000)
    expect(hits(heard, words)).toEqual([])
  })

  test("would have been heard, had they been there", () => {
    const word = "Canary title of a map"
    const inside = (bytes: Buffer) => hits([Buffer.concat([Buffer.from("é~"), bytes, Buffer.from("ß")])], [word])
    const base64 = (shift: number) => Buffer.from(Buffer.from(`${"x".repeat(shift)}${word}yy`).toString("base64"))

    const utf16 = Buffer.from(word, "utf16le")
    for (const bytes of [
      Buffer.from(word),
      utf16,
      Buffer.from(Buffer.from(word).toString("hex")),
      base64(0),
      base64(1),
      base64(2),
    ])
      expect(inside(bytes)).toEqual([word])
  })

  test("cannot repeat what was said", async () => {
    const { host, tap } = await tappedHost()
    const bo = await joinThrough(tap, host.ready.links.participant)
    bo.edit((ydoc) => putBoard(ydoc, "b1"))
    await bo.saved()
    const said = tap.messages(0, "toHost")
    await bo.close()
    const calm = await joinAs(host.ready.links.observer)
    await calm.until(() => calm.roster.length === 1)

    const heard = await say(host.ready.links.observer, said)

    expect(heard.map(({ length }) => length)).toEqual([34])
    expect(calm.roster.map(({ personId }) => personId)).toEqual([calm.me.personId])
  })
})

describe("S17 whoever changes what goes by", () => {
  test.each(["toHost", "toClient"] as const)("%s ends that connection and nothing else", async (way) => {
    const { host, tap } = await tappedHost()
    const calm = await joinAs(host.ready.links.facilitator)
    const bo = await joinThrough(tap, host.ready.links.participant)

    // In the first message of what passes by at once: those behind it are never read. A client's heads are longer.
    const at = way === "toClient" ? 4 : 8
    tap.change = (bytes, now) => {
      if (now === way) bytes[at] = (bytes[at] ?? 0) ^ 1
      return bytes
    }
    bo.edit((ydoc) => putBoard(ydoc, "changed"))
    await bo.closed
    calm.edit((ydoc) => putBoard(ydoc, "b1"))
    await calm.saved()

    expect(bo.acknowledged).toBe(0)
    expect(calm.rejections).toEqual([])
  })
})

describe("S1 S17 a wrong secret", () => {
  test("gets a reason, and not a byte more", async () => {
    const { host, tap } = await tappedHost()
    const link = host.ready.links.participant.replace(/#j=.*/, "#j=AAAAAAAAAAAAAAAAAAAAAA")
    const stranger = strangerAt(tap, link)

    await expect(stranger.ready).rejects.toThrow("pass")
    await stranger.closed
    expect(tap.messages(0, "toClient")).toEqual([Buffer.from([protocolVersion, 1, 4, ...Buffer.from("pass")])])
  })

  test("behind the right name, as a listener knows it, gets no further than a public key", async () => {
    const { host, tap } = await tappedHost()
    const bo = await joinAs(host.ready.links.participant)
    const [name] = bo.me.token.split(".")
    const stranger = strangerAt(tap, host.ready.links.participant, { pass: `${name}.guessed-it` })

    await expect(stranger.ready).rejects.toThrow("closed")
    expect(tap.messages(0, "toClient").map(({ length }) => length)).toEqual([34])
  })

  test("of an earlier version is told so in that version's words", async () => {
    const { ready } = await openTestHost()
    const hello = encodeClient({
      type: "hello",
      protocol: 1,
      pass: "a-secret-of-22-letters",
      instance: "i".repeat(16),
      name: "",
      device: "laptop",
      lang: "en",
      generation: "",
    })

    expect(await say(ready.links.participant, [Buffer.from([1, ...hello.subarray(1)])])).toEqual([
      Buffer.from([1, 1, 8, ...Buffer.from("protocol")]),
    ])
  })
})

describe("S16 secrets", () => {
  test("stand in no log line, journal or answer to somebody who may not know them", async () => {
    const host = await openTestHost()
    const bo = await joinAs(host.ready.links.participant)
    bo.edit((ydoc) => putBoard(ydoc, "b1"))
    await bo.saved()
    const secrets = [...Object.values(host.ready.links).map(secretIn), bo.me.token]
    const folder = join(host.dataDirectory, host.ready.workshop)
    const written = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== "passes.json")
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    const page = await (await fetch(`http://127.0.0.1:${host.ready.port}/`)).arrayBuffer()

    expect(hits([...written, Buffer.from(page), Buffer.from(host.lines.join())], secrets)).toEqual([])
    expect(JSON.stringify(await bo.ask("room-info"))).toBe('{"refused":"role"}')
  })
})
