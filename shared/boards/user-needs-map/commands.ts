import { changeCards } from "../../commands/cards.ts"
import type { CommandProblem, Editing } from "../../commands/context.ts"
import { edit, isLive, recordIn } from "../../document/document.ts"
import type { Values } from "../../document/records.ts"
import type { PlacedCard, Point } from "../../model/drawing.ts"
import type { Persona } from "../../model/records.ts"
import { err, type Result } from "../../model/result.ts"
import { cleanLine } from "../../model/text.ts"
import { grow, type Scene, single } from "./scene.ts"
import { type Capability, isCapability, isNeed, isStage, isUser, type Need, type Stage, type User } from "./schema.ts"
import { isPlacedKind } from "./sizes.ts"
import { bandAt, gap, heightOf, middleOf, type Spot, spotAfter, spotNear, stageAt } from "./spots.ts"
import { tidyPlaces } from "./tidy.ts"

/** What people do to a User Needs Map. Every function is one step of undo. */

type Made = Result<string, CommandProblem>

/** Adds a card near a point, in its own band. A new user brings a persona; a need in a stage's frame belongs to the stage. */
export function addToMap(scene: Scene, kind: string, at: Point, title = ""): Made {
  if (kind === "stage") return single(grow(scene, { cards: [{ kind, values: { title } }] }))
  if (!isPlacedKind(kind)) return err({ type: "KindUnknown", kind })
  const spot = spotNear(scene.layout, kind, at, title)
  if (kind === "user") return addUser(scene, spot, title)
  if (kind === "need") return addNeed(scene, spot, stageAt(scene.layout, at)?.id, undefined, title)
  return single(grow(scene, { cards: [{ kind, values: { ...spot, title } }] }))
}

/** What belongs where somebody double-clicks: the kind that the method has in this band. */
export const kindAt = ({ layout }: Pick<Scene, "layout">, at: Point): string =>
  ({ users: "user", needs: "need", dependencies: "capability" })[bandAt(layout, at)]

function addUser(scene: Scene, spot: Spot, name: string): Made {
  const personaId = scene.editing.newId()
  const personas = new Map([[personaId, { name }]])
  return single(grow(scene, { personas, cards: [{ kind: "user", values: { ...spot, title: name, personaId } }] }))
}

function addNeed(scene: Scene, spot: Spot, stageId: string | undefined, userIds?: readonly string[], title = ""): Made {
  const id = scene.editing.newId()
  const users = userIds ?? usersFor(scene, stageId)
  const lines = users.map((userId) => [userId, id] as const)
  return single(grow(scene, { cards: [{ kind: "need", id, values: { ...spot, stageId, title } }], lines }))
}

/** Whose need a new one is when nobody said so: the stage's user, the one whom all its needs have, or the map's only user. */
function usersFor({ content }: Scene, stageId: string | undefined): readonly string[] {
  const users = [...content.cards.values()].filter(isUser)
  const stage = stageId === undefined ? undefined : content.cards.get(stageId)
  const ofStage = isStage(stage) && stage.personaId !== undefined ? stage.personaId : undefined
  const named = users.filter(({ personaId }) => personaId === ofStage)
  if (named.length > 0) return named.map(({ id }) => id)
  const inStage = new Set(
    [...content.relations.values()]
      .filter(({ toId, kind }) => {
        const need = content.cards.get(toId)
        return kind === "has-need" && stageId !== undefined && isNeed(need) && need.stageId === stageId
      })
      .map(({ fromId }) => fromId),
  )
  if (inStage.size === 1) return [...inStage]
  return users.length === 1 ? users.map(({ id }) => id) : []
}

/** Enter: one more of the same kind beside a card, connected upwards like it. */
export function addNext(scene: Scene, id: string, title = ""): Made {
  const { content, layout } = scene
  const card = content.cards.get(id)
  const placed = placedAt(scene, id)
  if (!card || !placed) return err({ type: "CardGone" })
  if (isStage(card)) return addToMap(scene, "stage", placed, title)
  if (!isPlacedKind(card.kind)) return err({ type: "KindUnknown", kind: card.kind })
  const spot = spotAfter(layout, card.kind, placed, title)
  if (isUser(card)) return addUser(scene, spot, title)
  if (isNeed(card)) return addNeed(scene, nextNeedSpot(scene, placed, spot), card.stageId, aboveOf(scene, id), title)
  const newId = scene.editing.newId()
  const lines = isCapability(card) ? aboveOf(scene, id).map((from) => [from, newId] as const) : []
  return single(grow(scene, { cards: [{ kind: card.kind, id: newId, values: { ...spot, title } }], lines }))
}

