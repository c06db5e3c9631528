import { boardKinds } from "../../shared/boards/index.ts"
import { lintBoard, lintWhole } from "../../shared/boards/lintBoard.ts"
import { languageOf, say } from "../../shared/messages/say.ts"
import { type Finding, isDismissed, valuesOf } from "../../shared/model/lint.ts"
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

interface Asked extends Finding {
  /** The board's id; absent for what is asked about the workshop. */
  readonly board?: string
}

/** What nobody has left as it is: about the workshop first, then board by board in the order of their tabs. */
const findingsIn = (snapshot: Snapshot): readonly Asked[] => [
  ...lintWhole(snapshot, "export"),
  ...[...snapshot.boards.values()].sort(byOrder).flatMap(({ id }) => {
    const content = snapshot.contents.get(id)
    return lintBoard(snapshot, id, "export")
      .filter((finding) => content === undefined || !isDismissed(finding, content))
      .map((finding) => ({ board: id, ...finding }))
  }),
]

function asLines(snapshot: Snapshot, found: readonly Asked[]): string {
  const language = languageOf(snapshot.workshop.lang)
  const lines = found.map((finding) => {
    const { board, rule, severity, ids } = finding
    const content = snapshot.contents.get(board ?? "")
    const kind = boardKinds.find((one) => one.kind === content?.board.kind)
    const nameOf = (id: string) => {
      const card = content?.cards.get(id)
      return (card && kind?.nameOf(card, snapshot.personas)) || id
    }
    const words = say(language, `lint.${rule}`, valuesOf(finding, nameOf))
    return `${board ?? "workshop"}  ${rule}  ${severity}  ${words}  [${ids.map(nameOf).join(", ")}]\n`
  })
  return lines.length > 0 ? lines.join("") : "Nothing found.\n"
}
