import type { BoardKind } from "../model/boardKind.ts"
import type { Shape } from "../model/fields.ts"
import { shownFor } from "../model/merged.ts"
import { derivationShape, type Relation, teamShape } from "../model/records.ts"
import { mapReferences, referencesIn } from "../model/references.ts"
import { sessionShapes } from "../model/sessionRecords.ts"
import type { BoardContent, Snapshot } from "../model/snapshot.ts"
import { sameEntries, withoutTwins } from "./boardContents.ts"
import { cardShapeOf } from "./shapes.ts"

type Shown = ReadonlyMap<string, string>
type Values = { readonly [name: string]: unknown }

/**
 * Leads what refers to a card that stands behind another to the card that is shown for it: lines, steps and their
 * activity, traces across boards, comments, marks. Only the view does so and the records stay as they were written, so
 * that what somebody adds to a card while another merges it is seen, and a card brought out again has its own back.
 */
export class MergedReferences {
  readonly #kinds: ReadonlyMap<string, BoardKind>
  /** The shown card's id by the id of each card behind it, over all boards. */
  #shown: Shown = new Map()
  /** What was led, by what it was; for the cards shown now. */
  #led = new WeakMap<object, unknown>()
  readonly #behind = new WeakMap<BoardContent, Shown>()

  constructor(kinds: ReadonlyMap<string, BoardKind>) {
    this.#kinds = kinds
  }

  /** What is untouched keeps its identity; without merged cards everything does. */
  lead(told: Snapshot): Snapshot {
    const shown = new Map([...told.contents.values()].flatMap((content) => [...this.#shownIn(content)]))
    if (!sameEntries(shown, this.#shown)) {
      this.#shown = shown
      this.#led = new WeakMap()
    }
    if (shown.size === 0) return told
    return {
      ...told,
      contents: this.#table(told.contents, (content) => this.#content(content)),
      comments: this.#table(told.comments, (one) => this.#record(sessionShapes.comments, one)),
      marks: this.#table(told.marks, (one) => this.#record(sessionShapes.marks, one)),
    }
  }

  #shownIn(content: BoardContent): Shown {
    if (content.merged.size === 0) return nothing
    const known = this.#behind.get(content)
    if (known) return known
    const all = new Map([...content.cards, ...content.merged])
    const shown = new Map([...content.merged.keys()].map((id) => [id, shownFor(all, id)]))
    this.#behind.set(content, shown)
    return shown
  }

  #content(content: BoardContent): BoardContent {
    const kind = this.#kinds.get(content.board.kind)
    const led = {
      ...content,
      cards: this.#table(content.cards, (card) => this.#record(kind && cardShapeOf(kind, card.kind), card)),
      relations: content.merged.size === 0 ? content.relations : this.#relations(content.relations),
      teams: this.#table(content.teams, (team) => this.#record(teamShape, team)),
      derivations: this.#table(content.derivations, (link) => this.#record(targetOnly, link)),
    }
    const isSame = led.cards === content.cards && led.relations === content.relations && led.teams === content.teams
    return isSame && led.derivations === content.derivations ? content : led
  }

  /** A line between two cards that are one now is none. */
  #relations(relations: BoardContent["relations"]): BoardContent["relations"] {
    return this.#once(relations, () => {
      const led = new Map<string, Relation>()
      for (const [id, relation] of relations) {
        const ends = { fromId: this.#shownFor(relation.fromId), toId: this.#shownFor(relation.toId) }
        const isSame = ends.fromId === relation.fromId && ends.toId === relation.toId
        if (isSame) led.set(id, relation)
        else if (ends.fromId !== ends.toId)
          led.set(
            id,
            this.#once(relation, () => ({ ...relation, ...ends })),
          )
      }
      withoutTwins(led)
      return sameEntries(led, relations) ? relations : led
    })
  }

  #record<R extends Values>(shape: Shape | undefined, record: R): R {
    if (!shape) return record
    return this.#once(record, () =>
      [...referencesIn(shape, record)].some((id) => this.#shown.has(id))
        ? mapReferences(shape, record, this.#shownFor)
        : record,
    )
  }

  #table<R extends object>(table: ReadonlyMap<string, R>, lead: (record: R) => R): ReadonlyMap<string, R> {
    return this.#once(table, () => {
      const led = new Map([...table].map(([id, record]) => [id, this.#once(record, () => lead(record))]))
      return sameEntries(table, led) ? table : led
    })
  }

  readonly #shownFor = (id: string): string => this.#shown.get(id) ?? id

  #once<T extends object>(was: T, make: () => T): T {
    // Only what was made from this very object is kept under it.
    const known = this.#led.get(was) as T | undefined
    if (known !== undefined) return known
    const led = make()
    this.#led.set(was, led)
    return led
  }
}

const nothing: Shown = new Map()
/** What a suggestion came from stays what it was, or it would be taken for another's. */
const targetOnly = { targetId: derivationShape.targetId }
