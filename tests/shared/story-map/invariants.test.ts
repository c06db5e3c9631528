import { describe, expect, test } from "vitest"
import { addAnywhere, addDeeper, addNext, addOuter, removeCards } from "../../../shared/boards/story-map/commands.ts"
import { duplicate } from "../../../shared/boards/story-map/copy.ts"
import { storyMap } from "../../../shared/boards/story-map/kind.ts"
import { drop } from "../../../shared/boards/story-map/move.ts"
import { nudge } from "../../../shared/boards/story-map/nudge.ts"
import { pasteLines } from "../../../shared/boards/story-map/paste.ts"
import { addAtPoint } from "../../../shared/boards/story-map/point.ts"
import { isStep, isStory } from "../../../shared/boards/story-map/schema.ts"
import { activitiesOf, type StepBranch, treeOf } from "../../../shared/boards/story-map/tree.ts"
import { addCards, changeCards, settleTitle, typeInCard } from "../../../shared/commands/cards.ts"
import { addRecord } from "../../../shared/commands/workshop.ts"
import { byOrder, type Card } from "../../../shared/model/records.ts"
import { type Act, failuresIn, type Game, type Luck, type Player, play } from "../../support/game.ts"
import { outlineOf } from "../../support/storyMap.ts"

/**
 * `domain.md` A.9 for this board: two people do whatever its commands offer, hear of each other now and then, and undo.
 * A failure names its seed.
 */

const runs = 300
const boardId = "map"
const kinds = ["phase", "activity", "step", "step", "story", "story", "story", "slice", "note"] as const

const content = (player: Player) => player.board(boardId)
const work = (player: Player) => ({ editing: player.editing, content: content(player) })
const drawable = (player: Player) => ({
  content: content(player),
  personas: player.snapshot().personas,
  say: (key: string) => key,
})
const laid = (player: Player) => ({ ...work(player), layout: storyMap.lay(drawable(player)) })
const anyId = (player: Player, { one }: Luck) => one(content(player).cards.keys()) ?? "none"
const anyOf = (player: Player, { one }: Luck, kind: string) =>
  one([...content(player).cards.values()].filter((card) => card.kind === kind))?.id
const step = ({ below }: Luck): -1 | 1 => (below(2) === 0 ? 1 : -1)
const point = ({ below }: Luck) => ({ x: below(3000) - 200, y: below(1600) - 200 })

const acts: readonly Act[] = [
  (player, luck) => addAnywhere(work(player), luck.one(kinds) ?? "note", "put down"),
  (player, luck) => addNext(work(player), anyId(player, luck)),
  (player, luck) => addDeeper(work(player), anyId(player, luck)),
  (player, luck) => addOuter(work(player), anyId(player, luck)),
  (player, luck) => nudge(work(player), [anyId(player, luck)], step(luck), 0),
  (player, luck) => nudge(work(player), [anyId(player, luck)], 0, step(luck)),
  (player, luck) => nudge(work(player), [anyId(player, luck), anyId(player, luck)], step(luck), 0),
  (player, luck) => {
    const id = anyId(player, luck)
    typeInCard(player.editing, id, "title", `said ${luck.below(999)}`)
    settleTitle(player.editing, id)
  },
  (player, luck) =>
    changeCards(
      player.editing,
      new Map([[anyOf(player, luck, "story") ?? "none", { estimate: "M", status: "ready" }]]),
    ),
  (player, luck) =>
    changeCards(
      player.editing,
      new Map([[anyOf(player, luck, "story") ?? "none", { sliceId: anyOf(player, luck, "slice") }]]),
    ),
  (player, luck) =>
    changeCards(
      player.editing,
      new Map([[anyOf(player, luck, "slice") ?? "none", { walkingSkeleton: luck.below(2) === 0 }]]),
    ),
  (player, luck) =>
    changeCards(
      player.editing,
      new Map([[anyOf(player, luck, "activity") ?? "none", { phaseId: anyOf(player, luck, "phase") }]]),
    ),
  (player) => player.history.undo(),
  (player) => player.history.undo(),
  (player) => player.history.redo(),
]

