import type { BoardKind } from "../../model/boardKind.ts"
import { drawCard } from "./drawCards.ts"
import { lay } from "./layout.ts"
import { legend } from "./legend.ts"
import { makeRoom } from "./makeRoom.ts"
import { meaning } from "./meaning.ts"
import * as schema from "./schema.ts"

/** User → need → capability → what that rests on. */
export const userNeedsMap: BoardKind = {
  kind: "user-needs-map",
  cards: {
    user: schema.user,
    need: schema.need,
    capability: schema.capability,
    stage: schema.stage,
    insight: schema.insight,
  },
  relations: {
    "has-need": { from: ["user"], to: ["need"], fields: schema.hasNeed },
    "depends-on": { from: ["need", "capability"], to: ["capability"], fields: schema.dependsOn },
  },
  nameOf: (card, personas) => (schema.isUser(card) ? personas.get(card.personaId)?.name : undefined) ?? card.title,
  lay,
  drawCard,
  legend,
  meaning,
  makeRoom,
}
