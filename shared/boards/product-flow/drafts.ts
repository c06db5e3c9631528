import type { Derivation } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { cleanLine, textLimit } from "../../model/text.ts"
import { type Folded, keyOf } from "./doubles.ts"
import { fingerprint } from "./fingerprint.ts"
import type { LinkDraft, Rule, Suggestion } from "./suggestion.ts"

/** A suggestion before anybody knows whether it is new. */
export type Draft = Omit<
  Suggestion,
  "id" | "boardId" | "flowId" | "links" | "state" | "targetId" | "formerId" | "isMore" | "refs" | "requires" | "after"
> &
  Partial<Pick<Suggestion, "boardId" | "isMore" | "refs" | "requires" | "after">> & {
    /** Tells the suggestions of one rule and the same sources apart. */
    readonly idea?: string
    /** What of the sources the suggestion says; a change of it is a change at the source. */
    readonly says: readonly string[]
    /** A card that people made and that says the same. */
    readonly equal?: string | undefined
  }

/** What people decided earlier about the same rule and sources. */
interface Decided {
  readonly links: readonly Derivation[]
  /** The card that is there, with what the sources said when it was last looked at. */
  readonly targetId: string | undefined
  readonly seen: readonly string[]
}

/** Turns drafts into suggestions by what people have already decided. */
export class Drafts {
  readonly suggestions: Suggestion[] = []
  readonly #board: BoardContent
  readonly #decided = new Map<string, Derivation[]>()
  readonly #shown: (id: string | undefined) => string | undefined

  /** `elsewhere` are the cards of other boards that suggestions lead to. */
  constructor({ content, shownFor }: Folded, elsewhere: ReadonlySet<string>) {
    this.#board = content
    // Devices hold links in the order in which they arrived.
    for (const link of [...content.derivations.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const key = keyOf(link)
      this.#decided.set(key, [...(this.#decided.get(key) ?? []), link])
    }
    this.#shown = (id) => {
      const shown = id === undefined ? undefined : (shownFor.get(id) ?? id)
      return shown !== undefined && (content.cards.has(shown) || elsewhere.has(shown)) ? shown : undefined
    }
  }

  /** The card that a link leads to, as far as it is there. */
  targetOf = ({ state, targetId }: Derivation): string | undefined =>
    state === "rejected" ? undefined : this.#shown(targetId)

  add(draft: Draft): Suggestion {
    const suggestion = this.judge(draft)
    this.suggestions.push(suggestion)
    return suggestion
  }

  /** The suggestion without putting it on the list. */
  judge({ says, equal, idea, ...draft }: Draft): Suggestion {
    const link = this.#linkOf(draft.rule, idea, draft.sourceIds, fingerprint(...says))
    const decided = this.#decidedOn(link.key)
    const title = cleanLine(draft.title, textLimit.title)
    return {
      boardId: this.#board.board.id,
      isMore: false,
      refs: {},
      requires: Object.values(draft.refs ?? {}),
      after: undefined,
      ...draft,
      flowId: this.#board.board.id,
      title,
      values: { ...draft.values, title },
      id: link.key,
      links: [link],
      targetId: decided.targetId ?? equal,
      formerId: decided.links.find(({ targetId }) => targetId !== undefined)?.targetId,
      state: stateOf(decided, equal, link.sourceHash),
    }
  }

  #linkOf(rule: Rule, idea: string | undefined, sourceIds: readonly string[], sourceHash: string): LinkDraft {
    const boardId = this.#board.board.id
    const name = idea === undefined ? rule : `${rule}.${idea}`
    const key = keyOf({ boardId, rule: name, sourceIds })
    const knownIds = (this.#decided.get(key) ?? []).map(({ id }) => id)
    return { key, rule: name, sourceIds, sourceHash, knownIds }
  }

  #decidedOn(key: string): Decided {
    const links = this.#decided.get(key) ?? []
    const live = links.filter((link) => this.targetOf(link) !== undefined)
    const [first] = live
    return {
      links,
      targetId: first && this.targetOf(first),
      seen: (first ? live : links).map(({ sourceHash }) => sourceHash),
    }
  }
}

/** An accepted card that somebody deleted counts as rejected: it comes back only when its source changes. */
function stateOf({ targetId, seen }: Decided, equal: string | undefined, sourceHash: string): Suggestion["state"] {
  if (targetId !== undefined) return seen.includes(sourceHash) ? "there" : "changed"
  if (equal !== undefined) return "there"
  return seen.includes(sourceHash) ? "rejected" : "new"
}
