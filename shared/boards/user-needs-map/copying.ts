import { asNewCard, type NewCard } from "../../commands/cards.ts"
import type { CommandProblem } from "../../commands/context.ts"
import { isLive, recordIn, sourceOf } from "../../document/document.ts"
import type { Values } from "../../document/records.ts"
import type { Point, Rect } from "../../model/drawing.ts"
import { readRecord } from "../../model/fields.ts"
import { type Card, personaShape } from "../../model/records.ts"
import { err, type Result } from "../../model/result.ts"
import { aboveOf, kindAt } from "./commands.ts"
import { pointOf } from "./layout.ts"
import { grow, type Scene, whole } from "./scene.ts"
import { isCapability, isDependsOn, isInsight, isNeed, isUser } from "./schema.ts"
import { isPlacedKind, type PlacedKind } from "./sizes.ts"
import { axisOf, rectAt, type Spot, spotAfter, spotNear } from "./spots.ts"

type Copied = Result<readonly string[], CommandProblem>

/**
 * Copies cards with the lines among them, as one step. A copied user stands for a persona of its own, so that the two
 * can be told apart afterwards; a copied need stays in its stage, or goes to the copy of it.
 */
export function duplicateOnMap(scene: Scene, cards: readonly Card[], offset: Point): Copied {
  const { content, editing, layout } = scene
  const ids = new Map(cards.map(({ id }) => [id, editing.newId()]))
  const newPersonas = new Map<string, Values>()
  const copies = cards.map((card): NewCard => {
    const changes: Record<string, unknown> = { ...placeBeside(card, offset, axisOf(layout)), order: undefined }
    if (isUser(card)) changes.personaId = copyPersona(scene, card.personaId, newPersonas)
    if (isNeed(card)) changes.stageId = follow(card.stageId, ids, content.cards)
    if (isInsight(card)) changes.aboutIds = card.aboutIds.map((id) => ids.get(id) ?? id)
    const { order: _order, ...values } = asNewCard(card, "", changes).values
    return { kind: card.kind, id: ids.get(card.id) ?? editing.newId(), values }
  })
  const relations = [...content.relations.values()].flatMap((relation) => {
    const [fromId, toId] = [ids.get(relation.fromId), ids.get(relation.toId)]
    if (fromId === undefined || toId === undefined) return []
    const { friction, criticality } = isDependsOn(relation) ? relation : plain
    return [[fromId, toId, { label: relation.label, friction, criticality }] as const]
  })
  return grow(scene, { cards: copies, personas: newPersonas, lines: relations })
}

const plain: { friction?: undefined; criticality?: undefined } = {}

function placeBeside(card: Card, offset: Point, axis: number): Values {
  const { x, y } = pointOf(card)
  if (!isPlacedKind(card.kind)) return {}
  if (!isCapability(card)) return { x: whole(x + offset.x), y: whole(y + offset.y) }
  const visibility = Math.min(1, Math.max(0, card.visibility - offset.y / axis))
  return { x: whole(x + offset.x), visibility: Math.round(visibility * 1000) / 1000 + 0 }
}

/** A persona that is not on this map yet is used as it is. */
function copyPersona({ content, editing }: Scene, personaId: string, copies: Map<string, Values>): string {
  const persona = recordIn(editing.document.roots.personas, personaId)
  const isHere = [...content.cards.values()].some((card) => isUser(card) && card.personaId === personaId)
  if (!isLive(persona) || !isHere) return personaId
  const {
    order: _order,
    deleted: _deleted,
    provenance: _provenance,
    ...values
  } = readRecord(personaShape, sourceOf(persona))
  const copyId = editing.newId()
  copies.set(copyId, values)
  return copyId
}

const follow = (
  id: string | undefined,
  copies: ReadonlyMap<string, string>,
  cards: ReadonlyMap<string, Card>,
): string | undefined => {
  if (id === undefined) return undefined
  return copies.get(id) ?? (cards.has(id) ? id : undefined)
}

/**
 * Pasted lines become cards, as one step: next to the selected card and connected like it (after a user, more users;
 * in a stage, needs of it), or in the band at the point. Marks of a list before a line are left away.
 */
export function pasteOnMap(
  scene: Scene,
  lines: readonly string[],
  { id, at }: { readonly id?: string; readonly at: Point },
): Copied {
  const titles = lines.map((line) => line.replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, "").trim()).filter((line) => line !== "")
  const near = id === undefined ? undefined : scene.content.cards.get(id)
  const kind = near?.kind === "stage" ? "need" : (near?.kind ?? kindAt(scene, at))
  if (!isPlacedKind(kind)) return err({ type: "KindUnknown", kind })
  const parents = near && near.kind !== "stage" ? aboveOf(scene, near.id) : []
  const spots = spotsInRow(scene, kind, near, at, titles)
  const personas = new Map<string, Values>()
  const made = titles.map((title, index): NewCard & { id: string } => {
    const values: Record<string, unknown> = { ...spots[index], title }
    if (kind === "user") {
      const personaId = scene.editing.newId()
      personas.set(personaId, { name: title })
      values.personaId = personaId
    }
    if (kind === "need") values.stageId = near?.kind === "stage" ? near.id : isNeed(near) ? near.stageId : undefined
    return { kind, id: scene.editing.newId(), values }
  })
  return grow(scene, {
    cards: made,
    personas,
    lines: made.flatMap((card) => parents.map((from) => [from, card.id] as const)),
  })
}

function spotsInRow(
  scene: Scene,
  kind: PlacedKind,
  near: Card | undefined,
  at: Point,
  titles: readonly string[],
): Spot[] {
  const { layout } = scene
  const beside = layout.cards.find(({ id, kind }) => id === near?.id && kind !== "stage")
  const taken: Rect[] = []
  return titles.map((title) => {
    const last = taken.at(-1) ?? beside
    const spot = last ? spotAfter(layout, kind, last, title, taken) : spotNear(layout, kind, at, title, taken)
    taken.push(rectAt(layout, kind, spot, title))
    return spot
  })
}
