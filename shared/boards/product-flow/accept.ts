import { type Editing, step } from "../../commands/context.ts"
import { provenanceOf } from "../../commands/provenance.ts"
import { isLive, recordIn } from "../../document/document.ts"
import { ordersAfter } from "../../document/order.ts"
import { createRecord, setFields, type Values } from "../../document/records.ts"
import { boardKindOf, cardShapeOf } from "../../document/shapes.ts"
import { type Derivation, derivationShape } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import type { LinkDraft, Suggestion } from "./suggestion.ts"

/** Words that somebody gave a suggestion before accepting it, by the suggestion's id. */
export type Titles = ReadonlyMap<string, string>

/**
 * Puts suggestions on the board as one step, with what they need: an interaction brings its activity and phase. Cards
 * that are there are not touched, whoever wrote them. Every card gets an id of its own, so that two people who accept
 * the same at once both keep their words; `doubles.ts` shows one of the two. Gives how many cards are new.
 */
export function accept(editing: Editing, suggestions: readonly Suggestion[], titles: Titles = new Map()): number {
  const chosen = withRequired(suggestions)
  const targets = new Map<string, string>()
  let made = 0
  step(editing, () => {
    for (const suggestion of chosen) {
      const { id, isNew } = putCard(editing, suggestion, targets, titles.get(suggestion.id))
      if (id === undefined) continue
      targets.set(suggestion.id, id)
      if (isNew) made++
      for (const link of suggestion.links) putLink(editing, suggestion.flowId, link, id)
    }
  })
  return made
}

/** Keeps suggestions away until their source changes, as one step. */
export function reject(editing: Editing, suggestions: readonly Suggestion[]): void {
  step(editing, () => {
    for (const suggestion of suggestions)
      for (const link of suggestion.links) putLink(editing, suggestion.flowId, link, undefined)
  })
}

/** Somebody has looked: the cards stand as they are, and the change or loss of their sources is no longer told. */
export function acknowledge(editing: Editing, changed: readonly Suggestion[], gone: readonly Derivation[] = []): void {
  const { derivations } = editing.document.roots
  step(editing, () => {
    for (const { knownIds, sourceHash } of changed.flatMap(({ links }) => links)) {
      for (const id of knownIds) {
        const record = recordIn(derivations, id)
        if (record) setFields(record, derivationShape, { sourceHash, at: editing.now() })
      }
    }
    for (const { id } of gone) recordIn(derivations, id)?.set("deleted", true)
  })
}

/** One of two wordings becomes a card of its own again, as one step: it is no longer taken for the other's double. */
export function keepBoth(editing: Editing, content: BoardContent, cardId: string): void {
  const links = [...content.derivations.values()].filter(({ targetId }) => targetId === cardId)
  step(editing, () => {
    for (const { id } of links) recordIn(editing.document.roots.derivations, id)?.set("deleted", true)
  })
}

/** What they require comes first, each once. */
function withRequired(suggestions: readonly Suggestion[]): Suggestion[] {
  const all = new Map<string, Suggestion>()
  const add = (suggestion: Suggestion) => {
    for (const required of suggestion.requires) add(required)
    all.set(suggestion.id, suggestion)
  }
  for (const suggestion of suggestions) add(suggestion)
  return [...all.values()]
}

interface Put {
  readonly id: string | undefined
  readonly isNew: boolean
}

/** A card that was deleted comes back with what people wrote in it. */
function putCard(editing: Editing, suggestion: Suggestion, targets: Targets, title: string | undefined): Put {
  const { document } = editing
  const { kind, boardId, targetId, formerId } = suggestion
  const { cards } = document.roots
  if (targetId !== undefined && isLive(recordIn(cards, targetId))) return { id: targetId, isNew: false }
  const boardKind = boardKindOf(document, boardId)
  const shape = boardKind && cardShapeOf(boardKind, kind)
  if (!shape) return { id: undefined, isNew: false }
  const values = { ...suggestion.values, ...refsOf(suggestion, targets), ...(title ? { title } : {}) }
  const former = formerId === undefined ? undefined : recordIn(cards, formerId)
  if (former && formerId !== undefined) {
    former.set("deleted", false)
    return { id: formerId, isNew: true }
  }
  const id = editing.newId()
  createRecord(cards, id, shape, {
    ...values,
    order: orderFor(editing, suggestion, targets),
    locked: "none",
    boardId,
    kind,
    deleted: false,
    provenance: provenanceOf(editing, { ...values, provenance: { origin: "derived" } }),
  })
  return { id, isNew: true }
}

/** The cards that were accepted in this step, by their suggestion. */
type Targets = ReadonlyMap<string, string>

const refsOf = ({ refs }: Suggestion, targets: Targets): Values =>
  Object.fromEntries(
    Object.entries(refs).flatMap(([field, { id, targetId }]) => {
      const target = targets.get(id) ?? targetId
      return target === undefined ? [] : [[field, target]]
    }),
  )

/** After its neighbour in the source where that is on the board, else last. */
function orderFor({ document }: Editing, { boardId, kind, after }: Suggestion, targets: Targets): string {
  const siblings = [...document.roots.cards].flatMap(([id, record]) =>
    isLive(record) && record.get("boardId") === boardId && record.get("kind") === kind
      ? [{ id, order: String(record.get("order")) }]
      : [],
  )
  return ordersAfter(siblings, after && (targets.get(after.id) ?? after.targetId), 1)[0] ?? "a0"
}

function putLink(
  { document, now, newId }: Editing,
  boardId: string,
  { rule, sourceIds, sourceHash, knownIds }: LinkDraft,
  targetId: string | undefined,
): void {
  const { derivations } = document.roots
  const state = targetId === undefined ? "rejected" : "accepted"
  const decided = { sourceHash, state, at: now(), deleted: false }
  const known = knownIds.flatMap((id) => recordIn(derivations, id) ?? [])
  // Another card's link is left alone: two people who accept at once must not take each other's card out of sight.
  const own = known.find((record) => targetId === undefined || record.get("targetId") === targetId)
  if (own) setFields(own, derivationShape, decided)
  else createRecord(derivations, newId(), derivationShape, { ...decided, boardId, rule, sourceIds, targetId })
}
