import { templateIds } from "../../shared/codecs/templates.ts"
import { exit } from "./cli.ts"
import type { Verb } from "./runCairn.ts"

export const templates: Verb = {
  usage: "templates",
  options: [],
  paths: 0,
  run: async (cli) => {
    await cli.print(templateIds.map((id) => `${id}\n`).join(""))
    return exit.done
  },
}
