import { useEffect, useState } from "react"
import type { Card } from "../../../shared/model/records.ts"
import { canvasOf } from "../../session/canvasControls.ts"
import { useRunningStep, useSession, useView } from "../../session/useSession.ts"

/** What a vote is about: the selected cards, or those of one kind, all or only where whoever leads is looking. */
export interface Scope {
  /** `selection`, or a kind of card. */
  readonly name: string
  readonly choose: (name: string) => void
  /** What is there most of comes first: a room votes among many. */
  readonly kinds: readonly string[]
  readonly picked: readonly Card[]
  /** Undefined where nothing is on a map, as on a phone, or the selection says it already. */
  readonly isInSightOnly: boolean | undefined
  readonly chooseInSight: (isOnly: boolean) => void
  /** Those that can be voted for. */
  readonly options: readonly Card[]
  /** As a round keeps it, from what is there when it opens. */
  readonly written: () => { readonly kinds: readonly string[] } | { readonly cardIds: readonly string[] }
}

export const selection = "selection"

export function useScope(cards: readonly Card[]): Scope {
  const session = useSession()
  const step = useRunningStep()
  const selected = useView((view) => view.selected)
  const kinds = kindsByNumber(cards)
  const picked = cards.filter(({ id }) => selected.has(id))
  const [name, choose] = useState(
    picked.length > 1 ? selection : (step?.allowedKinds.find((kind) => kinds.includes(kind)) ?? kinds[0] ?? ""),
  )
  const [isOnly, chooseInSight] = useState(false)
  const inSight = useCardsInSight(isOnly)
  const isMap = canvasOf(session) !== undefined && name !== selection
  const limitTo = (seen: ReadonlySet<string>) => (card: Card) =>
    card.kind === name && (!isMap || !isOnly || seen.has(card.id))
  const optionsIn = (seen: ReadonlySet<string>) => (name === selection ? picked : cards.filter(limitTo(seen)))
  return {
    name,
    choose,
    kinds,
    picked,
    isInSightOnly: isMap ? isOnly : undefined,
    chooseInSight,
    options: optionsIn(inSight),
    written: () => {
      if (name !== selection && !(isMap && isOnly)) return { kinds: [name] }
      return { cardIds: optionsIn(canvasOf(session)?.cardsInSight() ?? inSight).map(({ id }) => id) }
    },
  }
}

/** Follows the map as long as it is asked for. */
function useCardsInSight(isFollowed: boolean): ReadonlySet<string> {
  const session = useSession()
  const [inSight, see] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const canvas = canvasOf(session)
    if (!canvas || !isFollowed) return
    const look = () => see(canvas.cardsInSight())
    look()
    return canvas.onMove(look)
  }, [session, isFollowed])
  return inSight
}

const kindsByNumber = (cards: readonly Card[]): readonly string[] => {
  const numbers = new Map<string, number>()
  for (const { kind } of cards) numbers.set(kind, (numbers.get(kind) ?? 0) + 1)
  return [...numbers].sort(([, a], [, b]) => b - a).map(([kind]) => kind)
}
