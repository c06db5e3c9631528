import type { BoardKind, Drawable } from "../../model/boardKind.ts"
import type { PlacedCard, Rect, Zone } from "../../model/drawing.ts"
import type { Card } from "../../model/records.ts"
import { drawBackdrop } from "./backdrop.ts"
import { type Band, placeBands, placeCard } from "./cells.ts"
import { activityColumns, type Columns, placeColumns, stepColumns } from "./columns.ts"
import { faceOf, frameWidth } from "./faces.ts"
import { bandPadding, blockGap, gap, headWidth, margin, rowGap, storyGap } from "./measures.ts"
import { drawPersonaKey, personaKey } from "./personaKey.ts"
import { type StoryTree, treeOf, unscheduled } from "./tree.ts"

export { drawCard } from "./drawCards.ts"
export { legend } from "./legend.ts"

/** One row of the backbone. */
export interface Row {
  readonly y: number
  readonly h: number
}
export interface Rows {
  /** Height 0 while the map has no phases. */
  readonly phases: Row
  readonly activities: Row
  readonly steps: Row
}

/** The whole map with its parts, before it becomes a drawing. */
export interface Plan {
  readonly tree: StoryTree
  readonly columns: Columns
  readonly rows: Rows
  readonly bands: readonly Band[]
}

/**
 * Places the map: frame, backbone, slices. Nobody places cards by hand, so that the map makes room by itself and two
 * people who add something at once always get a readable result.
 */
export const lay: BoardKind["lay"] = (board) => {
  const tree = treeOf(board.content)
  const banner = placeBanner(tree, board)
  const columns = placeColumns(tree)
  const rows = placeRows(columns, banner.bottom, board)
  const bands = placeBands(tree, stepColumns(columns), rows.steps.y + rows.steps.h + blockGap, board)
  const plan: Plan = { tree, columns, rows, bands }
  const cards = [
    ...banner.frames,
    ...backboneCards(plan, board),
    ...bands.flatMap((band) => band.cards),
    ...tree.others.map((card) => placeNote(card, board)),
  ]
  return {
    bounds: boundsOf(plan, cards, banner.right),
    zones: zonesOf(plan),
    backdrop: [...drawBackdrop(plan, board.say), ...drawPersonaKey(banner.key)],
    cards,
    lines: [],
  }
}

/** The frame and who is who, above the map. */
function placeBanner(tree: StoryTree, board: Drawable) {
  let y = 0
  const frames = tree.frames.map((frame) => {
    const placed = placeCard(frame, { x: 0, y, w: frameWidth(frame) }, board)
    y += placed.h + storyGap
    return placed
  })
  const right = frames.reduce((most, { x, w }) => Math.max(most, x + w), 0)
  const key = personaKey(tree, board, { x: right === 0 ? 0 : right + gap.phase, y: 0 })
  const bottom = Math.max(y - storyGap, key.h)
  return { frames, key, right: Math.max(right, key.x + key.w), bottom: bottom > 0 ? bottom + blockGap : 0 }
}

/** All cards of a row are as high as its tallest. */
function placeRows({ phases, homeless }: Columns, top: number, board: Drawable): Rows {
  const activities = phases.flatMap((phase) => phase.activities)
  const steps = [...activities.flatMap((activity) => activity.steps), ...(homeless?.steps ?? [])]
  const tallest = (heights: readonly number[], least: number) => heights.reduce((a, b) => Math.max(a, b), least)
  const phaseHeights = phases.flatMap(({ branch, w }) => (branch.phase ? [faceOf(branch.phase, w, board).height] : []))
  const activityHeights = activities.map(({ branch, w }) => faceOf(branch.activity, w, board).height)
  const stepHeights = steps.flatMap(({ branch, w }) => (branch.step ? [faceOf(branch.step, w, board).height] : []))
  const phaseRow = { y: top, h: phaseHeights.length === 0 ? 0 : tallest(phaseHeights, 40) }
  const activityRow = { y: phaseRow.h === 0 ? top : phaseRow.y + phaseRow.h + rowGap, h: tallest(activityHeights, 44) }
  return {
    phases: phaseRow,
    activities: activityRow,
    steps: { y: activityRow.y + activityRow.h + rowGap, h: tallest(stepHeights, 64) },
  }
}

/** From left to right: a phase, its first activity, that one's steps, the next activity. */
function backboneCards({ columns, rows }: Plan, board: Drawable): PlacedCard[] {
  const cards: PlacedCard[] = []
  for (const { branch, x, w, activities } of columns.phases) {
    if (branch.phase) cards.push(placeCard(branch.phase, { x, w, ...rows.phases }, board))
    for (const activity of activities) {
      cards.push(placeCard(activity.branch.activity, { x: activity.x, w: activity.w, ...rows.activities }, board))
      for (const step of activity.steps) {
        if (step.branch.step) cards.push(placeCard(step.branch.step, { x: step.x, w: step.w, ...rows.steps }, board))
      }
    }
  }
  for (const { branch, x, w } of columns.homeless?.steps ?? []) {
    if (branch.step) cards.push(placeCard(branch.step, { x, w, ...rows.steps }, board))
  }
  return cards
}

const noteWidth = 184

/** Notes lie where people put them; a card of an unknown kind is shown like one. */
function placeNote(card: Card, board: Drawable): PlacedCard {
  return placeCard(card, { x: boardUnit(card, "x"), y: boardUnit(card, "y"), w: noteWidth }, board)
}

const boardUnit = (card: Card & { readonly x?: unknown; readonly y?: unknown }, field: "x" | "y"): number => {
  const value = card[field]
  return typeof value === "number" ? value : 0
}

/** Wide ones first: where zones lie on each other, the later one is the more precise. */
function zonesOf({ columns, rows, bands }: Plan): Zone[] {
  const zones: Zone[] = []
  for (const { slice, y, h } of bands) {
    if (slice) zones.push({ id: `slice/${slice.id}`, x: 0, y, w: columns.right, h, label: slice.title })
  }
  const top = rows.phases.y
  const activitiesEnd = rows.activities.y + rows.activities.h
  for (const { branch, x, w } of columns.phases) {
    const id = `activity/${branch.phase?.id ?? unscheduled}`
    zones.push({ id, x, y: top, w, h: activitiesEnd - top, label: branch.phase?.title ?? "" })
  }
  for (const { branch, x, w } of activityColumns(columns)) {
    zones.push({ id: `step/${branch.activity.id}`, x, w, ...rows.steps, label: branch.activity.title })
  }
  for (const { branch, x, w } of stepColumns(columns)) {
    if (!branch.step) continue
    const id = `cell/${branch.step.id}`
    for (const { key, y, h } of bands) zones.push({ id: `${id}/${key}`, x, y, w, h, label: branch.step.title })
  }
  return zones
}

function boundsOf({ columns, bands, rows }: Plan, cards: readonly PlacedCard[], bannerRight: number): Rect {
  const last = bands.at(-1)
  const map = {
    w: Math.max(columns.right + bandPadding, bannerRight, headWidth),
    h: last ? last.y + last.h : rows.steps.y + rows.steps.h,
  }
  const left = cards.reduce((least, { x }) => Math.min(least, x), 0) - margin
  const top = cards.reduce((least, { y }) => Math.min(least, y), 0) - margin
  const right = cards.reduce((most, { x, w }) => Math.max(most, x + w), map.w)
  const bottom = cards.reduce((most, { y, h }) => Math.max(most, y + h), map.h)
  return { x: left, y: top, w: right + margin - left, h: bottom + margin - top }
}
