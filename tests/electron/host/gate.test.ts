import * as encoding from "lib0/encoding"
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { boardKinds } from "../../../shared/boards/index.ts"
import { createWorkshop } from "../../../shared/commands/workshop.ts"
import { edit, openDocument, type WorkshopDocument } from "../../../shared/document/document.ts"
import { openHistory } from "../../../shared/document/history.ts"
import { createRecord } from "../../../shared/document/records.ts"
import { type Sender, takeEdit } from "../../../shared/gate/gate.ts"
import { fixedShapes } from "../../../shared/model/records.ts"
import { putBoard, putNeed, putRecord, recordOf } from "./openTestHost.ts"

const bo: Sender = { clientId: 22, personId: "p-bo", role: "participant" }
const ana: Sender = { clientId: 11, personId: "p-ana", role: "facilitator" }

/** A host's document with a board, a need of Ana's, and Bo's copy of it. */
function situation(): { readonly host: WorkshopDocument; readonly copy: Y.Doc } {
  const host = openDocument(new Y.Doc(), boardKinds)
  const editing = { document: host, newId: () => "w-1", now: () => "2026-03-23T09:15:00.000Z" }
  createWorkshop(editing, "w-1", { title: "Workshop" })
  createRecord(host.roots.participants, "p-bo", fixedShapes.participants, { displayName: "Bo", role: "participant" })
  const hers = copyOf(host, ana.clientId)
  hers.transact(() => {
    putBoard(hers, "b1")
    putNeed(hers, "n1", "b1", "find help")
    recordOf(hers, "cards", "n1").set("provenance/authorId", "p-ana")
    putRecord(hers, "cards", "n2", {
      boardId: "b1",
      kind: "need",
      title: new Y.Text("fixed"),
      locked: "facilitator",
      deleted: false,
    })
  })
  Y.applyUpdate(host.ydoc, Y.encodeStateAsUpdate(hers))
  return { host, copy: copyOf(host, bo.clientId) }
}

function copyOf(host: WorkshopDocument, clientId: number): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(host.ydoc))
  copy.clientID = clientId
  return copy
}

/** What one transaction of this document sends. */
function editOf(ydoc: Y.Doc, change: (ydoc: Y.Doc) => void): Uint8Array {
  const updates: Uint8Array[] = []
  const keep = (update: Uint8Array) => updates.push(update)
  ydoc.on("update", keep)
  ydoc.transact(() => change(ydoc))
  ydoc.off("update", keep)
  return updates[0] ?? Uint8Array.of(0, 0)
}

const title = (ydoc: Y.Doc, id: string): Y.Text => {
  const text = recordOf(ydoc, "cards", id).get("title")
  if (!(text instanceof Y.Text)) throw new Error("no title")
  return text
}

/** The outcome, after making sure that a refused edit has changed nothing. */
function tried(host: WorkshopDocument, update: Uint8Array, sender: Sender = bo): string {
  const before = Y.encodeStateAsUpdate(host.ydoc)
  const taken = takeEdit(host, sender, update)
  expect(host.ydoc.store.pendingStructs).toBeNull()
  expect(host.ydoc.store.pendingDs).toBeNull()
  if (!taken.ok) expect(Y.encodeStateAsUpdate(host.ydoc)).toEqual(before)
  return taken.ok ? "taken" : taken.error.reason
}

