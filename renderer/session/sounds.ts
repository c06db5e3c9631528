import type { Sound } from "../../shared/presence/presence.ts"
import type { Others } from "./session.ts"

/** What is said of a sentence is filed under its beginning: presence carries little. */
export const soundKey = (sentence: string): string => sentence.slice(0, 200)

/** How many people say so of this sentence; several screens of one person count once. */
export function soundOf({ byConnection }: Others, sentence: string, as: Sound): number {
  const people = new Set<string>()
  for (const { person, state } of byConnection.values())
    if (state.sounds?.text === soundKey(sentence) && state.sounds.as === as) people.add(person.personId)
  return people.size
}
