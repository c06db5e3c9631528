import { useMemo } from "react"
import type { Say } from "../../shared/model/boardKind.ts"
import type { Action } from "../session/action.ts"
import type { Session } from "../session/session.ts"
import { useCanEdit, useSession } from "../session/useSession.ts"
import type { MenuItem } from "../ui/Menu.tsx"
import { actionIcon, appActions } from "./appActions.ts"

export interface BoundAction extends Action {
  readonly isEnabled: () => boolean
  readonly start: () => void
}

/** An action as an entry of a menu. */
export type ActionItem = MenuItem

/** Every action of this screen, from the one list that toolbar, menu, keys, palette and help share. */
export function useActions(more: readonly Action[] = []): readonly BoundAction[] {
  const session = useSession()
  const canEdit = useCanEdit()
  return useMemo(
    () => [...appActions, ...more].filter(({ changes }) => canEdit || !changes).map((action) => bind(action, session)),
    [session, canEdit, more],
  )
}

const bind = (action: Action, session: Session): BoundAction => ({
  ...action,
  isEnabled: () => action.isAvailable?.(session) ?? true,
  start: () => action.run(session),
})

export function actionItem(action: BoundAction, say: Say): ActionItem {
  const icon = actionIcon(action.name)
  const shortcut = action.shortcuts?.[0]
  return {
    name: action.name,
    label: say(action.label),
    isDisabled: !action.isEnabled(),
    onChoose: action.start,
    ...(icon ? { icon } : {}),
    ...(shortcut === undefined ? {} : { shortcut }),
  }
}
