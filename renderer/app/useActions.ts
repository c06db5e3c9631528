import { useEffect, useMemo } from "react"
import type { Say } from "../../shared/model/boardKind.ts"
import { canvasActions } from "../actions/canvasActions.ts"
import { listenToShortcuts } from "../actions/shortcuts.ts"
import type { BoardView } from "../canvas/boardView.ts"
import type { Action } from "../session/action.ts"
import { canvasOf } from "../session/canvasControls.ts"
import { mayWrite } from "../session/rights.ts"
import type { Session } from "../session/session.ts"
import { useCanEdit, useSession } from "../session/useSession.ts"
import type { MenuItem } from "../ui/Menu.tsx"
import { leadActions } from "./agenda/leadActions.ts"
import { actionIcon, appActions } from "./appActions.ts"
import { useOpenBoardView } from "./useBoardView.ts"
import { useLeads } from "./useLeads.ts"
import { useWords } from "./words.ts"

/** An action with its words in the reader's language, ready to be shown and run. */
export interface BoundAction extends Action {
  readonly words: string
  readonly isEnabled: () => boolean
  readonly start: () => void
}

/** Every action of this screen, from the one list that toolbar, menus, keys, palette and help share. */
export function useActions(): readonly BoundAction[] {
  const say = useWords()
  const session = useSession()
  const canEdit = useCanEdit()
  const isLeader = useLeads()
  const boardView = useOpenBoardView()
  return useMemo(
    () =>
      [...actionsWith(boardView), ...(isLeader ? leadActions : [])]
        .filter(({ changes }) => canEdit || !changes)
        .map((action) => bind(action, session, say)),
    [session, canEdit, isLeader, boardView, say],
  )
}

/** Listens to the keys of all actions while it is mounted. */
export function useActionKeys(actions: readonly BoundAction[]): void {
  const session = useSession()
  useEffect(() => listenToShortcuts(session, () => actions), [session, actions])
}

const actionsWith = (boardView: BoardView | undefined): readonly Action[] => [
  ...appActions,
  ...(boardView ? additionActions(boardView) : []),
  ...canvasActions,
  ...(boardView?.actions ?? []),
]

const additionPrefix = "add-kind."

/** Making a card of each kind that the board offers. The label is the kind's own. */
const additionActions = (boardView: BoardView): readonly Action[] =>
  boardView.additions.map(({ kind, label, key }) => ({
    name: `${additionPrefix}${kind}`,
    label,
    ...(key === undefined ? {} : { shortcuts: [key] }),
    group: "card",
    isAvailable: (session) => canvasOf(session) !== undefined && mayWrite(session, kind),
    changes: true,
    run: (session) => canvasOf(session)?.add(kind),
  }))

const bind = (action: Action, session: Session, say: Say): BoundAction => ({
  ...action,
  words: action.name.startsWith(additionPrefix) ? say("app.add.kind", { kind: say(action.label) }) : say(action.label),
  isEnabled: () => action.isAvailable?.(session) ?? true,
  start: () => action.run(session),
})

/** An action as an entry of a menu. */
export function actionItem(action: BoundAction): MenuItem {
  const icon = actionIcon(action.name)
  const shortcut = action.shortcuts?.[0]
  return {
    name: action.name,
    label: action.words,
    isDisabled: () => !action.isEnabled(),
    onChoose: action.start,
    ...(icon ? { icon } : {}),
    ...(shortcut === undefined ? {} : { shortcut }),
  }
}
