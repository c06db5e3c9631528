import { isPlain } from "../../../shared/model/fields.ts"
import { isId } from "../../../shared/model/ids.ts"
import type { Ballot, SealedNote } from "../../../shared/protocol/requests.ts"

/** What the host keeps sealed, as plain data: one entry per change on disk, and the state they add up to. */

export type SealedEntry =
  | { readonly is: "note"; readonly personId: string; readonly id: string; readonly note: SealedNote | null }
  | { readonly is: "ballot"; readonly personId: string; readonly roundId: string; readonly dots: Ballot }
  | { readonly is: "answer"; readonly personId: string; readonly askedId: string; readonly value: number }
  | { readonly is: "step-note"; readonly stepId: string; readonly text: string }
  /** A note of this step that comes late goes on the board at once. */
  | { readonly is: "revealed"; readonly stepId: string }

export interface KeptNote {
  readonly personId: string
  readonly note: SealedNote
}

export class SealedState {
  readonly notes = new Map<string, KeptNote>()
  /** By round, then by person. */
  readonly ballots = new Map<string, Map<string, Ballot>>()
  /** By what was asked, then by person. */
  readonly answers = new Map<string, Map<string, number>>()
  readonly stepNotes = new Map<string, string>()
  readonly revealed = new Set<string>()

  take(entry: SealedEntry): void {
    switch (entry.is) {
      case "note":
        if (entry.note) this.notes.set(entry.id, { personId: entry.personId, note: entry.note })
        else this.notes.delete(entry.id)
        return
      case "ballot":
        inner(this.ballots, entry.roundId).set(entry.personId, entry.dots)
        return
      case "answer":
        inner(this.answers, entry.askedId).set(entry.personId, entry.value)
        return
      case "step-note":
        if (entry.text === "") this.stepNotes.delete(entry.stepId)
        else this.stepNotes.set(entry.stepId, entry.text)
        return
      case "revealed":
        this.revealed.add(entry.stepId)
    }
  }

  /** The fewest entries that add up to this state. */
  entries(): readonly SealedEntry[] {
    return [
      ...[...this.notes].map(([id, { personId, note }]): SealedEntry => ({ is: "note", personId, id, note })),
      ...pairs(this.ballots).map(
        ([roundId, personId, dots]): SealedEntry => ({ is: "ballot", personId, roundId, dots }),
      ),
      ...pairs(this.answers).map(
        ([askedId, personId, value]): SealedEntry => ({ is: "answer", personId, askedId, value }),
      ),
      ...[...this.stepNotes].map(([stepId, text]): SealedEntry => ({ is: "step-note", stepId, text })),
      ...[...this.revealed].map((stepId): SealedEntry => ({ is: "revealed", stepId })),
    ]
  }
}

const inner = <V>(outer: Map<string, Map<string, V>>, key: string): Map<string, V> => {
  const found = outer.get(key) ?? new Map<string, V>()
  outer.set(key, found)
  return found
}

const pairs = <V>(outer: ReadonlyMap<string, ReadonlyMap<string, V>>): readonly (readonly [string, string, V])[] =>
  [...outer].flatMap(([key, inside]) => [...inside].map(([id, value]) => [key, id, value] as const))

/** An entry as it was written; undefined for anything else. */
export function readEntry(raw: unknown): SealedEntry | undefined {
  if (!isPlain(raw)) return undefined
  const { is, personId, id, note, roundId, dots, askedId, value, stepId, text } = raw
  if (is === "revealed") return isId(stepId) ? { is, stepId } : undefined
  if (is === "step-note") return isId(stepId) && typeof text === "string" ? { is, stepId, text } : undefined
  if (!isId(personId)) return undefined
  if (is === "answer") return isId(askedId) && typeof value === "number" ? { is, personId, askedId, value } : undefined
  if (is === "ballot") {
    const ballot = readBallot(dots)
    return isId(roundId) && ballot ? { is, personId, roundId, dots: ballot } : undefined
  }
  const read = note === null ? null : readNote(note)
  return is === "note" && isId(id) && read !== undefined ? { is, personId, id, note: read } : undefined
}

/** The form of a note; whether its values fit the kind is asked of the board. */
export function readNote(raw: unknown): SealedNote | undefined {
  if (!isPlain(raw)) return undefined
  const { stepId, boardId, kind, values, fromId, isNamed } = raw
  if (!isId(stepId) || !isId(boardId) || typeof kind !== "string" || kind.length > 40) return undefined
  if (!isPlain(values) || typeof isNamed !== "boolean" || (fromId !== undefined && !isId(fromId))) return undefined
  return { stepId, boardId, kind, values, isNamed, ...(fromId === undefined ? {} : { fromId }) }
}

const ballotLimit = 1000

export function readBallot(raw: unknown): Ballot | undefined {
  if (!Array.isArray(raw) || raw.length > ballotLimit) return undefined
  const read = raw.flatMap((one: unknown) =>
    isPlain(one) && isId(one.cardId) && typeof one.dots === "number" && Number.isInteger(one.dots) && one.dots > 0
      ? [{ cardId: one.cardId, dots: one.dots }]
      : [],
  )
  return read.length === raw.length ? read : undefined
}
