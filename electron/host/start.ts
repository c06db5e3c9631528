import { join } from "node:path"
import { parseArgs } from "node:util"
import { setFlagsFromString } from "node:v8"
import { defaultDataDirectory } from "./dataDirectory.ts"
import { openHost } from "./host.ts"
import { describeProblem } from "./hostProblem.ts"

/**
 * The host without a window. Standard output carries one line of JSON once it is ready, everything for people goes to
 * standard error.
 */

/**
 * V8 compiles what has run for a while; where only ten people write, by default that takes minutes. At less than a third
 * of its threshold the slowest edits of these minutes are a quarter quicker. A V8 that does not know the setting says so
 * and goes on.
 */
setFlagsFromString("--interrupt-budget=20000")

const say = (line: string) => process.stderr.write(`[cairn] ${line}\n`)

const usage =
  "npm start -- --headless [--data DIR] [--workshop FILE|ID] [--adopt COPY] [--template ID]... [--listen ADDRESS] [--port N] [--name HOSTNAME]..."
const exit = { usage: 2, alreadyOpen: 3, failed: 1 } as const

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        headless: { type: "boolean" },
        data: { type: "string" },
        workshop: { type: "string" },
        template: { type: "string", multiple: true },
        listen: { type: "string" },
        port: { type: "string" },
        name: { type: "string", multiple: true },
        adopt: { type: "string" },
      },
    })
    const port = values.port === undefined ? undefined : Number(values.port)
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) throw new Error("no such port")
    return { ...values, port }
  } catch (problem) {
    say(problem instanceof Error ? problem.message : String(problem))
    say(`usage: ${usage}`)
    process.exit(exit.usage)
  }
}

const { data, workshop, template, listen, port, name, adopt } = readArguments()
const opened = await openHost({
  dataDirectory: data ?? defaultDataDirectory(),
  page: join(import.meta.dirname, "../renderer"),
  log: say,
  ...(workshop === undefined ? {} : { workshop }),
  ...(adopt === undefined ? {} : { adopt }),
  ...(template === undefined ? {} : { templates: template }),
  ...(listen === undefined ? {} : { listen }),
  ...(port === undefined ? {} : { port }),
  ...(name === undefined ? {} : { names: name }),
})
if (!opened.ok) {
  say(describeProblem(opened.error))
  process.exit(opened.error.type === "AlreadyOpen" ? exit.alreadyOpen : exit.failed)
}
const host = opened.value

let isStopping = false
const stop = async () => {
  if (isStopping) return
  isStopping = true
  // A disk that hangs must not keep the process for ever.
  setTimeout(() => process.exit(exit.failed), 4_500).unref()
  await host.stop()
  process.exit(0)
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop())
process.stdout.write(`${JSON.stringify(host.ready)}\n`)
