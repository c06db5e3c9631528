import { useState } from "react"
import { type Finding, findingKey, isDismissed, isDue, type Severity, severities } from "../../../shared/model/lint.ts"
import type { BoardView } from "../../canvas/boardView.ts"
import { useBoard, useSnapshot, useView } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Choice } from "../../ui/Choice.tsx"
import { useFindings } from "../lint/findings.ts"
import { Left, Question, type QuestionScene } from "../lint/Question.tsx"
import { Panel } from "../shell/Panel.tsx"
import { useScene } from "../useScene.ts"
import { useWords } from "../words.ts"
import "../lint/lint.css"

export interface LintPanelProps {
  readonly view: BoardView
  readonly onClose: () => void
}

type When = "work" | "export"

/** What the tool asks about the open board. Each question leads to its cards, offers what mends it, and may be left. */
export function LintPanel({ view, onClose }: LintPanelProps) {
  const say = useWords()
  const content = useBoard()
  const layout = useScene(view, content)
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const overlayId = useView((state) => state.overlayId)
  const found = useFindings(content?.board.id)
  const [when, setWhen] = useState<When>("work")
  if (!content || !layout) return null
  const scene: QuestionScene = {
    view,
    fixing: { ...layout, personas, ...(overlayId === undefined ? {} : { overlayId }) },
  }
  const due = (found ?? []).filter(({ from }) => isDue(from, when))
  const open = due.filter((finding) => !isDismissed(finding, content))
  const left = due.filter((finding) => isDismissed(finding, content))
  return (
    <Panel title={say("action.lint")} onClose={onClose}>
      <div className="lint">
        <p className="muted">{say("lint.intro")}</p>
        <Choice
          label={say("lint.when")}
          isLabelHidden
          value={when}
          options={[
            { value: "work", label: say("lint.when.work") },
            { value: "export", label: say("lint.when.export") },
          ]}
          onChoose={setWhen}
        />
        {found === undefined && <p className="muted">{say("lint.checking")}</p>}
        {found !== undefined && open.length === 0 && <p>{say("lint.none")}</p>}
        {severities.map((severity) => (
          <Group
            key={severity}
            severity={severity}
            scene={scene}
            found={open.filter((finding) => finding.severity === severity)}
          />
        ))}
        {left.length > 0 && (
          <details className="lint-left">
            <summary>{say("lint.dismissed", { count: left.length })}</summary>
            <ul>
              {left.map((finding) => (
                <Left key={findingKey(finding)} finding={finding} scene={scene} />
              ))}
            </ul>
          </details>
        )}
      </div>
    </Panel>
  )
}

/** As many as fit on a screen or two; the rest on request. */
const shownAtFirst = 12

interface GroupProps {
  readonly severity: Severity
  readonly scene: QuestionScene
  readonly found: readonly Finding[]
}

function Group({ severity, scene, found }: GroupProps) {
  const say = useWords()
  const [shown, setShown] = useState(shownAtFirst)
  if (found.length === 0) return null
  const heading = say(`lint.severity.${severity}`)
  const rest = found.length - shown
  return (
    <section className={`lint-group lint-${severity}`} aria-label={say("lint.count", { heading, count: found.length })}>
      <h3>
        {heading} <span className="lint-number">{found.length}</span>
      </h3>
      <ul>
        {found.slice(0, shown).map((finding) => (
          <Question key={findingKey(finding)} finding={finding} scene={scene} />
        ))}
      </ul>
      {rest > 0 && (
        <Button look="quiet" onClick={() => setShown(shown + 5 * shownAtFirst)}>
          {say("lint.list.more", { count: rest })}
        </Button>
      )}
    </section>
  )
}
