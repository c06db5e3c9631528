import {
  flag,
  group,
  ids,
  line,
  object,
  oneOf,
  optional,
  type RecordOf,
  reference,
  score5,
  table,
  unit01,
} from "../../model/fields.ts"
import { type Card, placedShape, type Relation } from "../../model/records.ts"

/** The cards and relations of a User Needs Map (`domain.md` A.2). */

export const user = { ...placedShape, personaId: reference() }

export const needDimensions = ["functional", "emotional", "social"] as const
export const needTiers = ["expressed-want", "expected", "hypothesised"] as const
export const evidenceKinds = ["interview", "data", "observation", "assumption"] as const
export type EvidenceKind = (typeof evidenceKinds)[number]
export const need = {
  ...placedShape,
  statement: group({ situation: line(), motivation: line(), benefit: line() }),
  dimension: oneOf(needDimensions, "functional"),
  tier: oneOf(needTiers, "expected"),
  stageId: optional(reference()),
  importance: optional(score5()),
  satisfaction: optional(score5()),
  evidence: table(object({ kind: oneOf(evidenceKinds, "assumption"), text: line() })),
  validated: flag(false),
}

export const capabilityLevels = ["business", "technical", "team"] as const
export const capabilitySourcings = ["internal", "external"] as const
export const capabilityPresences = ["exists", "weak", "missing", "duplicated"] as const
export const capability = {
  ...placedShape,
  level: oneOf(capabilityLevels, "business"),
  sourcing: oneOf(capabilitySourcings, "internal"),
  presence: oneOf(capabilityPresences, "exists"),
  /** 1 = the user sees it, 0 = invisible. The vertical place is drawn from it. */
  visibility: unit01(0.5),
}

/** A stage on a user's way; drawn as a dashed box round its needs. */
export const stage = { personaId: optional(reference()) }

export const insightKinds = [
  "bottleneck",
  "gap",
  "duplication",
  "overload",
  "unclear-ownership",
  "platform-candidate",
  "other",
] as const
export const insight = { ...placedShape, aboutIds: ids(), insightKind: oneOf(insightKinds, "other") }

/** Somebody heard this line read aloud and it sounded odd. Absent when nobody said so. */
const odd = optional(flag())

export const hasNeed = { odd }
export const frictions = ["none", "slows", "blocks"] as const
export const dependsOn = {
  friction: oneOf(frictions, "none"),
  criticality: oneOf(["normal", "high"], "normal"),
  odd,
}

export type User = Card & RecordOf<typeof user> & { readonly kind: "user" }
export type Need = Card & RecordOf<typeof need> & { readonly kind: "need" }
export type Capability = Card & RecordOf<typeof capability> & { readonly kind: "capability" }
export type Stage = Card & RecordOf<typeof stage> & { readonly kind: "stage" }
export type Insight = Card & RecordOf<typeof insight> & { readonly kind: "insight" }
export type HasNeed = Relation & RecordOf<typeof hasNeed> & { readonly kind: "has-need" }
export type DependsOn = Relation & RecordOf<typeof dependsOn> & { readonly kind: "depends-on" }

/* A card of this board was read by the shape of its kind, so its kind tells its type. */
export const isUser = (card: Card | undefined): card is User => card?.kind === "user"
export const isNeed = (card: Card | undefined): card is Need => card?.kind === "need"
export const isCapability = (card: Card | undefined): card is Capability => card?.kind === "capability"
export const isStage = (card: Card | undefined): card is Stage => card?.kind === "stage"
export const isInsight = (card: Card | undefined): card is Insight => card?.kind === "insight"
export const isHasNeed = (relation: Relation | undefined): relation is HasNeed => relation?.kind === "has-need"
export const isDependsOn = (relation: Relation | undefined): relation is DependsOn => relation?.kind === "depends-on"
