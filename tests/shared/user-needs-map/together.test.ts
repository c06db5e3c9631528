import { describe, expect, test } from "vitest"
import { addDeeper, addToMap, tidyUp } from "../../../shared/boards/user-needs-map/commands.ts"
import { dropOnMap } from "../../../shared/boards/user-needs-map/dropping.ts"
import { isCapability, isNeed } from "../../../shared/boards/user-needs-map/schema.ts"
import { deleteCards, typeInCard } from "../../../shared/commands/cards.ts"
import { connectCards } from "../../../shared/commands/relations.ts"
import { type Mapper, twoMappers } from "../../support/needsMapPeople.ts"

const at = { x: 300, y: 300 }

/** Two people at a map with a user, a need, two capabilities and a stage. */
function meeting() {
  const ids = { user: "", need: "", search: "", index: "", stage: "" }
  const id = (result: ReturnType<typeof addToMap>) => (result.ok ? result.value : "")
  const people = twoMappers((ana) => {
    ids.user = id(addToMap(ana.scene(), "user", at, "Shopper"))
    ids.need = id(addDeeper(ana.scene(), ids.user, "Find it"))
    ids.search = id(addDeeper(ana.scene(), ids.need, "Search"))
    ids.index = id(addToMap(ana.scene(), "capability", { x: 700, y: 500 }, "Index"))
    ids.stage = id(addToMap(ana.scene(), "stage", at, "Find"))
  })
  return { ...people, ...ids }
}

const drop = (person: Mapper, id: string, x: number, y: number) =>
  dropOnMap(person.scene(), new Map([[id, { x, y }]]), { x: x + 1, y: y + 1 })
const drawn = (person: Mapper) => person.scene().layout

describe("two people at one map", () => {
  test("one connects a card that the other deletes: it is gone with its line, and undo brings both back", () => {
    const { ana, ben, meet, search, index } = meeting()

    connectCards(ana.editing, search, index)
    deleteCards(ben.editing, [index])
    meet()

    expect(drawn(ana)).toEqual(drawn(ben))
    expect([ana.card(index), ana.lines().includes(`${search} → ${index}`)]).toEqual([undefined, false])

    ben.history.undo()
    meet()
    expect(ana.lines()).toContain(`${search} → ${index}`)
  })

  test("both move one capability: it lies where one of them put it, wholly or by axis, the same for both", () => {
    const { ana, ben, meet, search } = meeting()

    drop(ana, search, 100, 200)
    drop(ben, search, 900, 600)
    meet()

    expect(drawn(ana)).toEqual(drawn(ben))
    const card = drawn(ana).cards.find(({ id }) => id === search)
    expect([100, 900]).toContain(card?.x)
    expect([200, 600]).toContain(card?.y)
  })

  test("one drops a need into a stage that the other deletes: the need stays, without a stage, and returns to it", () => {
    const { ana, ben, meet, need, stage } = meeting()
    const frame = drawn(ana).cards.find(({ id }) => id === stage)

    drop(ana, need, frame?.x ?? 0, frame?.y ?? 0)
    deleteCards(ben.editing, [stage])
    meet()

    expect(drawn(ana)).toEqual(drawn(ben))
    expect(drawn(ana).cards.map(({ id }) => id)).toContain(need)
    expect(drawn(ana).cards.map(({ id }) => id)).not.toContain(stage)

    ben.history.undo()
    meet()
    const back = ana.card(need)
    expect([isNeed(back) && back.stageId, drawn(ana).cards.some(({ id }) => id === stage)]).toEqual([stage, true])
  })

  test("one tidies up while the other writes, moves and adds: nothing of it is lost", () => {
    const { ana, ben, meet, search, index } = meeting()

    tidyUp(ana.scene(), ana.snapshot().personas)
    typeInCard(ben.editing, search, "title", "Search and browse")
    drop(ben, index, 1200, 700)
    const added = addDeeper(ben.scene(), search, "Ranking")
    meet()

    expect(drawn(ana)).toEqual(drawn(ben))
    expect(ana.card(search)?.title).toBe("Search and browse")
    expect(added.ok && ana.lines().includes(`${search} → ${added.value}`)).toBe(true)
    const moved = ana.card(index)
    expect(isCapability(moved) && moved.visibility).toBeLessThan(0.4)
  })

  test("both add under one need at once: both cards stay and both are connected", () => {
    const { ana, ben, meet, need } = meeting()

    const [a, b] = [addDeeper(ana.scene(), need, "From Ana"), addDeeper(ben.scene(), need, "From Ben")]
    meet()

    expect(drawn(ana)).toEqual(drawn(ben))
    expect(ana.lines()).toEqual(
      expect.arrayContaining([`${need} → ${a.ok && a.value}`, `${need} → ${b.ok && b.value}`]),
    )
  })

  test("undoing an added user leaves it where another has connected a need to it meanwhile", () => {
    const { ana, ben, meet } = meeting()
    const added = addToMap(ana.scene(), "user", at, "Agent")
    const id = added.ok ? added.value : ""
    meet()

    drop(ben, id, 1000, -300)
    meet()
    ana.history.undo()
    meet()

    expect(ana.card(id)).toBeDefined()
    expect(drawn(ana)).toEqual(drawn(ben))
  })
})
