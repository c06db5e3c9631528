import { DropdownMenu } from "radix-ui"
import type { Point } from "../../shared/model/drawing.ts"
import { canvasActions } from "../actions/canvasActions.ts"
import type { Action } from "../session/action.ts"
import { useSay, useView } from "../session/useSession.ts"
import { Keys } from "../ui/Keys.tsx"
import { isConnectable } from "./boardView.ts"
import { canEdit, useCanvas, useLaid } from "./canvasContext.ts"

/** What can be done with the selection, or with the board where nothing is selected. */
export function CanvasMenu({ at }: { readonly at: Point }) {
  const { state } = useCanvas()
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
  const { session } = useCanvas()
  const groups = useGroups().filter((group) => group.length > 0)
  return (
    <DropdownMenu.Content className="menu" align="start" collisionPadding={8} loop>
      {groups.map((group, at) => (
        <DropdownMenu.Group key={group[0]?.name} className="menu-group">
          {at > 0 && <DropdownMenu.Separator className="menu-line" />}
          {group.map((action) => (
            <DropdownMenu.Item
              key={action.name}
              className="menu-item"
              // After the menu has given the keyboard back, or what is opened would lose it again.
              onSelect={() => requestAnimationFrame(() => action.run(session))}
            >
              <span className="menu-label">{say(action.label)}</span>
              {action.shortcuts?.[0] !== undefined && <Keys shortcut={action.shortcuts[0]} />}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Group>
      ))}
    </DropdownMenu.Content>
  )
}

const onOneCard = ["write", "add-next", "add-deeper", "connect", "mark-card"]
const onCards = ["cut", "copy", "paste", "duplicate"]
const onBoard = ["add", "paste"]
const always = ["select-all", "fit"]

/** From the list of all actions, the board's own among them; only what makes sense for what is selected. */
function useGroups(): readonly (readonly Action[])[] {
  const canvas = useCanvas()
  const { session, boardView } = canvas
  const selected = useView((view) => view.selected)
  const cards = useLaid(({ placed }) => [...selected].filter((id) => placed.has(id)).length)
  const mayEdit = canEdit(canvas)
  const kind = useLaid(({ drawable }) => [...selected].map((id) => drawable.content.cards.get(id)?.kind)[0])
  const hasRelations = kind !== undefined && isConnectable(boardView.boardKind, kind)
  const offer = (actions: readonly Action[]) =>
    actions.filter(
      ({ name, changes, isAvailable }) =>
        (mayEdit || !changes) && (hasRelations || name !== "connect") && (isAvailable?.(session) ?? true),
    )
  const named = (names: readonly string[]) =>
    offer(names.flatMap((name) => canvasActions.find((action) => action.name === name) ?? []))
  const own = (group: Action["group"]) => offer(boardView.actions.filter((action) => action.group === group))
  if (selected.size === 0) return [named(onBoard), own("board"), named(always)]
  if (cards === 0) return [named(["delete"])]
  return [cards === 1 ? named(onOneCard) : [], own("card"), named(onCards), named(["merge", "delete"])]
}
