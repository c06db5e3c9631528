import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { writeWorkshopFile } from "../../shared/codecs/workshopFile.ts"
import type { Editing } from "../../shared/commands/context.ts"
import { createWorkshop } from "../../shared/commands/workshop.ts"
import { openDocument, origin } from "../../shared/document/document.ts"
import { type History, openHistory } from "../../shared/document/history.ts"
import { projectDocument } from "../../shared/document/projection.ts"
import type { BoardContent, Snapshot } from "../../shared/model/snapshot.ts"
import { random } from "./random.ts"

/**
 * People at one workshop who do whatever its commands offer, hear of each other now and then and in any order, and
 * undo. A seed decides everything. What must hold afterwards (`domain.md` A.9) is for the tests to say.
 */
export interface Game {
  readonly players: readonly string[]
  readonly commands: number
  /** What lies there before they begin; nobody's undo takes it away. */
  readonly prepare: (host: Player, luck: Luck) => void
  readonly acts: readonly Act[]
  /** Those that would empty or multiply the board when they came as often as the others. */
  readonly rareActs: readonly Act[]
}

export type Act = (player: Player, luck: Luck) => unknown

/** One person's device. */
export interface Player {
  readonly ydoc: Y.Doc
  readonly editing: Editing
  readonly history: History
  readonly snapshot: () => Snapshot
  readonly board: (id: string) => BoardContent
  readonly stop: () => void
}

/** What the seed decides. */
export interface Luck {
  /** From 0 up to 1. */
  readonly share: () => number
  readonly below: (count: number) => number
  readonly one: <T>(from: Iterable<T>) => T | undefined
}

export function luckOf(seed: number): Luck {
  const below = random(seed)
  const one = <T>(from: Iterable<T>): T | undefined => {
    const all = [...from]
    return all.length === 0 ? undefined : all[below(all.length)]
  }
  return { share: () => below(1 << 20) / (1 << 20), below, one }
}

export function playerAt(name: string, clientId: number): Player {
  const ydoc = new Y.Doc()
  ydoc.clientID = clientId
  const document = openDocument(ydoc, boardKinds)
  const history = openHistory(document)
  const projection = projectDocument(document)
  let made = 0
  return {
    ydoc,
    editing: {
      document,
      newId: () => `${name}-${++made}`,
      now: () => "2026-03-23T09:15:00.000Z",
      endStep: history.endStep,
    },
    history,
    snapshot: projection.current,
    board: (id) => {
      const content = projection.current().contents.get(id)
      if (!content) throw new Error(`The board ${id} is gone`)
      return content
    },
    stop: () => {
      projection.stop()
      history.stop()
    },
  }
}

/** A finished game: everybody has heard of everything. */
export interface Played {
  readonly players: readonly [Player, ...Player[]]
  /** Cards whose first wording is another than it once was for everybody (`domain.md` A.9, 5). */
  readonly rewritten: readonly string[]
}

export function play(game: Game, seed: number): Played {
  const luck = luckOf(seed)
  const host = playerAt("host", 99)
  createWorkshop(host.editing, "w", { title: "Workshop" })
  game.prepare(host, luck)
  const players = game.players.map((name, at) => playerAt(name, at + 1))
  const [first, ...others] = players
  if (!first) throw new Error("Nobody plays")
  for (const player of players) hear(host, player)
  const wordings = firstWordings(players)
  for (let at = 0; at < game.commands; at++) {
    const act = luck.one(luck.below(12) === 0 ? game.rareActs : game.acts)
    const player = luck.one(players) ?? first
    act?.(player, luck)
    wordings.check(player)
    if (luck.below(25) > 0) continue
    hear(luck.one(players) ?? first, luck.one(players) ?? first)
    wordings.agree()
  }
  // Twice: what the last one tells the first must reach those in between.
  for (let round = 0; round < 2; round++) for (const from of players) for (const to of players) hear(from, to)
  for (const player of players) wordings.check(player)
  host.stop()
  return { players: [first, ...others], rewritten: [...wordings.rewritten] }
}

/**
 * Watches that what was first said on a card, once everybody has it, stays as it was. Its author may take it back by
 * undo; then it was not said.
 */
function firstWordings(players: readonly Player[]) {
  const agreed = new Map<string, string>()
  const rewritten = new Set<string>()
  const wordingsOf = (player: Player) =>
    [...player.snapshot().contents.values()].flatMap(({ cards }) =>
      [...cards.values()].map(({ id, provenance }) => [id, provenance.verbatim] as const),
    )
  const check = (player: Player) => {
    for (const [id, wording] of wordingsOf(player)) {
      const known = agreed.get(id)
      if (known === undefined || known === wording) continue
      if (wording !== undefined) rewritten.add(id)
      agreed.delete(id)
    }
  }
  const agree = () => {
    const all = players.map((player) => new Map(wordingsOf(player)))
    for (const [id, wording] of all[0] ?? [])
      if (wording !== undefined && all.every((own) => own.get(id) === wording)) agreed.set(id, wording)
  }
  agree()
  return { check, agree, rewritten }
}

function hear(from: Player, to: Player): void {
  if (from !== to) Y.applyUpdate(to.ydoc, Y.encodeStateAsUpdate(from.ydoc, Y.encodeStateVector(to.ydoc)), origin.remote)
}

/** The workshop as each of them would save it. */
export const filesOf = (players: readonly Player[]): readonly string[] =>
  players.map(({ snapshot }) => writeWorkshopFile(snapshot(), { kinds: boardKinds }))

/** Plays the game so often and gives everything that does not hold, each with its seed. */
export function failuresIn(
  game: Game,
  runs: number,
  broken: (players: readonly [Player, ...Player[]]) => readonly string[],
): readonly string[] {
  const failures: string[] = []
  for (let seed = 1; seed <= runs; seed++) {
    const { players, rewritten } = play(game, seed)
    const problems = [
      ...(new Set(filesOf(players)).size === 1 ? [] : ["devices differ"]),
      ...rewritten.map((id) => `the first wording of ${id} changed`),
      ...broken(players),
    ]
    if (problems.length > 0) failures.push(`seed ${seed}: ${[...new Set(problems)].join(", ")}`)
    for (const player of players) player.stop()
  }
  return failures
}
