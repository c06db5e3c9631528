import { setTimeout as pause } from "node:timers/promises"
import { median } from "../measure/histogram.mjs"
import { openGestures } from "./gestures.mjs"
import { probe, quantile } from "./probe.mjs"

const viewport = { width: 1600, height: 900 }
const overviewZoom = 0.1
const remoteMoves = 12

/** One cold load of one system in a browser of its own, then every gesture. */
export async function measureCanvas({ browser, system, count, extent, withPicture }) {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1 })
  const page = await context.newPage()
  const errors = []
  page.on("pageerror", ({ message }) => errors.push(message))
  try {
    const cdp = await context.newCDPSession(page)
    await cdp.send("Performance.enable")
    await page.addInitScript(probe)
    const load = await loaded(page, system.url(count))
    const figures = { load, ...(await weight(cdp)), ...(await page.evaluate(() => window.__bench.counts())) }
    const gestures = openGestures({ cdp, page, viewport, zoomStep: system.zoomStep })
    Object.assign(figures, await allGestures({ cdp, page, gestures, extent }))
    if (system.name === "cairn") Object.assign(figures, await remoteMove(page))
    if (withPicture) figures.picture = await page.evaluate(() => window.__bench.exportPng?.())
    if (errors.length > 0) process.stderr.write(`${system.name}: ${errors[0]}\n`)
    return figures
  } finally {
    await context.close()
  }
}

async function loaded(page, url) {
  await page.goto(url, { waitUntil: "commit" })
  await page.waitForFunction(() => window.__probe?.interactiveAt > 0, null, { timeout: 120_000, polling: 100 })
  return page.evaluate(() => window.__probe.interactiveAt)
}

async function weight(cdp) {
  await cdp.send("HeapProfiler.collectGarbage")
  await cdp.send("HeapProfiler.collectGarbage")
  const { usedSize } = await cdp.send("Runtime.getHeapUsage")
  const { nodes } = await cdp.send("Memory.getDOMCounters")
  return { heap: usedSize / 1e6, nodes }
}

/** Each gesture's frames under its name: at 100 %, and with the whole board in view. */
async function allGestures({ cdp, page, gestures, extent }) {
  const found = {}
  const view = async (zoom) => {
    await page.evaluate((to) => window.__bench.setView(to), { zoom, x: extent.width / 2, y: extent.height / 2 })
    await pause(zoom < 0.5 ? 900 : 500)
  }
  const measured = (name) => async (gesture) => {
    found[name] = await framesOf(cdp, page, gesture)
  }
  for (const [zoom, suffix, card] of [
    [1, "", 0],
    [overviewZoom, " 10 %", 1],
  ]) {
    await view(zoom)
    await measured(`pan${suffix}`)(gestures.pan)
    await view(zoom)
    const name = `drag${suffix}`
    const isMoved = await gestures.drag(card, measured(name))
    found[name] = { ...found[name], isMoved }
  }
  await view(1)
  await measured("zoom")(gestures.zoom)
  return found
}

/** Frame times, and how long the main thread was busy per frame, which travels better between machines. */
async function framesOf(cdp, page, gesture) {
  const busy = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics")
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN
  }
  const before = await busy()
  await page.evaluate(() => {
    window.__probe.frames.length = 0
    window.__probe.isOn = true
  })
  await gesture()
  const frames = await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    window.__probe.isOn = false
    return [...window.__probe.frames]
  })
  const busyMs = (1000 * ((await busy()) - before)) / Math.max(1, frames.length)
  return { p50: quantile(frames, 0.5), p95: quantile(frames, 0.95), busyMs }
}

async function remoteMove(page) {
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)))
  const runs = []
  for (let run = 0; run < remoteMoves; run++) runs.push(await page.evaluate(() => window.__bench.remoteMove(1)))
  const of = (key) => median(runs.map((run) => run[key]))
  return { renders: of("renders"), remoteMs: of("syncMs"), remoteFrameMs: of("toFrameMs") }
}
