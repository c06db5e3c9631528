import { settleName } from "../../../shared/boards/user-needs-map/commands.ts"
import { isUser } from "../../../shared/boards/user-needs-map/schema.ts"
import { typeInRecord } from "../../../shared/commands/workshop.ts"
import type { BoardView } from "../../canvas/boardView.ts"

/** A user is called as its persona is, on every board; writing on the card renames the persona. */
export const writing: NonNullable<BoardView["writing"]> = ({ editing }, card, personas) => {
  const persona = isUser(card) ? personas.get(card.personaId) : undefined
  if (!persona) return undefined
  return {
    text: persona.name,
    type: (text) => typeInRecord(editing, "personas", persona.id, "name", text),
    settle: () => settleName(editing, persona.id),
  }
}
