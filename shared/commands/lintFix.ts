import { recordIn } from "../document/document.ts"
import { noteKind } from "../document/shapes.ts"
import type { Layout } from "../model/drawing.ts"
import { dismissalOf, type Finding } from "../model/lint.ts"
import type { Persona } from "../model/records.ts"
import { err, ok, type Result } from "../model/result.ts"
import type { BoardContent } from "../model/snapshot.ts"
import { addCard, deleteCards } from "./cards.ts"
import { type CommandProblem, type Editing, step } from "./context.ts"

/** The board that a finding is about, where everything on it lies, and who is who. */
export interface FixScene {
  readonly editing: Editing
  readonly content: BoardContent
  readonly layout: Layout
  readonly personas: ReadonlyMap<string, Persona>
  /** The overlay that is shown, if one is. */
  readonly overlayId?: string
}

/** What is left to a person once a fix has done its part. */
export type Fixed =
  | { readonly next: "look"; readonly cardId?: string }
  /** The card's title is theirs to write. */
  | { readonly next: "write"; readonly cardId: string }
  /** Something among the card's details. */
  | { readonly next: "details"; readonly cardId: string }
  | { readonly next: "personas" }

/** One of several ways to do a fix, in people's own words or as a message. */
export interface FixChoice {
  readonly id: string
  readonly label: string
  /** True when the label is a message key. */
  readonly isMessage?: boolean
}

/** What a fix does. One step of undo, or none where it only leads somewhere. */
export interface Fix {
  /** What a person has to choose first. With nothing to choose from it is not offered; absent, nothing is asked. */
  readonly choices?: (scene: FixScene, finding: Finding) => readonly FixChoice[]
  readonly run: (scene: FixScene, finding: Finding, choice: string) => Result<Fixed, CommandProblem>
}

/** A kind's fixes by the names that its rules offer. */
export type Fixes = { readonly [name: string]: Fix }

export const look = (cardId?: string): Result<Fixed, CommandProblem> =>
  ok({ next: "look", ...(cardId === undefined ? {} : { cardId }) })

/** A result's card is to be written on next. */
export const thenWrite = (made: Result<string, CommandProblem>): Result<Fixed, CommandProblem> =>
  made.ok ? ok({ next: "write", cardId: made.value }) : made

/** A change has been made to this card, or could not be. */
export const thenLook = (done: Result<unknown, CommandProblem>, cardId?: string): Result<Fixed, CommandProblem> =>
  done.ok ? look(cardId) : done

/** Fixes that only lead to a card, the same on every board. */
export const reword: Fix = { run: ({ content }, { ids: [id = ""] }) => leadTo(content, "write", id) }
export const details: Fix = { run: ({ content }, { ids: [id = ""] }) => leadTo(content, "details", id) }
export const openPersonas: Fix = { run: () => ok({ next: "personas" }) }

const leadTo = ({ cards }: BoardContent, next: "write" | "details", cardId: string): Result<Fixed, CommandProblem> =>
  cards.has(cardId) ? ok({ next, cardId }) : err({ type: "CardGone" })

/**
 * The words stay on the board, as a note in the card's place: one step. The note has no author, since nobody writes in
 * another's name, but keeps the first wording.
 */
export const keepAsNote: Fix = {
  run: ({ editing, content, layout }, { ids: [id = ""] }) => {
    const card = content.cards.get(id)
    const placed = layout.cards.find((other) => other.id === id)
    if (!card) return err({ type: "CardGone" })
    if (card.locked === "facilitator") return err({ type: "Locked" })
    const { title, note, order } = card
    const provenance = { authorId: undefined, origin: "merged", verbatim: card.provenance.verbatim }
    const values = { title, note, order, provenance, x: placed?.x ?? 0, y: placed?.y ?? 0 }
    const { endStep: _, ...inner } = editing
    let made: Result<string, CommandProblem> = err({ type: "BoardGone" })
    step(editing, () => {
      made = addCard(inner, content.board.id, { kind: noteKind, values })
      deleteCards(inner, [id])
    })
    return madeNote(made)
  },
}

/* TypeScript narrows a variable that a callback assigns to its first value; passing it on does not. */
const madeNote = (made: Result<string, CommandProblem>) => (made.ok ? look(made.value) : made)

/** Leaves a question as it is, for everybody, as one step; `isDismissed` false asks it again. */
export function dismissFinding(editing: Editing, content: BoardContent, finding: Finding, isDismissed = true): void {
  const { cardId, label } = dismissalOf(finding, content.cards)
  const { boards, cards } = editing.document.roots
  const record = cardId === undefined ? recordIn(boards, content.board.id) : recordIn(cards, cardId)
  const key = `dismissed/${label}`
  step(editing, () => {
    if (isDismissed) record?.set(key, true)
    else record?.delete(key)
  })
}
