/* One process that joins a room `count` times. One after the other: time until every card is in the local document.
   All at once (parallel): time until the whole board has been received, not applied (30 phones have 30 CPUs, this process has one). */
import { nowUs } from "../measure/marks.mjs"
import { systems } from "./systems.mjs"

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
process.on("message", async ({ system, access, port, room, token, expect, count, parallel, base }) => {
  try {
    const adapter = systems[system]
    const one = async (i) => {
      let first = 0
      const t = nowUs()
      const c = adapter.open({
        id: base + i,
        port,
        room,
        token,
        access,
        apply: !parallel,
        receiveOnly: parallel,
        onFrame() {
          first ||= nowUs()
        },
      })
      await c.ready
      while (!parallel && c.count() < expect) {
        await sleep(1)
        if (nowUs() - t > 60e6) throw new Error(`only ${c.count()} of ${expect} cards after 60 s`)
      }
      const r = { ms: (nowUs() - t) / 1000, firstMs: (first - t) / 1000, bytes: c.bytesIn() }
      return { r, c }
    }
    const out = []
    if (parallel) {
      const all = await Promise.all(Array.from({ length: count }, (_, i) => one(i)))
      for (const { r, c } of all) {
        out.push(r)
        c.close()
      }
    } else {
      for (let i = 0; i < count; i++) {
        const { r, c } = await one(i)
        out.push(r)
        c.close()
        await sleep(150)
      }
    }
    process.send({ out, rss: process.memoryUsage().rss / 2 ** 20 })
  } catch (e) {
    process.send({ error: String(e?.message ?? e) })
  }
  setTimeout(() => process.exit(0), 30)
})
