import type { ComponentType } from "react"
import type { CommandProblem, Editing } from "../../shared/commands/context.ts"
import type { BoardKind } from "../../shared/model/boardKind.ts"
import type { Layout, Point } from "../../shared/model/drawing.ts"
import type { Card, Persona } from "../../shared/model/records.ts"
import type { Result } from "../../shared/model/result.ts"
import type { BoardContent, Snapshot } from "../../shared/model/snapshot.ts"
import type { Action } from "../session/action.ts"

/** Which board a gesture is about, and where everything on it lies. */
export interface Scene {
  readonly editing: Editing
  readonly content: BoardContent
  readonly layout: Layout
}

/** The text of one card while somebody writes on it. */
export interface Writing {
  readonly text: string
  /** Called with every change; joins with the typing just before into one undo step. */
  readonly type: (text: string) => Result<void, CommandProblem>
  /** Called once when the writing ends. */
  readonly settle: () => void
}

type Made = Result<string, CommandProblem>

/** True when the method draws a relation from or to cards of this kind. */
export const isConnectable = ({ relations }: BoardKind, cardKind: string): boolean =>
  Object.values(relations).some(({ from, to }) => from.includes(cardKind) || to.includes(cardKind))

/** A kind of card as somebody writes it who does not see the map: with a list of places to choose from, on a phone. */
export interface Composing {
  readonly kind: string
  /** Message key of the kind's name. */
  readonly label: string
  /** Message key of the question where it belongs, such as "Under which user?"; absent where there is no choice. */
  readonly where?: string
  /** The cards or cells that the new card can belong to, in reading order. */
  readonly places: (
    scene: Scene,
    personas: ReadonlyMap<string, Persona>,
  ) => readonly { readonly id: string; readonly label: string }[]
  /** Makes the card in its place, as one step. Without a place where the kind needs none or the method allows to leave it open. */
  readonly add: (scene: Scene, placeId: string | undefined, title: string) => Made
  /** The place a card has now; undefined when it has none of them. */
  readonly placeOf?: (scene: Scene, cardId: string) => string | undefined
  /** Puts a card that is there already into a place, as one step. Absent where cards of the kind belong nowhere in particular. */
  readonly move?: (scene: Scene, cardId: string, placeId: string) => Result<void, CommandProblem>
}

/** A question about cards that is answered by one tap from 1 to 5. */
export interface Rating {
  readonly kind: string
  /** The card's field. */
  readonly field: string
  /** Message key of the question; the ends are called `<label>.1` and `<label>.5`. */
  readonly label: string
}

/**
 * What the canvas needs to know of a board kind to offer it to people. The canvas turns gestures into these calls and
 * knows no kind itself; each call is one step of undo. `shared/boards/<kind>/commands.ts` does the work.
 */
export interface BoardView {
  readonly boardKind: BoardKind
  /** What the toolbar offers, in the method's order. `key` alone makes one; N makes the first or the one last used. */
  readonly additions: readonly { readonly kind: string; readonly label: string; readonly key?: string }[]
  /** Button, key or double-click: a card of this kind at a point in board units (the middle of the view for a button or key). */
  readonly add: (scene: Scene, kind: string, at: Point, title?: string) => Made
  /** What a double-click at this point should make; undefined for nothing. */
  readonly kindAt: (scene: Scene, at: Point) => string | undefined
  /** Ctrl+Enter on a card or while writing on it: the next one beside it. */
  readonly addNext: (scene: Scene, id: string) => Made
  /**
   * True where cards are written one after the other: Enter on a card that was just made goes on with the next, and on
   * one that is still blank takes it away again and ends.
   */
  readonly isWrittenInARow?: boolean
  /** Tab while writing, Ctrl+Shift+Enter on a card: one level deeper. Tab on a card goes to the next one. */
  readonly addDeeper: (scene: Scene, id: string) => Made
  /** Shift+Tab while writing: one level out, or undefined where the level does not exist. */
  readonly addOuter?: (scene: Scene, id: string) => Made
  /** Pasted lines become cards after or below the selected card, or at the point. Gives their ids. */
  readonly pasteLines: (
    scene: Scene,
    lines: readonly string[],
    near: { readonly id?: string; readonly at: Point },
  ) => Result<readonly string[], CommandProblem>
  /** The end of a drag: the corner of each dragged card, in board units. The pointer tells the cell where cells are small. */
  readonly drop: (scene: Scene, corners: ReadonlyMap<string, Point>, pointer: Point) => Result<void, CommandProblem>
  /** Where cards would land if dropped now, to be shown while dragging; absent where they stay where they are put. */
  readonly dropHint?: (
    scene: Scene,
    corners: ReadonlyMap<string, Point>,
    pointer: Point,
  ) => { x: number; y: number; w: number; h: number } | undefined
  /** Alt+arrow on selected cards: a nudge, or one place along the method's order. */
  readonly nudge: (scene: Scene, ids: readonly string[], dx: -1 | 0 | 1, dy: -1 | 0 | 1) => Result<void, CommandProblem>
  /** Copied cards become new ones at the point; relations among them are copied too. */
  readonly duplicate: (scene: Scene, cards: readonly Card[], offset: Point) => Result<readonly string[], CommandProblem>
  /** Delete: hides the cards and those that cannot be without them, as one step. Absent, the canvas hides just these cards. */
  readonly remove?: (scene: Scene, ids: readonly string[]) => Result<void, CommandProblem>
  /** A connector dropped on nothing: the card the method expects next, linked. Absent on boards without relations. */
  readonly connectToNew?: (scene: Scene, fromId: string, at: Point) => Made
  /**
   * What is written on a card and where it goes, for cards that do not carry their own title: a user card writes its
   * persona's name. Undefined for a card, or absent, means the card's title.
   */
  readonly writing?: (scene: Scene, card: Card, personas: ReadonlyMap<string, Persona>) => Writing | undefined
  /** Cards and relations that hang together with a card; selecting it shows them. Absent or undefined: nothing to show. */
  readonly chainOf?: (content: BoardContent, id: string) => ReadonlySet<string> | undefined
  /**
   * What cards tell besides their own words, such as that their source has changed: message keys by card. Computed from
   * the workshop as it stands and drawn on the canvas only, never in exports.
   */
  readonly marks?: (snapshot: Snapshot, boardId: string) => ReadonlyMap<string, string>
  /** Details of one card, beside the selection. */
  readonly Inspector: ComponentType<{ readonly card: Card; readonly content: BoardContent }>
  /** Panels of this kind's own, shown while the view's `panel` has the name, such as `derive`. They close by setting it to `inspector`. */
  readonly panels?: { readonly [panel: string]: ComponentType }
  /** What belongs to the board as a whole, shown over its upper edge. */
  readonly Bar?: ComponentType
  /** What this board adds to the action list, such as "Tidy up". */
  readonly actions: readonly Action[]
  /** What an empty board says: message keys of a sentence and of one grey example. */
  readonly empty: { readonly title: string; readonly hint: string }
}
