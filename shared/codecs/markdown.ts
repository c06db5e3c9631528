import type { BoardKind, Drawable } from "../model/boardKind.ts"
import type { Workshop } from "../model/records.ts"
import { captionOf } from "./caption.ts"

/** A board as a document to read: every card in the method's reading order, with what it leads to and its note. */
export function boardToMarkdown(kind: BoardKind, board: Drawable, workshop: Workshop): string {
  const { content, personas, say } = board
  const caption = captionOf(workshop, content.board, "", say)
  const nameOf = (id: string): string => {
    const card = content.cards.get(id)
    return (card && kind.nameOf(card, personas)) || say("common.untitled")
  }
  const targets = new Map<string, string[]>()
  for (const { fromId, toId } of content.relations.values())
    targets.set(fromId, [...(targets.get(fromId) ?? []), nameOf(toId)])

  const order = kind.lay(board).cards.map(({ id }) => id)
  const placed = new Set(order)
  const ids = [...order, ...[...content.cards.keys()].filter((id) => !placed.has(id))]
  const items = ids.flatMap((id) => {
    const card = content.cards.get(id)
    if (!card) return []
    const leads = (targets.get(id) ?? []).sort()
    const arrows = leads.length > 0 ? ` → ${leads.map(plain).join(", ")}` : ""
    const note = card.note === "" ? [] : card.note.split("\n").map((line) => `  ${plain(line)}`)
    return [`- **${plain(say(`kind.${card.kind}`))}**: ${plain(nameOf(id))}${arrows}`, ...note]
  })
  const head = [`# ${plain(caption.title)}`, caption.purpose ?? "", caption.facts.filter(Boolean).join(" · ")]
  return `${[...head.map((line, at) => (at === 0 ? line : plain(line))).filter(Boolean), items.join("\n")].join("\n\n")}\n`
}

/** Text that stays text: what people wrote must not become a heading, a link or markup. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~!&]/g, (sign) => `\\${sign}`)
