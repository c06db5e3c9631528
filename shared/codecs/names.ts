import type { Participant, Workshop } from "../model/records.ts"
import type { ActionItem } from "../model/sessionRecords.ts"
import type { Snapshot } from "../model/snapshot.ts"

/**
 * Whose names leave the room. What was said may be taken home; who said it is for the rule of the house to decide, and
 * for whoever exports only as far as the rule leaves a choice (`domain.md` A.1, G.1).
 */

export const fileAudiences = ["all", "participants"] as const
/** Who will read it. */
export type Audience = (typeof fileAudiences)[number]

/** `roles`: whose viewpoint somebody speaks for, or the part they took, but not who they are. */
const nameChoices = ["removed", "roles", "kept"] as const
export type Names = (typeof nameChoices)[number]

type Rule = Workshop["ruleOfTheHouse"]

/** What the rule leaves to choose from. Under Chatham House nobody's name leaves the room, whoever asks. */
export function namesAllowed(rule: Rule, audience: Audience): readonly Names[] {
  const isFree = rule === "open" || (rule !== "chatham-house" && audience === "participants")
  return isFree ? nameChoices : ["removed", "roles"]
}

/** What the rule says where nobody has chosen. */
const namesBy = (rule: Rule, audience: Audience): Names =>
  namesAllowed(rule, audience).includes("kept") ? "kept" : "removed"

/** What was wished for where the rule allows it; otherwise nobody's name. */
export const namesFor = (rule: Rule, audience: Audience, wished: Names | undefined): Names =>
  wished === undefined ? namesBy(rule, audience) : namesAllowed(rule, audience).includes(wished) ? wished : "removed"

/** What is done to the people of a workshop, and the fields that are told of as taken out. */
export interface NamePolicy {
  readonly stripped: readonly string[]
  readonly participants: readonly Participant[]
  /** The id that stands for an author; undefined for nobody. */
  readonly author: (id: string) => string | undefined
  readonly hidden: readonly string[]
}

export function namePolicy({ participants, workshop }: Snapshot, names: Names): NamePolicy {
  const people = [...participants.values()]
  if (names === "kept") return { stripped: [], participants: people, author: (id) => id, hidden: [] }
  if (names === "removed")
    return { stripped: ["authorId", ...hidden], participants: people, author: () => undefined, hidden }
  const roles = rolesOf(people, workshop.settings.anonymityFloor ?? 4)
  const known = new Map(roles.flatMap(({ role, ids }) => ids.map((id) => [id, role.id] as const)))
  return { stripped: hidden, participants: roles.map(({ role }) => role), author: (id) => known.get(id), hidden }
}

/** What no list of people has when names do not leave the room. */
const hidden = ["displayName", "organisation"]

/** One stand-in for all who took the same part and spoke for the same viewpoint. A viewpoint of only a few would name them. */
function rolesOf(people: readonly Participant[], floor: number) {
  const perspectives = new Map<string | undefined, number>()
  for (const { perspective } of people) perspectives.set(perspective, (perspectives.get(perspective) ?? 0) + 1)
  const groups = new Map<string, { readonly role: Participant; readonly ids: string[] }>()
  for (const { id, role, perspective } of [...people].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const shown = perspective !== undefined && (perspectives.get(perspective) ?? 0) >= floor ? perspective : undefined
    const key = `${role} ${shown ?? ""}`
    const group = groups.get(key) ?? { role: standIn(groups.size + 1, role, shown), ids: [] }
    groups.set(key, group)
    group.ids.push(id)
  }
  return [...groups.values()]
}

const standIn = (number: number, role: Participant["role"], perspective: string | undefined): Participant => ({
  id: `role-${number}`,
  displayName: "",
  role,
  perspective,
  organisation: undefined,
  colour: "neutral",
  glyph: 0,
})

/**
 * The workshop with its actions as they may be read: who does something is the room's own word and stays, except where
 * it is the name of somebody who was there.
 */
export function withoutNamesInActions(snapshot: Snapshot, names: Names): Snapshot {
  if (names === "kept") return snapshot
  const known = new Set([...snapshot.participants.values()].map(({ displayName }) => folded(displayName)))
  known.delete("")
  const isNamed = ({ who }: ActionItem) => wordsOf(who).some((word) => known.has(word))
  const actions = [...snapshot.actions].map(
    ([id, action]) => [id, isNamed(action) ? { ...action, who: "" } : action] as const,
  )
  return { ...snapshot, actions: new Map(actions) }
}

const folded = (name: string): string => name.trim().toLowerCase()

/** The whole label, and what it lists: `Ana, Bo and Cy`. */
const wordsOf = (who: string): readonly string[] => [folded(who), ...who.split(/[,;/&+]|\s(?:and|und)\s/i).map(folded)]
