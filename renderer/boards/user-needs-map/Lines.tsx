import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { type DependsOn, frictions, isDependsOn } from "../../../shared/boards/user-needs-map/schema.ts"
import { changeRelation, deleteRelations } from "../../../shared/commands/relations.ts"
import type { Card, Relation } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { canvasOf } from "../../session/canvasControls.ts"
import { told } from "../../session/notices.ts"
import { useCanEdit, useSay, useSession, useSnapshot } from "../../session/useSession.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Check, Select } from "../../ui/Field.tsx"

/** What leads to a card and from it: to go there, to say how well it runs, to take it away. */
export function Lines({ card, content }: { readonly card: Card; readonly content: BoardContent }) {
  const say = useSay()
  const relations = [...content.relations.values()]
  const groups = [
    { name: "usedBy", lines: relations.filter(({ toId }) => toId === card.id), far: "fromId" },
    { name: "uses", lines: relations.filter(({ fromId }) => fromId === card.id), far: "toId" },
  ] as const
  return (
    <section className="needs-relations" aria-label={say("needs.relations")}>
      <h3>{say("needs.relations")}</h3>
      {groups.every(({ lines }) => lines.length === 0) && <p className="muted">{say("needs.relations.none")}</p>}
      {groups.map(
        ({ name, lines, far }) =>
          lines.length > 0 && (
            <div key={name}>
              <h4>{say(`needs.relations.${name}`)}</h4>
              <ul className="needs-lines">
                {lines.map((line) => (
                  <Line key={line.id} line={line} other={content.cards.get(line[far])} />
                ))}
              </ul>
            </div>
          ),
      )}
    </section>
  )
}

function Line({ line, other }: { readonly line: Relation; readonly other: Card | undefined }) {
  const say = useSay()
  const session = useSession()
  const canEdit = useCanEdit()
  const personas = useSnapshot((snapshot) => snapshot.personas)
  if (!other) return null
  const title = userNeedsMap.nameOf(other, personas) || say("common.untitled")
  const jump = () => {
    const canvas = canvasOf(session)
    if (canvas) canvas.reveal(other.id)
    else session.view.setState({ selected: new Set([other.id]) })
  }
  return (
    <li className="needs-line">
      <button
        type="button"
        className="needs-line-name"
        aria-label={say("needs.relations.jump", { title })}
        onClick={jump}
      >
        {title}
      </button>
      {canEdit && (
        <IconButton
          icon="trash"
          label={say("needs.relations.delete", { title })}
          onClick={() => deleteRelations(session.editing, [line.id])}
        />
      )}
      {isDependsOn(line) && <Friction line={line} title={title} />}
    </li>
  )
}

function Friction({ line, title }: { readonly line: DependsOn; readonly title: string }) {
  const say = useSay()
  const { editing } = useSession()
  const canEdit = useCanEdit()
  return (
    <details className="needs-friction">
      <summary>{say(`needs.friction.${line.friction}`)}</summary>
      <Select
        label={say("needs.friction", { title })}
        value={line.friction}
        disabled={!canEdit}
        options={frictions.map((value) => ({ value, label: say(`needs.friction.${value}`) }))}
        onChange={({ target }) => told(changeRelation(editing, line.id, { friction: target.value }))}
      />
      <Check
        label={say("needs.criticality")}
        checked={line.criticality === "high"}
        disabled={!canEdit}
        onChange={({ target }) =>
          told(changeRelation(editing, line.id, { criticality: target.checked ? "high" : "normal" }))
        }
      />
    </details>
  )
}
