import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { nodeDisk } from "../../../electron/host/disk.ts"
import { type Instances, openInstances, queueOf } from "../../../electron/host/instances.ts"
import { type HostKey, openHostKey } from "../../../electron/host/mesh/hostKey.ts"
import { type KeptLineage, openLineage } from "../../../electron/host/mesh/lineage.ts"
import { openSucceeding, type Succeeding, successorOf } from "../../../electron/host/mesh/succeeding.ts"
import { newDeviceKey } from "../../../renderer/session/mesh/signing.ts"
import { type AskHost, handOver } from "../../../renderer/session/otherHost.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { openDocument, type WorkshopDocument } from "../../../shared/document/document.ts"
import type { Role } from "../../../shared/model/records.ts"
import { base64Of, type Certificate, signedBytes } from "../../../shared/protocol/certificate.ts"
import type { SignedSuccession, Succession } from "../../../shared/protocol/succession.ts"
import { makeBoard, makeCard } from "../../reliability/cards.ts"
import { titlesIn } from "../../support/meshRoom.ts"
import { newFolder } from "./openTestHost.ts"

const workshopId = "workshop"
const queue = { instance: "queue-of-bo-0123456789", personId: "p-bo", clientId: 13 }

interface PlainHost {
  readonly generation: string
  readonly folder: string
  readonly key: HostKey
  readonly lineage: KeptLineage
  readonly document: WorkshopDocument
  readonly instances: Instances
  readonly heard: readonly string[]
  readonly add: (title: string) => void
  readonly ask: AskHost
  readonly answer: Succeeding["answer"]
}

/** A host without sockets: its document, what it knows of queues, and what it answers. */
async function openPlainHost(generation: string, from?: PlainHost): Promise<PlainHost> {
  const folder = newFolder()
  const key = await openHostKey(nodeDisk, folder, () => {})
  const begun = from && {
    generations: [from.generation, ...from.lineage.generations],
    hostKeys: [from.key.publicKey, ...from.lineage.hostKeys],
    origins: [],
  }
  const lineage = await openLineage(nodeDisk, folder, begun, () => {})
  const document = openDocument(new Y.Doc(), boardKinds)
  if (from) Y.applyUpdate(document.ydoc, Y.encodeStateAsUpdate(from.document.ydoc))
  const instances = openInstances(from?.instances.all() ?? [{ ...queue, lastDurable: 1 }], () => false)
  const heard: string[] = []
  const succeeding = openSucceeding({
    document,
    workshopId,
    generation,
    key,
    lineage,
    disk: nodeDisk,
    folder,
    ownOrigins: () => [`http://page-of-${generation}.local:47800`],
    authors: () => instances.authors(),
    inheritAuthors: (authors) => void instances.inherit(authors),
    durable: () => Promise.resolve(),
    onSucceeded: ({ to }) => void heard.push(`stands down for ${to}`),
    onJoined: () => void heard.push("joined"),
  })
  const add = (title: string) => makeCard(document.ydoc, `card-${title}`, title)
  const ask = (async (name: Parameters<AskHost>[0], body: unknown) => {
    const answer = await succeeding.answer(name, body)
    if (typeof answer === "object" && answer && "refused" in answer) throw new Error(String(answer.refused))
    return answer
  }) as AskHost
  return { generation, folder, key, lineage, document, instances, heard, add, ask, answer: succeeding.answer }
}
const device = newDeviceKey()

/** What somebody in this role, known to the host `before`, signs about where it goes on. */
function recordOf(heir: PlainHost, before: PlainHost, part: Partial<Succession> = {}, role: Role = "co-facilitator") {
  const { generation } = before
  const certificate: Certificate = {
    workshopId,
    generation,
    personId: "p1",
    name: "Ana",
    role,
    clientId: 7,
    publicKey: device.publicKey,
    queue: "q",
    until: 0,
  }
  const text = JSON.stringify({
    workshopId,
    from: generation,
    to: heir.generation,
    lineage: heir.lineage.generations,
    hostKey: heir.key.publicKey,
    address: `192.168.0.9:4780${heir.generation.length}`,
    secret: "0123456789abcdef0123",
    observerSecret: "3210fedcba9876543210",
    ...part,
  } satisfies Succession)
  const mark = base64Of(device.sign(signedBytes("succession", text)))
  return { certificate: before.key.sign("certificate", JSON.stringify(certificate)), succession: { text, mark } }
}

const vectorOf = ({ document }: PlainHost) => base64Of(Y.encodeStateVector(document.ydoc))

