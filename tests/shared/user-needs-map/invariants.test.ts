import { describe, expect, test } from "vitest"
import { boardKinds } from "../../../shared/boards/index.ts"
import { tidyUp } from "../../../shared/boards/user-needs-map/commands.ts"
import { keepEvidence } from "../../../shared/boards/user-needs-map/evidence.ts"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { overlaysOf, readUnder } from "../../../shared/boards/user-needs-map/overlays.ts"
import { parentsOf } from "../../../shared/boards/user-needs-map/parents.ts"
import { isNeed } from "../../../shared/boards/user-needs-map/schema.ts"
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
import { markOdd } from "../../../shared/boards/user-needs-map/walk.ts"
import { fillDocument } from "../../../shared/codecs/fillDocument.ts"
import { readWorkshopFile } from "../../../shared/codecs/workshopFile.ts"
import { addCard, changeCards, deleteCards, settleTitle, typeInCard } from "../../../shared/commands/cards.ts"
import { changeRelation, connectCards, deleteRelations } from "../../../shared/commands/relations.ts"
import { addRecord, typeInRecord } from "../../../shared/commands/workshop.ts"
import { teamTypes } from "../../../shared/model/records.ts"
import { type Act, failuresIn, filesOf, type Game, type Luck, type Player, play, playerAt } from "../../support/game.ts"

/**
 * `domain.md` A.9 for this board: three people do whatever its commands offer, hear of each other now and then and in
 * any order, and undo. What must hold afterwards is checked on every device. A failure names its seed.
 */

const runs = 300
const kinds = ["user", "need", "capability", "capability", "capability", "stage", "insight", "note"] as const

const content = (person: Player) => person.board("map")
const capabilityId = (person: Player, { one }: Luck) =>
  one([...content(person).cards.values()].filter(({ kind }) => kind === "capability"))?.id ?? "none"
const cardId = (person: Player, { one }: Luck) => one(content(person).cards.keys()) ?? "none"
const teamId = (person: Player, { one }: Luck) => one(content(person).teams.keys()) ?? "none"
const overlayId = (person: Player, { one }: Luck) => one(content(person).overlays.keys()) ?? "none"
const subject = (person: Player) => ({ editing: person.editing, content: content(person) })

const addSomeCard: Act = (person, random) => {
  const kind = random.one(kinds) ?? "note"
  const values = { title: `${kind} ${random.below(99)}`, x: random.below(2000), visibility: random.share() }
  const { x, title, visibility } = values
  const own = kind === "capability" ? { x, title, visibility } : kind === "stage" ? { title } : { x, y: -100, title }
  addCard(person.editing, "map", { kind, values: own })
}
const connectSome: Act = (person, random) =>
  void connectCards(person.editing, cardId(person, random), capabilityId(person, random))
const addSomeTeam: Act = (person, random) =>
  void addTeam(person.editing, overlayId(person, random), { name: "Team", teamType: random.one(teamTypes) })
const ownSome: Act = (person, random) =>
  void ownCapabilities(person.editing, teamId(person, random), [capabilityId(person, random)])
const addSomeOverlay: Act = (person) =>
  void (content(person).overlays.size < 4 && addOverlay(subject(person), "Option"))

/** What lies on the map before the three begin. */
const beginnings: readonly Act[] = [
  addSomeCard,
  addSomeCard,
  addSomeCard,
  connectSome,
  addSomeOverlay,
  addSomeTeam,
  ownSome,
]

const acts: readonly Act[] = [
  addSomeCard,
  (person, random) => void connectCards(person.editing, cardId(person, random), cardId(person, random)),
  connectSome,
  (person, random) =>
    void changeRelation(person.editing, random.one(content(person).relations.keys()) ?? "none", {
      friction: "blocks",
    }),
  (person, random) =>
    void markOdd(person.editing, [random.one(content(person).relations.keys()) ?? "none"], random.below(2) === 0),
  (person, random) => {
    const id = cardId(person, random)
    typeInCard(person.editing, id, "title", `said ${random.below(999)}`)
    settleTitle(person.editing, id)
  },
  (person, random) =>
    void changeCards(person.editing, new Map([[capabilityId(person, random), { visibility: random.share() }]])),
  (person, random) => {
    const need = random.one([...content(person).cards.values()].filter(({ kind }) => kind === "need"))?.id ?? "none"
    const row = random.below(3) === 0 ? undefined : ({ kind: "data", text: "counted" } as const)
    keepEvidence(person.editing, need, `row-${random.below(4)}`, row)
  },
  addSomeOverlay,
  addSomeTeam,
  (person, random) =>
    void typeInRecord(person.editing, "teams", teamId(person, random), "name", `Team ${random.below(99)}`),
  (person, random) => void retypeTeam(person.editing, teamId(person, random), random.one(teamTypes) ?? "undefined"),
  ownSome,
  ownSome,
  ownSome,
  (person, random) =>
    void disownCapabilities(person.editing, overlayId(person, random), [capabilityId(person, random)]),
  (person, random) =>
    void contribute(person.editing, teamId(person, random), [capabilityId(person, random)], random.below(2) === 0),
  (person, random) =>
    void groupTeam(subject(person), teamId(person, random), random.below(3) === 0 ? undefined : teamId(person, random)),
  (person, random) => void addInteraction(subject(person), teamId(person, random), teamId(person, random)),
  (person) => void person.history.undo(),
  (person) => void person.history.redo(),
]
/** Those that would empty or multiply the map when they came as often as the others. */
const rareActs: readonly Act[] = [
  (person, random) => deleteRelations(person.editing, [random.one(content(person).relations.keys()) ?? "none"]),
  (person, random) => void deleteCards(person.editing, [cardId(person, random)]),
  (person, random) => void deleteTeam(person.editing, teamId(person, random)),
  (person, random) => void deleteOverlay(person.editing, overlayId(person, random)),
  (person, random) =>
    void (content(person).overlays.size < 4 && copyOverlay(subject(person), overlayId(person, random), "Copy")),
  (person) => void tidyUp(subject(person), person.snapshot().personas),
]