/** What needs the whole map laid out, or fills and empties it. */
const rareActs: readonly Act[] = [
  (player, luck) => {
    const corners = new Map([anyId(player, luck), anyId(player, luck)].map((id) => [id, point(luck)]))
    return drop(laid(player), corners, point(luck))
  },
  (player, luck) => drop(laid(player), new Map([[anyId(player, luck), point(luck)]]), point(luck)),
  (player, luck) => addAtPoint(laid(player), luck.one(kinds) ?? "note", point(luck), "pointed at"),
  (player, luck) => pasteLines(laid(player), ["one", "  two", "three"], { id: anyId(player, luck), at: point(luck) }),
  (player, luck) => {
    const card = content(player).cards.get(anyId(player, luck))
    return card && content(player).cards.size < 60 && duplicate(work(player), [card], { x: 24, y: 24 })
  },
  ...Array.from({ length: 8 }, (): Act => (player, luck) => removeCards(work(player), [anyId(player, luck)])),
]

const game: Game = {
  players: ["ana", "ben"],
  commands: 200,
  prepare: (host) => {
    addRecord(host.editing, "boards", { kind: storyMap.kind, title: "Map" }, boardId)
    addCards(host.editing, boardId, [
      { kind: "phase", id: "creation", values: { title: "Creation" } },
      { kind: "activity", id: "plan", values: { title: "Plan", phaseId: "creation" } },
      { kind: "activity", id: "watch", values: { title: "Watch", order: "a1" } },
      { kind: "step", id: "ask", values: { title: "Ask", activityId: "plan" } },
      { kind: "step", id: "look", values: { title: "Look", activityId: "watch" } },
      { kind: "slice", id: "first", values: { title: "First" } },
      { kind: "story", id: "glance", values: { title: "Glance", stepId: "look", sliceId: "first" } },
    ])
  },
  acts,
  rareActs,
}

/** Everything that must hold, as the list of what does not. */
function broken(players: readonly [Player, ...Player[]]): readonly string[] {
  const [ana] = players
  const tree = treeOf(content(ana))
  const columns = [...activitiesOf(tree).flatMap(({ steps }) => steps), ...tree.homeless]
  const drawings = players.map((player) => storyMap.lay(drawable(player)))
  const shown = drawings[0]?.cards.map(({ id }) => id) ?? []
  return [
    ...(new Set(players.map((player) => outlineOf(content(player)).join("\n"))).size === 1 ? [] : ["outlines differ"]),
    ...(new Set(drawings.map((drawing) => JSON.stringify(drawing))).size === 1 ? [] : ["drawings differ"]),
    ...(sorted(shown) === sorted(content(ana).cards.keys()) ? [] : ["a card is not shown once"]),
    ...onceEach(
      columns.flatMap(({ step: own }) => own ?? []),
      [...content(ana).cards.values()].filter(isStep),
      "step",
    ),
    ...onceEach(columns.flatMap(storiesOf), [...content(ana).cards.values()].filter(isStory), "story"),
    ...columns.flatMap(({ cells }) => [...cells.values()]).flatMap(outOfOrder),
    ...columns
      .filter(({ step: own }) => own === undefined)
      .flatMap((one) => (storiesOf(one).length > 0 ? [] : ["an empty column"])),
  ]
}

const storiesOf = ({ cells }: StepBranch): readonly Card[] => [...cells.values()].flat()
const sorted = (ids: Iterable<string>): string => [...ids].sort().join(" ")
const onceEach = (found: readonly Card[], all: readonly Card[], kind: string): readonly string[] =>
  sorted(found.map(({ id }) => id)) === sorted(all.map(({ id }) => id)) ? [] : [`a ${kind} is not in exactly one place`]
const outOfOrder = (cards: readonly Card[]): readonly string[] =>
  cards.every((card, at) => at === 0 || byOrder(cards[at - 1] ?? card, card) < 0) ? [] : ["a cell out of order"]

describe("whatever two people do to a story map", () => {
  test(`its invariants hold, in ${runs} runs of ${game.commands} commands`, () => {
    expect(failuresIn(game, runs, broken)).toEqual([])
  }, 240_000)

  test("the runs reach what they are about: stories in slices and without, steps with and without a home", () => {
    const reached = { scheduled: 0, unscheduled: 0, homeless: 0, phased: 0, loose: 0 }
    for (let seed = 2001; seed <= 2020; seed++) {
      const [ana] = play(game, seed).players
      const tree = treeOf(content(ana))
      reached.homeless += tree.homeless.length
      for (const { phase, activities } of tree.phases) reached[phase ? "phased" : "loose"] += activities.length
      for (const card of content(ana).cards.values())
        if (isStory(card)) reached[card.sliceId === undefined ? "unscheduled" : "scheduled"]++
    }
    for (const [what, count] of Object.entries(reached)) expect(count, what).toBeGreaterThan(20)
  })
})
