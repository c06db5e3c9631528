import { DropdownMenu } from "radix-ui"
import type { CanvasControls } from "../session/canvasControls.ts"
import { canvasOf } from "../session/canvasControls.ts"
import { useSay, useView } from "../session/useSession.ts"
import { Keys } from "../ui/Keys.tsx"
import { canEdit, useCanvas, useCanvasState, useLaid } from "./canvasContext.ts"

interface Entry {
  readonly name: string
  readonly shortcut?: string
  readonly run: (controls: CanvasControls) => void
}

const edits: readonly Entry[] = [
  { name: "write", shortcut: "Enter", run: ({ write }) => write() },
  { name: "add-next", shortcut: "Control+Enter", run: ({ addNext }) => addNext() },
  { name: "add-deeper", run: ({ addDeeper }) => addDeeper() },
]
const connecting: Entry = { name: "connect", shortcut: "C", run: ({ connect }) => connect() }
const copying: readonly Entry[] = [
  { name: "cut", shortcut: "Control+X", run: ({ cut }) => cut() },
  { name: "copy", shortcut: "Control+C", run: ({ copy }) => copy() },
  { name: "paste", shortcut: "Control+V", run: ({ paste }) => paste() },
  { name: "duplicate", shortcut: "Control+D", run: ({ duplicate }) => duplicate() },
]
const removing: Entry = { name: "delete", shortcut: "Delete", run: ({ remove }) => remove() }
const viewing: readonly Entry[] = [
  { name: "select-all", shortcut: "Control+A", run: ({ selectAll }) => selectAll() },
  { name: "fit", shortcut: "Shift+1", run: ({ fitBoard }) => fitBoard() },
]

/** What can be done with the selection, or with the board where nothing is selected. */
export function CanvasMenu() {
  const at = useCanvasState(({ menuAt }) => menuAt)
  const { state } = useCanvas()
  if (!at) return null
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(isOpen) => !isOpen && state.setState({ menuAt: undefined })}>
      <DropdownMenu.Trigger
        className="canvas-menu-anchor"
        style={{ left: at.x, top: at.y }}
        tabIndex={-1}
        aria-hidden
      />
      <DropdownMenu.Portal>
        <Entries />
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Entries() {
  const say = useSay()
  const canvas = useCanvas()
  const groups = useGroups()
  const run = (entry: Entry) => {
    const controls = canvasOf(canvas.session)
    // After the menu has given the keyboard back, or what is opened would lose it again.
    if (controls) requestAnimationFrame(() => entry.run(controls))
  }
  return (
    <DropdownMenu.Content className="menu" align="start" collisionPadding={8} loop>
      {groups.map((group, at) => (
        <DropdownMenu.Group key={group[0]?.name} className="menu-group">
          {at > 0 && <DropdownMenu.Separator className="menu-line" />}
          {group.map((entry) => (
            <DropdownMenu.Item key={entry.name} className="menu-item" onSelect={() => run(entry)}>
              <span className="menu-label">{say(`action.${entry.name}`)}</span>
              {entry.shortcut !== undefined && <Keys shortcut={entry.shortcut} />}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Group>
      ))}
    </DropdownMenu.Content>
  )
}

function useGroups(): readonly (readonly Entry[])[] {
  const canvas = useCanvas()
  const selected = useView((view) => view.selected)
  const cards = useLaid(({ placed }) => [...selected].filter((id) => placed.has(id)).length)
  const mayEdit = canEdit(canvas)
  if (!mayEdit) return [viewing]
  if (selected.size === 0) return [[copying[2]].filter((entry) => entry !== undefined), viewing]
  if (cards === 0) return [[removing]]
  const hasRelations = Object.keys(canvas.boardView.boardKind.relations).length > 0
  return [...(cards === 1 ? [[...edits, ...(hasRelations ? [connecting] : [])]] : []), copying, [removing]]
}
