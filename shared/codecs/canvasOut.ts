import { boardKinds } from "../boards/index.ts"
import { isStage } from "../boards/user-needs-map/schema.ts"
import { cardShapeOf, relationShapeOf } from "../document/shapes.ts"
import type { BoardKind, Drawable } from "../model/boardKind.ts"
import type { Rect } from "../model/drawing.ts"
import { byOrder, type Card, fixedShapes } from "../model/records.ts"
import { canonicalJson } from "./canonicalJson.ts"
import { unionOf } from "./figureBounds.ts"
import { type FileRow, toRow } from "./fileRecords.ts"
import { implied } from "./writeWorkshopFile.ts"

/**
 * A board as JSON Canvas 1.0 (`domain.md` G.2). Cards are text nodes with their kind in bold; what holds others is a
 * group. Members named `cairn` carry the rest for a way back: other programs may drop them, so the text alone says
 * enough to be read. Undefined for a board that this program does not know.
 */
export function boardToCanvas(board: Drawable): string | undefined {
  const kind = boardKinds.find((one) => one.kind === board.content.board.kind)
  if (!kind) return undefined
  const rects = new Map<string, Rect>(kind.lay(board).cards.map((placed) => [placed.id, placed]))
  const cards = [...board.content.cards.values()].sort(byOrder)
  const groups = [...teamGroups(board, rects), ...cards.flatMap((card) => cardGroup(board, kind, card, rects))]
  const texts = cards.filter((card) => !groups.some(({ id }) => id === card.id))
  const nodes = [...groups, ...texts.map((card) => textNode(board, kind, card, rects.get(card.id)))]
  return canonicalJson({ nodes, edges: edgesOf(board, kind), cairn: about(board) }, ["nodes", "edges"])
}

const omitted = [...implied.onBoard, "provenance", "title"]

const cairnOf = (kind: BoardKind, card: Card): FileRow => {
  const shape = cardShapeOf(kind, card.kind)
  return { id: card.id, kind: card.kind, title: card.title, ...(shape ? toRow(shape, card, omitted) : {}) }
}

const whole = ({ x, y, w, h }: Rect) => {
  // Adding nothing turns a negative zero, which JSON would keep, into zero.
  const rounded = (value: number) => Math.round(value) + 0
  return { x: rounded(x), y: rounded(y), width: Math.max(1, rounded(w)), height: Math.max(1, rounded(h)) }
}

const colours: { readonly [kind: string]: string } = {
  user: "6",
  need: "5",
  insight: "3",
  note: "3",
  metric: "4",
  opportunity: "2",
}

function textNode({ say, personas }: Drawable, kind: BoardKind, card: Card, rect: Rect | undefined): FileRow {
  const external = "sourcing" in card && card.sourcing === "external"
  const sort = external ? `${say(`kind.${card.kind}`)} (${say("needs.position.external")})` : say(`kind.${card.kind}`)
  const title = kind.nameOf(card, personas) || say("common.untitled")
  const colour = external ? "#9e9e9e" : colours[card.kind]
  return {
    id: card.id,
    type: "text",
    ...whole(rect ?? { x: 0, y: 0, w: 220, h: 60 }),
    text: [`**${sort}**`, title, ...(card.note === "" ? [] : ["", card.note])].join("\n"),
    ...(colour === undefined ? {} : { color: colour }),
    cairn: cairnOf(kind, card),
  }
}

/** Stages, phases and activities hold what stands in them; slices hold their stories only in a row, so they stay cards. */
function cardGroup(
  { content, say }: Drawable,
  kind: BoardKind,
  card: Card,
  rects: ReadonlyMap<string, Rect>,
): FileRow[] {
  if (!isStage(card) && card.kind !== "phase" && card.kind !== "activity") return []
  const inside = membersOf(card.id, [...content.cards.values()])
  const held = [card.id, ...inside].flatMap((id) => rects.get(id) ?? [])
  const union = unionOf(held) ?? { x: 0, y: 0, w: 260, h: 120 }
  const rim = card.kind === "activity" ? 12 : 24
  const box = { x: union.x - rim, y: union.y - rim, w: union.w + 2 * rim, h: union.h + 2 * rim }
  const label = card.title || say("common.untitled")
  return [{ id: card.id, type: "group", ...whole(box), label, cairn: cairnOf(kind, card) }]
}

const parents = ["stageId", "phaseId", "activityId", "stepId"]

/** Every card below this one. The levels are few and fixed, so a circle cannot be followed for long. */
function membersOf(id: string, cards: readonly Card[], depth = 0): readonly string[] {
  if (depth > parents.length) return []
  const children = cards.filter((card) =>
    Object.entries(card).some(([key, value]) => parents.includes(key) && value === id),
  )
  return children.flatMap((child) => [child.id, ...membersOf(child.id, cards, depth + 1)])
}

/** Teams of the answer as it is today, or of the first there is, round what they own. */
function teamGroups({ content, say }: Drawable, rects: ReadonlyMap<string, Rect>): FileRow[] {
  const overlays = [...content.overlays.values()].sort(byOrder)
  const overlay = overlays.find(({ state }) => state === "current") ?? overlays[0]
  if (!overlay) return []
  const teams = [...content.teams.values()].filter(({ overlayId }) => overlayId === overlay.id).sort(byOrder)
  return teams.flatMap((team) => {
    const owned = Object.entries(overlay.owners).flatMap(([id, owner]) =>
      owner === team.id ? (rects.get(id) ?? []) : [],
    )
    const union = unionOf(owned)
    if (!union) return []
    const box = { x: union.x - 20, y: union.y - 20, w: union.w + 40, h: union.h + 40 }
    const id = content.cards.has(team.id) ? `team-${team.id}` : team.id
    return [{ id, type: "group", ...whole(box), label: team.name || say("common.untitled"), color: "4" }]
  })
}

const edgesOf = ({ content, say }: Drawable, kind: BoardKind): FileRow[] =>
  [...content.relations.values()].map((relation) => {
    const shape = relationShapeOf(kind, relation.kind)
    const isNeed = relation.kind === "has-need"
    const label = relation.label ?? (isNeed ? say("relation.has-need") : undefined)
    return {
      id: relation.id,
      fromNode: relation.fromId,
      fromSide: "bottom",
      toNode: relation.toId,
      toSide: "top",
      toEnd: isNeed ? "none" : "arrow",
      ...(label === undefined ? {} : { label }),
      cairn: { kind: relation.kind, ...(shape ? toRow(shape, relation, [...omitted, "fromId", "toId"]) : {}) },
    }
  })

/** Whose board it is, and the people it is about; nobody's authorship. */
const about = ({ content, personas }: Drawable): FileRow => ({
  board: { kind: content.board.kind, title: content.board.title, purpose: content.board.purpose },
  personas: [...personas.values()].sort(byOrder).map((persona) => ({
    id: persona.id,
    ...toRow(fixedShapes.personas, persona, ["deleted", "provenance", "serves"]),
  })),
})
