import type { BoardKind } from "../../model/boardKind.ts"
import { drawCard, lay, legend } from "./layout.ts"
import { meaning } from "./meaning.ts"
import * as schema from "./schema.ts"

/** Phases, activities and steps from left to right; stories below them, by slice. */
export const storyMap: BoardKind = {
  kind: "story-map",
  cards: {
    frame: schema.frame,
    phase: schema.phase,
    activity: schema.activity,
    step: schema.step,
    story: schema.story,
    slice: schema.slice,
  },
  relations: {},
  nameOf: (card) => card.title,
  lay,
  drawCard,
  legend,
  meaning,
}
