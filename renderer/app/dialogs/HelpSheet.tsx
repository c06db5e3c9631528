import type { Figure } from "../../../shared/model/drawing.ts"
import type { BoardView } from "../../canvas/boardView.ts"
import { Dialog } from "../../ui/Dialog.tsx"
import { Keys } from "../../ui/Keys.tsx"
import type { BoundAction } from "../useActions.ts"
import { useWords } from "../words.ts"
import { FigureSign } from "./FigureSign.tsx"
import "./dialogs.css"

export interface HelpSheetProps {
  readonly boardView: BoardView | undefined
  readonly actions: readonly BoundAction[]
  readonly onClose: () => void
}

const groups = ["card", "board", "view", "session", "lead"] as const

/** What the signs mean and which keys do what, from the same lists that everything else is made of. */
export function HelpSheet({ boardView, actions, onClose }: HelpSheetProps) {
  const say = useWords()
  const keyed = actions.filter(({ shortcuts }) => shortcuts?.length)
  const legend = boardView?.boardKind.legend(say) ?? []
  return (
    <Dialog title={say("action.help")} closeLabel={say("common.close")} onClose={onClose} size="wide">
      <div className="help">
        {legend.length > 0 && <Legend entries={legend} />}
        {groups.map((group) => (
          <KeyList key={group} group={group} actions={keyed.filter((action) => action.group === group)} />
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

interface KeyListProps {
  readonly group: (typeof groups)[number]
  readonly actions: readonly BoundAction[]
}

function KeyList({ group, actions }: KeyListProps) {
  const say = useWords()
  if (actions.length === 0) return null
  return (
    <section>
      <h3>{say(`action.group.${group}`)}</h3>
      <dl className="keys">
        {actions.map(({ name, words, shortcuts }) => (
          <div key={name}>
            <dt>{words}</dt>
            <dd>
              {shortcuts?.map((shortcut) => (
                <Keys key={shortcut} shortcut={shortcut} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
