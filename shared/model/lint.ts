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
  readonly ids: readonly string[]
  readonly values?: { readonly [name: string]: string | number }
}

/** One rule, one entry. Its words are the messages `lint.<id>`, its fixes' words `lint.fix.<name>`. */
export interface Rule<M> {
  /** Such as `UNM-04`; the specification's id, stored with dismissals and never reused. */
  readonly id: string
  readonly severity: Severity
  readonly from?: Moment
  readonly find: (map: M) => readonly Found[]
  /** Names of the actions offered, in order; the board's `fixes` does them. */
  readonly fixes: readonly string[]
}

export interface Finding extends Found {
  readonly rule: string
  readonly severity: Severity
  readonly fixes: readonly string[]
}

const severities: readonly Severity[] = ["error", "warning", "hint"]

/** Asks every rule that is due at this moment; errors first, then warnings, then hints, in the table's order. */
export function lint<M>(rules: readonly Rule<M>[], map: M, moment: Moment = "work"): readonly Finding[] {
  const due = rules.filter(({ from = "work" }) => moments.indexOf(from) <= moments.indexOf(moment))
  return severities.flatMap((severity) =>
    due
      .filter((rule) => rule.severity === severity)
      .flatMap((rule) => rule.find(map).map((found) => ({ ...found, rule: rule.id, severity, fixes: rule.fixes }))),
  )
}

/** A finding's name for dismissal: the same while rule and cards are the same. */
export const findingKey = ({ rule, ids }: Finding): string => `${rule}:${[...ids].sort().join("+")}`
