import { describe, expect, test } from "vitest"
import { addDeeper, addToMap } from "../../../shared/boards/user-needs-map/commands.ts"
import { overlaysOf, readUnder } from "../../../shared/boards/user-needs-map/overlays.ts"
import {
  addInteraction,
  addOverlay,
  addTeam,
  contribute,
  copyOverlay,
  deleteOverlay,
  deleteTeam,
  disownCapabilities,
  groupTeam,
  ownCapabilities,
  retypeTeam,
} from "../../../shared/boards/user-needs-map/teams.ts"
import type { CommandProblem } from "../../../shared/commands/context.ts"
import { typeInRecord } from "../../../shared/commands/workshop.ts"
import type { Result } from "../../../shared/model/result.ts"
import { type Mapper, mapper, twoMappers } from "../../support/needsMapPeople.ts"

const made = (result: Result<string, CommandProblem>): string => {
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}

/** A map of one need that rests on a search, which rests on an index, with one option and two teams. */
function prepare(ana: Mapper) {
  const user = made(addToMap(ana.scene(), "user", { x: 300, y: 300 }, "Shopper"))
  const need = made(addDeeper(ana.scene(), user, "Find it"))
  const search = made(addDeeper(ana.scene(), need, "Search"))
  const index = made(addDeeper(ana.scene(), search, "Index"))
  const overlay = addOverlay(ana.scene(), "As is")
  const shop = made(addTeam(ana.editing, overlay, { name: "Shop", teamType: "stream-aligned" }))
  const base = made(addTeam(ana.editing, overlay, { name: "Base", teamType: "platform" }))
  return { need, search, index, overlay, shop, base }
}

const alone = () => {
  const ana = mapper()
  return { ana, ...prepare(ana) }
}

const reading = (person: Mapper, overlay: string) => {
  const read = readUnder(person.scene().content, overlay)
  if (!read) throw new Error("the overlay is not there")
  return read
}
const ownerOf = (person: Mapper, overlay: string, id: string) => reading(person, overlay).ownerOf(id)?.name
const contributors = (person: Mapper, overlay: string, id: string) =>
  reading(person, overlay)
    .contributorsOf(id)
    .map(({ name }) => name)

describe("overlays and teams", () => {
  test("the first option shows how it is, the next one proposes", () => {
    const { ana } = alone()

    addOverlay(ana.scene(), "Option A")

    expect(overlaysOf(ana.scene().content).map(({ title, state }) => [title, state])).toEqual([
      ["As is", "current"],
      ["Option A", "proposed"],
    ])
  })

  test("a capability given to another team has one owner, and the first does not stay as a contributor", () => {
    const { ana, overlay, search, shop, base } = alone()

    ownCapabilities(ana.editing, shop, [search])
    ownCapabilities(ana.editing, base, [search])

    expect([ownerOf(ana, overlay, search), contributors(ana, overlay, search)]).toEqual(["Base", []])
  })

  test("several capabilities taken at once are one step of undo", () => {
    const { ana, overlay, search, index, shop } = alone()

    ownCapabilities(ana.editing, shop, [search, index])
    const owned = [ownerOf(ana, overlay, search), ownerOf(ana, overlay, index)]
    ana.history.undo()

    expect(owned).toEqual(["Shop", "Shop"])
    expect([ownerOf(ana, overlay, search), ownerOf(ana, overlay, index)]).toEqual([undefined, undefined])
  })

  test("needs and cards that are gone cannot be owned", () => {
    const { ana, need, shop } = alone()

    expect(ownCapabilities(ana.editing, shop, [need, "nothing"])).toEqual({ ok: false, error: { type: "CardGone" } })
  })

  test("letting go leaves nobody as owner; contributing does not make one", () => {
    const { ana, overlay, search, shop, base } = alone()
    ownCapabilities(ana.editing, shop, [search])

    disownCapabilities(ana.editing, overlay, [search])
    contribute(ana.editing, base, [search])

    expect([ownerOf(ana, overlay, search), contributors(ana, overlay, search)]).toEqual([undefined, ["Base"]])
    contribute(ana.editing, base, [search], false)
    expect(contributors(ana, overlay, search)).toEqual([])
  })

  test("an enabling team owns nothing: it cannot take, and what it had it contributes to", () => {
    const { ana, overlay, search, index, shop } = alone()
    ownCapabilities(ana.editing, shop, [search])

    retypeTeam(ana.editing, shop, "enabling")
    const refused = ownCapabilities(ana.editing, shop, [index])

    expect([ownerOf(ana, overlay, search), contributors(ana, overlay, search)]).toEqual([undefined, ["Shop"]])
    expect(refused).toEqual({ ok: false, error: { type: "EnablingOwnsNothing" } })
  })

  test("a deleted team owns nothing any more, and undo gives it back what it owned", () => {
    const { ana, overlay, search, shop } = alone()
    ownCapabilities(ana.editing, shop, [search])

    deleteTeam(ana.editing, shop)
    const without = ownerOf(ana, overlay, search)
    ana.history.undo()

    expect([without, ownerOf(ana, overlay, search)]).toEqual([undefined, "Shop"])
  })

  test("an overlay goes with its teams and comes back with them", () => {
    const { ana, overlay } = alone()

    deleteOverlay(ana.editing, overlay)
    const { teams } = ana.scene().content
    ana.history.undo()

    expect([teams.size, ana.scene().content.teams.size]).toEqual([0, 2])
  })

  test("a copied option has teams, owners, groupings and interactions of its own", () => {
    const { ana, overlay, search, shop, base } = alone()
    ownCapabilities(ana.editing, shop, [search])
    groupTeam(ana.scene(), shop, base)
    addInteraction(ana.scene(), shop, base)

    const copy = made(copyOverlay(ana.scene(), overlay, "Option A"))
    const copied = reading(ana, copy)
    const owner = copied.ownerOf(search)
    ownCapabilities(ana.editing, copied.teams.find(({ name }) => name === "Base")?.id ?? "", [search])

    expect([owner?.name, owner?.id === shop]).toEqual(["Shop", false])
    expect(copied.teams.find(({ id }) => id === owner?.parentTeamId)?.name).toBe("Base")
    expect(copied.interactions.map(({ mode, fromTeamId }) => [mode, fromTeamId])).toEqual([
      ["x-as-a-service", owner?.id],
    ])
    expect([ownerOf(ana, overlay, search), ownerOf(ana, copy, search)]).toEqual(["Shop", "Base"])
  })

  test("a team cannot be put inside itself, however many levels down", () => {
    const { ana, shop, base } = alone()
    groupTeam(ana.scene(), shop, base)

    expect(groupTeam(ana.scene(), base, shop)).toEqual({ ok: false, error: { type: "TeamInsideItself" } })
  })
})

