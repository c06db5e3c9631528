import { isDismissed, isDue } from "../../../shared/model/lint.ts"
import { useBoard, useSession, useView } from "../../session/useSession.ts"
import { Icon } from "../../ui/Icon.tsx"
import { Tooltip } from "../../ui/Tooltip.tsx"
import { useWords } from "../words.ts"
import { useFindings } from "./findings.ts"
import "./lint.css"

/** Opens the questions about the open board and says how many there are. It never opens by itself. */
export function LintButton() {
  const say = useWords()
  const { view } = useSession()
  const board = useBoard()
  const found = useFindings(board?.board.id)
  const isOpen = useView(({ panel }) => panel === "lint")
  if (!board) return null
  const count = (found ?? []).filter((finding) => isDue(finding.from, "work") && !isDismissed(finding, board)).length
  return (
    <Tooltip label={say("action.lint")}>
      <button
        type="button"
        className="button button-quiet lint-button"
        aria-label={say("lint.button", { count })}
        aria-expanded={isOpen}
        onClick={() => view.setState({ panel: isOpen ? "inspector" : "lint" })}
      >
        <Icon name="ask" />
        {count > 0 && <span className="lint-count">{count}</span>}
      </button>
    </Tooltip>
  )
}
