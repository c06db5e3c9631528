import { Command } from "cmdk"
import { useMemo, useState } from "react"
import { boardKinds } from "../../../shared/boards/index.ts"
import { goTo } from "../../session/goTo.ts"
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
  const session = useSession()
  const show = ({ boardId, cardId }: Hit) => {
    onClose()
    goTo(session, boardId, cardId)
  }
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
            <Command.Item key={hit.cardId} value={hit.cardId} className="palette-item" onSelect={() => show(hit)}>
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