describe("what people do is taken", () => {
  test.each<[string, (ydoc: Y.Doc) => void]>([
    ["adding a card", (ydoc) => putNeed(ydoc, "n9", "b1", "be heard")],
    ["adding a board with a card on it", (ydoc) => [putBoard(ydoc, "b2"), putNeed(ydoc, "n9", "b2", "be heard")]],
    ["moving a card", (ydoc) => recordOf(ydoc, "cards", "n1").set("x", 900.5)],
    ["moving it twice in one gesture", (ydoc) => [1, 2, 3].map((x) => recordOf(ydoc, "cards", "n1").set("x", x))],
    ["typing", (ydoc) => title(ydoc, "n1").insert(4, "more ")],
    ["typing emoji", (ydoc) => title(ydoc, "n1").insert(0, "👩‍👩‍👧 ")],
    ["typing and taking it back", (ydoc) => [title(ydoc, "n1").insert(0, "abc"), title(ydoc, "n1").delete(1, 2)]],
    ["replacing all text", (ydoc) => [title(ydoc, "n1").delete(0, 9), title(ydoc, "n1").insert(0, "x")]],
    ["hiding a card", (ydoc) => recordOf(ydoc, "cards", "n1").set("deleted", true)],
    ["taking a field away", (ydoc) => recordOf(ydoc, "cards", "n1").delete("x")],
    ["tagging", (ydoc) => recordOf(ydoc, "cards", "n1").set("tags/t-1", true)],
    ["an outcome's part", (ydoc) => recordOf(ydoc, "cards", "n1").set("statement/motivation", "to be quick")],
  ])("%s", (_, change) => {
    const { host, copy } = situation()

    expect(tried(host, editOf(copy, change))).toBe("taken")
    expect(host.roots.cards.toJSON()).toEqual(copy.getMap("cards").toJSON())
  })

  test("undo and redo of a gesture among them", () => {
    const { host, copy } = situation()
    const document = openDocument(copy, boardKinds)
    const history = openHistory(document)
    const outcomes: string[] = []
    copy.on("update", (update: Uint8Array) => outcomes.push(tried(host, update)))

    const step = (change: () => void) => {
      history.endStep()
      edit(document, change)
    }
    step(() => putNeed(copy, "n9", "b1", "be heard"))
    step(() => title(copy, "n9").insert(0, "to "))
    step(() => title(copy, "n9").delete(0, 5))
    step(() => [4, 5, 6].map((x) => recordOf(copy, "cards", "n9").set("x", x)))
    for (let times = 0; times < 4; times++) history.undo()
    for (let times = 0; times < 4; times++) history.redo()
    for (let times = 0; times < 2; times++) history.undo()

    expect(outcomes).toHaveLength(14)
    expect(new Set(outcomes)).toEqual(new Set(["taken"]))
    expect(host.roots.cards.toJSON()).toEqual(copy.getMap("cards").toJSON())
  })

  test("writing in a record that lost against another of the same id", () => {
    const { host, copy } = situation()
    const late = editOf(copy, (ydoc) => title(ydoc, "n1").insert(0, "still "))
    host.ydoc.transact(() => putNeed(host.ydoc, "n1", "b1", "other"))

    expect(tried(host, late)).toBe("taken")
    expect(title(host.ydoc, "n1").toString()).toBe("other")
  })

  test("the facilitator's changes to the workshop and to locked cards", () => {
    const { host } = situation()
    const hers = copyOf(host, ana.clientId)

    const change = editOf(hers, (ydoc) => recordOf(ydoc, "workshop", "workshop").set("title", "Better"))
    const unlock = editOf(hers, (ydoc) => recordOf(ydoc, "cards", "n2").set("locked", "none"))

    expect([tried(host, change, ana), tried(host, unlock, ana)]).toEqual(["taken", "taken"])
  })
})

