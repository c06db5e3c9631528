import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { digestOf } from "./cards.ts"
import { Crowd } from "./crowd/crowd.ts"
import { record } from "./figures.ts"
import { memoryOf } from "./hostHealth.ts"
import { openLine } from "./line.ts"
import { Numbered } from "./numbered.ts"
import { afterwards, newFolder, runHost } from "./runHost.ts"
import { atSize, contention, holdsWithin, isNightly, passed, percentile, rounds, seed } from "./trial.ts"
import { boardSize, joined, openTrial, readBack } from "./trialHost.ts"

describe(`a long day (SEED=${seed})`, () => {
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

  test("R13 a day's edits leave the host as quick and as small as they found it, and their file in proportion", async () => {
    const data = newFolder()
    const { host, ready } = await openTrial(data, boardSize.S)
    const wanted = atSize(20_000, 1_750_000)
    const crowd = new Crowd(2)
    await crowd.join(
      Array.from({ length: 30 }, () => ({ link: ready.links.participant })),
      seed,
    )
    await holdsWithin(10_000, async () => (await crowd.look()).ready === 30)
    await crowd.write(36)
    const quarters: { readonly ackMs: number; readonly memory: number }[] = []
    let edits = 0
    for (const _ of rounds(4)) {
      const upTo = edits + wanted / 4
      const acks: number[] = []
      await holdsWithin(atSize(60_000, 3_600_000), async () => {
        await passed(500)
        const look = await crowd.look()
        acks.push(...look.ackMs)
        edits = look.edits
        return edits >= upTo
      })
      quarters.push({ ackMs: percentile(acks, 0.99), memory: memoryOf(host.child.pid) })
    }
    await crowd.rest()
    await holdsWithin(20_000, async () => (await crowd.look()).pending === 0)
    await host.kill("SIGTERM")
    const again = runHost({ data })
    await again.ready
    await again.kill("SIGTERM")
    const { ydoc } = await readBack(data)
    const state = Y.encodeStateAsUpdate(ydoc).length
    const [first, second, , last] = quarters
    const perEdit = state / edits
    const note = (what: string, seen: string, wantedSeen: string, isMet: boolean) =>
      record({ goal: "R13", what, seen, wanted: wantedSeen, isMet })
    const grown = (last?.memory ?? 0) / (second?.memory ?? 1)
    note(
      `acknowledgement, 99 %, last quarter of ${edits} edits against the first`,
      `${Math.round(last?.ackMs ?? 0)} / ${Math.round(first?.ackMs ?? 0)} ms`,
      "≤ 2 ×",
      (last?.ackMs ?? 0) <= 2 * Math.max(50, first?.ackMs ?? 0),
    )
    note(
      "memory, last quarter against the second",
      `× ${grown.toFixed(2)}`,
      "≤ 1.3, the board's growth included",
      grown <= 1.3,
    )
    note("bytes of the board per edit", perEdit.toFixed(1), "≤ 12", perEdit <= 12)
    note("opening after a day", `${Math.round(again.openedIn())} ms`, "≤ 3,000 ms", again.openedIn() <= 3_000)
    expect(edits).toBeGreaterThanOrEqual(wanted)
    expect((await crowd.look()).refused).toEqual([])
    expect(again.openedIn()).toBeLessThan(3_000)
    expect(perEdit).toBeLessThan(24)
  })
})
