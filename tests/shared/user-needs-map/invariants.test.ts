import { describe, expect, test } from "vitest"
import * as Y from "yjs"
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
import { readWorkshopFile, writeWorkshopFile } from "../../../shared/codecs/workshopFile.ts"
import { addCard, changeCards, deleteCards, settleTitle, typeInCard } from "../../../shared/commands/cards.ts"
import type { Editing } from "../../../shared/commands/context.ts"
import { changeRelation, connectCards, deleteRelations } from "../../../shared/commands/relations.ts"
import { addRecord, createWorkshop, typeInRecord } from "../../../shared/commands/workshop.ts"
import { openDocument } from "../../../shared/document/document.ts"
import { openHistory } from "../../../shared/document/history.ts"
import { projectDocument } from "../../../shared/document/projection.ts"
import { teamTypes } from "../../../shared/model/records.ts"

/**
 * `domain.md` A.9 for this board: three people do whatever its commands offer, hear of each other now and then and in
 * any order, and undo. What must hold afterwards is checked on every device. A failure names its seed.
 */

const runs = 300
const commandsPerRun = 200
const kinds = ["user", "need", "capability", "capability", "capability", "stage", "insight", "note"] as const

/** A small generator of numbers that a seed decides (mulberry32). */
function randomFrom(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (count: number) => Math.floor(next() * count)
  const one = <T>(from: Iterable<T>): T | undefined => {
    const all = [...from]
    return all[below(all.length)]
  }
  return { next, below, one }
}
type Random = ReturnType<typeof randomFrom>

function personAt(name: string, clientId: number) {
  const ydoc = new Y.Doc()
  ydoc.clientID = clientId
  const document = openDocument(ydoc, [userNeedsMap])
  const history = openHistory(document)
  const projection = projectDocument(document)
  let made = 0
  const editing: Editing = {
    document,
    newId: () => `${name}-${++made}`,
    now: () => "2026-03-23T09:15:00.000Z",
    endStep: history.endStep,
  }
  const content = () => {
    const own = projection.current().contents.get("map")
    if (!own) throw new Error("the map is gone")
    return own
  }
  /** First wordings of the cards that this person made. */
  const firsts = new Map<string, string>()
  return { ydoc, editing, history, projection, content, firsts }
}
type Person = ReturnType<typeof personAt>

type Act = (person: Person, random: Random) => void

const capabilityId = ({ content }: Person, { one }: Random) =>
  one([...content().cards.values()].filter(({ kind }) => kind === "capability"))?.id ?? "none"
const cardId = ({ content }: Person, { one }: Random) => one(content().cards.keys()) ?? "none"
const teamId = ({ content }: Person, { one }: Random) => one(content().teams.keys()) ?? "none"
const overlayId = ({ content }: Person, { one }: Random) => one(content().overlays.keys()) ?? "none"
const subject = ({ editing, content }: Person) => ({ editing, content: content() })

const addSomeCard: Act = (person, random) => {
  const kind = random.one(kinds) ?? "note"
  const values = { title: `${kind} ${random.below(99)}`, x: random.below(2000), visibility: random.next() }
  const { x, title, visibility } = values
  const own = kind === "capability" ? { x, title, visibility } : kind === "stage" ? { title } : { x, y: -100, title }
  const added = addCard(person.editing, "map", { kind, values: own })
  if (added.ok) person.firsts.set(added.value, title)
}
const connectSome: Act = (person, random) =>
  void connectCards(person.editing, cardId(person, random), capabilityId(person, random))
const addSomeTeam: Act = (person, random) =>
  void addTeam(person.editing, overlayId(person, random), { name: "Team", teamType: random.one(teamTypes) })
const ownSome: Act = (person, random) =>
  void ownCapabilities(person.editing, teamId(person, random), [capabilityId(person, random)])
const addSomeOverlay: Act = (person) =>
  void (person.content().overlays.size < 4 && addOverlay(subject(person), "Option"))

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
    void changeRelation(person.editing, random.one(person.content().relations.keys()) ?? "none", {
      friction: "blocks",
    }),
  (person, random) =>
    void markOdd(person.editing, [random.one(person.content().relations.keys()) ?? "none"], random.below(2) === 0),
  (person, random) => {
    const id = cardId(person, random)
    typeInCard(person.editing, id, "title", `said ${random.below(999)}`)
    settleTitle(person.editing, id)
  },
  (person, random) =>
    void changeCards(person.editing, new Map([[capabilityId(person, random), { visibility: random.next() }]])),
  (person, random) => {
    const need = random.one([...person.content().cards.values()].filter(({ kind }) => kind === "need"))?.id ?? "none"
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
  (person, random) => deleteRelations(person.editing, [random.one(person.content().relations.keys()) ?? "none"]),
  (person, random) => void deleteCards(person.editing, [cardId(person, random)]),
  (person, random) => void deleteTeam(person.editing, teamId(person, random)),
  (person, random) => void deleteOverlay(person.editing, overlayId(person, random)),
  (person, random) =>
    void (person.content().overlays.size < 4 && copyOverlay(subject(person), overlayId(person, random), "Copy")),
  (person) => void tidyUp(subject(person), person.projection.current().personas),
]

