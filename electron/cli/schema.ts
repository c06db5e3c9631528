import { boardKinds } from "../../shared/boards/index.ts"
import { canonicalJson } from "../../shared/codecs/canonicalJson.ts"
import { workshopSchema } from "../../shared/codecs/workshopSchema.ts"
import { exit } from "./cli.ts"
import type { Verb } from "./runCairn.ts"

/** The JSON schema of a workshop file; `assets/schema/cairn-workshop.schema.json` is its output. */
export const schema: Verb = {
  usage: "schema",
  options: [],
  paths: 0,
  run: async (cli) => {
    await cli.print(canonicalJson(workshopSchema(boardKinds), ["$schema", "$id", "title", "description"]))
    return exit.done
  },
}
