import { expect, test } from "vitest"
import { warmUp } from "../../../electron/host/warmUp.ts"

test("a host warms up with edits that it would take from anybody, and lets others in between", async () => {
  let pauses = 0
  let ms = 0
  const taken = await warmUp(
    async () => {
      pauses++
    },
    () => ms++,
  )
  expect(taken).toBe(4_000)
  // Every fourth millisecond.
  expect(pauses).toBe(1_000)
})
