import { open } from "node:fs/promises"
import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { afterwards, newFolder } from "./runHost.ts"
import { passed } from "./trial.ts"

const everyMs = 25

/**
 * Somebody on the same computer who only writes a line to its disk now and then. What makes them wait too is the disk or
 * another tenant of the computer, and not the host.
 */
export class Bystander {
  #longestMs = 0
  #dueAt = performance.now()
  #isDone = false

  constructor() {
    const folder = newFolder()
    const writing = this.#write(join(folder, "lines"))
    afterwards(() => {
      this.#isDone = true
      return writing
    })
  }

  /** The longest that a line has been late since this was last asked, one that is still on its way included. */
  longestMs(): number {
    const longest = Math.max(this.#longestMs, performance.now() - this.#dueAt)
    this.#longestMs = 0
    return longest
  }

  async #write(path: string): Promise<void> {
    const file = await open(path, "w")
    while (!this.#isDone) {
      this.#dueAt = performance.now() + everyMs
      await passed(everyMs)
      await file.write(".\n")
      await file.datasync()
      this.#longestMs = Math.max(this.#longestMs, performance.now() - this.#dueAt)
    }
    await file.close()
  }
}
