import { fromRow } from "../../../shared/codecs/fileRecords.ts"
import { addCards } from "../../../shared/commands/cards.ts"
import { connectCards } from "../../../shared/commands/relations.ts"
import { recordIn, sourceOf, type WorkshopDocument } from "../../../shared/document/document.ts"
import { projectDocument } from "../../../shared/document/projection.ts"
import type { Values } from "../../../shared/document/records.ts"
import { boardKindOf, cardShapeOf } from "../../../shared/document/shapes.ts"
import { isPlain, readRecord } from "../../../shared/model/fields.ts"
import { isId } from "../../../shared/model/ids.ts"
import { sessionKey, sessionShape } from "../../../shared/model/sessionRecords.ts"
import type { SealedNote, SealedState } from "../../../shared/protocol/requests.ts"
import { liveRecord, refused, type Sealed } from "./sealed.ts"
import { type KeptNote, readNote } from "./sealedEntries.ts"

/** Writing alone, then reveal: notes wait here, sealed, and go on the board all at once. */

/** The most notes one person may have sealed at once; nobody writes that many in a step. */
const notesPerPerson = 200
const noteBytes = 20_000

/** `seal-note`: keeps, replaces or takes back one's own note. */
export async function sealNote(sealed: Sealed, personId: string, body: unknown): Promise<unknown> {
  const { id, note: raw } = isPlain(body) ? body : {}
  if (!isId(id)) return refused("unknown")
  const { state, ports } = sealed
  const kept = state.notes.get(id)
  if (kept && kept.personId !== personId) return refused("identity")
  if (ports.document.roots.cards.has(id)) return revealedBefore(sealed, id, raw)
  if (raw === null) {
    if (kept) await sealed.keep({ is: "note", personId, id, note: null })
    return { is: "sealed" } satisfies SealedState
  }
  const note = JSON.stringify(raw ?? null).length > noteBytes ? undefined : readNote(raw)
  const problem = note ? problemOf(sealed, note) : refused("unknown")
  if (!note || problem) return problem
  const own = [...state.notes.values()].filter((one) => one.personId === personId)
  if (!kept && own.length >= notesPerPerson) return refused("quota")
  await sealed.keep({ is: "note", personId, id, note })
  if (!isLate(sealed, note.stepId)) return { is: "sealed" } satisfies SealedState
  const isPut = (await putOnBoard(sealed, [[id, { personId, note }]])) > 0
  return isPut ? revealedBefore(sealed, id, raw) : ({ is: "sealed" } satisfies SealedState)
}

/** Words for a card that is there already change nothing any more; whoever sent them is told when they are not on it. */
function revealedBefore({ ports: { document } }: Sealed, id: string, raw: unknown): SealedState {
  const card = recordIn(document.roots.cards, id)
  const words = Object.entries(readNote(raw)?.values ?? {})
  const isOther = words.some(
    ([key, value]) => typeof value === "string" && inOneLine(value) !== inOneLine(card?.get(key)),
  )
  return { is: "revealed", ...(isOther ? { isOther } : {}) }
}

const inOneLine = (text: unknown): string =>
  String(text ?? "")
    .replaceAll(/\s+/g, " ")
    .trim()

/** `own-notes`: what one has sealed oneself, for another device or after a reload. */
export const ownNotes = ({ state }: Sealed, personId: string): unknown =>
  [...state.notes].flatMap(([id, kept]) => (kept.personId === personId ? [{ id, note: kept.note }] : []))

/** `reveal`: all notes of a step become cards in one transaction. */
export async function reveal(sealed: Sealed, body: unknown): Promise<unknown> {
  const stepId = isPlain(body) ? body.stepId : undefined
  if (!isId(stepId)) return refused("unknown")
  // First, so that a note that is on its way to the disk just now finds itself late and follows.
  await sealed.keep({ is: "revealed", stepId })
  return { revealed: await open(sealed, (one) => one === stepId) }
}

/** At the start: what a crash has left sealed although its step was revealed. */
export const revealLeft = async (sealed: Sealed): Promise<void> => {
  await open(sealed, (stepId) => isLate(sealed, stepId))
}

