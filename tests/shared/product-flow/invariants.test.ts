import { describe, expect, test } from "vitest"
import { accept, acknowledge, keepBoth, reject } from "../../../shared/boards/product-flow/accept.ts"
import {
  addAt,
  addDeeper,
  addIdea,
  addInteraction,
  addMetric,
  addNext,
  addOpportunity,
  addOuter,
  pasteLines,
} from "../../../shared/boards/product-flow/commands.ts"
import { derive } from "../../../shared/boards/product-flow/derive.ts"
import { foldDoubles } from "../../../shared/boards/product-flow/doubles.ts"
import { gridOf } from "../../../shared/boards/product-flow/grid.ts"
import { productFlow } from "../../../shared/boards/product-flow/kind.ts"
import { drop, duplicate, nudge, remove } from "../../../shared/boards/product-flow/moving.ts"
import { isInteraction, isMetric } from "../../../shared/boards/product-flow/schema.ts"
import { readSources } from "../../../shared/boards/product-flow/sources.ts"
import type { Suggestion } from "../../../shared/boards/product-flow/suggestion.ts"
import { addCards, changeCards, deleteCards, settleTitle, typeInCard } from "../../../shared/commands/cards.ts"
import { connectCards } from "../../../shared/commands/relations.ts"
import { addRecord } from "../../../shared/commands/workshop.ts"
import type { Card } from "../../../shared/model/records.ts"
import { type Act, failuresIn, type Game, type Luck, type Player, play } from "../../support/game.ts"

/**
 * `domain.md` A.9 for this board and for what is proposed to it: two people do whatever its commands offer, accept,
 * reject and reword proposals, change the maps these come from, hear of each other now and then, and undo. A failure
 * names its seed.
 */

const runs = 300
const flowId = "flow"
const personas = ["head", "plat", "dev"] as const
const kinds = [
  "phase",
  "activity",
  "interaction",
  "interaction",
  "metric",
  "opportunity",
  "empty-cell",
  "note",
] as const

const steps = [-1, 0, 1] as const

const content = (player: Player) => player.board(flowId)
const desk = (player: Player) => ({ editing: player.editing, content: content(player) })
const say = (key: string) => key
const drawable = (player: Player) => ({ content: content(player), personas: player.snapshot().personas, say })
const scene = (player: Player) => ({ ...desk(player), layout: productFlow.lay(drawable(player)) })
const anyId = (player: Player, { one }: Luck) => one(content(player).cards.keys()) ?? "none"
const anyOf = (player: Player, { one }: Luck, ...wanted: readonly string[]) =>
  one([...content(player).cards.values()].filter(({ kind }) => wanted.includes(kind)))?.id ?? "none"
const point = ({ below }: Luck) => ({ x: below(2400) - 100, y: below(1600) - 100 })
const measured = ({ below }: Luck) => ({ current: below(30), healthRange: { min: 5, max: 20 }, unit: "h" })

const proposalFor = (player: Player) =>
  derive({
    sources: readSources(player.snapshot()),
    flow: content(player),
    personas: player.snapshot().personas,
    grain: "activities",
    say,
  })
const proposed = (player: Player, state: Suggestion["state"]) =>
  proposalFor(player).suggestions.filter((one) => one.state === state)
const some = <T>(all: readonly T[], { below }: Luck): readonly T[] => {
  const from = below(all.length + 1)
  return all.slice(from, from + 1 + below(4))
}
const write = (player: Player, id: string, text: string) => {
  typeInCard(player.editing, id, "title", text)
  settleTitle(player.editing, id)
}
const sources = ["s-operate", "s-monitor", "s-check", "s-look", "n-know", "c-observe"] as const