describe("what nobody may do is refused and changes nothing", () => {
  const long = "x".repeat(121)
  test.each<[string, string, (ydoc: Y.Doc) => void]>([
    ["an unknown root", "schema", (ydoc) => ydoc.getMap("secrets").set("a", 1)],
    ["a list as a root", "schema", (ydoc) => ydoc.getArray("cards2").push([1])],
    ["a list inside a root map", "schema", (ydoc) => ydoc.getMap("boards").set("list", new Y.Array())],
    ["a plain value instead of a record", "schema", (ydoc) => ydoc.getMap("cards").set("n9", "not a map")],
    ["a record over another", "schema", (ydoc) => putNeed(ydoc, "n1", "b1", "mine")],
    ["removing a record", "schema", (ydoc) => ydoc.getMap("cards").delete("n1")],
    ["removing a title as a whole", "schema", (ydoc) => recordOf(ydoc, "cards", "n1").delete("title")],
    ["a title over another", "schema", (ydoc) => recordOf(ydoc, "cards", "n1").set("title", new Y.Text("mine"))],
    ["a plain value as a title", "schema", (ydoc) => recordOf(ydoc, "cards", "n1").set("title", "plain")],
    ["a map inside a record", "depth", (ydoc) => recordOf(ydoc, "cards", "n1").set("x", new Y.Map())],
    ["an unknown field", "schema", (ydoc) => recordOf(ydoc, "cards", "n1").set("html", "<b>")],
    ["a field named __proto__", "schema", (ydoc) => recordOf(ydoc, "cards", "n1").set("__proto__", 1)],
    ["a card under the id __proto__", "schema", (ydoc) => putNeed(ydoc, "__proto__", "b1", "x")],
    ["a place that is no number", "schema", (ydoc) => recordOf(ydoc, "cards", "n1").set("x", "left")],
    ["a place beyond the board", "schema", (ydoc) => recordOf(ydoc, "cards", "n1").set("x", Number.POSITIVE_INFINITY)],
    ["a value that is nothing", "schema", (ydoc) => recordOf(ydoc, "cards", "n1").set("createdAt", undefined)],
    ["bytes as a value", "schema", (ydoc) => recordOf(ydoc, "cards", "n1").set("x", new Uint8Array(4))],
    ["a document as a value", "schema", (ydoc) => recordOf(ydoc, "cards", "n1").set("x", new Y.Doc())],
    ["a kind the board does not take", "schema", (ydoc) => recordOf(ydoc, "cards", "n1").set("kind", "epic")],
    ["a card on no board", "schema", (ydoc) => putNeed(ydoc, "n9", "b-none", "x")],
    ["too long a title", "size", (ydoc) => title(ydoc, "n1").insert(0, long)],
    ["a line break in a title", "schema", (ydoc) => title(ydoc, "n1").insert(0, "a\nb")],
    ["a control character", "schema", (ydoc) => title(ydoc, "n1").insert(0, "a\u0007")],
    ["formatted text", "schema", (ydoc) => title(ydoc, "n1").insert(0, "bold", { bold: true })],
    ["an embed in text", "schema", (ydoc) => title(ydoc, "n1").insertEmbed(0, { image: "x" })],
    ["attributes on text", "schema", (ydoc) => title(ydoc, "n1").setAttribute("lang", "de")],
    ["a participant's record", "role", (ydoc) => recordOf(ydoc, "participants", "p-bo").set("role", "facilitator")],
    ["the workshop's title", "role", (ydoc) => recordOf(ydoc, "workshop", "workshop").set("title", "Mine")],
    ["the workshop's id", "role", (ydoc) => recordOf(ydoc, "workshop", "workshop").set("id", "other")],
    ["a locked card", "locked", (ydoc) => recordOf(ydoc, "cards", "n2").set("x", 1)],
    ["unlocking it", "locked", (ydoc) => recordOf(ydoc, "cards", "n2").set("locked", "none")],
    ["locking a card", "role", (ydoc) => recordOf(ydoc, "cards", "n1").set("locked", "facilitator")],
    ["locking a board", "role", (ydoc) => recordOf(ydoc, "boards", "b1").set("state", "locked")],
    ["another's name on it", "identity", (ydoc) => recordOf(ydoc, "cards", "n1").set("provenance/authorId", "p-bo")],
    ["writing as another", "identity", (ydoc) => recordOf(ydoc, "boards", "b1").set("provenance/authorId", "p-ana")],
  ])("%s", (_, reason, change) => {
    const { host, copy } = situation()

    expect(tried(host, editOf(copy, change))).toBe(reason)
  })

  test("anything by an observer", () => {
    const { host, copy } = situation()
    const update = editOf(copy, (ydoc) => recordOf(ydoc, "cards", "n1").set("x", 1))

    expect(tried(host, update, { ...bo, role: "observer" })).toBe("role")
  })

  test("more than 256 KB", () => {
    const { host } = situation()
    expect(tried(host, new Uint8Array(262_145))).toBe("size")
  })
})

describe("nobody writes as somebody else", () => {
  const forge = (clientId: number) => {
    const { host, copy } = situation()
    copy.clientID = clientId
    return { host, update: editOf(copy, (ydoc) => putNeed(ydoc, "n9", "b1", "forged")) }
  }

  test.each([
    ["at the next clock of another", ana.clientId],
    ["as client 0", 0],
    ["as client 2^32 - 1", 2 ** 32 - 1],
    ["as client 2^53 - 1", Number.MAX_SAFE_INTEGER],
    ["as somebody who has left", 99],
  ])("%s", (_, clientId) => {
    const { host, update } = forge(clientId)
    expect(tried(host, update)).toBe("identity")
  })

  test("as the host itself", () => {
    const { host, copy } = situation()
    copy.clientID = host.ydoc.clientID
    expect(
      tried(
        host,
        editOf(copy, (ydoc) => putNeed(ydoc, "n9", "b1", "forged")),
      ),
    ).toBe("identity")
  })

  test("in an edit that also holds something of their own", () => {
    const { host, copy } = situation()
    const other = copyOf(host, ana.clientId)
    const mixed = Y.mergeUpdates([
      editOf(copy, (ydoc) => putNeed(ydoc, "n8", "b1", "own")),
      editOf(other, (ydoc) => putNeed(ydoc, "n9", "b1", "forged")),
    ])
    expect(tried(host, mixed)).toBe("identity")
  })

  test("and a clock with a gap is not parked", () => {
    const { host, copy } = situation()
    editOf(copy, (ydoc) => putNeed(ydoc, "n8", "b1", "not sent"))
    expect(
      tried(
        host,
        editOf(copy, (ydoc) => putNeed(ydoc, "n9", "b1", "sent")),
      ),
    ).toBe("gap")
  })
})

