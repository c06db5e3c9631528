import { describe, expect, test } from "vitest"
import {
  addDeeper,
  addNext,
  addToMap,
  connectToNew,
  kindAt,
  settleName,
  tidyUp,
} from "../../../shared/boards/user-needs-map/commands.ts"
import { duplicateOnMap, pasteOnMap } from "../../../shared/boards/user-needs-map/copying.ts"
import { isCapability, isNeed, isUser } from "../../../shared/boards/user-needs-map/schema.ts"
import type { CommandProblem } from "../../../shared/commands/context.ts"
import { connectCards } from "../../../shared/commands/relations.ts"
import { typeInRecord } from "../../../shared/commands/workshop.ts"
import type { Rect } from "../../../shared/model/drawing.ts"
import type { Result } from "../../../shared/model/result.ts"
import { type Mapper, mapper } from "../../support/needsMapPeople.ts"

const made = <T>(result: Result<T, CommandProblem>): T => {
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}
const middle = { x: 400, y: 300 }
const placed = (person: Mapper, id: string): Rect => {
  const card = person.scene().layout.cards.find((other) => other.id === id)
  if (!card) throw new Error(`${id} is not placed`)
  return card
}
const overlap = (a: Rect, b: Rect) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
const personaOf = (person: Mapper, id: string) => {
  const user = person.card(id)
  return isUser(user) ? person.snapshot().personas.get(user.personaId) : undefined
}

/** User, need, two levels of capabilities, one below the other. */
function tower() {
  const ana = mapper()
  const user = made(addToMap(ana.scene(), "user", middle, "Shopper"))
  const need = made(addDeeper(ana.scene(), user, "Find it"))
  const search = made(addDeeper(ana.scene(), need, "Search"))
  const index = made(addDeeper(ana.scene(), search, "Index"))
  return { ana, user, need, search, index }
}

