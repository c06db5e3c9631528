import { expect, test } from "vitest"
import { leftOutOf, linesOf, mostPasted } from "../../../renderer/canvas/clipboard.ts"
import { textLimit } from "../../../shared/model/text.ts"

test("of pasted text it is known what no card holds", () => {
  const long = "x".repeat(textLimit.title + 1)
  const text = [`- ${long}`, ...Array.from({ length: mostPasted + 2 }, (_, at) => `${at} lines`)].join("\n")
  expect(leftOutOf(text)).toEqual({ lines: 3, ends: 1 })
  expect(linesOf(text)[0]).toBe(long.slice(0, -1))
  expect(leftOutOf(`1. ${"x".repeat(textLimit.title)}\n\n`)).toEqual({ lines: 0, ends: 0 })
})
