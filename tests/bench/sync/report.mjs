import { median } from "../measure/histogram.mjs"
import { judge, round, table } from "../table.mjs"
import { measureJoin } from "./join.mjs"
import { measureLoad } from "./load.mjs"

/** The sync part of the benchmark: load and joining, Cairn and its peers taking turns in one run. */
const peers = ["hocuspocus", "y-websocket"]
const names = ["cairn", ...peers]
/** Beside them under load: the share of each figure that no host can save. No budget refers to it. */
const namesUnderLoad = [...names, "bare relay"]

const mid = (runs, key) => median(runs.map((run) => run[key]))

async function rounds(repetitions, names, measure) {
  const runs = new Map(names.map((name) => [name, []]))
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const name of names) {
      try {
        runs.get(name).push(await measure(name))
      } catch (problem) {
        process.stderr.write(`${name}: ${problem.message}\n`)
      }
    }
  }
  return runs
}

export async function loadReport({ sizes = [10, 50, 100, 200], seconds = 10, repetitions = 3 } = {}) {
  const rows = []
  const judged = []
  for (const n of sizes) {
    const runs = await rounds(repetitions, namesUnderLoad, (name) => measureLoad(name, n, seconds))
    for (const name of namesUnderLoad) rows.push(loadRow(n, name, runs.get(name)))
    judged.push(...judgeLoad(n, runs))
    process.stderr.write(`${table(loadHead, rows.slice(-namesUnderLoad.length))}\n`)
  }
  return { text: table(loadHead, rows), judged }
}

const loadHead = [
  "people",
  "system",
  "edit p50 ms",
  "p95 ms",
  "edits delivered",
  "pointers",
  "host CPU %",
  "MiB",
  "KiB/s in per client",
  "out",
]

const loadRow = (n, name, runs) => [
  n,
  name,
  round(mid(runs, "p50")),
  round(mid(runs, "p95")),
  `${round(mid(runs, "delivered") * 100)} %`,
  `${round(mid(runs, "pointers") * 100)} %`,
  round(mid(runs, "cpuPercent"), 0),
  round(mid(runs, "memory"), 0),
  round(mid(runs, "inPerClient")),
  round(mid(runs, "outPerClient"), 2),
]

function judgeLoad(n, runs) {
  const cairn = runs.get("cairn")
  // The better peer is the one with the lower p95 among those that delivered; its CPU counts, not a drowned one's.
  const delivering = peers.filter((peer) => mid(runs.get(peer), "delivered") > 0.99)
  const candidates = delivering.length > 0 ? delivering : peers
  const [better] = candidates.sort((a, b) => mid(runs.get(a), "p95") - mid(runs.get(b), "p95"))
  const best = (key) => mid(runs.get(better), key)
  const p95 = mid(cairn, "p95")
  const cpu = mid(cairn, "cpuPercent")
  const share = n === 10 ? 1.5 : 0.5
  const judged = [
    judge(
      `${n} people: edit p95`,
      `${round(p95)} ms`,
      `≤ ${share} × ${round(best("p95"))} ms`,
      p95 <= share * best("p95"),
    ),
    judge(
      `${n} people: every edit delivered and on disk`,
      `${round(mid(cairn, "delivered") * 100)} %, ${mid(cairn, "unacknowledged")} unacknowledged`,
      "100 %, 0",
      cairn.every(
        (run) => run.delivered >= 0.9999 && run.unacknowledged === 0 && run.rejected === 0 && run.isConverged,
      ),
    ),
  ]
  if (n > 10)
    judged.push(
      judge(
        `${n} people: host CPU`,
        `${round(cpu)} %`,
        `≤ 0.5 × ${round(best("cpuPercent"))} %`,
        cpu <= 0.5 * best("cpuPercent"),
      ),
    )
  if (n === 100) {
    const pointers = mid(cairn, "pointers")
    judged.push(judge("100 people: pointers", `${round(pointers * 100)} %`, "≥ 98 %", pointers >= 0.98))
  }
  return judged
}

export async function joinReport({ sizes = [500, 5000, 20_000], repetitions = 2 } = {}) {
  const rows = []
  for (const cards of sizes) {
    const runs = await rounds(repetitions, names, (name) => measureJoin(name, cards))
    for (const name of names) {
      const of = runs.get(name)
      rows.push([
        cards,
        name,
        round(mid(of, "ms"), 0),
        round(mid(of, "mebibytes"), 2),
        round(mid(of, "cpuPerJoinMs"), 0),
        `${round(mid(of, "stormMedianMs"), 0)} / ${round(mid(of, "stormLastMs"), 0)}`,
        round(mid(of, "memory"), 0),
      ])
    }
  }
  const head = [
    "cards",
    "system",
    "join ms",
    "MiB down",
    "host CPU ms per join",
    "30 at once: median / last ms",
    "peak MiB",
  ]
  return { text: table(head, rows), judged: [] }
}