function play(seed: number): readonly Person[] {
  const random = randomFrom(seed)
  const people = ["ana", "ben", "cleo"].map((name, at) => personAt(name, at + 1))
  const [ana] = people
  if (!ana) throw new Error("nobody is there")
  // Nobody's undo takes the board away.
  const host = personAt("host", 99)
  createWorkshop(host.editing, "w", { title: "Workshop" })
  addRecord(host.editing, "boards", { kind: userNeedsMap.kind, title: "Map" }, "map")
  for (let at = 0; at < 6; at++) for (const act of beginnings) act(host, random)
  for (const person of people) hear(host, person)
  for (let at = 0; at < commandsPerRun; at++) {
    const person = random.one(people) ?? ana
    const act = random.one(random.below(12) === 0 ? rareActs : acts)
    act?.(person, random)
    if (random.below(25) === 0) hear(random.one(people) ?? ana, random.one(people) ?? ana)
  }
  meet(people)
  return people
}

const hear = (from: Person, to: Person) =>
  Y.applyUpdate(to.ydoc, Y.encodeStateAsUpdate(from.ydoc, Y.encodeStateVector(to.ydoc)), "elsewhere")

function meet(people: readonly Person[]): void {
  for (const from of people) for (const to of people) if (from !== to) hear(from, to)
  for (const from of people) for (const to of people) if (from !== to) hear(from, to)
}

/** Everything that must hold, as the list of what does not. */
function broken(people: readonly Person[]): readonly string[] {
  const [ana] = people
  if (!ana) return ["nobody"]
  const content = ana.content()
  const problems: string[] = []
  const files = people.map(({ projection }) => writeWorkshopFile(projection.current(), { kinds: [userNeedsMap] }))
  if (new Set(files).size !== 1) problems.push("devices differ")
  for (const { fromId, toId } of content.relations.values())
    if (!content.cards.has(fromId) || !content.cards.has(toId)) problems.push("a relation without an end")
  for (const overlay of overlaysOf(content)) {
    const reading = readUnder(content, overlay.id)
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

/** A first wording never changes, whoever rewords. */
const changedVerbatims = (people: readonly Person[]): readonly string[] =>
  people.flatMap(({ firsts }) =>
    [...firsts].flatMap(([id, first]) => {
      const card = people[0]?.content().cards.get(id)
      return card && card.provenance.verbatim !== first ? [id] : []
    }),
  )

const say = (key: string) => key

describe("whatever three people do to a map", () => {
  test(`its invariants hold, in ${runs} runs of ${commandsPerRun} commands`, () => {
    const failures: string[] = []
    for (let seed = 1; seed <= runs; seed++) {
      const people = play(seed)
      const problems = broken(people)
      if (changedVerbatims(people).length > 0) failures.push(`seed ${seed}: a first wording changed`)
      if (problems.length > 0) failures.push(`seed ${seed}: ${problems.join(", ")}`)
      for (const { projection, history } of people) {
        projection.stop()
        history.stop()
      }
    }
    expect(failures).toEqual([])
  }, 60_000)

  test("the runs reach what they are about: owned, contributed, grouped and doubted things at the end of them", () => {
    const reached = { owned: 0, contributed: 0, grouped: 0, odd: 0, interactions: 0, evidence: 0 }
    for (let seed = 2001; seed <= 2030; seed++) {
      const content = play(seed)[0]?.content() ?? fail()
      for (const line of content.relations.values()) if ("odd" in line) reached.odd++
      for (const card of content.cards.values()) if (isNeed(card)) reached.evidence += Object.keys(card.evidence).length
      for (const { id } of content.overlays.values()) {
        const reading = readUnder(content, id) ?? fail()
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
      const people = play(seed)
      const drawings = people.map(({ content, projection }) =>
        [undefined, ...overlaysOf(content()).map(({ id }) => id)].map((overlay) =>
          userNeedsMap.lay({
            content: content(),
            personas: projection.current().personas,
            say,
            ...(overlay === undefined ? {} : { overlayId: overlay }),
          }),
        ),
      )
      expect(drawings[1], `seed ${seed}`).toEqual(drawings[0])
      const text = writeWorkshopFile(people[0]?.projection.current() ?? fail(), { kinds: [userNeedsMap] })
      const read = readWorkshopFile(text, [userNeedsMap])
      if (!read.ok) throw new Error(`seed ${seed}: ${read.error.complaints[0].reason}`)
      const again = personAt("again", 9)
      fillDocument(again.editing, read.value)
      expect(writeWorkshopFile(again.projection.current(), { kinds: [userNeedsMap] }), `seed ${seed}`).toBe(text)
    }
  }, 60_000)
})

const fail = (): never => {
  throw new Error("nobody is there")
}
