import { readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { nodeDisk } from "../../../electron/host/disk.ts"
import { openPasses, type Passes } from "../../../electron/host/passes.ts"
import { newFolder } from "./openTestHost.ts"

async function situation(folder = newFolder()): Promise<{ passes: Passes; folder: string; clock: { now: number } }> {
  const clock = { now: 0 }
  const passes = await openPasses({ disk: nodeDisk, folder, now: () => clock.now, log: () => {} })
  return { passes, folder, clock }
}

const wrongCode = (passes: Passes) => (passes.code() === "000000" ? "000001" : "000000")
const wrongSecret = "AAAAAAAAAAAAAAAAAAAAAA"

describe("passes", () => {
  test("a link gives its role, a token its person, and both hold over a restart", async () => {
    const { passes, folder } = await situation()
    const token = passes.tokenFor("p-1", "participant")

    const again = (await situation(folder)).passes

    for (const role of ["facilitator", "participant", "observer"] as const)
      expect(again.check(passes.secretOf(role), "a")).toEqual({ is: "link", role })
    expect(again.check(token, "a")).toEqual({ is: "token", role: "participant", personId: "p-1" })
    expect(again.check(`${passes.code().slice(0, 3)} ${passes.code().slice(3)}`, "a")).toEqual({
      is: "link",
      role: "participant",
    })
  })

  test("a token cannot be made into another", async () => {
    const { passes } = await situation()
    const token = passes.tokenFor("p-1", "participant")
    const mark = token.split(".")[2]

    for (const forged of [
      `p-2.participant.${mark}`,
      `p-1.facilitator.${mark}`,
      `${token}.x`,
      `${token}x`,
      "p-1.participant.",
      "..",
    ])
      expect(passes.check(forged, forged).is).toBe("wrong")
  })

  test("somebody removed stays out, also after a restart", async () => {
    const { passes, folder } = await situation()
    const token = passes.tokenFor("p-1", "participant")

    await passes.remove("p-1")

    expect(passes.check(token, "a")).toEqual({ is: "removed" })
    expect((await situation(folder)).passes.check(token, "a")).toEqual({ is: "removed" })
  })

  test("ten wrong ones a minute from one address, then not even the right code, but every link", async () => {
    const { passes, clock } = await situation()
    for (let times = 0; times < 10; times++) expect(passes.check(wrongCode(passes), "a").is).toBe("wrong")

    expect(passes.check(passes.code(), "a").is).toBe("busy")
    expect(passes.check(passes.code(), "b").is).toBe("link")
    expect(passes.check(passes.secretOf("participant"), "a").is).toBe("link")
    clock.now += 61_000
    expect(passes.check(passes.code(), "a").is).toBe("link")
  })

  test("a hundred wrong ones a minute from everywhere, and another code long before", async () => {
    const { passes } = await situation()
    const first = passes.code()
    for (let times = 0; times < 100; times++) expect(passes.check(wrongSecret, `from-${times}`).is).toBe("wrong")

    expect(passes.check(wrongSecret, "new").is).toBe("busy")
    expect(passes.code()).not.toBe(first)
  })

  test("are kept for their owner's eyes", async () => {
    const { folder } = await situation()
    const file = join(folder, "passes.json")

    expect(JSON.parse(readFileSync(file, "utf8")).code).toMatch(/^\d{6}$/)
    if (process.platform !== "win32") expect(statSync(file).mode & 0o077).toBe(0)
  })
})
