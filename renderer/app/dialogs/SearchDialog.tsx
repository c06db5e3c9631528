import { Command } from "cmdk"
import { useMemo, useState } from "react"
import { boardKinds } from "../../../shared/boards/index.ts"
import { canvasOf } from "../../session/canvasControls.ts"
import type { Session } from "../../session/session.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { Dialog } from "../../ui/Dialog.tsx"
import { swatchOf } from "../shell/swatch.ts"
import { useWords } from "../words.ts"
import { findCards, type Hit } from "./search.ts"
import "./dialogs.css"

/** Finds cards on all boards and goes to them. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const [query, setQuery] = useState("")
  const snapshot = useSnapshot((all) => all)
  const hits = useMemo(() => findCards(snapshot, boardKinds, query), [snapshot, query])
  const goTo = useGoTo(onClose)
  return (
    <Dialog title={say("action.search")} closeLabel={say("common.close")} onClose={onClose} isTitleHidden>
      <Command shouldFilter={false} loop label={say("action.search")} className="palette">
        <Command.Input
          autoFocus
          className="input palette-input"
          value={query}
          onValueChange={setQuery}
          placeholder={say("search.placeholder")}
        />
        {hits.length === 0 && (
          <p className="palette-empty" role="status">
            {say(query.trim() === "" ? "search.hint" : "search.none", { query })}
          </p>
        )}
        <Command.List className="palette-list" label={say("search.found")} hidden={hits.length === 0}>
          {hits.map((hit) => (
            <Command.Item key={hit.cardId} value={hit.cardId} className="palette-item" onSelect={() => goTo(hit)}>
              <span className="swatch" style={swatchOf(hit.kind)} aria-hidden="true" />
              <span className="palette-label">
                {hit.name || say("common.untitled")}
                <small className="muted">
                  {say("search.where", { kind: say(`kind.${hit.kind}`), board: hit.board })}
                </small>
              </span>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  )
}

/** About two seconds: as long as a kind of board may take to load. */
const framesToWait = 120

/** Reveals the card once its board's canvas is there; gives up when somebody has gone elsewhere. */
function revealSoon(session: Session, boardId: string, cardId: string, frames: number): void {
  const before = canvasOf(session)
  const look = (left: number) => {
    if (left === 0 || session.view.getState().boardId !== boardId) return
    const canvas = canvasOf(session)
    if (canvas && canvas !== before) return canvas.reveal(cardId)
    requestAnimationFrame(() => look(left - 1))
  }
  look(frames)
}

/** Opens the card's board first; the canvas that then appears is asked to show the card. */
function useGoTo(onClose: () => void): (hit: Hit) => void {
  const session = useSession()
  return ({ boardId, cardId }) => {
    onClose()
    const isElsewhere = session.view.getState().boardId !== boardId
    session.view.setState({ boardId, selected: new Set([cardId]), editing: undefined })
    if (!isElsewhere) canvasOf(session)?.reveal(cardId)
    else revealSoon(session, boardId, cardId, framesToWait)
  }
}