const acts: readonly Act[] = [
  (player, luck) => addInteraction(desk(player), anyOf(player, luck, "activity"), luck.one(personas) ?? "dev", "does"),
  (player, luck) => addMetric(desk(player), anyOf(player, luck, "activity"), "counts"),
  (player, luck) => addOpportunity(desk(player), [anyOf(player, luck, "interaction", "metric")], "wants"),
  (player, luck) => addIdea(desk(player), anyOf(player, luck, "opportunity"), "could"),
  (player, luck) => write(player, anyId(player, luck), `said ${luck.below(999)}`),
  (player, luck) =>
    changeCards(player.editing, new Map([[anyOf(player, luck, "interaction"), { pain: 1 + luck.below(5) }]])),
  (player, luck) => changeCards(player.editing, new Map([[anyOf(player, luck, "metric"), measured(luck)]])),
  (player, luck) =>
    changeCards(
      player.editing,
      new Map([
        [
          anyOf(player, luck, "interaction"),
          { activityId: anyOf(player, luck, "activity"), personaId: luck.one(personas) },
        ],
      ]),
    ),
  (player, luck) =>
    changeCards(
      player.editing,
      new Map([[anyOf(player, luck, "opportunity"), { state: luck.one(["chosen", "parked", "candidate"]) }]]),
    ),
  (player, luck) => write(player, luck.one(sources) ?? "s-check", `Look at ${luck.below(99)}`),
  (player) => player.history.undo(),
  (player) => player.history.undo(),
  (player) => player.history.redo(),
]

/** What needs the whole flow laid out or derived, or fills and empties it. */
const rareActs: readonly Act[] = [
  (player, luck) => accept(player.editing, some(proposed(player, "new"), luck)),
  // Both begin at the top, so that they now and then accept the same without knowing.
  (player) => accept(player.editing, proposed(player, "new").slice(0, 3)),
  (player) => accept(player.editing, proposed(player, "new").slice(0, 3)),
  (player, luck) => accept(player.editing, some(proposed(player, "rejected"), luck)),
  (player, luck) => reject(player.editing, some(proposed(player, "new"), luck)),
  (player) => acknowledge(player.editing, proposed(player, "changed"), proposalFor(player).gone),
  (player, luck) => keepBoth(player.editing, content(player), anyId(player, luck)),
  (player, luck) => addAt(scene(player), luck.one(kinds) ?? "note", point(luck), "put down"),
  (player, luck) => addNext(scene(player), anyId(player, luck)),
  (player, luck) => addDeeper(scene(player), anyId(player, luck)),
  (player, luck) => addOuter(scene(player), anyId(player, luck)),
  (player, luck) => nudge(scene(player), [anyId(player, luck)], luck.one(steps) ?? 0, luck.one(steps) ?? 0),
  (player, luck) => drop(scene(player), new Map([[anyId(player, luck), point(luck)]]), point(luck)),
  (player, luck) => pasteLines(scene(player), ["one", "two"], { id: anyId(player, luck), at: point(luck) }),
  (player, luck) => {
    const card = content(player).cards.get(anyId(player, luck))
    return card && content(player).cards.size < 60 && duplicate(scene(player), [card], { x: 24, y: 24 })
  },
  (player, luck) => deleteCards(player.editing, [luck.one(sources) ?? "s-look"]),
  ...Array.from({ length: 8 }, (): Act => (player, luck) => remove(scene(player), [anyId(player, luck)])),
]

const game: Game = {
  players: ["ana", "ben"],
  commands: 200,
  prepare: ({ editing }) => {
    addRecord(editing, "boards", { kind: "product-flow", title: "Flow" }, flowId)
    addRecord(editing, "boards", { kind: "story-map", title: "Story" }, "story")
    addRecord(editing, "boards", { kind: "user-needs-map", title: "Needs" }, "needs")
    for (const id of personas)
      addRecord(editing, "personas", { name: id, audience: id === "head" ? "customer" : "consumer" }, id)
    addCards(editing, "story", [
      { kind: "phase", id: "s-operate", values: { title: "Operation" } },
      { kind: "activity", id: "s-monitor", values: { title: "Monitor", phaseId: "s-operate" } },
      {
        kind: "step",
        id: "s-check",
        values: { title: "Check", activityId: "s-monitor", personaIds: ["plat"], capabilityIds: ["c-observe"] },
      },
      { kind: "step", id: "s-look", values: { title: "Look", activityId: "s-monitor", personaIds: ["dev"] } },
    ])
    addCards(editing, "needs", [
      { kind: "user", id: "u-dev", values: { title: "dev", personaId: "dev" } },
      { kind: "need", id: "n-know", values: { title: "Know that all is well", importance: 5, satisfaction: 2 } },
      { kind: "capability", id: "c-observe", values: { title: "Observability", presence: "weak" } },
    ])
    connectCards(editing, "u-dev", "n-know")
    connectCards(editing, "n-know", "c-observe")
    addCards(editing, flowId, [
      { kind: "phase", id: "evolve", values: { title: "Evolution" } },
      { kind: "activity", id: "upgrade", values: { title: "Upgrade", phaseId: "evolve" } },
      { kind: "interaction", id: "plan", values: { title: "Plan it", activityId: "upgrade", personaId: "plat" } },
    ])
  },
  acts,
  rareActs,
}