/** The host before, with a card that only it has, and the one that carries on. */
async function situation() {
  const before = await openPlainHost("g1")
  makeBoard(before.document.ydoc)
  const heir = await openPlainHost("g2", before)
  before.add("late")
  return { before, heir }
}

/** Two that have both carried on what the host before had, each with work of its own, and what vouches for them. */
async function twoHeirs(first = "g-a", second = "g-b") {
  const before = await openPlainHost("g-0")
  makeBoard(before.document.ydoc)
  const heirs = [await openPlainHost(first, before), await openPlainHost(second, before)] as const
  const records = heirs.map((heir) => recordOf(heir, before)) as [SignedSuccession, SignedSuccession]
  for (const [at, heir] of heirs.entries()) {
    heir.add(`of ${heir.generation}`)
    await heir.ask("carried-on", { record: records[at] ?? null })
  }
  return { before, heirs, records }
}

describe("a history that goes on elsewhere", () => {
  test("the host before hands over what only it has, and stands down when the other has it", async () => {
    const { before, heir } = await situation()
    expect(await handOver(before.ask, heir.ask, recordOf(heir, before))).toBeUndefined()
    expect(titlesIn(heir.document)).toEqual(["late"])
    expect(before.heard).toEqual(["stands down for g2"])
    expect(await successorOf(nodeDisk, before.folder)).toBe("192.168.0.9:47802")
  })

  test("without a receipt from the right host it goes on serving, so that nothing hangs on one who asks", async () => {
    const { before, heir } = await situation()
    const record = recordOf(heir, before)
    const answer = await before.ask("stand-down", { record, has: vectorOf(heir) })
    if (!("handedOver" in answer)) throw new Error("it stays")
    const stranger = await openPlainHost("g9")
    for (const receipt of [
      undefined,
      stranger.key.sign("receipt", answer.handedOver.mark),
      heir.key.sign("receipt", "?"),
    ])
      await before.ask("stand-down", { record, has: vectorOf(heir), receipt })
    expect(before.heard).toEqual([])
    expect(await successorOf(nodeDisk, before.folder)).toBeUndefined()
  })

  test.each([
    ["a participant", "participant", {}],
    ["another workshop", "facilitator", { workshopId: "other" }],
    ["another history", "facilitator", { from: "g8", lineage: ["g8"] }],
    ["an address that is in no room", "facilitator", { address: "8.8.8.8:47800" }],
  ] as const)("nobody stands down for %s", async (_what, role, part) => {
    const { before, heir } = await situation()
    const record = recordOf(heir, before, part, role)
    expect(await before.answer("stand-down", { record, has: vectorOf(heir) })).toEqual({ refused: "unknown" })
  })

  test("nor for a record that was signed with another key", async () => {
    const { before, heir } = await situation()
    const { certificate, succession } = recordOf(heir, before)
    const forged = base64Of(newDeviceKey().sign(signedBytes("succession", succession.text)))
    const record = { certificate, succession: { ...succession, mark: forged } }
    expect(await before.answer("stand-down", { record, has: vectorOf(heir) })).toEqual({ refused: "unknown" })
  })

  test("nothing is inherited that the host before has not signed, or that something is missing before", async () => {
    const { before, heir } = await situation()
    const record = recordOf(heir, before)
    before.add("later")
    const answer = await before.ask("stand-down", { record, has: vectorOf(before) })
    if (!("handedOver" in answer)) throw new Error("it stays")
    const { handedOver } = answer
    before.add("last")
    const last = await before.ask("stand-down", { record, has: vectorOf(before) })
    expect(await heir.answer("inherit", { handedOver: { ...handedOver, text: "{}" } })).toEqual({ refused: "unknown" })
    expect(await heir.answer("inherit", { handedOver: "?" })).toEqual({ refused: "unknown" })
    const ahead = openDocument(new Y.Doc(), boardKinds)
    Y.applyUpdate(ahead.ydoc, Y.encodeStateAsUpdate(before.document.ydoc))
    before.add("beyond")
    const gap = await before.ask("stand-down", { record, has: base64Of(Y.encodeStateVector(ahead.ydoc)) })
    if (!("handedOver" in gap) || !("handedOver" in last)) throw new Error("it stays")
    expect(await heir.answer("inherit", { handedOver: gap.handedOver })).toEqual({ refused: "gap" })
    expect(titlesIn(heir.document)).toEqual([])
  })

  test("whose queues the host before has met since the copy is known to the one that carries on", async () => {
    const { before, heir } = await situation()
    const late = before.instances.claim("queue-of-cy-0123456789", "p-cy")?.known
    if (!late) throw new Error("no queue")
    late.taken = 4
    await handOver(before.ask, heir.ask, recordOf(heir, before))
    expect(heir.instances.heirOf("queue-of-cy-0123456789")).toBe("p-cy")
    expect(heir.instances.writingAs(late.clientId)).toMatchObject({ taken: 4, durable: 4 })
    expect(JSON.stringify(heir.instances.all())).not.toContain("queue-of-cy")
    expect(JSON.stringify(heir.instances.all())).toContain(queueOf("queue-of-cy-0123456789"))
  })
})