async function open(sealed: Sealed, isMeant: (stepId: string) => boolean): Promise<number> {
  return putOnBoard(
    sealed,
    [...sealed.state.notes].filter(([, { note }]) => isMeant(note.stepId)),
  )
}

/** `discard-drafts`: what was never revealed is gone for good. */
export async function discardDrafts(sealed: Sealed): Promise<unknown> {
  const discarded = sealed.state.notes.size
  await sealed.settle((all) => all.notes.clear())
  return { discarded }
}

function problemOf({ ports: { document } }: Sealed, note: SealedNote): ReturnType<typeof refused> | undefined {
  const step = liveRecord(document, "agendaSteps", note.stepId)
  if (step?.inputMode !== "private-until-reveal") return refused("step", "this step takes no private notes")
  if (step.allowedKinds.length > 0 && !step.allowedKinds.includes(note.kind))
    return refused("step", `this step is about ${step.allowedKinds.join(", ")}`)
  const boardKind = boardKindOf(document, note.boardId)
  const shape = boardKind && cardShapeOf(boardKind, note.kind)
  if (!shape) return refused("schema", "the board has no cards of this kind")
  const findings: string[] = []
  const { title, ...rest } = note.values
  if (typeof title !== "string" || title.trim() === "") return refused("schema", "a note has a title")
  fromRow(shape, { title, ...rest }, {}, [], [], {
    add: (path, reason) => findings.push(`${path.join("/")}: ${reason}`),
  })
  for (const name of ["boardId", "kind", "deleted", "locked", "provenance"])
    if (Object.hasOwn(rest, name)) findings.push(`${name} is not the author's to say`)
  return findings[0] === undefined ? undefined : refused("schema", findings[0])
}

/** Revealed, and not being written again: a note that was on its way meanwhile goes on the board. */
function isLate({ state, ports: { document } }: Sealed, stepId: string): boolean {
  const session = recordIn(document.roots.session, sessionKey)
  const running = session && readRecord(sessionShape, sourceOf(session)).stepId
  return state.revealed.has(stepId) && running !== stepId
}

/**
 * By id, which is random: neither order nor time tells who wrote what. What finds no place, since its board was deleted,
 * stays sealed for when that is back. Gives how many are no longer sealed.
 */
async function putOnBoard(sealed: Sealed, notes: readonly (readonly [string, KeptNote])[]): Promise<number> {
  if (notes.length === 0) return 0
  const { document, newId, now } = sealed.ports
  const sorted = [...notes].filter(([id]) => !document.roots.cards.has(id)).sort(([a], [b]) => (a < b ? -1 : 1))
  const places = placesFor(
    document,
    sorted.map(([id, { note }]) => ({ id, ...note })),
  )
  sealed.write(() => {
    for (const [id, { personId, note }] of sorted) {
      const author = note.isNamed ? { authorId: personId } : {}
      const provenance = { createdInStepId: note.stepId, ...(note.isNamed ? {} : { attribution: "anonymous" }) }
      const editing = { document, newId, now, ...author }
      addCards(editing, note.boardId, [
        { kind: note.kind, id, values: { ...note.values, ...places.get(id), provenance } },
      ])
      // Where the two cannot be joined, or the other is gone meanwhile, the card stands alone.
      if (note.fromId !== undefined) connectCards(editing, note.fromId, id)
    }
  })
  const shown = notes.filter(([id]) => document.roots.cards.has(id))
  if (shown.length > 0)
    await sealed.settle((all) => {
      for (const [id] of shown) all.notes.delete(id)
    })
  return shown.length
}

/** Everybody wrote without seeing the others: where a board's cards stand freely, nobody's comes to lie on another's. */
function placesFor(
  document: WorkshopDocument,
  notes: readonly (SealedNote & { readonly id: string })[],
): ReadonlyMap<string, Values> {
  const places = new Map<string, Values>()
  const projection = projectDocument(document)
  const { contents, personas } = projection.current()
  projection.stop()
  for (const [boardId, content] of contents) {
    const here = notes.filter((note) => note.boardId === boardId)
    const made = document.kinds.get(content.board.kind)?.makeRoom?.({ content, personas, say: (key) => key }, here)
    for (const [at, { id }] of here.entries()) places.set(id, made?.[at] ?? {})
  }
  return places
}
