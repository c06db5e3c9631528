import { exit } from "./cli.ts"
import { type Opened, openWorkshop } from "./openWorkshop.ts"
import type { Verb } from "./runCairn.ts"
import { unreadFields } from "./unreadFields.ts"

/** Reads everything and says what could not be read. Changes nothing. */
export const verify: Verb = {
  usage: "verify FILE|DIR [--workshop ID]",
  options: ["workshop"],
  paths: 1,
  run: async (cli, { path, options }) => {
    const opened = await openWorkshop(path, options.workshop)
    const unread = opened.from === "journal" ? unreadFields(opened.document) : []
    for (const line of [...opened.notes, ...shortened(unread)]) cli.complain(line)
    const isDamaged = unread.length > 0 || (opened.from === "journal" && opened.damage.length > 0)
    await cli.print(`${isDamaged ? "damaged" : "sound"}: ${summary(opened)}\n`)
    return isDamaged ? exit.damaged : exit.done
  },
}

const mostLines = 20
const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= mostLines ? lines : [...lines.slice(0, mostLines), `… and ${lines.length - mostLines} more`]

function summary({ snapshot: { boards, contents, workshop } }: Opened): string {
  const cards = [...contents.values()].reduce((sum, content) => sum + content.cards.size, 0)
  return `workshop ${workshop.id}, ${boards.size} boards, ${cards} cards`
}
