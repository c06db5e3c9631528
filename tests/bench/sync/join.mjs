import { fork } from "node:child_process"
import { setTimeout as pause } from "node:timers/promises"
import { median } from "../measure/histogram.mjs"
import { cpuSeconds, memoryMiB, startServer } from "../measure/processes.mjs"
import { makeBoard } from "./board.mjs"
import { systems } from "./systems.mjs"

/** Joining a board of `cards`: one participant after the other until every card is there, then thirty at the same moment. */
const joins = 5
const atOnce = 30

const runWorker = (order) =>
  new Promise((resolve, reject) => {
    const worker = fork(new URL("./joinWorker.mjs", import.meta.url))
    const timer = setTimeout(() => {
      worker.kill("SIGKILL")
      reject(new Error("joining timed out"))
    }, 120_000)
    worker.on("message", (reply) => {
      clearTimeout(timer)
      if (reply.error) reject(new Error(reply.error))
      else resolve(reply)
    })
    worker.send(order)
  })

export async function measureJoin(name, cards) {
  const system = systems[name]
  const server = await startServer(system)
  let seeder
  try {
    const room = `join${Math.random().toString(36).slice(2, 8)}`
    const common = { system: name, port: server.port, access: server.access, room, token: "bench", expect: cards }
    seeder = system.open({ id: 0, ...common, apply: true, onFrame: () => {} })
    await seeder.ready
    const board = makeBoard(cards)
    for (let at = 0; at < board.length; at += 1000) {
      await seeder.seed(board.slice(at, at + 1000))
      await pause(20)
    }
    await pause(500 + cards / 20)
    const cpuBefore = cpuSeconds(server.pid)
    const single = await runWorker({ ...common, count: joins, base: 10 })
    const cpu = cpuSeconds(server.pid) - cpuBefore
    await pause(300)
    const storm = await runWorker({ ...common, count: atOnce, parallel: true, base: 100 })
    return {
      system: name,
      cards,
      ms: median(single.out.map((one) => one.ms)),
      mebibytes: median(single.out.map((one) => one.bytes)) / 2 ** 20,
      cpuPerJoinMs: (cpu * 1000) / joins,
      stormMedianMs: median(storm.out.map((one) => one.ms)),
      stormLastMs: Math.max(...storm.out.map((one) => one.ms)),
      memory: memoryMiB(server.pid, "VmHWM"),
    }
  } finally {
    seeder?.close()
    await server.stop()
  }
}
