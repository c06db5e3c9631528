import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { contentOf } from "./cards.ts"
import { couldNotRun, record } from "./figures.ts"
import { Numbered } from "./numbered.ts"
import { afterwards, newFolder, runHost } from "./runHost.ts"
import { newClock, setClock, shimProblem } from "./shim.ts"
import { atSize, holdsWithin, passed, rounds, seed } from "./trial.ts"
import { boardSize, joined, makeWorkshop, openTrial, readBack } from "./trialHost.ts"

const hour = 3_600
const jumps = [-10 * 365 * 24 * hour, 10 * 365 * 24 * hour, 26 * hour, -26 * hour, -hour, 24 * hour] as const

async function writer(name: string, link: string): Promise<Numbered> {
  const one = new Numbered(name, { link })
  afterwards(() => one.participant.close())
  if (!(await holdsWithin(10_000, () => one.participant.isReady))) throw new Error(`${name} did not come in`)
  return one
}

describe(`clocks and pauses (SEED=${seed})`, () => {
  test("R14 whatever the host's clock says and however it jumps, all is saved and the board is the same", async (context) => {
    const why = shimProblem()
    if (why !== undefined) couldNotRun(context, "R14", "wrong clocks", why)
    for (const round of rounds(atSize(4, 20))) {
      const data = newFolder()
      const { port, links } = await makeWorkshop(data, 20)
      const clock = newClock(join(newFolder(), "clock"), jumps[round % jumps.length])
      const host = runHost({ data, port, faults: { under: data, clock } })
      await host.ready
      const ana = await writer("ana", links.participant)
      const connects = ana.participant.connects
      for (const jump of [0, jumps[(round + 1) % jumps.length]!, jumps[(round + 2) % jumps.length]!]) {
        for (let at = 0; at < 10; at++) ana.write()
        expect(await holdsWithin(5_000, () => ana.participant.pending() === 0)).toBe(true)
        setClock(clock, jump)
        await passed(100)
      }
      // Nobody was thrown out, and whoever comes now is let in.
      expect(ana.participant.connects).toBe(connects)
      const late = await joined(links.observer)
      expect(contentOf(late.ydoc)).toBe(contentOf(ana.participant.ydoc))
      await host.kill("SIGTERM")
      expect(ana.missingIn((await readBack(data)).ydoc)).toEqual([])
    }
    record({
      goal: "R14",
      what: "edits lost or people thrown out by clocks up to ten years wrong",
      seen: "0",
      wanted: "0",
      isMet: true,
    })
  })

  test("R15 a host that sleeps and wakes has everybody back within 10 s, and nothing is lost", async () => {
    for (const pauseMs of atSize([5_000, 14_000], [5_000, 60_000, 900_000])) {
      const data = newFolder()
      const { host, ready } = await openTrial(data, boardSize.S)
      const people = await Promise.all(["ana", "bo", "cy"].map((name) => writer(name, ready.links.participant)))
      const writing = setInterval(() => {
        for (const one of people) if (one.participant.pending() < 100) one.write()
      }, 200)
      afterwards(() => clearInterval(writing))
      await passed(500)
      host.child.kill("SIGSTOP")
      await passed(pauseMs)
      const isKnown = pauseMs < 12_500 || people.every(({ participant }) => !participant.isReady)
      host.child.kill("SIGCONT")
      const wokenAt = performance.now()
      clearInterval(writing)
      const isBack = await holdsWithin(10_000, () =>
        people.every(({ participant }) => participant.isReady && participant.pending() === 0),
      )
      const backMs = Math.round(performance.now() - wokenAt)
      record({
        goal: "R15",
        what: `everybody works again after the host slept ${pauseMs / 1_000} s`,
        seen: `${backMs} ms`,
        wanted: "≤ 10,000 ms",
        isMet: isBack,
      })
      expect({ isBack, isKnown }).toEqual({ isBack: true, isKnown: true })
      await host.kill("SIGTERM")
      const { ydoc } = await readBack(data)
      for (const one of people) expect(one.missingIn(ydoc)).toEqual([])
    }
  })

  test("R20 of two hosts on one workshop one writes, and a lock left behind by a killed one is taken over", async () => {
    const data = newFolder()
    const { workshop } = await makeWorkshop(data, 20)
    let refused = 0
    for (const _ of rounds(atSize(10, 100))) {
      const [one, other] = [
        runHost({ data }),
        runHost({ data: newOther(data), args: ["--workshop", join(data, workshop)] }),
      ]
      const isOpen = await Promise.all(
        [one, other].map(({ ready }) =>
          ready.then(
            () => true,
            () => false,
          ),
        ),
      )
      expect(isOpen.filter(Boolean)).toHaveLength(1)
      const loser = isOpen[0] ? other : one
      expect(await loser.ended).toBe(3)
      refused++
      await Promise.all([one.kill(), other.kill()])
    }
    record({ goal: "R20", what: `second writers let in, of ${refused}`, seen: "0", wanted: "0", isMet: true })
    expect((await readBack(data)).damage).toEqual([])
  })
})

function newOther(data: string): string {
  const folder = `${data}-other`
  mkdirSync(folder, { recursive: true })
  return folder
}
