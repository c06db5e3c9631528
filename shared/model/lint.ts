/**
 * Questions that the tool asks about a board (`domain.md` A.2 to A.4, E "Lint"). Never a verdict and never in the way:
 * rules are pure functions over plain values, shown in a quiet panel.
 */
export type Severity = "error" | "warning" | "hint"

/**
 * When a rule is asked: while people work, when the session ends, or when the board is exported. Later moments include
 * the earlier ones.
 */
export type Moment = "work" | "end" | "export"
const moments: readonly Moment[] = ["work", "end", "export"]

/** One place where a rule's condition holds. The first card is the one to jump to. */
export interface Found {
  /** Cards, or teams of the overlay shown. */
  readonly ids: readonly string[]
  /** What else tells this finding from others of the same cards, such as a persona. */
  readonly about?: readonly string[]
  /** True when the question is about the board as a whole; the ids only show where to look. */
  readonly isBoardWide?: boolean
  /** What the words are filled with. */
  readonly values?: { readonly [name: string]: string | number }
}

/** One rule, one entry. Its words are the messages `lint.<id>`, its fixes' words `lint.fix.<name>`. */
export interface Rule<M> {
  /** Such as `UNM-04`; the specification's id, stored with dismissals and never reused. */
  readonly id: string
  readonly severity: Severity
  readonly from?: Moment
  readonly find: (map: M) => readonly Found[]
  /** Names of the actions offered, in order; the board's `lintFixes.ts` does them. */
  readonly fixes: readonly string[]
}

export interface Finding extends Found {
  readonly rule: string
  readonly severity: Severity
  readonly from: Moment
  readonly fixes: readonly string[]
}

export const severities: readonly Severity[] = ["error", "warning", "hint"]

/** True when what is asked from `from` on is asked at this moment. */
export const isDue = (from: Moment, moment: Moment): boolean => moments.indexOf(from) <= moments.indexOf(moment)

/** Asks every rule that is due at this moment; errors first, then warnings, then hints, in the table's order. */
export function lint<M>(rules: readonly Rule<M>[], map: M, moment: Moment = "work"): readonly Finding[] {
  return severities.flatMap((severity) =>
    rules.flatMap(({ id, severity: own, from = "work", find, fixes }) =>
      own === severity && isDue(from, moment)
        ? find(map).map((found) => ({ ...found, rule: id, severity, from, fixes }))
        : [],
    ),
  )
}

/** A finding's name: the same while rule and cards are the same. */
export const findingKey = ({ rule, ids, about = [] }: Finding): string =>
  [rule, ...[...ids].sort(), ...[...about].sort()].join(" ")

/** What a finding's words may be filled with: the names of its first two cards, and the rule's own values. */
export const valuesOf = ({ ids: [first, second], values }: Finding, nameOf: (id: string) => string) => ({
  name: first === undefined ? "" : nameOf(first),
  other: second === undefined ? "" : nameOf(second),
  ...values,
})

/** Where a dismissal is kept, and under which label. */
export interface Dismissal {
  /** The card; undefined for the board itself. */
  readonly cardId: string | undefined
  /** Such as `UNM-08`, with a short sum of the other ids where one card can be asked the same more than once. */
  readonly label: string
}

/** Where "leave it as it is" is stored for a finding: on its first card, or on the board. */
export function dismissalOf(
  { rule, ids, about = [], isBoardWide = false }: Finding,
  cards: { readonly has: (id: string) => boolean },
): Dismissal {
  const cardId = isBoardWide ? undefined : ids.find((id) => cards.has(id))
  const others = isBoardWide ? about : [...ids.filter((id) => id !== cardId), ...about]
  return { cardId, label: others.length === 0 ? rule : `${rule}_${sumOf(others)}` }
}

interface Dismissable {
  readonly board: { readonly dismissed: readonly string[] }
  readonly cards: ReadonlyMap<string, { readonly dismissed: readonly string[] }>
}

/** True when somebody has said that this may stay as it is. */
export function isDismissed(finding: Finding, { board, cards }: Dismissable): boolean {
  const { cardId, label } = dismissalOf(finding, cards)
  return (cardId === undefined ? board : cards.get(cardId))?.dismissed.includes(label) ?? false
}

/** A short sum of ids in any order, in letters and digits (FNV-1a): labels are as short as ids, and need not be read back. */
function sumOf(ids: readonly string[]): string {
  let sum = 0x811c9dc5
  for (const character of [...ids].sort().join(" ")) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (sum >>> 0).toString(36)
}
