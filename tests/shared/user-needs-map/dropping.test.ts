import { describe, expect, test } from "vitest"
import { addDeeper, addNext, addToMap } from "../../../shared/boards/user-needs-map/commands.ts"
import { dropOnMap, nudgeOnMap } from "../../../shared/boards/user-needs-map/dropping.ts"
import { isCapability, isNeed } from "../../../shared/boards/user-needs-map/schema.ts"
import type { CommandProblem } from "../../../shared/commands/context.ts"
import type { PlacedCard, Point } from "../../../shared/model/drawing.ts"
import { byOrder } from "../../../shared/model/records.ts"
import type { Result } from "../../../shared/model/result.ts"
import { type Mapper, mapper } from "../../support/needsMapPeople.ts"

const made = <T>(result: Result<T, CommandProblem>): T => {
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}
const placed = (person: Mapper, id: string): PlacedCard => {
  const card = person.scene().layout.cards.find((other) => other.id === id)
  if (!card) throw new Error(`${id} is not placed`)
  return card
}
const stageIdOf = (person: Mapper, id: string) => {
  const need = person.card(id)
  return isNeed(need) ? need.stageId : "not a need"
}
const dragBy = (person: Mapper, ids: readonly string[], dx: number, dy: number) => {
  const corners = new Map<string, Point>(
    ids.map((id) => [id, { x: placed(person, id).x + dx, y: placed(person, id).y + dy }]),
  )
  made(dropOnMap(person.scene(), corners, { x: 99_999, y: 99_999 }))
}

/** Two stages with two needs each. */
function stages() {
  const ana = mapper()
  const [find = "", buy = ""] = ["Find", "Buy"].map((title) =>
    made(addToMap(ana.scene(), "stage", { x: 0, y: 0 }, title)),
  )
  const [look = "", sure = "", pay = ""] = [find, find, buy].map((stage) => made(addDeeper(ana.scene(), stage)))
  return { ana, find, buy, look, sure, pay }
}

describe("dropping", () => {
  test("a capability's height becomes its visibility, and it lies where it was let go", () => {
    const ana = mapper()
    const id = made(addToMap(ana.scene(), "capability", { x: 400, y: 200 }))
    const before = placed(ana, id)

    dragBy(ana, [id], 120, 240)

    const card = ana.card(id)
    expect(isCapability(card) && card.visibility).toBeLessThan(0.6)
    expect(placed(ana, id)).toMatchObject({ x: before.x + 120, y: before.y + 240 })
  })

  test("beyond the ends of the axis stays on the axis", () => {
    const ana = mapper()
    const id = made(addToMap(ana.scene(), "capability", { x: 400, y: 200 }))

    dragBy(ana, [id], 0, 5000)

    const card = ana.card(id)
    expect(isCapability(card) && card.visibility).toBe(0)
  })

  test("a need let go in another frame belongs to that stage, and outside of all to none", () => {
    const { ana, buy, look, pay } = stages()
    const target = placed(ana, pay)

    dragBy(ana, [look], target.x - placed(ana, look).x, 0)
    expect(stageIdOf(ana, look)).toBe(buy)

    dragBy(ana, [look], 2000, 0)
    expect(stageIdOf(ana, look)).toBe(undefined)
  })

  test("a need moved inside its frame stays in its stage", () => {
    const { ana, find, look } = stages()

    dragBy(ana, [look], 30, -10)

    expect(stageIdOf(ana, look)).toBe(find)
  })

  test("all needs of a stage moved together take it along", () => {
    const { ana, find, look, sure } = stages()
    const before = placed(ana, find)

    dragBy(ana, [look, sure], 2000, 0)

    expect([stageIdOf(ana, look), stageIdOf(ana, sure)]).toEqual([find, find])
    expect(placed(ana, find).x).toBe(before.x + 2000)
  })

  test("a frame takes its needs along, and past another one it changes places in the order", () => {
    const { ana, find, buy, look, sure } = stages()
    const before = [look, sure].map((id) => placed(ana, id).x)

    dragBy(ana, [find], 3000, 0)

    expect([look, sure].map((id) => placed(ana, id).x)).toEqual(before.map((x) => x + 3000))
    const order = [find, buy].flatMap((id) => ana.card(id) ?? []).sort(byOrder)
    expect(order.map(({ id }) => id)).toEqual([buy, find])
  })

  test("is one step, whatever it changed", () => {
    const { ana, find, look } = stages()
    const before = ana.scene().layout

    dragBy(ana, [look, find], 3000, -20)
    ana.history.undo()

    expect(ana.scene().layout).toEqual(before)
  })

  test("cards that are gone are told", () => {
    const ana = mapper()

    expect(dropOnMap(ana.scene(), new Map([["gone", { x: 0, y: 0 }]]), { x: 0, y: 0 }).ok).toBe(false)
  })
})

describe("nudging", () => {
  test("moves a card a little and keeps a need in its stage", () => {
    const { ana, find, look } = stages()
    const capability = made(addToMap(ana.scene(), "capability", { x: 400, y: 400 }))
    const [need, before] = [placed(ana, look), placed(ana, capability)]

    made(nudgeOnMap(ana.scene(), [look, capability], 1, -1))

    expect(placed(ana, look)).toMatchObject({ x: need.x + 16, y: need.y - 16 })
    expect(placed(ana, capability)).toMatchObject({ x: before.x + 16, y: before.y - 16 })
    expect(stageIdOf(ana, look)).toBe(find)
  })

  test("a new need beside the last of a stage keeps out of the next stage", () => {
    const { ana, find, sure, pay } = stages()

    const next = made(addNext(ana.scene(), sure))

    expect(stageIdOf(ana, next)).toBe(find)
    const [frame, other] = [placed(ana, find), placed(ana, pay)]
    expect(frame.x + frame.w <= other.x || other.x + other.w <= frame.x).toBe(true)
  })
})
