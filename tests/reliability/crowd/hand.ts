import * as Y from "yjs"
import type { Random } from "../../support/random.ts"
import { cardIn, makeCard } from "../cards.ts"

/** Who writes writes on, and who moves things moves them a few times, before they turn to something else. */
const typedInARow = 16
const movedInARow = 4

/** One person at a board: mostly typing, often moving, now and then a new card or one that goes. */
export class Hand {
  readonly #draw: Random
  readonly #newId: () => string
  readonly #mostCards: number
  #doing: "type" | "move" | undefined
  #left = 0
  #card = ""

  /** Makes no new cards on a board that has so many. */
  constructor(draw: Random, newId: () => string, mostCards: number) {
    this.#draw = draw
    this.#newId = newId
    this.#mostCards = mostCards
  }

  /** One edit. */
  act(ydoc: Y.Doc): void {
    if (this.#left === 0 || !cardIn(ydoc, this.#card)) this.#turn(ydoc)
    const card = cardIn(ydoc, this.#card)
    this.#left = Math.max(0, this.#left - 1)
    if (!card) return makeCard(ydoc, this.#newId(), "New")
    if (this.#doing === "type") type(card.get("note"), this.#draw)
    else if (this.#doing === "move") card.set(this.#draw(2) === 0 ? "x" : "y", this.#draw(4_000))
    else card.set("deleted", card.get("deleted") !== true)
  }

  #turn(ydoc: Y.Doc): void {
    const ids = [...ydoc.getMap("cards").keys()]
    const what = this.#draw(100)
    // A board does not grow for ever; what is on it is worked on.
    const isNew = what < 40 && ids.length < this.#mostCards
    this.#card = isNew ? "" : (ids[this.#draw(ids.length)] ?? "")
    this.#doing = what < 60 ? "type" : what < 90 ? "move" : undefined
    this.#left = isNew ? 1 : 1 + this.#draw(this.#doing === "type" ? typedInARow : movedInARow)
  }
}

const words = ["tea ", "kettle ", "ä", "🫖", "water ", "é ", "power "]

function type(text: unknown, draw: Random): void {
  if (!(text instanceof Y.Text)) return
  const { length } = text
  if (length > 400 || (length > 4 && draw(4) === 0)) text.delete(0, Math.min(length, 1 + draw(3)))
  // At the end, so that no pair of surrogates is parted by the test itself.
  else text.insert(length, words[draw(words.length)] ?? "")
}
