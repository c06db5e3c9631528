import type { BoardKind, CardMeaning, Drawable, Say } from "./boardKind.ts"
import { byOrder, type Card, type Persona } from "./records.ts"
import type { BoardContent } from "./snapshot.ts"

/** Two states of one board, told apart by what they mean rather than by their pixels. Pure. */

export interface ComparedState {
  readonly content: BoardContent
  readonly personas: ReadonlyMap<string, Persona>
}

interface About {
  readonly id: string
  /** The kind of card, or `overlay` or `team`. */
  readonly kind: string
  /** What it goes by: in the later state, or in the earlier one when it is gone. */
  readonly name: string
}
export type Change = About &
  (
    | { readonly is: "added" | "gone" }
    | { readonly is: "reworded"; readonly before: string }
    | { readonly is: "moved"; readonly before: string; readonly after: string }
    /** One thing that is said of it; empty where nothing was or is said. */
    | { readonly is: "changed"; readonly what: string; readonly before: string; readonly after: string }
    | { readonly is: "connected" | "disconnected"; readonly otherId: string; readonly otherName: string }
  )

export const changeSorts = ["added", "gone", "reworded", "moved", "changed", "connected", "disconnected"] as const

/** Everything that differs, in the order of `changeSorts` and, within, of the board's cards. Empty for the same state. */
export function compareStates(
  kind: BoardKind,
  before: ComparedState,
  after: ComparedState,
  say: Say,
): readonly Change[] {
  const earlier = new Side(kind, before, say)
  const later = new Side(kind, after, say)
  const changes = [
    ...cardChanges(earlier, later),
    ...relationChanges(earlier, later),
    ...namedChanges("overlay", titlesOf(before.content.overlays), titlesOf(after.content.overlays)),
    ...namedChanges("team", namesOf(before.content.teams), namesOf(after.content.teams)),
  ]
  return changeSorts.flatMap((sort) => changes.filter(({ is }) => is === sort))
}

/** One of the two states, with what a comparison asks of it. */
class Side {
  readonly #kind: BoardKind
  readonly #state: ComparedState
  readonly #board: Drawable

  constructor(kind: BoardKind, state: ComparedState, say: Say) {
    this.#kind = kind
    this.#state = state
    this.#board = { ...state, say }
  }

  cards(): readonly Card[] {
    return [...this.#state.content.cards.values()].sort((a, b) =>
      a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : byOrder(a, b),
    )
  }

  card(id: string): Card | undefined {
    return this.#state.content.cards.get(id)
  }

  relations() {
    return this.#state.content.relations
  }

  name(card: Card): string {
    return this.#kind.nameOf(card, this.#state.personas) || this.#board.say("common.untitled")
  }

  nameOf(id: string): string | undefined {
    const card = this.card(id)
    return card ? this.name(card) : this.#state.personas.get(id)?.name
  }

  meaning(card: Card): CardMeaning {
    return this.#kind.meaning?.(card, this.#board) ?? { facts: [], links: [] }
  }

  say(key: string): string {
    return this.#board.say(key)
  }
}

function cardChanges(earlier: Side, later: Side): readonly Change[] {
  const about = (side: Side, card: Card): About => ({ id: card.id, kind: card.kind, name: side.name(card) })
  const gone = earlier
    .cards()
    .filter(({ id }) => !later.card(id))
    .map((card): Change => ({ is: "gone", ...about(earlier, card) }))
  const others = later.cards().flatMap((card): readonly Change[] => {
    const was = earlier.card(card.id)
    if (!was) return [{ is: "added", ...about(later, card) }]
    return differences(about(later, card), was, card, earlier, later)
  })
  return [...gone, ...others]
}

function differences(about: About, was: Card, card: Card, earlier: Side, later: Side): readonly Change[] {
  const changes: Change[] = []
  const before = earlier.name(was)
  if (before !== about.name) changes.push({ ...about, is: "reworded", before })
  if (was.note !== card.note)
    changes.push({ ...about, is: "changed", what: later.say("keeping.fact.note"), before: was.note, after: card.note })
  const [meant, means] = [earlier.meaning(was), later.meaning(card)]
  changes.push(...placeChanges(about, meant, means), ...factChanges(about, meant, means))
  changes.push(...linkChanges(about, meant, means, earlier, later))
  return changes
}

function placeChanges(about: About, meant: CardMeaning, means: CardMeaning): readonly Change[] {
  if (!meant.place || !means.place || meant.place.key === means.place.key) return []
  return [{ ...about, is: "moved", before: meant.place.label, after: means.place.label }]
}

function factChanges(about: About, meant: CardMeaning, means: CardMeaning): readonly Change[] {
  const names = new Set([...means.facts, ...meant.facts].map(({ name }) => name))
  return [...names].flatMap((name): readonly Change[] => {
    const was = meant.facts.find((one) => one.name === name)
    const now = means.facts.find((one) => one.name === name)
    if (was?.value === now?.value) return []
    const what = now?.label ?? was?.label ?? name
    return [{ ...about, is: "changed", what, before: was?.value ?? "", after: now?.value ?? "" }]
  })
}

function linkChanges(
  about: About,
  meant: CardMeaning,
  means: CardMeaning,
  earlier: Side,
  later: Side,
): readonly Change[] {
  const others = (is: "connected" | "disconnected", ids: readonly string[], not: readonly string[]) =>
    [...new Set(ids)].flatMap((otherId): readonly Change[] => {
      const otherName = later.nameOf(otherId) ?? earlier.nameOf(otherId)
      return not.includes(otherId) || otherName === undefined ? [] : [{ ...about, is, otherId, otherName }]
    })
  return [...others("connected", means.links, meant.links), ...others("disconnected", meant.links, means.links)]
}

/** A line that went with one of its cards is not told of again. */
function relationChanges(earlier: Side, later: Side): readonly Change[] {
  const lines = (is: "connected" | "disconnected", side: Side, other: Side) =>
    [...side.relations().values()].flatMap(({ id, fromId, toId }): readonly Change[] => {
      const from = side.card(fromId)
      const to = side.card(toId)
      if (other.relations().has(id) || !from || !to || !other.card(fromId) || !other.card(toId)) return []
      return [{ is, id: fromId, kind: from.kind, name: side.name(from), otherId: toId, otherName: side.name(to) }]
    })
  return [...lines("connected", later, earlier), ...lines("disconnected", earlier, later)]
}

function namedChanges(
  kind: "overlay" | "team",
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly Change[] {
  const gone = [...before]
    .filter(([id]) => !after.has(id))
    .map(([id, name]): Change => ({ is: "gone", id, kind, name }))
  const others = [...after].flatMap(([id, name]): readonly Change[] => {
    const was = before.get(id)
    if (was === undefined) return [{ is: "added", id, kind, name }]
    return was === name ? [] : [{ is: "reworded", id, kind, name, before: was }]
  })
  return [...gone, ...others]
}

const titlesOf = (records: ReadonlyMap<string, { readonly title: string }>) =>
  new Map([...records].map(([id, { title }]) => [id, title]))
const namesOf = (records: ReadonlyMap<string, { readonly name: string }>) =>
  new Map([...records].map(([id, { name }]) => [id, name]))
