import type { Figure, Layout, PlacedCard } from "./drawing.ts"
import type { Shape } from "./fields.ts"
import type { Card, Persona } from "./records.ts"
import type { BoardContent } from "./snapshot.ts"

/** Says a message of the catalogue in the reader's language. Given by whoever draws, so that layouts stay pure. */
export type Say = (key: string, values?: { readonly [name: string]: string | number }) => string

/** What a relation of one kind may connect, besides the fields it adds. */
export interface RelationRule {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly fields: Shape
}

/** What a board is drawn from. Personas are the workshop's, shared by all its boards. */
export interface Drawable {
  readonly content: BoardContent
  readonly personas: ReadonlyMap<string, Persona>
  readonly say: Say
  /** The overlay that is drawn on the map; absent, the map is drawn bare. Kinds without overlays take no notice. */
  readonly overlayId?: string
}

/** What a card says besides its words, for telling two states of a board apart by what they mean. */
export interface CardMeaning {
  /** Where the method has it, such as a story's step and slice: `key` changes when it moves, `label` is for people. */
  readonly place?: { readonly key: string; readonly label: string }
  /** What is said of it, such as how a metric stands. Names are stable, values and labels are in words. */
  readonly facts: readonly { readonly name: string; readonly label: string; readonly value: string }[]
  /** Other cards and personas that it is connected with by itself, besides the board's relations. */
  readonly links: readonly string[]
}

/** A card that was made without sight of the board as it is now: its kind and the fields that its author's device gave it. */
export interface Unplaced {
  readonly kind: string
  readonly values: { readonly [field: string]: unknown }
}

/**
 * What every kind of board supplies. The document, the host, the canvas and the exports know boards only through
 * this; adding a kind is a folder under `shared/boards`, one under `renderer/boards` and a line in each list.
 */
export interface BoardKind {
  /** Such as `user-needs-map`. Stored in files: never renamed. */
  readonly kind: string
  /** The fields that each kind of card adds to the common ones. Every board also takes cards of kind `note`. */
  readonly cards: { readonly [cardKind: string]: Shape }
  readonly relations: { readonly [relationKind: string]: RelationRule }
  /** The name a card goes by, for labels and search: usually its title; a `user` card is called as its persona is. */
  readonly nameOf: (card: Card, personas: ReadonlyMap<string, Persona>) => string
  /** Places everything. Pure and total: the same content gives the same layout, damaged content a readable one. */
  readonly lay: (board: Drawable) => Layout
  /** A card's figures, relative to its corner. Includes its title, wrapped to the title box. */
  readonly drawCard: (card: Card, placed: PlacedCard, board: Drawable) => readonly Figure[]
  /** What the signs mean, for the legend of an export and the help sheet. With a board, also what its overlay shows. */
  readonly legend: (
    say: Say,
    board?: Drawable,
  ) => readonly { readonly label: string; readonly figures: readonly Figure[] }[]
  /** What one card means, of a state of the board. Absent, cards are compared by their words and relations alone. */
  readonly meaning?: (card: Card, board: Drawable) => CardMeaning
  /**
   * Fields that put cards, which come onto the board at one moment, beside each other and beside what is there. Absent
   * where the place of a card follows from what it belongs to.
   */
  readonly makeRoom?: (board: Drawable, cards: readonly Unplaced[]) => readonly { readonly [field: string]: unknown }[]
}
