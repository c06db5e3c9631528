import { useMemo } from "react"
import { readSources, type Sources } from "../../../shared/boards/product-flow/sources.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { goTo } from "../../session/goTo.ts"
import type { Session } from "../../session/session.ts"
import { useSnapshot } from "../../session/useSession.ts"

/** The workshop's maps as the value trace reads them. */
export function useSources(): { readonly sources: Sources; readonly snapshot: Snapshot } {
  const snapshot = useSnapshot((all) => all)
  const sources = useMemo(() => readSources(snapshot), [snapshot])
  return { sources, snapshot }
}

/** Shows these cards and the lines among them in full on every board, and lets the rest step back. */
export function highlight({ view, snapshot }: Session, cardIds: readonly string[]): void {
  const cards = new Set(cardIds)
  const lines = [...snapshot.getState().contents.values()].flatMap(({ relations }) =>
    [...relations.values()].flatMap(({ id, fromId, toId }) => (cards.has(fromId) && cards.has(toId) ? [id] : [])),
  )
  view.setState({ highlighted: new Set([...cards, ...lines]) })
}

/** Goes to a card of any board, with the path that leads there highlighted. */
export function goAlong(session: Session, cardIds: readonly string[], cardId: string): void {
  const { contents } = session.snapshot.getState()
  const home = [...contents.values()].find(({ cards }) => cards.has(cardId))
  highlight(session, cardIds)
  if (home) goTo(session, home.board.id, cardId)
}
