import { type Finding, lint, type Moment } from "../model/lint.ts"
import { painMarks } from "../model/painMarks.ts"
import type { BoardContent, Snapshot } from "../model/snapshot.ts"
import { stemOf, wordsOf } from "../model/wordLists.ts"
import { lintWorkshop, type WorkshopToLint } from "../model/workshopLint.ts"
import { flowRules, readFlow } from "./product-flow/lintRules.ts"
import { isProduct } from "./product-flow/schema.ts"
import { readSources } from "./product-flow/sources.ts"
import { endCustomerReach } from "./product-flow/valueTrace.ts"
import { readStoryMap, storyMapRules } from "./story-map/lintRules.ts"
import { needsMapRules } from "./user-needs-map/lintRules.ts"
import { readNeedsMap } from "./user-needs-map/needsMap.ts"

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
  "story-map": (content, snapshot, moment) => {
    const { personas, workshop } = snapshot
    const isDerivedFrom = isSourceOf(content, snapshot)
    const marks = painMarks(snapshot)
    const context = {
      personas,
      lang: workshop.lang,
      exempt: exemptIn(snapshot),
      isDerivedFrom,
      painMarks: (id: string) => marks.get(id) ?? 0,
    }
    return lint(storyMapRules, readStoryMap(content, context), moment)
  },
  "product-flow": (content, snapshot, moment) => {
    const { personas, workshop, contents } = snapshot
    const context = {
      personas,
      lang: workshop.lang,
      anonymityFloor: workshop.settings.anonymityFloor ?? 4,
      exempt: exemptIn(snapshot),
      reachesEndCustomer: hasNeedsMap(snapshot)
        ? endCustomerReach({ sources: readSources(snapshot), flow: content, personas })
        : undefined,
      titleOf: (id: string) => [...contents.values()].find(({ cards }) => cards.has(id))?.cards.get(id)?.title,
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

/** What is asked about the workshop as a whole. */
export const lintWhole = (snapshot: Snapshot, moment: Moment = "work"): readonly Finding[] =>
  lintWorkshop(readWorkshop(snapshot), moment)

function readWorkshop({ workshop, contents, participants }: Snapshot): WorkshopToLint {
  const cards = [...contents.values()].flatMap((content) => [...content.cards.values()])
  const names = [...participants.values()].map(({ displayName }) => displayName.trim()).filter(isTelling)
  return {
    purpose: workshop.purpose,
    isMapping: cards.length > 0,
    ruleOfTheHouse: workshop.ruleOfTheHouse,
    namedCards: cards.filter(({ title, note }) => mentions(`${title} ${note}`, names)).map(({ id }) => id),
  }
}

/** Shorter names are too often a word of their own. */
const isTelling = (name: string): boolean => name.length >= 3

/** True when one of the names stands in the text as it is written, as words of its own. */
const mentions = (text: string, names: readonly string[]): boolean =>
  names.some((name) =>
    text
      .split(name)
      .some(
        (_, at, parts) =>
          at > 0 && !/[\p{L}\p{N}]$/u.test(parts[at - 1] ?? "") && !/^[\p{L}\p{N}]/u.test(parts[at] ?? ""),
      ),
  )

/** True once something on another board was accepted from this one, or a board says that it comes from it. */
const isSourceOf = ({ board, cards }: BoardContent, { boards, contents }: Snapshot): boolean =>
  [...boards.values()].some(({ derivedFromBoardIds }) => derivedFromBoardIds.includes(board.id)) ||
  [...contents.values()].some(({ derivations }) =>
    [...derivations.values()].some(
      ({ state, sourceIds }) => state !== "rejected" && sourceIds.some((id) => cards.has(id)),
    ),
  )

const hasNeedsMap = ({ boards }: Snapshot): boolean =>
  [...boards.values()].some(({ kind }) => kind === "user-needs-map")

/** Words that occur in the names of personas or of the product are ordinary here. */
const exemptIn = (snapshot: Snapshot): ReadonlySet<string> => {
  const names = [...[...snapshot.personas.values()].map(({ name }) => name), ...productNames(snapshot)]
  return new Set(names.flatMap(wordsOf).map(stemOf))
}

const productNames = ({ contents }: Snapshot): readonly string[] =>
  [...contents.values()].flatMap(({ cards }) => [...cards.values()].filter(isProduct).map(({ title }) => title))