describe("adding to a map", () => {
  test("a new user brings a persona of the same name, and both go with one undo", () => {
    const ana = mapper()

    const id = made(addToMap(ana.scene(), "user", middle, "Shopper"))

    expect(personaOf(ana, id)?.name).toBe("Shopper")
    ana.history.undo()
    expect([ana.card(id), ana.snapshot().personas.size]).toEqual([undefined, 0])
  })

  test("the first wording of a user's name is kept", () => {
    const ana = mapper()
    const id = made(addToMap(ana.scene(), "user", middle))
    const personaId = personaOf(ana, id)?.id ?? ""

    typeInRecord(ana.editing, "personas", personaId, "name", "Shopper")
    settleName(ana.editing, personaId)
    typeInRecord(ana.editing, "personas", personaId, "name", "Buyer")
    settleName(ana.editing, personaId)

    expect([personaOf(ana, id)?.name, personaOf(ana, id)?.provenance.verbatim]).toEqual(["Buyer", "Shopper"])
  })

  test("Tab goes down the chain: need, capability, what that rests on, each connected and lower", () => {
    const { ana, user, need, search, index } = tower()

    expect(ana.lines()).toEqual([`${need} → ${search}`, `${search} → ${index}`, `${user} → ${need}`].sort())
    const tops = [user, need, search, index].map((id) => placed(ana, id).y)
    expect(tops).toEqual([...tops].sort((a, b) => a - b))
    expect([need, search, index].map((id) => ana.card(id)?.title)).toEqual(["Find it", "Search", "Index"])
  })

  test("what Tab made goes with one undo, line and all", () => {
    const { ana, index, search } = tower()

    ana.history.undo()

    expect([ana.card(index), ana.lines().some((line) => line.startsWith(search))]).toEqual([undefined, false])
  })

  test("Tab can go deeper than the axis is long", () => {
    const ana = mapper()
    let id = made(addToMap(ana.scene(), "capability", middle))

    for (let step = 0; step < 12; step++) id = made(addDeeper(ana.scene(), id))

    const lowest = ana.card(id)
    expect(isCapability(lowest) && lowest.visibility).toBe(0)
    const cards = ana.scene().layout.cards
    for (const a of cards) for (const b of cards) expect(a !== b && overlap(a, b)).toBe(false)
  })

  test("Enter adds a sibling beside a card, connected upwards like it", () => {
    const { ana, user, need, search } = tower()

    const secondNeed = made(addNext(ana.scene(), need))
    const secondCapability = made(addNext(ana.scene(), search))

    expect(ana.lines()).toContain(`${user} → ${secondNeed}`)
    expect(ana.lines()).toContain(`${need} → ${secondCapability}`)
    expect(placed(ana, secondCapability).x).toBeGreaterThan(placed(ana, search).x)
    expect(placed(ana, secondCapability).y).toBe(placed(ana, search).y)
    expect(overlap(placed(ana, secondNeed), placed(ana, need))).toBe(false)
  })

  test("a need added in a stage belongs to it and to the stage's user", () => {
    const ana = mapper()
    const [shopper, agent] = ["Shopper", "Agent"].map((name) => made(addToMap(ana.scene(), "user", middle, name)))
    const stage = made(addToMap(ana.scene(), "stage", middle, "Find"))
    const first = made(addDeeper(ana.scene(), stage))
    connectCards(ana.editing, agent ?? "", first)

    const second = made(addDeeper(ana.scene(), stage))

    const need = ana.card(second)
    expect(isNeed(need) && need.stageId).toBe(stage)
    expect(ana.lines()).toEqual([`${agent} → ${first}`, `${agent} → ${second}`].sort())
    expect(ana.lines().some((line) => line.startsWith(shopper ?? "?"))).toBe(false)
  })

  test("a need on a map with one user is that user's", () => {
    const ana = mapper()
    const user = made(addToMap(ana.scene(), "user", middle))

    const need = made(addToMap(ana.scene(), "need", { x: 300, y: -100 }))

    expect(ana.lines()).toEqual([`${user} → ${need}`])
  })

  test("many cards added at one point do not lie on each other", () => {
    const ana = mapper()

    for (const kind of ["user", "need", "capability", "user", "need", "capability", "need", "capability"])
      made(addToMap(ana.scene(), kind, middle))

    const cards = ana.scene().layout.cards
    expect(cards).toHaveLength(8)
    for (const a of cards) for (const b of cards) expect(a !== b && overlap(a, b)).toBe(false)
  })

  test("a double-click makes what belongs in the band", () => {
    const scene = mapper().scene()

    expect([-300, -100, 200, 9000].map((y) => kindAt(scene, { x: 0, y }))).toEqual([
      "user",
      "need",
      "capability",
      "capability",
    ])
  })

  test("a kind that the map does not have is refused", () => {
    const ana = mapper()

    expect(addToMap(ana.scene(), "metric", middle)).toEqual({
      ok: false,
      error: { type: "KindUnknown", kind: "metric" },
    })
    expect(addNext(ana.scene(), "gone")).toEqual({ ok: false, error: { type: "CardGone" } })
  })
})

describe("a connector let go on nothing", () => {
  test("makes the card that the method expects next, there and connected", () => {
    const { ana, user, need, search } = tower()

    const newNeed = made(connectToNew(ana.scene(), user, { x: 900, y: -120 }))
    const newCapability = made(connectToNew(ana.scene(), need, { x: 900, y: 400 }))
    const newBelow = made(connectToNew(ana.scene(), search, { x: 1300, y: 600 }))

    expect([newNeed, newCapability, newBelow].map((id) => ana.card(id)?.kind)).toEqual([
      "need",
      "capability",
      "capability",
    ])
    expect(ana.lines()).toEqual(
      expect.arrayContaining([`${user} → ${newNeed}`, `${need} → ${newCapability}`, `${search} → ${newBelow}`]),
    )
    const { x, y, w, h } = placed(ana, newCapability)
    expect([x + w / 2, Math.abs(y + h / 2 - 400) < 2]).toEqual([900, true])
  })

  test("from a stage or a note makes nothing", () => {
    const ana = mapper()
    const stage = made(addToMap(ana.scene(), "stage", middle))

    expect(connectToNew(ana.scene(), stage, middle).ok).toBe(false)
    expect(ana.scene().content.cards.size).toBe(1)
  })
})

