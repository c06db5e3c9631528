import { flag, ids, line, oneOf, optional, type RecordOf, reference, table, text } from "../../model/fields.ts"
import type { Card } from "../../model/records.ts"

/** The cards of a Story Map (`domain.md` A.3). A story's cell is (step, slice); order within it is priority. */

/** The framing card, top left; its title is the product or the journey. */
export const frame = {
  problem: text(1000),
  forWhom: ids(),
  benefitUsers: text(1000),
  benefitUs: text(1000),
  outcome: text(1000),
}

/** A phase of the life cycle, above the activities. */
export const phase = { description: text(1000) }

export const activity = { phaseId: optional(reference()), personaIds: ids(), goal: optional(line()) }

export const step = {
  activityId: reference(),
  personaIds: ids(),
  needIds: ids(),
  capabilityIds: ids(),
  goalLevel: oneOf(["summary", "user", "sub"], "user"),
}

export const storyTypes = ["detail", "variation", "exception", "idea", "enabler"] as const
export const story = {
  stepId: reference(),
  /** Absent = unscheduled. */
  sliceId: optional(reference()),
  type: oneOf(storyTypes, "detail"),
  asA: optional(line()),
  iWant: optional(line()),
  soThat: optional(line()),
  acceptance: table(line()),
  estimate: optional(line(8)),
  status: oneOf(["idea", "ready", "doing", "done"], "idea"),
  personaIds: ids(),
  needIds: ids(),
}

/** A band of stories with one outcome. */
export const slice = {
  outcome: text(1000),
  successMetric: optional(line()),
  personaIds: ids(),
  walkingSkeleton: flag(false),
  game: optional(oneOf(["opening", "middle", "end"], "opening")),
  targetDate: optional(line(10)),
}

export type Frame = Card & RecordOf<typeof frame> & { readonly kind: "frame" }
export type Phase = Card & RecordOf<typeof phase> & { readonly kind: "phase" }
export type Activity = Card & RecordOf<typeof activity> & { readonly kind: "activity" }
export type Step = Card & RecordOf<typeof step> & { readonly kind: "step" }
export type Story = Card & RecordOf<typeof story> & { readonly kind: "story" }
export type Slice = Card & RecordOf<typeof slice> & { readonly kind: "slice" }

/* A card of this board was read by the shape of its kind, so its kind tells its type. */
export const isFrame = (card: Card | undefined): card is Frame => card?.kind === "frame"
export const isPhase = (card: Card | undefined): card is Phase => card?.kind === "phase"
export const isActivity = (card: Card | undefined): card is Activity => card?.kind === "activity"
export const isStep = (card: Card | undefined): card is Step => card?.kind === "step"
export const isStory = (card: Card | undefined): card is Story => card?.kind === "story"
export const isSlice = (card: Card | undefined): card is Slice => card?.kind === "slice"
