import { isDismissed, isDue } from "../../../shared/model/lint.ts"
import { useBoard, useRunningStep, useSession, useView } from "../../session/useSession.ts"
import { Icon } from "../../ui/Icon.tsx"
import { tip } from "../../ui/tip.ts"
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
  const isOff = useRunningStep()?.lintOn === false
  // Nobody is asked anything while the room writes.
  if (!board || isOff) return null
  const count = (found ?? []).filter((finding) => isDue(finding.from, "work") && !isDismissed(finding, board)).length
  return (
    <button
      type="button"
      {...tip(say("action.lint"))}
      className="button button-quiet lint-button"
      aria-label={say("lint.button", { count })}
      aria-expanded={isOpen}
      onClick={() => view.setState({ panel: isOpen ? "inspector" : "lint" })}
    >
      <Icon name="ask" />
      {count > 0 && <span className="lint-count">{count}</span>}
    </button>
  )
}
