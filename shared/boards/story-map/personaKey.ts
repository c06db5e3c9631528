import type { Drawable } from "../../model/boardKind.ts"
import type { Figure, Rect } from "../../model/drawing.ts"
import { textWidth } from "../../model/measure.ts"
import { livePersonas } from "./faces.ts"
import { baseline, drawMark, markSize, personaLetters } from "./signs.ts"
import { activitiesOf, type StoryTree } from "./tree.ts"

/** Who is who: the letters of the marks and the names behind them, so that nobody has to ask. */
export interface PersonaKey extends Rect {
  readonly entries: readonly {
    readonly letters: string
    readonly name: string
    readonly x: number
    readonly y: number
  }[]
}

const perColumn = 3
const lineStep = 32
const textGap = 8

/** Lists the personas that the map shows, in columns of three, from the given corner. */
export function personaKey(
  tree: StoryTree,
  board: Drawable,
  at: { readonly x: number; readonly y: number },
): PersonaKey {
  const letters = personaLetters(board.personas.values())
  const personas = livePersonas({ personaIds: [...idsOnMap(tree)] }, board)
  const entries: PersonaKey["entries"][number][] = []
  let x = at.x
  for (let first = 0; first < personas.length; first += perColumn) {
    const column = personas.slice(first, first + perColumn)
    for (const [row, { id, name }] of column.entries())
      entries.push({ letters: letters.get(id) ?? "?", name, x, y: at.y + row * lineStep })
    x += Math.max(...column.map(({ name }) => textWidth(name, 14))) + markSize + textGap + 32
  }
  const h = Math.min(perColumn, personas.length) * lineStep
  return { ...at, w: personas.length === 0 ? 0 : Math.ceil(x - 32 - at.x), h, entries }
}

function idsOnMap(tree: StoryTree): Set<string> {
  const ids = new Set(tree.frames.flatMap(({ forWhom }) => forWhom))
  const add = (more: readonly string[]) => {
    for (const id of more) ids.add(id)
  }
  for (const { activity } of activitiesOf(tree)) add(activity.personaIds)
  const branches = [...activitiesOf(tree).flatMap(({ steps }) => steps), ...tree.homeless]
  for (const { step, cells } of branches) {
    if (step) add(step.personaIds)
    for (const stories of cells.values()) for (const story of stories) add(story.personaIds)
  }
  return ids
}

/** Draws the list. */
export const drawPersonaKey = ({ entries }: PersonaKey): Figure[] =>
  entries.flatMap(({ letters, name, x, y }): Figure[] => [
    ...drawMark(letters, x, y),
    { draw: "text", x: x + markSize + textGap, y: baseline(y + 3, 14), text: name, size: 14, ink: "muted" },
  ])
