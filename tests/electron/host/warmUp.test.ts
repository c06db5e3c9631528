import { expect, test } from "vitest"
import { warmUp } from "../../../electron/host/warmUp.ts"

test("a host warms up with edits that it would take from anybody, and lets others in between", async () => {
  let rests = 0
  let ms = 0
  const rest = async () => {
    rests++
  }
  expect(await warmUp({ rest, nowMs: () => ms++, isBusy: () => false })).toBe(4_000)
  // Every fourth millisecond.
  expect(rests).toBe(1_000)
})

test("it rests for as long as the host has much else to do", async () => {
  let rests = 0
  let ms = 0
  const rest = async () => {
    rests++
  }
  expect(await warmUp({ rest, nowMs: () => ms++, isBusy: () => rests < 500 })).toBe(4_000)
  expect(rests).toBe(500 + 999)
})