/** How soon is a goal with a figure of its own (S6, `tests/reliability/strangers.test.ts`). */
describe("bombs are refused", () => {
  const raw = (write: (to: encoding.Encoder) => void) => encoding.encode(write)
  const numbers = (...all: number[]) => raw((to) => all.map((one) => encoding.writeVarUint(to, one)))
  const key = (to: encoding.Encoder, root: string, name: string) => {
    encoding.writeUint8(to, 0b0010_1000)
    encoding.writeVarUint(to, 1)
    encoding.writeVarString(to, root)
    encoding.writeVarString(to, name)
  }

  test.each<[string, Uint8Array]>([
    ["nothing", new Uint8Array()],
    ["a count of 2^31 structs", numbers(1, 2 ** 31, 22, 0)],
    ["2^32 - 1 authors", numbers(2 ** 32 - 1)],
    ["a GC of 2^52", numbers(1, 1, 22, 0, 0, 2 ** 52, 0)],
    ["a skip of 2^52", numbers(1, 1, 22, 0, 10, 2 ** 52, 0)],
    ["2^31 deletions", numbers(0, 1, 11, 2 ** 31)],
    ["a deletion of 2^52", numbers(0, 1, 11, 1, 0, 2 ** 52)],
    ["deleting what is not there", numbers(0, 1, 77, 1, 0, 1)],
    ["deleting everything of another", numbers(0, 1, 11, 1, 0, 25)],
    ["an origin of its own future", numbers(1, 1, 22, 0, 0b1000_0100, 22, 5, 1, 65, 0)],
    ["an unknown origin", numbers(1, 1, 22, 0, 0b1000_0100, 77, 5, 1, 65, 0)],
    [
      "a value nested 20,000 deep",
      raw((to) => {
        encoding.writeUint8Array(to, numbers(1, 1, 22, 0))
        key(to, "cards", "n9")
        encoding.writeVarUint(to, 1)
        for (let depth = 0; depth < 20_000; depth++) encoding.writeUint8Array(to, Uint8Array.of(117, 1))
        encoding.writeUint8Array(to, Uint8Array.of(126, 0))
      }),
    ],
    [
      "an object whose key is __proto__",
      raw((to) => {
        encoding.writeUint8Array(to, numbers(1, 1, 22, 0))
        key(to, "cards", "n9")
        encoding.writeVarUint(to, 1)
        encoding.writeAny(to, JSON.parse('{"__proto__":{"x":1}}'))
        encoding.writeVarUint(to, 0)
      }),
    ],
    ["a deep map of maps", deepMaps(3_000)],
    ["noise", Uint8Array.from({ length: 4_096 }, (_, at) => (at * 7919) % 256)],
  ])("%s", (_, update) => {
    const { host } = situation()
    expect(tried(host, update)).not.toBe("taken")
  })

  function deepMaps(depth: number): Uint8Array {
    const ydoc = new Y.Doc()
    ydoc.clientID = 22
    ydoc.transact(() => {
      let map: Y.Map<unknown> = ydoc.getMap("cards")
      for (let left = depth; left > 0; left--) {
        const inner = new Y.Map<unknown>()
        map.set("n9", inner)
        map = inner
      }
    })
    return Y.encodeStateAsUpdate(ydoc)
  }

  test("any damaged byte of a real edit either is refused or is an edit that anybody could have made", () => {
    const { copy } = situation()
    const sound = editOf(copy, (ydoc) => putNeed(ydoc, "n9", "b1", "be heard"))
    for (let at = 0; at < sound.length; at++) {
      const { host } = situation()
      const damaged = Uint8Array.from(sound)
      damaged[at] = (damaged[at] ?? 0) ^ 0x15
      tried(host, damaged)
    }
  })
})
