import { Command } from "cmdk"
import { relationBetween } from "../../shared/commands/relations.ts"
import type { Card } from "../../shared/model/records.ts"
import { useSay } from "../session/useSession.ts"
import { Dialog } from "../ui/Dialog.tsx"
import { type Canvas, useCanvas, useLaid } from "./canvasContext.ts"
import { labelOf } from "./flow.ts"

export interface ConnectListProps {
  readonly from: Card
  readonly onChoose: (id: string) => void
  readonly onClose: () => void
}

/** Connecting without a pointer: the cards that the selected one may be connected with, to choose from by typing. */
export function ConnectList({ from, onChoose, onClose }: ConnectListProps) {
  const say = useSay()
  const canvas = useCanvas()
  const title = useLaid((board) =>
    say("canvas.connectFrom", { card: labelOf(board, from, canvas.boardView.boardKind) }),
  )
  const targets = targetsOf(canvas, from)
  return (
    <Dialog title={title} closeLabel={say("common.close")} onClose={onClose}>
      <Command label={title} loop className="connect-list">
        <Command.Input autoFocus className="input connect-input" placeholder={say("canvas.connectSearch")} />
        <Command.List className="connect-choices">
          <Command.Empty className="connect-empty">{say("canvas.connectNone")}</Command.Empty>
          {targets.map(({ id, label }) => (
            <Command.Item
              key={id}
              value={id}
              keywords={[label]}
              className="connect-choice"
              onSelect={() => onChoose(id)}
            >
              {label}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  )
}

/** In reading order; cards that are connected already are left out. */
function targetsOf(
  { layout, boardView }: Canvas,
  from: Card,
): readonly { readonly id: string; readonly label: string }[] {
  const board = layout.store.getState()
  const { boardKind } = boardView
  const taken = new Set([from.id])
  for (const { fromId, toId } of board.drawable.content.relations.values()) {
    if (fromId === from.id) taken.add(toId)
    else if (toId === from.id) taken.add(fromId)
  }
  return board.layout.cards.flatMap(({ id }) => {
    const card = board.drawable.content.cards.get(id)
    if (!card || taken.has(id)) return []
    const fits =
      relationBetween(boardKind, from.kind, card.kind) !== undefined ||
      relationBetween(boardKind, card.kind, from.kind) !== undefined
    return fits ? [{ id, label: labelOf(board, card, boardKind) }] : []
  })
}
