import { type Finding, lint, type Moment } from "../model/lint.ts"
import type { BoardContent, Snapshot } from "../model/snapshot.ts"
import { stemOf, wordsOf } from "../model/wordLists.ts"
import { flowRules, readFlow } from "./product-flow/lintRules.ts"
import { isInteraction, isProduct, type Opportunity } from "./product-flow/schema.ts"
import { readStoryMap, storyMapRules } from "./story-map/lintRules.ts"
import { needsMapRules } from "./user-needs-map/lintRules.ts"
import { readNeedsMap } from "./user-needs-map/needsMap.ts"
import { isUser } from "./user-needs-map/schema.ts"

type Lint = (content: BoardContent, snapshot: Snapshot, moment: Moment, overlayId?: string) => readonly Finding[]

/** Each kind's rules with what they ask of the rest of the workshop. A kind with rules adds its line here. */
const lints: { readonly [kind: string]: Lint } = {
  "user-needs-map": (content, snapshot, moment, overlayId) => {
    const { personas, workshop } = snapshot
    const context = { personas, lang: workshop.lang, productNames: productNames(snapshot) }
    return lint(
      needsMapRules,
      readNeedsMap(content, overlayId === undefined ? context : { ...context, overlayId }),
      moment,
    )
  },
  "story-map": (content, { personas, workshop, boards }, moment) => {
    const isDerivedFrom = [...boards.values()].some((board) => board.derivedFromBoardIds.includes(content.board.id))
    const context = { personas, lang: workshop.lang, isDerivedFrom, painMarks: () => 0 }
    return lint(storyMapRules, readStoryMap(content, context), moment)
  },
  "product-flow": (content, snapshot, moment) => {
    const { personas, workshop } = snapshot
    const names = [...[...personas.values()].map(({ name }) => name), ...productNames(snapshot)]
    const context = {
      personas,
      lang: workshop.lang,
      anonymityFloor: workshop.settings.anonymityFloor ?? 4,
      exempt: new Set(names.flatMap(wordsOf).map(stemOf)),
      reachesEndCustomer: endCustomerReach(content, snapshot),
    }
    return lint(flowRules, readFlow(content, context), moment)
  },
}

/** What the rules of a board's kind find on it at this moment, with an overlay shown or the board bare. */
export function lintBoard(
  snapshot: Snapshot,
  boardId: string,
  moment: Moment = "work",
  overlayId?: string,
): readonly Finding[] {
  const content = snapshot.contents.get(boardId)
  const kind = content?.board.kind ?? ""
  const rules = Object.hasOwn(lints, kind) ? lints[kind] : undefined
  return content && rules ? rules(content, snapshot, moment, overlayId) : []
}

const productNames = ({ contents }: Snapshot): readonly string[] =>
  [...contents.values()].flatMap(({ cards }) => [...cards.values()].filter(isProduct).map(({ title }) => title))

/** Whether an opportunity leads to something that an end customer needs; undefined while no needs map is there. */
function endCustomerReach(
  flow: BoardContent,
  { contents, personas }: Snapshot,
): ((opportunity: Opportunity) => boolean) | undefined {
  const maps = [...contents.values()].filter(({ board }) => board.kind === "user-needs-map")
  if (maps.length === 0) return undefined
  const relations = maps.flatMap((map) => [...map.relations.values()])
  const served = maps.flatMap(({ cards }) =>
    [...cards.values()]
      .filter(isUser)
      .filter(({ personaId }) => personas.get(personaId)?.audience === "end-customer")
      .map(({ id }) => id),
  )
  const reached = new Set(served)
  for (const id of reached) for (const { fromId, toId } of relations) if (fromId === id) reached.add(toId)
  return ({ needIds, capabilityIds, fromInteractionIds }) => {
    const from = fromInteractionIds.map((id) => flow.cards.get(id)).filter(isInteraction)
    return [{ needIds, capabilityIds }, ...from].some((one) =>
      [...one.needIds, ...one.capabilityIds].some((id) => reached.has(id)),
    )
  }
}
