import { median } from "../measure/histogram.mjs"
import { imported } from "../source.mjs"
import { judge, round, table } from "../table.mjs"
import { measureCanvas } from "./measure.mjs"
import { openSystems } from "./systems.mjs"

/** The canvas beside Excalidraw: the same board and the same gestures, each load cold, the two taking turns. */
const gestures = ["pan", "zoom", "drag", "pan 10 %", "drag 10 %"]
/** Two pages that both keep up with the display differ by less than this; the clock of frames is no finer. */
const evenMs = 1
const rounds = 5
const pictureRounds = 2

export async function canvasReport({ sizes = [1000, 5000], rounds: wanted = rounds } = {}) {
  const { openBrowser } = await imported("tests/support/browser.ts")
  const { benchBoard } = await imported("tests/bench/canvas/board.ts")
  const { systems, stop } = await openSystems()
  try {
    await prepare(openBrowser, systems, sizes)
    const parts = []
    const judged = []
    for (const count of sizes) {
      const extent = benchBoard(count)
      const runs = new Map(systems.map(({ name }) => [name, []]))
      for (let round = 0; round < wanted; round++) {
        // Whoever comes second meets a warmer machine; so each comes second in turn.
        for (const system of round % 2 === 0 ? systems : [...systems].reverse()) {
          const withPicture = round < pictureRounds
          runs.get(system.name).push(await oneRun(openBrowser, { system, count, extent, withPicture }))
        }
      }
      parts.push(tableOf(count, runs))
      process.stderr.write(`${parts.at(-1)}\n`)
      judged.push(...judgeCanvas(count, runs))
    }
    return { text: parts.join("\n\n"), judged }
  } finally {
    stop()
  }
}

async function prepare(openBrowser, systems, sizes) {
  const browser = await openBrowser()
  for (const system of systems) for (const count of sizes) await system.prepare(browser, count)
  await browser.close()
}

async function oneRun(openBrowser, what) {
  const browser = await openBrowser()
  try {
    return await measureCanvas({ browser, ...what })
  } finally {
    await browser.close()
  }
}

const mid = (runs, pick) => median(runs.map((run) => pick(run) ?? Number.NaN))
/** The median of one figure, as text. */
const shown = (runs, pick, digits = 1) => round(mid(runs, pick), digits)

function tableOf(count, runs) {
  const rows = [...runs].map(([name, of]) => {
    const load = shown(of, (run) => run.load, 0)
    const heap = shown(of, (run) => run.heap)
    const nodes = shown(of, (run) => run.nodes, 0)
    return [count, name, load, ...gestures.map((gesture) => frames(of, gesture)), heap, nodes, remote(of), picture(of)]
  })
  const head = ["cards", "system", "load ms", ...gestures.map((name) => `${name}: p50 / p95 ms (busy)`)]
  return table([...head, "heap MB", "DOM nodes", "remote move: renders, ms to frame", "PNG s, Mpx"], rows)
}

const frames = (runs, gesture) => {
  const of = (key) => shown(runs, (run) => run[gesture]?.[key])
  return `${of("p50")} / ${of("p95")} (${of("busyMs")})`
}

const remote = (runs) => {
  if (runs[0]?.renders === undefined) return "–"
  const renders = shown(runs, (run) => run.renders, 0)
  return `${renders}, ${shown(runs, (run) => run.remoteFrameMs)}`
}

const picture = (runs) => {
  const seconds = shown(runs, ({ picture }) => picture && picture.ms / 1000, 2)
  return `${seconds}, ${shown(runs, ({ picture }) => picture && (picture.width * picture.height) / 1e6)}`
}

function judgeCanvas(count, runs) {
  const [cairn, peer] = [runs.get("cairn"), runs.get("excalidraw")]
  const load = (of) => mid(of, (run) => run.load)
  const judged = [
    judge(
      `${count} cards: load`,
      `${round(load(cairn), 0)} ms`,
      `≤ 0.5 × ${round(load(peer), 0)} ms`,
      load(cairn) <= 0.5 * load(peer),
    ),
  ]
  for (const gesture of gestures) {
    const p95 = (of) => mid(of, (run) => run[gesture]?.p95)
    const isDone = cairn.every((run) => run[gesture]?.isMoved !== false)
    judged.push(
      judge(
        `${count} cards: ${gesture}, frame p95`,
        `${round(p95(cairn))} ms${isDone ? "" : ", card not moved"}`,
        `≤ ${round(p95(peer))} ms`,
        isDone && p95(cairn) <= p95(peer) + evenMs,
      ),
    )
  }
  const renders = mid(cairn, (run) => run.renders)
  judged.push(judge(`${count} cards: one remote move`, `${round(renders, 0)} cards rendered`, "1", renders === 1))
  return judged
}
