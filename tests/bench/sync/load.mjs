import { fork } from "node:child_process"
import { setTimeout as pause } from "node:timers/promises"
import { Hist as Histogram, median } from "../measure/histogram.mjs"
import { nowUs } from "../measure/marks.mjs"
import { cpuSeconds, memoryMiB, startServer } from "../measure/processes.mjs"
import { makeBoard } from "./board.mjs"
import { systems } from "./systems.mjs"

/**
 * A room under load: one board, n participants in two processes. Everybody moves a pointer at 10 Hz, 4 drag at 20 Hz, a
 * twentieth makes cards, everybody else types twice a second. Latency is from writing to the frame's arrival at every other.
 */
const boardSize = 500
const workers = 2
const movers = 4
/**
 * This many must end with equal boards. They keep the frames and take them in after the measured window: nobody else's
 * device waits for theirs, and here they would all share one.
 */
const applying = 8
const rates = { move: 20, type: 2, create: 0.5 }
const pointerHz = 10
/** A workshop lasts an hour: what counts is a host whose code has been compiled, not one that has just begun. */
const warmUpMs = 8_000

const rolesFor = (n) => {
  const order = Array.from({ length: n }, (_, i) => i + 1).sort((a, b) => ((a * 7919) % 104729) - ((b * 7919) % 104729))
  const creators = Math.max(1, Math.round(n * 0.05))
  const moving = Math.min(movers, n)
  const typers = n - moving - creators
  return [
    { role: "move", ids: order.slice(0, moving) },
    { role: "type", ids: order.slice(moving, moving + typers) },
    { role: "create", ids: order.slice(moving + typers, moving + typers + creators) },
  ]
}

const call = (worker, cmd, body = {}) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${cmd} timed out`)), 120_000)
    const listen = (reply) => {
      if (reply.cmd !== cmd) return
      clearTimeout(timer)
      worker.off("message", listen)
      if (reply.error) reject(new Error(reply.error))
      else resolve(reply)
    }
    worker.on("message", listen)
    worker.send({ cmd, ...body })
  })

/** Runs one system with n participants for `seconds` and gives its figures, times in milliseconds. */
export async function measureLoad(name, n, seconds) {
  const system = systems[name]
  const server = await startServer(system)
  const processes = []
  try {
    const room = `bench${Math.random().toString(36).slice(2, 8)}`
    const common = { port: server.port, room, token: "bench", access: server.access }
    const seeding = { id: 0, ...common, apply: true, onFrame: () => {} }
    const seeder = system.open(seeding)
    await seeder.ready
    await seeder.seed(makeBoard(boardSize))
    await pause(400)
    const all = Array.from({ length: n }, (_, i) => i + 1)
    const applyIds = all.filter((_, i) => n <= applying || i % Math.ceil(n / applying) === 0)
    for (let w = 0; w < workers; w++)
      processes.push(fork(new URL("./loadWorker.mjs", import.meta.url), { serialization: "advanced" }))
    await Promise.all(
      processes.map((worker, w) =>
        call(worker, "open", {
          system: name,
          ...common,
          ids: all.filter((id) => id % workers === w),
          applyIds,
          boardSize,
          mix: rolesFor(n),
        }),
      ),
    )
    seeding.apply = false
    await Promise.all(processes.map((worker) => call(worker, "start", { rates, cursorHz: pointerHz })))
    await pause(warmUpMs)
    const from = nowUs() + 300_000
    const to = from + seconds * 1e6
    const windows = Promise.all(processes.map((worker) => call(worker, "measure", { t0: from, t1: to })))
    await pause(Math.max(0, (from - nowUs()) / 1000))
    const cpuBefore = cpuSeconds(server.pid)
    await pause(Math.max(0, (to - nowUs()) / 1000))
    const cpu = cpuSeconds(server.pid) - cpuBefore
    const frames = await windows
    const memory = memoryMiB(server.pid)
    // Whatever is still on its way may arrive; the share that does is reported.
    await pause(1500)
    const reports = await Promise.all(processes.map((worker) => call(worker, "report")))
    return figures({ name, n, seconds, cpu, memory, frames, reports })
  } finally {
    await Promise.all(processes.map(endWorker))
    await server.stop()
  }
}

function figures({ name, n, seconds, cpu, memory, frames, reports }) {
  const edit = new Histogram()
  const pointer = new Histogram()
  for (const report of reports) {
    edit.merge(report.edit)
    pointer.merge(report.cursor)
  }
  const sum = (part, kinds) =>
    reports.reduce((all, report) => all + kinds.reduce((s, kind) => s + report[part][kind], 0), 0)
  const edits = ["m", "t", "c"]
  const digests = new Set(reports.flatMap((report) => report.digests))
  return {
    system: name,
    n,
    p50: edit.q(0.5) / 1000,
    p95: edit.q(0.95) / 1000,
    p99: edit.q(0.99) / 1000,
    delivered: sum("recv", edits) / (sum("sent", edits) * (n - 1)),
    pointers: sum("recv", ["k"]) / (sum("sent", ["k"]) * (n - 1)),
    pointerP95: pointer.q(0.95) / 1000,
    cpuPercent: (100 * cpu) / seconds,
    memory,
    generatorPercent: frames.map((frame) => (100 * frame.cpu) / seconds),
    lateTicks: frames.map((frame) => frame.lateTicks),
    inPerClient: median(frames.flatMap((frame) => frame.bytesIn)) / seconds / 1024,
    outPerClient: median(frames.flatMap((frame) => frame.bytesOut)) / seconds / 1024,
    unacknowledged: reports.reduce((all, report) => all + report.unacknowledged, 0),
    rejected: reports.reduce((all, report) => all + report.rejected, 0),
    closed: reports.reduce((all, report) => all + report.closed, 0),
    isConverged: digests.size === 1,
  }
}

const endWorker = (worker) =>
  new Promise((resolve) => {
    worker.once("exit", resolve)
    worker.send({ cmd: "close" })
    setTimeout(() => worker.kill("SIGKILL"), 3000).unref()
  })
