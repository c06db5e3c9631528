import { changeCards, deleteCards } from "../../commands/cards.ts"
import { type CommandProblem, type Editing, step } from "../../commands/context.ts"
import { connectCards } from "../../commands/relations.ts"
import type { Values } from "../../document/records.ts"
import { err, ok, type Result } from "../../model/result.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { isInsight } from "./schema.ts"

/**
 * Makes one card of several of one kind, as one step: the first stays, gets the others' lines and keeps their words in
 * its note; the others are hidden and come back with undo.
 */
export function mergeCards(
  { editing, content }: { readonly editing: Editing; readonly content: BoardContent },
  ids: readonly string[],
): Result<void, CommandProblem> {
  const cards = ids.flatMap((id) => content.cards.get(id) ?? [])
  const [kept, ...others] = cards
  if (!kept || others.length === 0 || cards.some(({ kind }) => kind !== kept.kind)) return err({ type: "CardGone" })
  if (others.some(({ locked }) => locked === "facilitator")) return err({ type: "Locked" })
  const { endStep: _, ...inner } = editing
  step(editing, () => {
    takeLines(inner, content, kept.id, new Set(others.map(({ id }) => id)))
    const words = others
      .flatMap(({ title, note }) => [title, note])
      .filter((text) => text !== "" && text !== kept.title)
    const note = [kept.note, ...words].filter((text) => text !== "").join("\n")
    changeCards(inner, new Map<string, Values>([[kept.id, { note }], ...insights(content, kept.id, others)]))
    deleteCards(
      inner,
      others.map(({ id }) => id),
    )
  })
  return ok(undefined)
}

/** Lines among the merged go; those that the kept card has already are not drawn twice. */
function takeLines(editing: Editing, content: BoardContent, keptId: string, gone: ReadonlySet<string>): void {
  const now = (id: string) => (gone.has(id) ? keptId : id)
  for (const { fromId, toId, label } of content.relations.values()) {
    const [from, to] = [now(fromId), now(toId)]
    if (from !== to && (from !== fromId || to !== toId)) connectCards(editing, from, to, { label })
  }
}

function insights(content: BoardContent, keptId: string, gone: readonly { readonly id: string }[]): [string, Values][] {
  const ids = new Set(gone.map(({ id }) => id))
  return [...content.cards.values()]
    .filter(isInsight)
    .filter(({ aboutIds }) => aboutIds.some((id) => ids.has(id)))
    .map(({ id, aboutIds }) => [
      id,
      { aboutIds: [...new Set(aboutIds.map((about) => (ids.has(about) ? keptId : about)))] },
    ])
}
