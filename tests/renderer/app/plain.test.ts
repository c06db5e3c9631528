import { describe, expect, test } from "vitest"
import { findCards } from "../../../renderer/app/dialogs/search.ts"
import { fileNameOf } from "../../../renderer/app/exporting/drawing.ts"
import { pngSize } from "../../../renderer/app/exporting/png.ts"
import { readWay } from "../../../renderer/app/joining/readWay.ts"
import { arrive } from "../../../renderer/app/opening.ts"
import { readPreferences } from "../../../renderer/app/preferences.ts"
import { openSample } from "../../../renderer/app/sampleSession.ts"
import { boardKinds } from "../../../shared/boards/index.ts"

describe("a way in", () => {
  const secret = "s".repeat(22)

  test("is a pasted link, or an address with six digits however they are spaced", () => {
    expect(readWay(` http://192.168.0.7:47800/#j=${secret} `, "")).toEqual({
      ok: true,
      value: { address: "192.168.0.7:47800", pass: secret },
    })
    expect(readWay("http://192.168.0.7:47800/", "123 456")).toEqual({
      ok: true,
      value: { address: "192.168.0.7:47800", pass: "123456" },
    })
  })

  test.each([
    ["http://192.168.0.7:47800/#j=short", "", "join.problem.link"],
    ["example.com:47800", "123456", "join.problem.address"],
    ["192.168.0.7:47800", "12345", "join.problem.code"],
  ])("%s with code %j is refused with %s", (where, code, error) => {
    expect(readWay(where, code)).toEqual({ ok: false, error })
  })
})

test("the secret is taken out of the address bar", () => {
  const secret = "s".repeat(22)
  history.replaceState(null, "", `/#j=${secret}`)

  const arrival = arrive(location, false)

  expect(arrival).toMatchObject({ by: "page", way: { pass: secret } })
  expect(location.hash).toBe("")
})

describe("file names", () => {
  test.each([
    ["Online shop: needs / map?", "Online shop needs map.png"],
    ["..", "Cairn.png"],
    ["CON", "Cairn CON.png"],
    ["Über uns", "Über uns.png"],
  ])("of %j", (title, name) => {
    expect(fileNameOf(title, "png")).toBe(name)
  })
})

describe("the size of a PNG", () => {
  test("is the drawing's at the wished scale", () => {
    expect(pngSize({ width: 1000, height: 500 }, 2)).toEqual({ width: 2000, height: 1000, scale: 2, isReduced: false })
  })

  test("is stepped down, with its proportions, where browsers would paint nothing", () => {
    const size = pngSize({ width: 20_000, height: 1000 }, 3)

    expect(size.isReduced).toBe(true)
    expect(size.width).toBe(16_384)
    expect(size.width / size.height).toBeCloseTo(20, 1)
  })
})

test("cards are found on every board, whatever case and accents are typed", () => {
  const session = openSample()
  const snapshot = session.snapshot.getState()

  const boards = new Set(findCards(snapshot, boardKinds, "CLÚSTER").map(({ boardId }) => boardId))

  expect(boards.size).toBeGreaterThan(1)
  expect(findCards(snapshot, boardKinds, "  ")).toEqual([])
  session.close()
})

test.each([null, 7, {}, { language: 4, theme: "pink", name: [] }])("preferences read from %j are complete", (raw) => {
  expect(readPreferences(raw)).toEqual({ language: "en", theme: "system", name: "" })
})
