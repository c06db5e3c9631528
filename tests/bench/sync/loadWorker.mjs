/** One load process: runs a share of the participants and reports merged histograms. Started by load.mjs. */
import { Hist } from "../measure/histogram.mjs"
import { makeMark, nowUs, scanMarks } from "../measure/marks.mjs"
import { makeCard, rng } from "./board.mjs"
import { systems } from "./systems.mjs"

const clients = []
let t0 = Infinity // measured window, microseconds of the shared monotonic clock
let t1 = Infinity
let applied
const H = { edit: new Hist(), cursor: new Hist() }
const counts = { sent: { m: 0, t: 0, c: 0, k: 0 }, recv: { m: 0, t: 0, c: 0, k: 0 }, closed: 0, lateTicks: 0 }
const mark = (kind, p) => {
  const us = nowUs()
  if (us >= t0 && us < t1) counts.sent[kind]++
  return makeMark(kind, p.id, us)
}
let timer = null

const open = async ({ system, port, room, token, access, ids, applyIds, boardSize, mix }) => {
  const adapter = systems[system]
  const rand = rng(1000 + ids[0])
  applied = new Set(applyIds)
  for (const id of ids) {
    const ctx = {
      id,
      port,
      room,
      token,
      access,
      apply: applied.has(id),
      applyLater: true,
      onClose: () => {
        if (timer) counts.closed++
      },
      onFrame: (buf) => {
        const now = nowUs()
        if (now < t0) return
        scanMarks(buf, (kind, writer, us) => {
          if (writer === id || us < t0 || us >= t1) return // own echo, or written outside the measured window
          counts.recv[kind]++
          ;(kind === "k" ? H.cursor : H.edit).add(now - us)
        })
      },
    }
    const c = adapter.open(ctx)
    await c.ready
    const { role, ids: peers } = mix.find((r) => r.ids.includes(id)) ?? { role: "view", ids: [] }
    // movers drag cards of their own: a move that loses against a concurrent one on the same card is dropped by design (last writer wins)
    const first = role === "move" ? peers.indexOf(id) * 4 : Math.floor(rand() * boardSize)
    clients.push({
      id,
      c,
      role,
      cards: Array.from({ length: 4 }, (_, k) => `c${(first + k) % boardSize}`),
      rand,
      nextEdit: 0,
      nextCursor: 0,
      x: rand() * 9000,
      y: rand() * 9000,
      seq: 0,
    })
  }
}

const edit = (p) => {
  const { c, rand } = p
  p.x = Math.round(p.x + rand() * 20 - 10)
  p.y = Math.round(p.y + rand() * 20 - 10)
  if (p.role === "move") {
    c.move(p.cards[(p.seq >> 5) & 3], p.x, p.y, mark("m", p))
  } // drags: 32 steps per card
  else if (p.role === "type") {
    c.type(p.cards[(p.seq >> 4) & 3], mark("t", p))
  } else if (p.role === "create") {
    const card = makeCard(`n${p.id}-${p.seq}`, rand)
    card.text = mark("c", p)
    c.create(card)
  }
  p.seq++
}

const start = ({ rates, cursorHz }) => {
  const now = performance.now()
  for (const p of clients) {
    p.every = rates[p.role] ? 1000 / rates[p.role] : Infinity
    p.nextEdit = now + Math.random() * p.every
    p.cursorEvery = cursorHz ? 1000 / cursorHz : Infinity
    p.nextCursor = now + Math.random() * p.cursorEvery
  }
  let last = now
  timer = setInterval(() => {
    const t = performance.now()
    if (t - last > 50) counts.lateTicks++
    last = t
    for (const p of clients) {
      // skip missed slots instead of bursting when the machine is too busy
      if (t >= p.nextEdit) {
        edit(p)
        p.nextEdit += p.every
        if (p.nextEdit < t) p.nextEdit = t + p.every
      }
      if (t >= p.nextCursor) {
        p.c.cursor(Math.round(p.x), Math.round(p.y), mark("k", p))
        p.nextCursor += p.cursorEvery
        if (p.nextCursor < t) p.nextCursor = t + p.cursorEvery
      }
    }
  }, 4)
}

const sumBytes = () => ({ in: clients.map((p) => p.c.bytesIn()), out: clients.map((p) => p.c.bytesOut()) })

process.on("message", async ({ cmd, ...m }) => {
  try {
    let reply = {}
    if (cmd === "open") await open(m)
    else if (cmd === "start") start(m)
    else if (cmd === "measure") {
      // resolves when the window has ended
      const wait = (us) => new Promise((resolve) => setTimeout(resolve, Math.max(0, (us - nowUs()) / 1000)))
      t0 = m.t0
      t1 = m.t1
      await wait(t0)
      const base = sumBytes()
      const cpu = process.cpuUsage()
      const from = nowUs()
      counts.lateTicks = 0
      await wait(t1)
      const b = sumBytes()
      const c = process.cpuUsage(cpu)
      reply = {
        secs: (nowUs() - from) / 1e6,
        bytesIn: b.in.map((v, i) => v - base.in[i]),
        bytesOut: b.out.map((v, i) => v - base.out[i]),
        lateTicks: counts.lateTicks,
        cpu: (c.user + c.system) / 1e6,
      }
      clearInterval(timer)
      timer = null
    } else if (cmd === "report") {
      for (const { c } of clients) c.settle()
      reply = {
        sent: counts.sent,
        recv: counts.recv,
        edit: H.edit,
        cursor: H.cursor,
        closed: counts.closed,
        unacknowledged: clients.reduce((all, p) => all + (p.c.unacknowledged?.() ?? 0), 0),
        rejected: clients.reduce((all, p) => all + (p.c.rejected?.() ?? 0), 0),
        digests: clients.filter((p) => applied.has(p.id)).map((p) => p.c.digest()),
      }
    } else if (cmd === "close") {
      for (const p of clients) p.c.close()
      setTimeout(() => process.exit(0), 50)
    }
    process.send({ cmd, ...reply })
  } catch (e) {
    process.send({ cmd, error: String(e?.stack ?? e) })
  }
})
