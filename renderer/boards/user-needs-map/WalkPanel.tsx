import { useEffect, useMemo, useState } from "react"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { isDependsOn, isHasNeed } from "../../../shared/boards/user-needs-map/schema.ts"
import { markOdd, type Path, pathsOf, sentenceOf } from "../../../shared/boards/user-needs-map/walk.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { told } from "../../session/notices.ts"
import { useBoard, useCanEdit, useSay, useSession, useSnapshot } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { OwnPanel } from "./OwnPanel.tsx"
import { RoomSays } from "./RoomSays.tsx"
import { useStepKeys } from "./useStepKeys.ts"

/** Walk the chain: path after path as a sentence, which somebody reads aloud and the room judges. */
export function WalkPanel() {
  const say = useSay()
  const content = useBoard()
  return <OwnPanel title={say("needs.walk")}>{content && <Walk content={content} />}</OwnPanel>
}

function Walk({ content }: { readonly content: BoardContent }) {
  const say = useSay()
  const { view } = useSession()
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const paths = useMemo(() => pathsOf(content), [content])
  const [at, setAt] = useState(0)
  const now = Math.min(at, paths.length - 1)
  const path = paths[now]
  const go = (by: 1 | -1) => setAt(Math.min(paths.length - 1, Math.max(0, now + by)))
  useStepKeys(go)
  useEffect(() => {
    view.setState({ highlighted: path && new Set([...path.cardIds, ...path.lineIds]) })
  }, [view, path])
  if (!path) return <p className="muted">{say("needs.walk.empty")}</p>
  const parts = sentenceOf(path, content.cards, personas, say, (name) => `${edge}${name}${edge}`).split(edge)
  const sentence = parts.join("")
  return (
    <div className="walk">
      <div className="walk-steps">
        <p className="muted" role="status">
          {say("needs.walk.place", { at: now + 1, count: paths.length })}
        </p>
        <Button disabled={now === 0} aria-keyshortcuts="ArrowLeft" onClick={() => go(-1)}>
          {say("needs.walk.back")}
        </Button>
        <Button disabled={now === paths.length - 1} aria-keyshortcuts="ArrowRight" onClick={() => go(1)}>
          {say("needs.walk.forward")}
        </Button>
      </div>
      <p className="walk-sentence" aria-live="polite">
        {parts.map((part, at) => (at % 2 === 1 ? <strong key={path.cardIds[(at - 1) / 2]}>{part}</strong> : part))}
      </p>
      <RoomSays boardId={content.board.id} sentence={sentence} />
      <Votes key={path.cardIds.join(" ")} path={path} content={content} onRight={() => go(1)} />
      <p className="muted">{say("needs.walk.keys")}</p>
    </div>
  )
}

/** Stands round names while a sentence is put together; no card can hold it. */
const edge = "\u0000"

interface VotesProps {
  readonly path: Path
  readonly content: BoardContent
  readonly onRight: () => void
}

/** Right takes the question marks off the path and goes on; odd asks where, and puts one there. */
function Votes({ path, content, onRight }: VotesProps) {
  const say = useSay()
  const { editing } = useSession()
  const canEdit = useCanEdit()
  const isOdd = (id: string) => {
    const line = content.relations.get(id)
    return (isDependsOn(line) || isHasNeed(line)) && line.odd === true
  }
  const [isAsking, setAsking] = useState(() => path.lineIds.some(isOdd))
  const [first] = path.lineIds
  const sayOdd = () => {
    setAsking(true)
    if (path.lineIds.length === 1 && first !== undefined) told(markOdd(editing, [first], true))
  }
  const sayRight = () => {
    told(markOdd(editing, path.lineIds, false))
    onRight()
  }
  return (
    <>
      <div className="teams-row">
        <Button look="primary" icon="check" disabled={!canEdit} onClick={sayRight}>
          {say("needs.walk.right")}
        </Button>
        <Button icon="help" disabled={!canEdit} aria-expanded={isAsking} onClick={sayOdd}>
          {say("needs.walk.odd")}
        </Button>
      </div>
      {isAsking && <Doubts path={path} content={content} isOdd={isOdd} />}
    </>
  )
}

function Doubts({ path, content, isOdd }: Omit<VotesProps, "onRight"> & { readonly isOdd: (id: string) => boolean }) {
  const say = useSay()
  const { editing } = useSession()
  const canEdit = useCanEdit()
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const nameOf = (id: string | undefined) => {
    const card = content.cards.get(id ?? "")
    return (card && userNeedsMap.nameOf(card, personas)) || say("common.untitled")
  }
  return (
    <fieldset className="walk-doubts">
      <legend>{say("needs.walk.where")}</legend>
      {path.lineIds.map((id, at) => (
        <button
          key={id}
          type="button"
          className="decision-measure"
          aria-pressed={isOdd(id)}
          disabled={!canEdit}
          onClick={() => told(markOdd(editing, [id], !isOdd(id)))}
        >
          {`${nameOf(path.cardIds[at])} → ${nameOf(path.cardIds[at + 1])}${isOdd(id) ? " ?" : ""}`}
        </button>
      ))}
    </fieldset>
  )
}
