import { describe, expect, test } from "vitest"
import { digestOf } from "./cards.ts"
import { Crowd } from "./crowd/crowd.ts"
import { record } from "./figures.ts"
import { openLine } from "./line.ts"
import { Numbered } from "./numbered.ts"
import { afterwards, newFolder } from "./runHost.ts"
import { atSize, contention, holdsWithin, isNightly, passed, rounds, seed } from "./trial.ts"
import { boardSize, joined, openTrial, readBack } from "./trialHost.ts"

describe(`coming back with much (SEED=${seed})`, () => {
  test("R6 who was away with three hundred edits, while others made thousands, has all of them saved 5 s after coming back", async () => {
    for (const _ of rounds(atSize(1, 20))) await comeBackWithEdits(45)
  })

  // Ten minutes.
  if (isNightly) test("R6 the same in real time", () => comeBackWithEdits(2_000, " for ten minutes"))

  async function comeBackWithEdits(everyMs: number, how = ""): Promise<void> {
    const data = newFolder()
    const { host, ready } = await openTrial(data, boardSize.S)
    const line = await openLine(ready.port)
    afterwards(() => line.close())
    const link = new URL(ready.links.participant)
    const address = link.host
    link.port = String(line.port)
    const away = new Numbered("away", { link: link.href, host: address })
    afterwards(() => away.participant.close())
    await holdsWithin(10_000, () => away.participant.isReady)
    const others = new Crowd(1)
    await others.join(
      Array.from({ length: 10 }, () => ({ link: ready.links.participant })),
      seed,
    )
    await holdsWithin(10_000, async () => (await others.look()).ready === 10)
    line.isPulled = true
    await others.write(everyMs)
    for (let at = 0; at < 300; at++) {
      away.write()
      await passed(everyMs)
    }
    const { edits } = await others.rest()
    line.isPulled = false
    const backAt = performance.now()
    const isSaved = await holdsWithin(20_000, () => away.participant.pending() === 0)
    const ms = Math.round(performance.now() - backAt)
    record({
      goal: "R6",
      what: `300 edits made while away${how} saved after the return, beside ${edits} of others`,
      seen: `${ms} ms`,
      wanted: "≤ 5,000 ms",
      isMet: isSaved && ms <= 5_000,
    })
    expect(away.participant.refused()).toEqual([])
    expect(ms).toBeLessThanOrEqual(5_000 * contention())
    // A busy computer writes less.
    expect(edits).toBeGreaterThan(300)
    const witness = await joined(ready.links.observer)
    await holdsWithin(5_000, () => digestOf(witness.ydoc) === digestOf(away.participant.ydoc))
    expect(digestOf(witness.ydoc)).toBe(digestOf(away.participant.ydoc))
    await host.kill("SIGTERM")
    expect(away.missingIn((await readBack(data)).ydoc)).toEqual([])
    others.close()
  }
})
