import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { writeWorkshopFile } from "../../shared/codecs/workshopFile.ts"
import { addCard, changeCards, deleteCards, typeInCard } from "../../shared/commands/cards.ts"
import { connectCards } from "../../shared/commands/relations.ts"
import { openDocument, origin } from "../../shared/document/document.ts"
import { projectDocument } from "../../shared/document/projection.ts"
import { people, sharedBoard, type TestPerson } from "../support/people.ts"
import { type Random, random } from "../support/random.ts"
import { record } from "./figures.ts"
import { atSize, isNightly, oneOf, rounds, seed } from "./trial.ts"

/** A device in a network that loses, doubles, delays and turns around what it carries. */
interface Replica {
  person: TestPerson
  readonly inbox: Uint8Array[]
  /** Those of another side are not heard. */
  side: number
}

const texts = ["tea", "ä é ", "🫖 pot", "half \ud800 of one", "\udfff", "‮right", "__proto__", "a\u2028b", ""] as const
const numbers = [0, -0, 1, -5, 1e9, Number.NaN, 0.1] as const

function openReplicas(): readonly Replica[] {
  return people(5).map((person, at) => {
    let made = 0
    const editing = { ...person.editing, newId: () => `r${at}-${++made}` }
    return { person: { ...person, editing }, inbox: [], side: 0 }
  })
}

function listen(all: readonly Replica[], draw: Random): void {
  for (const [at, from] of all.entries()) {
    from.person.document.ydoc.on("update", (update: Uint8Array, by: unknown) => {
      if (by === origin.remote) return
      for (const [to, replica] of all.entries()) {
        if (to === at || replica.side !== from.side || draw(50) === 0) continue
        replica.inbox.push(update)
        if (draw(20) === 0) replica.inbox.push(update)
      }
    })
  }
}

function deliver({ person, inbox }: Replica, draw: Random): void {
  for (let left = draw(inbox.length + 1); left > 0; left--) {
    const [update] = inbox.splice(draw(inbox.length), 1)
    if (update) Y.applyUpdate(person.document.ydoc, update, origin.remote)
  }
}

function resync(one: Replica, other: Replica): void {
  const [a, b] = [one.person.document.ydoc, other.person.document.ydoc]
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)), origin.remote)
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)), origin.remote)
}

/** 45 text, 25 move, 10 create, 8 delete, 5 connect, 4 undo and redo; the rest is the network's. */
function act(all: readonly Replica[], draw: Random): void {
  const replica = oneOf(draw, all)
  const { editing, history, current } = replica.person
  const ids = [...(current().contents.get(sharedBoard)?.cards.keys() ?? [])]
  const card = ids[draw(ids.length)] ?? ""
  const what = draw(110)
  if (what < 45) typeInCard(editing, card, draw(3) === 0 ? "note" : "title", oneOf(draw, texts) + oneOf(draw, texts))
  else if (what < 70) changeCards(editing, new Map([[card, { x: oneOf(draw, numbers), y: draw(4_000) }]]))
  else if (what < 80) addCard(editing, sharedBoard, { kind: "note", values: { title: oneOf(draw, texts), x: 1, y: 2 } })
  else if (what < 88) deleteCards(editing, [card])
  else if (what < 93) connectCards(editing, card, ids[draw(ids.length)] ?? "")
  else if (what < 96) history.undo()
  else if (what < 97) history.redo()
  else if (what < 104) deliver(replica, draw)
  else if (what < 106) replica.side = draw(3)
  else resync(replica, oneOf(draw, all))
}

const pendingOf = ({ store }: Y.Doc) => ({ structs: store.pendingStructs, deletions: store.pendingDs })
const fileOf = (ydoc: Y.Doc) =>
  writeWorkshopFile(projectDocument(openDocument(ydoc, boardKinds)).current(), { kinds: boardKinds })

/** What every struct says and which are deleted, without regard to how they are cut. */
const historyOf = (ydoc: Y.Doc) => Buffer.from(Y.encodeStateAsUpdate(reloaded(ydoc))).toString("base64")
function reloaded(ydoc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc))
  return copy
}

function expectOneBoard(all: readonly Replica[], run: number): void {
  const files = all.map(({ person }) => fileOf(person.document.ydoc))
  const histories = all.map(({ person }) => historyOf(person.document.ydoc))
  for (const [at, { person }] of all.entries()) {
    expect(pendingOf(person.document.ydoc), `run ${run}`).toEqual({ structs: null, deletions: null })
    expect(files[at], `run ${run}: replica ${at}`).toBe(files[0])
    expect(histories[at], `run ${run}: replica ${at}`).toBe(histories[0])
    expect(fileOf(reloaded(person.document.ydoc)), `run ${run}: saved and loaded`).toBe(files[0])
  }
  for (const card of all[0]?.person.current().contents.get(sharedBoard)?.cards.values() ?? []) {
    expect(card.title.isWellFormed() && card.note.isWellFormed()).toBe(true)
  }
}

describe(`devices that meet (SEED=${seed})`, () => {
  test("R1 five of them end with one board, whatever they do and whatever the network does", async () => {
    await meetAgainAndAgain(atSize(300, 20_000), 200)
  })

  if (isNightly) test("R1 the same in long runs", () => meetAgainAndAgain(200, 2_000, "long "))
})

async function meetAgainAndAgain(count: number, commands: number, how = ""): Promise<void> {
  let runs = 0
  for (const run of rounds(count)) {
    const draw = random(seed + run)
    const all = openReplicas()
    listen(all, draw)
    for (let at = 0; at < commands; at++) act(all, draw)
    for (let twice = 0; twice < 2; twice++)
      for (const one of all) for (const other of all) if (one !== other) resync(one, other)
    expectOneBoard(all, run)
    runs++
    if (run % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  record({
    goal: "R1",
    what: `${how}runs of ${runs} × ${commands} commands on 5 devices that ended differently`,
    seen: "0",
    wanted: "0",
    isMet: true,
  })
}