describe("two that carry the same history on", () => {
  test.each([
    ["g-a", "g-b"],
    ["g-b", "g-a"],
  ])("end as one with the work of both, whoever is asked first (%s, %s)", async (first, second) => {
    const { heirs, records } = await twoHeirs(first, second)
    const [one, other] = heirs
    const answer = await handOver(one.ask, other.ask, records[1])
    if (answer) {
      expect(answer.goesOn).toEqual(records[0])
      expect(await handOver(other.ask, one.ask, records[0])).toBeUndefined()
    }
    const [stays, stoodDown] = first < second ? [one, other] : [other, one]
    expect(titlesIn(stays.document)).toEqual(["of g-a", "of g-b"])
    expect(stays.heard).toEqual(["joined"])
    expect(stoodDown.heard).toEqual(["stands down for g-a"])
    expect(await successorOf(nodeDisk, stays.folder)).toBeUndefined()
  })

  test("what broke off in the middle is done again, and counts once", async () => {
    const { heirs, records } = await twoHeirs()
    const [stays, goes] = heirs
    const { has } = await stays.ask("inherit", { handedOver: null })
    const answer = await goes.ask("stand-down", { record: records[0], has })
    if (!("handedOver" in answer)) throw new Error("it stays")
    await stays.ask("inherit", { handedOver: answer.handedOver, record: records[1] })
    goes.add("meanwhile")
    expect(await handOver(goes.ask, stays.ask, records[0])).toBeUndefined()
    expect(titlesIn(stays.document)).toEqual(["meanwhile", "of g-a", "of g-b"])
    expect(stays.heard).toEqual(["joined"])
    expect(goes.heard).toEqual(["stands down for g-a"])
  })

  test("whoever was with the one that stood down goes on at the other where they stopped", async () => {
    const { heirs, records } = await twoHeirs()
    const [stays, goes] = heirs
    const bo = goes.instances.claim(queue.instance, queue.personId)?.known
    if (!bo) throw new Error("no queue")
    bo.taken = 5
    await handOver(goes.ask, stays.ask, records[0])
    expect(stays.instances.writingAs(queue.clientId)).toMatchObject({ ...queue, taken: 5 })
    expect(stays.lineage.generations).toEqual(["g-0", "g-b"])
    expect(stays.lineage.origins).toEqual(["http://page-of-g-b.local:47800", "http://192.168.0.9:47803"])
  })

  test("find each other by the host before, which tells the second for whom it has stood down", async () => {
    const { before, heirs, records } = await twoHeirs()
    const [one, other] = heirs
    await handOver(before.ask, one.ask, records[0])
    expect(await handOver(before.ask, other.ask, records[1])).toEqual({ goesOn: records[0] })
  })

  test("a third, that has carried on what the second began, ends there too", async () => {
    const { before, heirs, records } = await twoHeirs()
    const [stays, goes] = heirs
    const third = await openPlainHost("a-third", goes)
    third.add("of the third")
    await third.ask("carried-on", { record: recordOf(third, before) })
    expect(await handOver(third.ask, stays.ask, records[0])).toBeUndefined()
    expect(titlesIn(stays.document)).toEqual(["of g-a", "of g-b", "of the third"])
  })

  test("neither takes over what comes from a host that nobody who leads vouches for", async () => {
    const { before, heirs, records } = await twoHeirs()
    const [stays, goes] = heirs
    const { has } = await stays.ask("inherit", { handedOver: null })
    const answer = await goes.ask("stand-down", { record: records[0], has })
    if (!("handedOver" in answer)) throw new Error("it stays")
    const byParticipant = recordOf(goes, before, {}, "participant")
    for (const record of [null, byParticipant])
      expect(await stays.answer("inherit", { handedOver: answer.handedOver, record })).toEqual({ refused: "unknown" })
    expect(titlesIn(stays.document)).toEqual(["of g-a"])
  })
})
