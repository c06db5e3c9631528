import type { Figure } from "../../../shared/model/drawing.ts"
import type { BoardView } from "../../canvas/boardView.ts"
import { Dialog } from "../../ui/Dialog.tsx"
import { readableShortcut } from "../../ui/shortcut.ts"
import { type BoundAction, useActions } from "../useActions.ts"
import { useWords } from "../words.ts"
import { FigureSign } from "./FigureSign.tsx"
import "./dialogs.css"

export interface HelpSheetProps {
  readonly boardView: BoardView | undefined
  readonly onClose: () => void
}

const groups = ["card", "board", "view", "session"] as const

/** What the signs mean and which keys do what, from the same lists that everything else is made of. */
export function HelpSheet({ boardView, onClose }: HelpSheetProps) {
  const say = useWords()
  const actions = useActions(boardView?.actions).filter(({ shortcuts }) => shortcuts?.length)
  const legend = boardView?.boardKind.legend(say) ?? []
  return (
    <Dialog title={say("action.help")} closeLabel={say("common.close")} onClose={onClose} size="wide">
      <div className="help">
        {legend.length > 0 && <Legend entries={legend} />}
        {boardView && <Additions boardView={boardView} />}
        {groups.map((group) => (
          <Keys key={group} group={group} actions={actions.filter((action) => action.group === group)} />
        ))}
      </div>
    </Dialog>
  )
}

const Legend = ({
  entries,
}: {
  readonly entries: readonly { readonly label: string; readonly figures: readonly Figure[] }[]
}) => {
  const say = useWords()
  return (
    <section>
      <h3>{say("help.signs")}</h3>
      <ul className="legend">
        {entries.map(({ label, figures }) => (
          <li key={label}>
            <FigureSign figures={figures} />
            {label}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Additions({ boardView }: { readonly boardView: BoardView }) {
  const say = useWords()
  const keyed = boardView.additions.filter(({ key }) => key !== undefined)
  if (keyed.length === 0) return null
  return (
    <section>
      <h3>{say("help.additions")}</h3>
      <dl className="keys">
        {keyed.map(({ kind, label, key }) => (
          <div key={kind}>
            <dt>{say(label)}</dt>
            <dd>
              <kbd className="kbd">{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

interface KeysProps {
  readonly group: (typeof groups)[number]
  readonly actions: readonly BoundAction[]
}

function Keys({ group, actions }: KeysProps) {
  const say = useWords()
  if (actions.length === 0) return null
  return (
    <section>
      <h3>{say(`action.group.${group}`)}</h3>
      <dl className="keys">
        {actions.map(({ name, label, shortcuts }) => (
          <div key={name}>
            <dt>{say(label)}</dt>
            <dd>
              {shortcuts?.map((shortcut) => (
                <kbd key={shortcut} className="kbd">
                  {readableShortcut(shortcut)}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
