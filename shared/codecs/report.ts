import { boardKinds } from "../boards/index.ts"
import { readSources } from "../boards/product-flow/sources.ts"
import type { Drawable, Say } from "../model/boardKind.ts"
import { byOrder } from "../model/records.ts"
import type { BoardContent, Snapshot } from "../model/snapshot.ts"
import { captionOf } from "./caption.ts"
import { markdownText as plain, point } from "./markdown.ts"
import { flowReport } from "./reportFlow.ts"
import { keptReport } from "./reportKept.ts"
import { needsMapReport, storyMapReport } from "./reportMaps.ts"

export interface ReportOptions {
  readonly say: Say
  /** The day as the reader writes it. */
  readonly date: string
  /** Only this board. */
  readonly boardId?: string
}

/**
 * What a workshop found, as a document to read: its purpose, what was decided and will be done, every map as a nested list, the metrics as a table and
 * each opportunity with the sentence that follows it to somebody's need. Undefined when there is no such board.
 */
export function workshopReport(snapshot: Snapshot, { say, date, boardId }: ReportOptions): string | undefined {
  const contents = [...snapshot.contents.values()].sort((a, b) => byOrder(a.board, b.board))
  const chosen = contents.filter(({ board }) => boardId === undefined || board.id === boardId)
  if (chosen.length === 0) return undefined
  const { workshop } = snapshot
  const title = workshop.title || chosen[0]?.board.title || say("common.untitled")
  const { goal, by } = workshop.purpose
  const facts = [workshop.eventName ?? "", date, say(`caption.rule.${workshop.ruleOfTheHouse}`)].filter(Boolean)
  const head = [
    `# ${plain(title)}`,
    plain(goal && by ? say("caption.purpose", { goal, by }) : (goal ?? by ?? "")),
    facts.map(plain).join(" · "),
  ]
  const sources = readSources(snapshot)
  const parts = chosen.flatMap((content) => {
    const board: Drawable = { content, personas: snapshot.personas, say }
    return [...boardHead(snapshot, content, say), ...bodyOf(board, sources)]
  })
  const kept = boardId === undefined ? keptReport(snapshot, say) : []
  return `${[...head, ...kept, ...parts].filter((part) => part !== "").join("\n\n")}\n`
}

function boardHead({ workshop }: Snapshot, { board }: BoardContent, say: Say): readonly string[] {
  const { purpose = "" } = captionOf({ ...workshop, purpose: {} }, board, "", say)
  return [`## ${plain(board.title || say(`board.${board.kind}`))}`, plain(purpose)]
}

function bodyOf(board: Drawable, sources: ReturnType<typeof readSources>): readonly string[] {
  const { kind } = board.content.board
  const body =
    kind === "user-needs-map"
      ? needsMapReport(board)
      : kind === "story-map"
        ? storyMapReport(board)
        : kind === "product-flow"
          ? flowReport(board, sources)
          : cardList(board)
  return [...body, notesIn(board)]
}

/** A board of a kind that has no report of its own: its cards in reading order. */
function cardList(board: Drawable): readonly string[] {
  const kind = boardKinds.find((one) => one.kind === board.content.board.kind)
  const cards = kind?.lay(board).cards ?? []
  const points = cards.flatMap(({ id }) => {
    const card = board.content.cards.get(id)
    return card ? [point(0, `**${plain(board.say(`kind.${card.kind}`))}**: ${plain(card.title)}`)] : []
  })
  return [points.join("\n")]
}

/** What people wrote beside the cards. */
function notesIn({ content, say }: Drawable): string {
  const notes = [...content.cards.values()]
    .sort(byOrder)
    .filter(({ kind, title, note }) => (kind === "note" || kind === "insight") && `${title}${note}`.trim() !== "")
  if (notes.length === 0) return ""
  const points = notes.map(({ kind, title, note }) => {
    const said = [title, note].filter((text) => text.trim() !== "").map(plain)
    return point(0, `**${plain(say(`kind.${kind}`))}**: ${said.join(" – ")}`)
  })
  return points.join("\n")
}
