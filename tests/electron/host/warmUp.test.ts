import { expect, test } from "vitest"
import { warmUp } from "../../../electron/host/warmUp.ts"

test("a host warms up with edits that it would take from anybody, and lets others in between", async () => {
  let rests = 0
  let ms = 0
  const rest = async () => {
    rests++
    return 0
  }
  expect(await warmUp({ rest, nowMs: () => ms++ })).toBe(4_000)
  // Every fourth millisecond.
  expect(rests).toBe(1_000)
})

test("it rests for as long as the host has much else to do", async () => {
  let rests = 0
  let ms = 0
  const rest = async () => (++rests < 500 ? 0.9 : 0.1)
  expect(await warmUp({ rest, nowMs: () => ms++ })).toBe(4_000)
  expect(rests).toBe(500 + 999)
})
