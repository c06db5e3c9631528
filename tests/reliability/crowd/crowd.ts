import { type ChildProcess, fork } from "node:child_process"
import { join } from "node:path"
import { afterwards } from "../runHost.ts"
import { builtFolder } from "../setup.ts"
import type { Look, Order } from "./orders.ts"
import type { Way } from "./participant.ts"

/** People in processes of their own, so that measuring does not slow down what is measured. */
export class Crowd {
  readonly #workers: readonly ChildProcess[]
  readonly #answers = new Map<number, { resolve: (look: Look) => void; reject: (problem: Error) => void }>()
  #asked = 0

  constructor(processes = 2) {
    this.#workers = Array.from({ length: processes }, () => fork(join(builtFolder, "electron/crowd.js")))
    for (const worker of this.#workers) {
      worker.on("message", ({ id, look }: { id: number; look: Look }) => {
        this.#answers.get(id)?.resolve(look)
        this.#answers.delete(id)
      })
      worker.on("exit", (code) => {
        for (const { reject } of this.#answers.values()) reject(new Error(`a crowd ended with ${code}`))
      })
    }
    afterwards(() => this.close())
  }

  async join(ways: readonly Way[], seed: number): Promise<Look> {
    const share = Math.ceil(ways.length / this.#workers.length)
    const looks = await Promise.all(
      this.#workers.map((worker, at) =>
        this.#tell(worker, { do: "join", ways: ways.slice(at * share, (at + 1) * share), seed: seed + at }),
      ),
    )
    return looks.reduce(together)
  }

  /** In each process the first so many write, each once in this time on average. */
  write(everyMs: number, editors = Number.MAX_SAFE_INTEGER, cursorMs = 0): Promise<Look> {
    return this.#all({ do: "write", everyMs, editors, cursorMs })
  }

  rest(): Promise<Look> {
    return this.write(0)
  }

  look(): Promise<Look> {
    return this.#all({ do: "look" })
  }

  drop(which: readonly number[]): Promise<Look> {
    return this.#all({ do: "drop", which })
  }

  close(): void {
    for (const worker of this.#workers) worker.kill("SIGKILL")
  }

  async #all(order: Order): Promise<Look> {
    const looks = await Promise.all(this.#workers.map((worker) => this.#tell(worker, order)))
    return looks.reduce(together)
  }

  #tell(worker: ChildProcess, order: Order): Promise<Look> {
    const id = ++this.#asked
    return new Promise((resolve, reject) => {
      this.#answers.set(id, { resolve, reject })
      worker.send({ id, order })
    })
  }
}

function together(one: Look, other: Look): Look {
  const digests = { ...one.digests }
  for (const [digest, count] of Object.entries(other.digests)) digests[digest] = (digests[digest] ?? 0) + count
  return {
    at: Math.max(one.at, other.at),
    people: one.people + other.people,
    ready: one.ready + other.ready,
    digests,
    pending: one.pending + other.pending,
    edits: one.edits + other.edits,
    refused: [...one.refused, ...other.refused],
    connects: one.connects + other.connects,
    ackMs: [...one.ackMs, ...other.ackMs],
    joinMs: [...one.joinMs, ...other.joinMs],
  }
}