describe("two people at the teams of one map", () => {
  const meeting = () => {
    let ids = { need: "", search: "", index: "", overlay: "", shop: "", base: "" }
    const people = twoMappers((ana) => {
      ids = prepare(ana)
    })
    return { ...people, ...ids }
  }

  test("both give one capability to different teams: one owns it, the other contributes, and both see that", () => {
    const { ana, ben, meet, overlay, search, shop, base } = meeting()

    ownCapabilities(ana.editing, shop, [search])
    ownCapabilities(ben.editing, base, [search])
    meet()

    const seen = [ana, ben].map((person) => [ownerOf(person, overlay, search), contributors(person, overlay, search)])
    expect(seen[0]).toEqual(seen[1])
    expect([
      ["Shop", ["Base"]],
      ["Base", ["Shop"]],
    ]).toContainEqual(seen[0])
  })

  test("one takes what the other lets go: nobody's work is lost without trace", () => {
    const { ana, ben, meet, overlay, search, shop, base } = meeting()
    ownCapabilities(ana.editing, shop, [search])
    meet()

    disownCapabilities(ana.editing, overlay, [search])
    ownCapabilities(ben.editing, base, [search])
    meet()

    expect([ownerOf(ana, overlay, search) ?? contributors(ana, overlay, search)[0]]).toEqual(["Base"])
    expect(ownerOf(ana, overlay, search)).toBe(ownerOf(ben, overlay, search))
  })

  test("different capabilities given at once both stay given", () => {
    const { ana, ben, meet, overlay, search, index, shop, base } = meeting()

    ownCapabilities(ana.editing, shop, [search])
    ownCapabilities(ben.editing, base, [index])
    meet()

    expect([ownerOf(ben, overlay, search), ownerOf(ana, overlay, index)]).toEqual(["Shop", "Base"])
  })

  test("each puts one team into the other at once: the circle is open, in the same place for both", () => {
    const { ana, ben, meet, overlay, search, shop, base } = meeting()
    ownCapabilities(ana.editing, shop, [search])
    meet()

    groupTeam(ana.scene(), shop, base)
    groupTeam(ben.scene(), base, shop)
    meet()

    expect(ana.scene().layout).toEqual(ben.scene().layout)
    expect(reading(ana, overlay).teams).toEqual(reading(ben, overlay).teams)
  })

  test("one deletes a team that the other renames and fills: it stays deleted, and undo brings all of it", () => {
    const { ana, ben, meet, overlay, search, shop } = meeting()

    deleteTeam(ana.editing, shop)
    typeInRecord(ben.editing, "teams", shop, "name", "Shop and search")
    ownCapabilities(ben.editing, shop, [search])
    meet()
    const gone = ownerOf(ben, overlay, search)
    ana.history.undo()
    meet()

    expect([gone, ownerOf(ben, overlay, search)]).toEqual([undefined, "Shop and search"])
  })
})
