import { join, relative } from "node:path"
import { pathToFileURL } from "node:url"
import { build, runnerImport } from "vite"

/** The benchmark is plain JavaScript and measures TypeScript: two ways to get at it without a build of its own. */
const root = join(import.meta.dirname, "../..")

/** A module as it stands, for what is not itself measured. @param {string} file from the repository's root */
export const imported = async (file) =>
  (await runnerImport(join(root, file), { configFile: false, logLevel: "error" })).module

/** A module bundled as the programs are, for what is measured: the runner above would slow it down. @param {string} file */
export async function bundled(file) {
  const name = relative("tests/bench", file).replace(/\W+/g, "-")
  const outDir = join(root, "node_modules/.cache/bench-source", name)
  await build({
    configFile: false,
    root,
    logLevel: "error",
    build: {
      ssr: join(root, file),
      outDir,
      emptyOutDir: true,
      target: "node20",
      minify: false,
      rolldownOptions: { output: { entryFileNames: "entry.mjs" } },
    },
  })
  return import(pathToFileURL(join(outDir, "entry.mjs")).href)
}

/** Runs `work` so many times and gives the durations in milliseconds. */
export async function timed(repetitions, work) {
  const durations = []
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const startedAt = performance.now()
    await work()
    durations.push(performance.now() - startedAt)
  }
  return durations
}
