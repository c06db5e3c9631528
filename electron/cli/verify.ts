import { exit } from "./cli.ts"
import { openWorkshop } from "./openWorkshop.ts"
import type { Verb } from "./runCairn.ts"

/** Reads everything and says what could not be read. Changes nothing. */
export const verify: Verb = {
  usage: "verify FILE|DIR [--workshop ID]",
  options: ["workshop"],
  paths: 1,
  run: async (cli, { path, options }) => {
    const opened = await openWorkshop(path, options.workshop)
    for (const note of opened.notes) cli.complain(note)
    const isDamaged = opened.from === "journal" && opened.damage.length > 0
    const { boards, contents, workshop } = opened.snapshot
    const cards = [...contents.values()].reduce((sum, content) => sum + content.cards.size, 0)
    await cli.print(
      `${isDamaged ? "damaged" : "sound"}: workshop ${workshop.id}, ${boards.size} boards, ${cards} cards\n`,
    )
    return isDamaged ? exit.damaged : exit.done
  },
}
