import { type KeyboardEvent, useCallback, useState } from "react"
import { deleteCards } from "../../../shared/commands/cards.ts"
import type { PlacedCard } from "../../../shared/model/drawing.ts"
import { textLimit } from "../../../shared/model/text.ts"
import type { BoardView, Scene, Writing } from "../../canvas/boardView.ts"
import { writingOn } from "../../canvas/writingOn.ts"
import { canvasOf } from "../../session/canvasControls.ts"
import { useBegun } from "../../session/useBegun.ts"
import { useAllowed, useBoard, useMayWrite, useSession, useSnapshot, useView } from "../../session/useSession.ts"
import { isComposed, useSharedText } from "../../session/useSharedText.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { reported } from "../reportProblem.ts"
import { Panel } from "../shell/Panel.tsx"
import { swatchOf } from "../shell/swatch.ts"
import { useScene } from "../useScene.ts"
import { useWords } from "../words.ts"
import "./outline.css"

export interface OutlinePanelProps {
  readonly view: BoardView
  readonly onClose: () => void
}

/** The board as a list in the method's reading order, with the same powers as the map: for keys and screen readers. */
export function OutlinePanel({ view, onClose }: OutlinePanelProps) {
  const say = useWords()
  const content = useBoard()
  const scene = useScene(view, content)
  const offered = useAllowed(view.additions)
  if (!content || !scene) return null
  return (
    <Panel title={say("action.outline")} onClose={onClose}>
      {scene.layout.cards.length === 0 && <p className="muted">{say(view.empty.title)}</p>}
      <ol className="outline">
        {scene.layout.cards.map((placed) => (
          <Row key={placed.id} view={view} scene={scene} placed={placed} />
        ))}
      </ol>
      {offered.length > 0 && <AddRow view={view} scene={scene} offered={offered} />}
    </Panel>
  )
}

interface RowProps {
  readonly view: BoardView
  readonly scene: Scene
  readonly placed: PlacedCard
}

function Row({ view, scene, placed }: RowProps) {
  const say = useWords()
  const session = useSession()
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const isSelected = useView(({ selected }) => selected.has(placed.id))
  const [isWriting, setWriting] = useState(false)
  const card = scene.content.cards.get(placed.id)
  const canEdit = useMayWrite(card?.kind)
  if (!card) return null
  const kind = say(`kind.${card.kind}`)
  const name = view.boardKind.nameOf(card, personas) || say("common.untitled")
  const remove = () => reported(deleteCards(session.editing, [card.id]))
  const keys = (event: KeyboardEvent) => {
    if (!canEdit || isWriting) return
    if (event.key === "F2") setWriting(true)
    else if (event.key === "Delete") remove()
    else return
    event.preventDefault()
  }
  return (
    <li className={isSelected ? "outline-row outline-row-selected" : "outline-row"}>
      <span className="swatch" style={swatchOf(card.kind)} aria-hidden="true" />
      {isWriting && canEdit ? (
        <TitleField writing={writingOn(view, scene, card, personas)} label={kind} onDone={() => setWriting(false)} />
      ) : (
        <button
          type="button"
          className="outline-name"
          aria-label={say("app.card", { kind, name })}
          aria-pressed={isSelected}
          onClick={() => canvasOf(session)?.reveal(card.id) ?? session.view.setState({ selected: new Set([card.id]) })}
          onKeyDown={keys}
        >
          <small className="muted">{kind}</small>
          {name}
        </button>
      )}
      {canEdit && !isWriting && (
        <>
          <IconButton label={say("app.outline.rename", { name })} icon="pencil" onClick={() => setWriting(true)} />
          <IconButton label={say("app.outline.delete", { name })} icon="trash" onClick={remove} />
        </>
      )}
    </li>
  )
}

interface TitleFieldProps {
  readonly writing: Writing
  readonly label: string
  readonly onDone: () => void
}

function TitleField({ writing, label, onDone }: TitleFieldProps) {
  const { ref, onBlur, ...field } = useSharedText(writing.text, (text) => reported(writing.type(text)), writing.settle)
  const start = useCallback(
    (element: HTMLInputElement | null) => {
      ref(element)
      // The person has just asked to write here.
      element?.focus()
    },
    [ref],
  )
  return (
    <input
      className="input"
      aria-label={label}
      maxLength={textLimit.title}
      ref={start}
      {...field}
      onBlur={() => {
        onBlur()
        onDone()
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (isComposed(event)) return
        if (event.key === "Enter" || event.key === "Escape") onDone()
      }}
    />
  )
}

interface AddRowProps {
  readonly view: BoardView
  readonly scene: Scene
  /** What the running step allows of what the board takes. */
  readonly offered: BoardView["additions"]
}

/** A new card goes below everything, where the method has no better place for it. */
function AddRow({ view, scene, offered }: AddRowProps) {
  const say = useWords()
  const [chosen, setKind] = useState<string>()
  const kind = (offered.find((addition) => addition.kind === chosen) ?? offered[0])?.kind ?? "note"
  const { text: title, write, clear } = useBegun("outline")
  const { bounds } = scene.layout
  const add = () => {
    if (title.trim() === "") return
    if (reported(view.add(scene, kind, { x: bounds.x, y: bounds.y + bounds.h + 40 }, title.trim())) !== undefined)
      clear()
  }
  return (
    <form
      className="outline-add"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <select
        className="input select"
        aria-label={say("app.outline.kind")}
        value={kind}
        onChange={(event) => setKind(event.target.value)}
      >
        {offered.map((addition) => (
          <option key={addition.kind} value={addition.kind}>
            {say(addition.label)}
          </option>
        ))}
      </select>
      <input
        className="input"
        aria-label={say("app.outline.title")}
        maxLength={textLimit.title}
        value={title}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => event.stopPropagation()}
      />
      <Button type="submit" icon="add">
        {say("common.add")}
      </Button>
    </form>
  )
}
