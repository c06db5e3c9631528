import { parseArgs } from "node:util"
import { type Cli, type ExitCode, exit, Refusal } from "./cli.ts"
import { dump } from "./dump.ts"
import { exportBoard } from "./exportBoard.ts"
import { importWorkshop } from "./importWorkshop.ts"
import { lintWorkshop } from "./lintWorkshop.ts"
import { schema } from "./schema.ts"
import { templates } from "./templates.ts"
import { verify } from "./verify.ts"

export interface Verb {
  readonly usage: string
  /** Names of the options that take a value. */
  readonly options: readonly string[]
  /** Names of the options that are there or not. */
  readonly flags?: readonly string[]
  /** How many paths are named. */
  readonly paths: 0 | 1
  readonly run: (cli: Cli, given: Given) => Promise<ExitCode>
}
export interface Given {
  readonly path: string
  readonly options: { readonly [name: string]: string | undefined }
  readonly flags: ReadonlySet<string>
}

const verbs: { readonly [name: string]: Verb } = {
  dump,
  verify,
  import: importWorkshop,
  export: exportBoard,
  lint: lintWorkshop,
  templates,
  schema,
}

/** Runs one verb and gives the exit code. Nothing is written where the arguments do not say so. */
export async function runCairn(args: readonly string[], cli: Cli): Promise<ExitCode> {
  const [name = "", ...rest] = args
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  try {
    if (!verb) throw new Refusal(exit.wrongUsage, usage(name))
    return await verb.run(cli, given(verb, rest))
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem
    cli.complain(problem.message)
    return problem.code
  }
}

function usage(name: string): string {
  const lines = Object.values(verbs).map((verb) => `  cairn ${verb.usage}`)
  return [name === "" ? "What shall cairn do?" : `cairn has no verb “${name}”.`, ...lines].join("\n")
}

function given(verb: Verb, args: readonly string[]): Given {
  const wrong = (reason: string) => new Refusal(exit.wrongUsage, `${reason}\nUsage: cairn ${verb.usage}`)
  const options = [
    ...verb.options.map((name) => [name, { type: "string" }] as const),
    ...(verb.flags ?? []).map((name) => [name, { type: "boolean" }] as const),
  ]
  const { values, positionals } = parsed(args, Object.fromEntries(options), wrong)
  if (positionals.length !== verb.paths)
    throw wrong(verb.paths === 0 ? "No file is expected." : "One file is expected.")
  const texts = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === "string")
  const flags = Object.keys(values).filter((name) => values[name] === true)
  return { path: positionals[0] ?? "", options: Object.fromEntries(texts), flags: new Set(flags) }
}

function parsed(
  args: readonly string[],
  options: { readonly [name: string]: { readonly type: "string" | "boolean" } },
  wrong: (reason: string) => Refusal,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (problem) {
    throw wrong(problem instanceof Error ? problem.message : "The arguments cannot be read.")
  }
}
