import type { ReactNode } from "react"
import { fixFinding, type OfferedFix, offeredFixes } from "../../../shared/boards/lintFixes.ts"
import { dismissFinding, type Fixed, type FixScene } from "../../../shared/commands/lintFix.ts"
import { type Finding, valuesOf } from "../../../shared/model/lint.ts"
import type { BoardView } from "../../canvas/boardView.ts"
import { canvasOf } from "../../session/canvasControls.ts"
import type { Session } from "../../session/session.ts"
import { useCanEdit, useSession } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Menu } from "../../ui/Menu.tsx"
import { reported } from "../reportProblem.ts"
import { swatchOf } from "../shell/swatch.ts"
import { useWords } from "../words.ts"
import { findingsOf } from "./findings.ts"

/** The board that is asked about, and how it is shown. */
export interface QuestionScene {
  readonly view: BoardView
  readonly fixing: FixScene
}

export interface QuestionProps {
  readonly finding: Finding
  readonly scene: QuestionScene
}

/** One question: its words, the cards it is about, and what can be done. */
export const Question = ({ finding, scene }: QuestionProps) => (
  <Asked finding={finding} scene={scene} isLeft={false} fixes={<Fixes finding={finding} scene={scene} />} />
)

/** A question that somebody has left as it is. */
export const Left = ({ finding, scene }: QuestionProps) => <Asked finding={finding} scene={scene} isLeft />

interface AskedProps extends QuestionProps {
  readonly isLeft: boolean
  readonly fixes?: ReactNode
}

/** Whoever may edit can leave a question as it is, and have one that was left asked again. */
function Asked({ finding, scene, isLeft, fixes }: AskedProps) {
  const say = useWords()
  const { editing } = useSession()
  const canEdit = useCanEdit()
  const question = useQuestion({ finding, scene })
  return (
    <li className="lint-item">
      <p className={isLeft ? "lint-question muted" : "lint-question"}>{question}</p>
      <CardLinks finding={finding} scene={scene} />
      {canEdit && (
        <div className="lint-actions">
          {fixes}
          <Button
            look="quiet"
            className="lint-dismiss"
            aria-label={say(isLeft ? "lint.restore.named" : "lint.dismiss.named", { question })}
            onClick={() => dismissFinding(editing, scene.fixing.content, finding, !isLeft)}
          >
            {say(isLeft ? "lint.restore" : "lint.dismiss")}
          </Button>
        </div>
      )}
    </li>
  )
}

const Fixes = ({ finding, scene }: QuestionProps) =>
  offeredFixes(scene.fixing, finding).map((offered) => (
    <FixButton key={offered.name} finding={finding} scene={scene} offered={offered} />
  ))

function useQuestion({ finding, scene }: QuestionProps): string {
  const say = useWords()
  const { view, fixing } = scene
  const nameOf = (id: string) => {
    const card = fixing.content.cards.get(id)
    const name = card ? view.boardKind.nameOf(card, fixing.personas) : fixing.content.teams.get(id)?.name
    return name || say("common.untitled")
  }
  return say(`lint.${finding.rule}`, valuesOf(finding, nameOf))
}

/** The most cards that one question lists. */
const listed = 3

/** The cards of a question; each leads to its place on the board. */
function CardLinks({ finding, scene }: QuestionProps) {
  const say = useWords()
  const session = useSession()
  const { view, fixing } = scene
  const cards = finding.ids.flatMap((id) => fixing.content.cards.get(id) ?? [])
  const more = cards.length - listed
  if (cards.length === 0) return null
  return (
    <ul className="lint-cards">
      {cards.slice(0, listed).map((card) => {
        const name = view.boardKind.nameOf(card, fixing.personas) || say("common.untitled")
        return (
          <li key={card.id}>
            <button
              type="button"
              className="lint-card"
              aria-label={say("lint.show", { kind: say(`kind.${card.kind}`), name })}
              onClick={() => reveal(session, card.id)}
            >
              <span className="swatch" style={swatchOf(card.kind)} aria-hidden="true" />
              <span>{name}</span>
            </button>
          </li>
        )
      })}
      {more > 0 && <li className="muted">{say("lint.more", { count: more })}</li>}
    </ul>
  )
}

interface FixButtonProps extends QuestionProps {
  readonly offered: OfferedFix
}

/** Does a fix at once, or asks first which of several ways is meant. */
function FixButton({ finding, scene, offered: { name, choices } }: FixButtonProps) {
  const say = useWords()
  const session = useSession()
  const label = say(`lint.fix.${name}`)
  const run = (choice?: string) => {
    const fixed = reported(fixFinding(scene.fixing, finding, name, choice))
    if (fixed) goOn(session, fixed)
    findingsOf(session).look()
  }
  const [only, ...others] = choices
  if (others.length === 0) {
    return (
      <Button className="lint-fix" onClick={() => run(only?.id)}>
        {label}
      </Button>
    )
  }
  const items = choices.map((choice) => ({
    name: choice.id,
    label: (choice.isMessage ? say(choice.label) : choice.label) || say("common.untitled"),
    onChoose: () => run(choice.id),
  }))
  return <Menu trigger={<Button className="lint-fix">{`${label} …`}</Button>} groups={[items]} align="start" />
}

/** What is left to the person, put before them. */
function goOn(session: Session, fixed: Fixed): void {
  if (fixed.next === "personas") session.view.setState({ dialog: "personas" })
  else if (fixed.cardId !== undefined) reveal(session, fixed.cardId)
  if (fixed.next === "write") session.view.setState({ editing: fixed.cardId })
  if (fixed.next === "details") session.view.setState({ panel: "inspector" })
}

function reveal(session: Session, cardId: string): void {
  session.view.setState({ selected: new Set([cardId]) })
  canvasOf(session)?.reveal(cardId)
}