/** Beside the need where there is room, otherwise above it, so that a stage's needs stay together. */
function nextNeedSpot({ layout }: Scene, need: PlacedCard, beside: Spot): Spot {
  if (beside.x <= need.x + need.w + 2 * gap) return beside
  const above = spotNear(layout, "need", { x: need.x + need.w / 2, y: need.y - need.h / 2 - gap })
  const up = { x: need.x, y: need.y - need.h - gap }
  const isFree = layout.cards.every(
    (card) => card.kind !== "need" || Math.abs(card.x - up.x) >= card.w || Math.abs(card.y - up.y) >= card.h,
  )
  return isFree ? up : above
}

/** The cards that a card is connected to from above. */
export const aboveOf = ({ content }: Scene, id: string): string[] =>
  [...content.relations.values()].filter(({ toId }) => toId === id).map(({ fromId }) => fromId)

/** Tab: one level deeper, connected: user → need → capability → what that rests on; in a stage, a need of it. */
export function addDeeper(scene: Scene, id: string, title = ""): Made {
  const card = scene.content.cards.get(id)
  const placed = placedAt(scene, id)
  if (!card || !placed) return err({ type: "CardGone" })
  if (isStage(card)) return addToStage(scene, card, placed, title)
  if (isUser(card) || isNeed(card) || isCapability(card)) return addBelow(scene, card, below(card, placed), title)
  return addNext(scene, id, title)
}

function addToStage(scene: Scene, stage: Stage, frame: PlacedCard, title: string): Made {
  const last = scene.layout.cards
    .filter(({ id }) => {
      const need = scene.content.cards.get(id)
      return isNeed(need) && need.stageId === stage.id
    })
    .at(-1)
  const spot = last
    ? nextNeedSpot(scene, last, spotAfter(scene.layout, "need", last, title))
    : spotNear(scene.layout, "need", middleOf(frame), title)
  return addNeed(scene, spot, stage.id, undefined, title)
}

/** How much less visible than what rests on it a new capability is. */
const deeper = 0.15

function below(card: User | Need | Capability, placed: PlacedCard): { at: Point; visibility?: number } {
  const at = { x: placed.x + placed.w / 2, y: placed.y + placed.h }
  if (isUser(card)) return { at }
  return { at, visibility: isNeed(card) ? 0.88 : Math.max(0, Math.round((card.visibility - deeper) * 1000) / 1000) }
}

/** A connector let go on nothing: the card that the method expects next, there and connected. */
export function connectToNew(scene: Scene, fromId: string, at: Point): Made {
  const card = scene.content.cards.get(fromId)
  if (isUser(card) || isNeed(card) || isCapability(card)) return addBelow(scene, card, { at }, "")
  return err(card ? { type: "CannotConnect", fromKind: card.kind, toKind: "capability" } : { type: "CardGone" })
}

function addBelow(
  scene: Scene,
  card: User | Need | Capability,
  { at, visibility }: { readonly at: Point; readonly visibility?: number },
  title: string,
): Made {
  if (isUser(card)) {
    return addNeed(scene, spotNear(scene.layout, "need", at, title), stageAt(scene.layout, at)?.id, [card.id], title)
  }
  const spot = capabilitySpot(scene, at, visibility, title)
  const id = scene.editing.newId()
  return single(
    grow(scene, { cards: [{ kind: "capability", id, values: { ...spot, title } }], lines: [[card.id, id]] }),
  )
}

function capabilitySpot({ layout }: Scene, at: Point, visibility: number | undefined, title: string): Spot {
  if (visibility === undefined) return spotNear(layout, "capability", at, title)
  return spotNear(layout, "capability", { x: at.x, y: heightOf(layout, visibility) }, title)
}

/** Cleans up the drawing: places cards anew, as one step. Titles, lines and stages stay as they are. */
export function tidyUp(
  { editing, content }: Pick<Scene, "editing" | "content">,
  personas: ReadonlyMap<string, Persona>,
): Result<void, CommandProblem> {
  const changes = new Map<string, Values>()
  for (const [id, place] of tidyPlaces(content, personas)) changes.set(id, { ...place })
  return changeCards(editing, changes)
}

const placedAt = ({ layout }: Scene, id: string): PlacedCard | undefined => layout.cards.find((card) => card.id === id)

/** Called when somebody has finished writing a user's name: the first wording is kept, as with any card's title. */
export function settleName({ document }: Editing, personaId: string): void {
  const persona = recordIn(document.roots.personas, personaId)
  if (!isLive(persona) || persona.get("provenance/verbatim") !== undefined) return
  const name = cleanLine(String(persona.get("name") ?? ""))
  if (name !== "") edit(document, () => persona.set("provenance/verbatim", name))
}
