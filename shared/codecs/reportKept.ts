import { boardKinds } from "../boards/index.ts"
import type { Say } from "../model/boardKind.ts"
import { type CardOnBoard, verdictOf } from "../model/keeping.ts"
import { recapOf } from "../model/recap.ts"
import type { Snapshot } from "../model/snapshot.ts"
import { markdownText as plain, point } from "./markdown.ts"

/** What the room keeps besides its boards: decisions with agreement, actions, and what is still open. */
export function keptReport(snapshot: Snapshot, say: Say): readonly string[] {
  const { decisions, actions, questions } = recapOf(snapshot)
  const decided = decisions.flatMap(({ decision, answers }) => {
    const counts = answers.counts.filter(({ count }) => count > 0).map(({ value, count }) => `${count} × ${value}`)
    const agreement = answers.total === 0 ? [] : [say("recap.agreement", { counts: counts.join(", ") })]
    const verdict = answers.total === 0 ? [] : [say(`keeping.verdict.${verdictOf(answers)}`)]
    return [point(0, `**${plain(decision.text)}**`), ...[...agreement, ...verdict].map((text) => point(1, plain(text)))]
  })
  const done = actions.map(({ action: { text, who, due, state } }) => {
    const facts = [who, due ?? ""].filter((fact) => fact !== "").join(", ")
    return `- [${state === "done" ? "x" : " "}] ${plain(text)}${facts === "" ? "" : ` (${plain(facts)})`}`
  })
  const name = (card: CardOnBoard) => plain(nameOf(snapshot, card, say))
  const open = [
    ...questions.parked.map(({ text }) => point(0, plain(text))),
    ...questions.asked.map(({ card, comment }) => point(0, `${name(card)}: ${plain(comment.text)}`)),
    ...questions.marked.map(({ card, count }) => point(0, `${name(card)} (${plain(say("recap.marked", { count }))})`)),
  ]
  return [
    ...section(say("keeping.decisions"), decided),
    ...section(say("keeping.actions"), done),
    ...section(say("recap.open"), open),
  ]
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`## ${plain(title)}`, lines.join("\n")]

function nameOf({ contents, personas }: Snapshot, { boardId, cardId }: CardOnBoard, say: Say): string {
  const content = contents.get(boardId)
  const card = content?.cards.get(cardId)
  const kind = boardKinds.find((one) => one.kind === content?.board.kind)
  return (card && kind?.nameOf(card, personas)) || say("common.untitled")
}
