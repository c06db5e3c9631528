import { runCairn } from "./cli/runCairn.ts"

/** The program behind `cairn`. Output goes to standard output, words for people to standard error. */
const write = (stream: NodeJS.WriteStream, chunk: string | Uint8Array) =>
  new Promise<void>((resolve) => {
    // A reader that has had enough, such as `head`, is no error.
    stream.once("error", () => resolve())
    stream.write(chunk, () => resolve())
  })

process.exitCode = await runCairn(process.argv.slice(2), {
  print: (chunk) => write(process.stdout, chunk),
  complain: (line) => void process.stderr.write(`${line}\n`),
  now: () => new Date(),
})
