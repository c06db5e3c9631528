import { boardKinds } from "../../shared/boards/index.ts"
import { writeWorkshopFile } from "../../shared/codecs/workshopFile.ts"
import { exit } from "./cli.ts"
import { openWorkshop } from "./openWorkshop.ts"
import type { Verb } from "./runCairn.ts"

/** Canonical JSON without a date, so that equal content gives equal bytes. */
export const dump: Verb = {
  usage: "dump FILE|DIR [--workshop ID]",
  options: ["workshop"],
  paths: 1,
  run: async (cli, { path, options }) => {
    const { snapshot, notes } = await openWorkshop(path, options.workshop)
    for (const note of notes) cli.complain(note)
    await cli.print(writeWorkshopFile(snapshot, { kinds: boardKinds }))
    return exit.done
  },
}