const game: Game = {
  players: ["ana", "ben", "cleo"],
  commands: 200,
  prepare: (host, random) => {
    addRecord(host.editing, "boards", { kind: userNeedsMap.kind, title: "Map" }, "map")
    for (let at = 0; at < 6; at++) for (const act of beginnings) act(host, random)
  },
  acts,
  rareActs,
}

/** Everything that must hold, as the list of what does not. */
function broken([ana]: readonly [Player, ...Player[]]): readonly string[] {
  const map = content(ana)
  const problems: string[] = []
  for (const { fromId, toId } of map.relations.values())
    if (!map.cards.has(fromId) || !map.cards.has(toId)) problems.push("a relation without an end")
  for (const overlay of overlaysOf(map)) {
    const reading = readUnder(map, overlay.id)
    if (!reading) return [...problems, "an overlay that cannot be read"]
    for (const capability of reading.map.capabilities) {
      const owners = reading.teams.filter((team) => reading.ownedBy(team).some(({ id }) => id === capability.id))
      if (owners.length > 1) problems.push("two owners")
      const owner = reading.ownerOf(capability.id)
      if (reading.contributorsOf(capability.id).some((team) => team === owner)) problems.push("owner contributes")
    }
    const parents = parentsOf(reading.teams)
    for (const { id } of reading.teams) {
      const seen = new Set([id])
      for (let at = parents.get(id); at !== undefined; at = parents.get(at)) {
        if (seen.has(at)) return [...problems, "a circle of teams"]
        seen.add(at)
      }
    }
    const { measures } = reading
    if (measures.handOffs.length + measures.platformUses.length !== measures.crossings.length)
      problems.push("crossings do not add up")
  }
  return problems
}

const say = (key: string) => key

describe("whatever three people do to a map", () => {
  test(`its invariants hold, in ${runs} runs of ${game.commands} commands`, () => {
    expect(failuresIn(game, runs, broken)).toEqual([])
  }, 240_000)

  test("the runs reach what they are about: owned, contributed, grouped and doubted things at the end of them", () => {
    const reached = { owned: 0, contributed: 0, grouped: 0, odd: 0, interactions: 0, evidence: 0 }
    for (let seed = 2001; seed <= 2050; seed++) {
      const map = content(play(game, seed).players[0])
      for (const line of map.relations.values()) if ("odd" in line) reached.odd++
      for (const card of map.cards.values()) if (isNeed(card)) reached.evidence += Object.keys(card.evidence).length
      for (const { id } of map.overlays.values()) {
        const reading = readUnder(map, id) ?? fail()
        reached.grouped += parentsOf(reading.teams).size
        reached.interactions += reading.interactions.length
        for (const capability of reading.map.capabilities) {
          if (reading.ownerOf(capability.id)) reached.owned++
          reached.contributed += reading.contributorsOf(capability.id).length
        }
      }
    }
    for (const [what, count] of Object.entries(reached)) expect(count, what).toBeGreaterThan(20)
  })

  test("it is drawn alike everywhere, under every overlay, and written and read again to the byte", () => {
    for (let seed = 1001; seed <= 1020; seed++) {
      const { players } = play(game, seed)
      const drawings = players.map(drawingsOf)
      expect(drawings[1], `seed ${seed}`).toEqual(drawings[0])
      const [text = ""] = filesOf(players)
      const read = readWorkshopFile(text, boardKinds)
      if (!read.ok) throw new Error(`seed ${seed}: ${read.error.complaints[0].reason}`)
      const again = playerAt("again", 9)
      fillDocument(again.editing, read.value)
      expect(filesOf([again]), `seed ${seed}`).toEqual([text])
    }
  }, 240_000)
})

/** The map bare, and under each of its overlays. */
const drawingsOf = (player: Player) =>
  [undefined, ...overlaysOf(content(player)).map(({ id }) => id)].map((overlay) =>
    userNeedsMap.lay({
      content: content(player),
      personas: player.snapshot().personas,
      say,
      ...(overlay === undefined ? {} : { overlayId: overlay }),
    }),
  )

const fail = (): never => {
  throw new Error("An overlay cannot be read")
}