/** Everything that must hold, as the list of what does not. */
function broken(players: readonly [Player, ...Player[]]): readonly string[] {
  const [ana] = players
  const { content: shown } = foldDoubles(content(ana))
  const grid = gridOf(shown, ana.snapshot().personas)
  const placed = [
    ...grid.columns.flatMap(({ cells, metrics }) => [...[...cells.values()].flat(), ...metrics]),
    ...grid.unplaced,
  ]
  const drawings = players.map((player) => productFlow.lay(drawable(player)))
  const drawn = drawings[0]?.cards.map(({ id }) => id) ?? []
  const proposals = players.map((player) => JSON.stringify(proposalFor(player)))
  return [
    ...(new Set(drawings.map((drawing) => JSON.stringify(drawing))).size === 1 ? [] : ["drawings differ"]),
    ...(new Set(proposals).size === 1 ? [] : ["proposals differ"]),
    ...(new Set(drawn).size === drawn.length ? [] : ["a card is drawn twice"]),
    ...onceEach(placed.filter(isInteraction), [...shown.cards.values()].filter(isInteraction), "an interaction"),
    ...onceEach(placed.filter(isMetric), [...shown.cards.values()].filter(isMetric), "a metric"),
    ...derivingKeepsWords(ana),
  ]
}

const sorted = (cards: readonly Card[]): string =>
  cards
    .map(({ id }) => id)
    .sort()
    .join(" ")
const onceEach = (found: readonly Card[], all: readonly Card[], kind: string): readonly string[] =>
  sorted(found) === sorted(all) ? [] : [`${kind} is not in exactly one place`]

/** Whatever is accepted now, every card that is there keeps its words, and nothing is proposed a second time. */
function derivingKeepsWords(player: Player): readonly string[] {
  const wordsOf = () =>
    new Map(
      [...player.snapshot().contents.values()].flatMap(({ cards }) =>
        [...cards.values()].map(({ id, title, note }) => [id, `${title}/${note}`] as const),
      ),
    )
  const before = wordsOf()
  for (let round = 0; round < 4; round++) accept(player.editing, proposed(player, "new"))
  const after = wordsOf()
  return [
    ...[...before].flatMap(([id, words]) => (after.get(id) === words ? [] : [`deriving changed ${id}`])),
    ...(proposed(player, "new").length === 0 ? [] : ["something is proposed again"]),
  ]
}

describe("whatever two people do to a product flow and the maps it comes from", () => {
  test(`its invariants hold, in ${runs} runs of ${game.commands} commands`, () => {
    expect(failuresIn(game, runs, broken)).toEqual([])
  }, 240_000)

  test("the runs reach what they are about: derived and written cards, doubles, rejections and cards without a place", () => {
    const reached = { derived: 0, written: 0, rejected: 0, doubles: 0, unplaced: 0, chosen: 0 }
    for (let seed = 2001; seed <= 2060; seed++) {
      const [ana] = play(game, seed).players
      const own = content(ana)
      const folded = foldDoubles(own)
      for (const { provenance } of own.cards.values())
        reached[provenance.origin === "derived" ? "derived" : "written"]++
      for (const { state } of own.derivations.values()) if (state === "rejected") reached.rejected++
      for (const card of own.cards.values()) if ("state" in card && card.state === "chosen") reached.chosen++
      reached.doubles += folded.shownFor.size
      reached.unplaced += gridOf(folded.content, ana.snapshot().personas).unplaced.length
    }
    for (const [what, count] of Object.entries(reached)) expect(count, what).toBeGreaterThan(10)
  })
})
