import * as Y from "yjs"
import { cardIn, makeBoard, makeCard } from "./cards.ts"
import { Participant, type Way } from "./crowd/participant.ts"

/**
 * Somebody whose every edit can be looked for afterwards: one makes a card, the next only deletes it, which no state
 * vector shows.
 */
export class Numbered {
  readonly participant: Participant
  readonly name: string
  #first = 1
  readonly #isTogether: boolean

  /** Together: all write in one text as well, so that what one does rests on what another has just done. */
  constructor(name: string, way: Way, { isTogether = false } = {}) {
    this.name = name
    this.#isTogether = isTogether
    this.participant = new Participant(way)
  }

  /** Makes the board to write on, where there is none yet. */
  begin(): void {
    this.participant.edit(makeBoard)
    this.#first = this.participant.queue.next
  }

  write(): void {
    const number = this.participant.queue.next
    this.participant.edit((ydoc) => {
      if (this.#isTogether) writeTogether(ydoc, number, this.name)
      if (this.#makes(number)) makeCard(ydoc, this.#card(number), `Edit ${number}`)
      else cardIn(ydoc, this.#card(number - 1))?.set("deleted", true)
    })
  }

  /** Numbers of edits that were acknowledged and are not in this document. */
  lostIn(ydoc: Y.Doc): readonly number[] {
    return this.#missing(ydoc, this.participant.acknowledged)
  }

  /** Numbers of edits of any kind that are not in this document. */
  missingIn(ydoc: Y.Doc): readonly number[] {
    return this.#missing(ydoc, this.participant.queue.next - 1)
  }

  #missing(ydoc: Y.Doc, upTo: number): readonly number[] {
    return Array.from({ length: Math.max(0, upTo + 1 - this.#first) }, (_, at) => at + this.#first).filter((number) => {
      if (this.#makes(number)) return cardIn(ydoc, this.#card(number)) === undefined
      return cardIn(ydoc, this.#card(number - 1))?.get("deleted") !== true
    })
  }

  readonly #makes = (number: number): boolean => (number - this.#first) % 2 === 0
  readonly #card = (number: number): string => `${this.name}-${number}`
}

/** At the end of a text that the others write in too; another one now and then, for texts have a limit. */
function writeTogether(ydoc: Y.Doc, number: number, name: string): void {
  const note: unknown = cardIn(ydoc, `card-${Math.floor(number / 400)}`)?.get("note")
  if (note instanceof Y.Text && note.length < 3_900) note.insert(note.length, name.slice(0, 1))
}
