import { BoardCanvas } from "../../canvas/BoardCanvas.tsx"
import { useCanEdit, useSession, useView } from "../../session/useSession.ts"
import { LintPanel } from "../panels/LintPanel.tsx"
import { OutlinePanel } from "../panels/OutlinePanel.tsx"
import { useBoardView } from "../useBoardView.ts"
import { VotingArea } from "../voting/VotingArea.tsx"
import { useWords } from "../words.ts"
import { WritingAlone } from "../writing/WritingAlone.tsx"
import { HighlightHint } from "./HighlightHint.tsx"
import { InspectorPanel } from "./InspectorPanel.tsx"
import { Toolbar } from "./Toolbar.tsx"

/** The open board: its map, the toolbar below, and one panel beside it. */
export function BoardArea({ kind }: { readonly kind: string }) {
  const say = useWords()
  const view = useBoardView(kind)
  const canEdit = useCanEdit()
  const panel = useView((state) => state.panel)
  const session = useSession()
  if (!view) return <p className="board-unknown">{say("app.board.unknown", { kind })}</p>
  const OwnPanel = view.panels?.[panel]
  // A panel that only another kind of board has stands for the inspector here.
  const isInspecting = panel === "inspector" || (!OwnPanel && ["derive", "teams", "walk"].includes(panel))
  const close = () => session.view.setState({ panel: "inspector" })
  return (
    <div className="board-area">
      <BoardCanvas view={view} />
      {view.Bar && <view.Bar />}
      {canEdit && <Toolbar view={view} />}
      <HighlightHint />
      {isInspecting && <InspectorPanel view={view} />}
      {panel === "outline" && <OutlinePanel view={view} onClose={close} />}
      {panel === "lint" && <LintPanel view={view} onClose={close} />}
      {OwnPanel && <OwnPanel />}
      <WritingAlone />
      <VotingArea />
    </div>
  )
}
