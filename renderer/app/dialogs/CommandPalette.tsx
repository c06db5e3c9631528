import { Command } from "cmdk"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { Dialog } from "../../ui/Dialog.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { Keys } from "../../ui/Keys.tsx"
import { actionIcon } from "../appActions.ts"
import { boardIcon, boardsInOrder } from "../boards.ts"
import type { BoundAction } from "../useActions.ts"
import { useWords } from "../words.ts"
import "./dialogs.css"

export interface CommandPaletteProps {
  readonly actions: readonly BoundAction[]
  readonly onClose: () => void
}

const groups = ["board", "card", "view", "session", "lead"] as const

/** Everything that can be done, by typing what it is called. */
export function CommandPalette({ actions, onClose }: CommandPaletteProps) {
  const say = useWords()
  const offered = actions.filter(({ name, isEnabled }) => name !== "palette" && isEnabled())
  return (
    <Dialog title={say("action.palette")} closeLabel={say("common.close")} onClose={onClose} isTitleHidden>
      <Command loop label={say("action.palette")} className="palette">
        <Command.Input autoFocus className="input palette-input" placeholder={say("palette.placeholder")} />
        <Command.List className="palette-list" label={say("action.palette")}>
          <Command.Empty className="palette-empty">{say("palette.none")}</Command.Empty>
          <Boards onClose={onClose} />
          {groups.map((group) => (
            <Command.Group key={group} heading={say(`action.group.${group}`)} className="palette-group">
              {offered
                .filter((action) => action.group === group)
                .map((action) => (
                  <Entry key={action.name} action={action} onClose={onClose} />
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  )
}

function Entry({ action, onClose }: { readonly action: BoundAction; readonly onClose: () => void }) {
  const icon = actionIcon(action.name)
  const shortcut = action.shortcuts?.[0]
  const run = () => {
    onClose()
    action.start()
  }
  return (
    <Command.Item value={`${action.words} ${action.name}`} className="palette-item" onSelect={run}>
      <span className="menu-icon">{icon && <Icon name={icon} />}</span>
      <span className="palette-label">{action.words}</span>
      {shortcut !== undefined && <Keys shortcut={shortcut} />}
    </Command.Item>
  )
}

function Boards({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const { view } = useSession()
  const boards = boardsInOrder(useSnapshot((snapshot) => snapshot.boards))
  return (
    <Command.Group heading={say("app.boards")} className="palette-group">
      {boards.map(({ id, kind, title }) => (
        <Command.Item
          key={id}
          value={`${title} ${id}`}
          className="palette-item"
          onSelect={() => {
            onClose()
            view.setState({ boardId: id, selected: new Set(), editing: undefined })
          }}
        >
          <span className="menu-icon">
            <Icon name={boardIcon(kind)} />
          </span>
          <span className="palette-label">{title}</span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}
