import { boardKinds } from "../../shared/boards/index.ts"
import { lintBoard } from "../../shared/boards/lintBoard.ts"
import { languageOf, say } from "../../shared/messages/say.ts"
import { byOrder } from "../../shared/model/records.ts"
import type { Snapshot } from "../../shared/model/snapshot.ts"
import { exit } from "./cli.ts"
import { openWorkshop } from "./openWorkshop.ts"
import type { Verb } from "./runCairn.ts"

/** What the maps' own rules ask, everything that is due before an export. Findings are questions and no failure. */
export const lintWorkshop: Verb = {
  usage: "lint FILE|DIR [--json] [--workshop ID]",
  options: ["workshop"],
  flags: ["json"],
  paths: 1,
  run: async (cli, { path, options, flags }) => {
    const { snapshot, notes } = await openWorkshop(path, options.workshop)
    for (const note of notes) cli.complain(note)
    const found = findingsIn(snapshot)
    await cli.print(flags.has("json") ? `${JSON.stringify(found, undefined, 2)}\n` : asLines(snapshot, found))
    return exit.done
  },
}

const findingsIn = (snapshot: Snapshot) =>
  [...snapshot.boards.values()]
    .sort(byOrder)
    .flatMap((board) => lintBoard(snapshot, board.id, "export").map((finding) => ({ board: board.id, ...finding })))

function asLines(snapshot: Snapshot, found: ReturnType<typeof findingsIn>): string {
  const language = languageOf(snapshot.workshop.lang)
  const lines = found.map(({ board, rule, severity, ids, values }) => {
    const content = snapshot.contents.get(board)
    const kind = boardKinds.find((one) => one.kind === content?.board.kind)
    const names = ids.map((id) => {
      const card = content?.cards.get(id)
      return (card && kind?.nameOf(card, snapshot.personas)) || id
    })
    const words = say(language, `lint.${rule}`, { name: names[0] ?? "", ...values })
    return `${board}  ${rule}  ${severity}  ${words === `lint.${rule}` ? "" : `${words}  `}[${names.join(", ")}]\n`
  })
  return lines.length > 0 ? lines.join("") : "Nothing found.\n"
}
