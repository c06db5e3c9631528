import { describe, expect, test } from "vitest"
import { type SavingFacts, savingOf, type Unacknowledged } from "../../../renderer/session/saving.ts"
import { fc } from "../../support/properties.ts"

const calm: SavingFacts = {
  isObserver: false,
  isConnected: true,
  edits: [],
  disk: null,
  refused: undefined,
  isOtherHistory: false,
}
const edit = (part: Partial<Unacknowledged> = {}): Unacknowledged => ({ step: 1, storage: "stored", since: 0, ...part })

describe("what is said about saving", () => {
  test("syncing is said after a second, and nothing better before", () => {
    expect(savingOf({ ...calm, edits: [edit()] }, 999)).toEqual({ state: "sending", changes: 1 })
    expect(savingOf({ ...calm, edits: [edit()] }, 1_000)).toEqual({ state: "syncing", changes: 1 })
  })

  test("edits of one step are one change", () => {
    const edits = [edit(), edit(), edit({ step: 2 })]
    expect(savingOf({ ...calm, isConnected: false, edits }, 0)).toEqual({ state: "device", changes: 2 })
  })

  test("an edit that storage has not completed within 300 ms is in this tab only", () => {
    const edits = [edit({ storage: "writing" })]
    expect(savingOf({ ...calm, isConnected: false, edits }, 299).state).toBe("sending")
    expect(savingOf({ ...calm, isConnected: false, edits }, 300)).toEqual({ state: "tab", changes: 1 })
  })

  test("nothing waiting is saved, also while away", () => {
    expect(savingOf({ ...calm, isConnected: false }, 0)).toEqual({ state: "saved" })
  })

  test("without a host it says who goes on, and that others hold the changes only when they hold all of them", () => {
    const away = { ...calm, isConnected: false }
    const others = (devices: number, holders: number) => ({ devices, holders })
    const late = { ...away, edits: [edit()] }
    expect(savingOf({ ...away, others: others(2, 0) }, 0)).toEqual({ state: "others", changes: 0, ...others(2, 0) })
    expect(savingOf({ ...late, others: others(2, 1) }, 0)).toEqual({ state: "others", changes: 1, ...others(2, 1) })
    expect(savingOf({ ...late, others: others(2, 0) }, 999).state).toBe("sending")
    expect(savingOf({ ...late, others: others(2, 0) }, 1_000)).toEqual({ state: "device", changes: 1 })
    expect(savingOf({ ...late, others: others(0, 0) }, 0)).toEqual({ state: "device", changes: 1 })
    expect(savingOf({ ...late, isConnected: true, others: others(2, 2) }, 0).state).toBe("sending")
  })

  test("is never better than the truth", () => {
    const unacknowledged = fc.record({
      step: fc.nat(3),
      storage: fc.constantFrom("writing" as const, "stored" as const, "failed" as const),
      since: fc.nat(2_000),
    })
    const facts = fc.record({
      isObserver: fc.constant(false),
      isConnected: fc.boolean(),
      edits: fc.array(unacknowledged, { maxLength: 5 }),
      disk: fc.constantFrom(null, "full" as const, "read-only" as const),
      refused: fc.constantFrom(undefined, { changes: 1, reason: "schema" as const }),
      isOtherHistory: fc.boolean(),
    })
    fc.assert(
      fc.property(facts, (known) => {
        const { state } = savingOf(known, 2_000)
        const isAllAcknowledged = known.edits.length === 0 && !known.refused && !known.isOtherHistory
        if (state === "saved") expect(isAllAcknowledged && !(known.isConnected && known.disk)).toBe(true)
        if (state === "device") expect(known.edits.every(({ storage }) => storage === "stored")).toBe(true)
        if (state === "syncing") expect(known.isConnected && known.disk === null).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