describe("pasted lines", () => {
  test("become siblings of the selected card, connected like it, in one step", () => {
    const { ana, user, need } = tower()

    const ids = made(pasteOnMap(ana.scene(), ["- Be sure", "", " 2) Pay safely"], { id: need, at: middle }))

    expect(ids.map((id) => ana.card(id)?.title)).toEqual(["Be sure", "Pay safely"])
    for (const id of ids) expect(ana.lines()).toContain(`${user} → ${id}`)
    ana.history.undo()
    expect(ids.map((id) => ana.card(id))).toEqual([undefined, undefined])
  })

  test("become the band's kind where nothing is selected", () => {
    const ana = mapper()

    const ids = made(pasteOnMap(ana.scene(), ["Shopper", "Agent"], { at: { x: 200, y: -250 } }))

    expect(ids.map((id) => personaOf(ana, id)?.name)).toEqual(["Shopper", "Agent"])
    expect(overlap(placed(ana, ids[0] ?? ""), placed(ana, ids[1] ?? ""))).toBe(false)
  })

  test("stand beside each other, however long they are", () => {
    const { ana, search } = tower()
    const long = "A capability with a rather long name that takes two lines"

    made(pasteOnMap(ana.scene(), [`${long} of one`, `${long} of two`, `${long} of three`], { id: search, at: middle }))

    const cards = ana.scene().layout.cards
    for (const a of cards) for (const b of cards) expect(a !== b && overlap(a, b)).toBe(false)
  })

  test("become needs of a selected stage", () => {
    const ana = mapper()
    const stage = made(addToMap(ana.scene(), "stage", middle, "Find"))

    const [id = ""] = made(pasteOnMap(ana.scene(), ["Find it"], { id: stage, at: middle }))

    const need = ana.card(id)
    expect(isNeed(need) && need.stageId).toBe(stage)
  })
})

describe("duplicating", () => {
  test("copies cards with the lines among them and gives a copied user a persona of its own", () => {
    const { ana, user, need, search } = tower()
    const cards = [user, need].flatMap((id) => ana.card(id) ?? [])

    const [copiedUser = "", copiedNeed = ""] = made(duplicateOnMap(ana.scene(), cards, { x: 40, y: 40 }))

    expect(ana.lines()).toContain(`${copiedUser} → ${copiedNeed}`)
    expect(ana.lines().filter((line) => line.endsWith(search))).toEqual([`${need} → ${search}`])
    expect(personaOf(ana, copiedUser)?.name).toBe("Shopper")
    expect(personaOf(ana, copiedUser)?.id).not.toBe(personaOf(ana, user)?.id)
    expect(placed(ana, copiedUser).x).toBe(placed(ana, user).x + 40)
  })

  test("moves a copied capability on the axis", () => {
    const { ana, search } = tower()
    const original = ana.card(search)

    const [id = ""] = made(duplicateOnMap(ana.scene(), original ? [original] : [], { x: 0, y: 80 }))

    expect(placed(ana, id).y).toBe(placed(ana, search).y + 80)
  })
})

describe("tidying up", () => {
  test("is one step that one undo takes back", () => {
    const { ana } = tower()
    const before = ana.scene().layout.cards

    made(tidyUp(ana.scene(), ana.snapshot().personas))

    expect(ana.scene().layout.cards).not.toEqual(before)
    ana.history.undo()
    expect(ana.scene().layout.cards).toEqual(before)
  })
})
