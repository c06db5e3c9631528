import { describe, expect, test } from "vitest"
import { freeSpan } from "../../../renderer/canvas/freeSpan.ts"

const map = { left: 0, right: 1440 }

describe("what a panel leaves of the map", () => {
  test("is all of it while none is open", () => {
    expect(freeSpan(map, [])).toEqual({ start: 0, end: 1440 })
  })

  test("ends where the one on the right begins, and begins where the one on the left ends", () => {
    const [left, right] = [
      { left: 16, right: 356 },
      { left: 1084, right: 1424 },
    ]
    expect(freeSpan(map, [right])).toEqual({ start: 0, end: 1084 })
    expect(freeSpan(map, [left])).toEqual({ start: 356, end: 1440 })
    expect(freeSpan(map, [left, right])).toEqual({ start: 356, end: 1084 })
  })

  test("is counted from the map's own edge", () => {
    expect(freeSpan({ left: 100, right: 1300 }, [{ left: 1000, right: 1340 }])).toEqual({ start: 0, end: 900 })
  })

  test("is all of it where a panel covers nearly all, as on a phone, or stands elsewhere", () => {
    expect(freeSpan({ left: 0, right: 390 }, [{ left: 0, right: 390 }])).toEqual({ start: 0, end: 390 })
    expect(freeSpan({ left: 0, right: 600 }, [{ left: 250, right: 590 }])).toEqual({ start: 0, end: 600 })
    expect(freeSpan(map, [{ left: 1500, right: 1800 }])).toEqual({ start: 0, end: 1440 })
  })
})
