import type { BoardContent } from "../../shared/model/snapshot.ts"
import type { Canvas } from "./canvasContext.ts"

/**
 * Decides what stands out on the canvas. What a panel points at goes before what everybody is shown, the spotlight before
 * a chain, what stays before what somebody shows while they point at it, and all of that before my own selection. Follows until the returned function is called.
 */
export function followChains(canvas: Canvas): () => void {
  const { session, layout, state } = canvas
  let seen: readonly unknown[] = []
  const look = () => {
    const { content } = layout.store.getState().drawable
    const { highlighted, showsChains, selected, editing } = session.view.getState()
    const shown = shownToRoom(canvas)
    const { spotlightId, chainId } = session.snapshot.getState().session
    const wish = [content, highlighted, showsChains, selected, editing, shown.join(" "), spotlightId, chainId]
    if (wish.every((part, at) => part === seen[at])) return
    seen = wish
    const own = showsChains && selected.size === 1 && editing === undefined ? [...selected] : []
    const lit =
      highlighted ??
      spotlit(content, spotlightId) ??
      chainOf(canvas, content, ifHere(content, chainId)) ??
      chainOf(canvas, content, shown) ??
      chainOf(canvas, content, own)
    if (lit !== state.getState().lit) state.setState({ lit })
  }
  look()
  const stops = [
    session.view.subscribe(look),
    layout.store.subscribe(look),
    session.presence.others.subscribe(look),
    session.snapshot.subscribe((next, before) => {
      if (next.session !== before.session) look()
    }),
    () => state.setState({ lit: undefined }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

const ifHere = ({ cards }: BoardContent, id: string | undefined): readonly string[] =>
  id !== undefined && cards.has(id) ? [id] : nothing

/** One card for everybody, the rest of the board steps back. */
const spotlit = (content: BoardContent, id: string | undefined): ReadonlySet<string> | undefined => {
  const [card] = ifHere(content, id)
  return card === undefined ? undefined : new Set([card])
}

function chainOf(
  { boardView }: Canvas,
  content: BoardContent,
  ids: readonly string[],
): ReadonlySet<string> | undefined {
  const [first] = ids
  if (first === undefined) return undefined
  return ids.length === 1 ? boardView.chainOf?.(content, first) : withLines(content, ids)
}

function withLines({ relations }: BoardContent, ids: readonly string[]): ReadonlySet<string> {
  const cards = new Set(ids)
  const between = [...relations.values()].filter(({ fromId, toId }) => cards.has(fromId) && cards.has(toId))
  return new Set([...cards, ...between.map(({ id }) => id)])
}

/** What somebody who leads the workshop shows on this board. */
function shownToRoom({ session, boardId }: Canvas): readonly string[] {
  for (const { person, state } of session.presence.others.getState().byConnection.values()) {
    const leads = person.role === "facilitator" || person.role === "co-facilitator"
    if (leads && state.boardId === boardId && state.shows && state.shows.length > 0) return state.shows
  }
  return nothing
}
const nothing: readonly string[] = []
