import type { BoardView } from "../../canvas/boardView.ts"
import { useBoard, useSession, useSnapshot, useView } from "../../session/useSession.ts"
import { useWords } from "../words.ts"
import { Panel } from "./Panel.tsx"

/** Details of the one selected card. Nothing while none or several are selected, or while one is being written. */
export function InspectorPanel({ view }: { readonly view: BoardView }) {
  const say = useWords()
  const content = useBoard()
  const session = useSession()
  const cardId = useView(({ selected, editing }) =>
    selected.size === 1 && editing === undefined ? [...selected][0] : undefined,
  )
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const card = cardId === undefined ? undefined : content?.cards.get(cardId)
  if (!card || !content) return null
  const name = view.boardKind.nameOf(card, personas) || say("common.untitled")
  return (
    <Panel
      title={say("app.inspector", { kind: say(`kind.${card.kind}`), name })}
      onClose={() => session.view.setState({ panel: "none" })}
    >
      <view.Inspector key={card.id} card={card} content={content} />
    </Panel>
  )
}
