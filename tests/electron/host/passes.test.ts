import { readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { hostCiphers } from "../../../electron/host/ciphers.ts"
import { nodeDisk } from "../../../electron/host/disk.ts"
import { openPasses, type Passes } from "../../../electron/host/passes.ts"
import { keyIdOf } from "../../../shared/protocol/opening.ts"
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
    expect(again.check(`${passes.code().slice(0, 3)} ${passes.code().slice(3)}`, "a")).toEqual({ is: "code" })
  })

  test("a token cannot be made into another", async () => {
    const { passes } = await situation()
    const [name = "", mark = ""] = passes.tokenFor("p-1", "participant").split(".")
    const [other = ""] = passes.tokenFor("p-2", "facilitator").split(".")
    const changed = `${name.startsWith("A") ? "B" : "A"}${name.slice(1)}`

    for (const forged of [
      `${other}.${mark}`,
      `${changed}.${mark}`,
      `p-1.participant.${mark}`,
      `${name}.${mark}.x`,
      `${name}.${mark}x`,
      `${name}.`,
      "..",
    ])
      expect(passes.check(forged, forged).is).toBe("wrong")
  })

  test("a token's name tells nobody else who it is, and is another one each time", async () => {
    const { passes } = await situation()
    const tokens = Array.from({ length: 20 }, () => passes.tokenFor("person-1", "facilitator"))
    const names = tokens.map((token) => token.split(".")[0] ?? "")

    expect(new Set(names).size).toBe(20)
    for (const name of names) {
      expect(Buffer.from(name, "base64url").toString("latin1")).not.toMatch(/person-1|facilitator/)
      expect(passes.find(name, "a")).toMatchObject({ ok: true })
    }
    expect(tokens.map((token) => passes.check(token, "a").is)).toEqual(tokens.map(() => "token"))
  })

  test("of names that are nobody's ten a minute from one address are answered, then none but those that are right", async () => {
    const { passes } = await situation()
    const right = keyIdOf(hostCiphers, passes.secretOf("participant"))
    const wrong = Array.from({ length: 11 }, (_, at) => passes.find(String(at).padStart(32, "0"), "a"))

    expect(wrong.map((found) => !found.ok && found.error)).toEqual([
      ...Array.from({ length: 10 }, () => "pass"),
      "busy",
    ])
    expect(passes.find(right, "a")).toEqual({ ok: true, value: passes.secretOf("participant") })
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
    expect(passes.check(passes.code(), "b").is).toBe("code")
    expect(passes.check(passes.secretOf("participant"), "a").is).toBe("link")
    clock.now += 61_000
    expect(passes.check(passes.code(), "a").is).toBe("code")
  })

  test("a hundred wrong ones a minute from everywhere, and another code long before", async () => {
    const { passes, folder } = await situation()
    const first = passes.code()
    for (let times = 0; times < 100; times++) expect(passes.check(wrongSecret, `from-${times}`).is).toBe("wrong")

    expect(passes.check(wrongSecret, "new").is).toBe("busy")
    expect(passes.code()).not.toBe(first)
    await passes.close()
    expect(JSON.parse(readFileSync(join(folder, "passes.json"), "utf8")).code).toBe(passes.code())
  })

  test("that are changed twice at once are kept as they were in the end", async () => {
    const folder = newFolder()
    const lines: string[] = []
    const passes = await openPasses({ disk: nodeDisk, folder, now: () => 0, log: (line) => lines.push(line) })
    const door = { isLocked: true, isOneByOne: true }

    await Promise.all([passes.changeCode(), passes.setDoor(door), passes.changeCode()])

    const again = (await situation(folder)).passes
    expect([again.code(), again.door(), lines]).toEqual([passes.code(), door, []])
  })

  test("are kept for their owner's eyes", async () => {
    const { folder } = await situation()
    const file = join(folder, "passes.json")

    expect(JSON.parse(readFileSync(file, "utf8")).code).toMatch(/^\d{6}$/)
    if (process.platform !== "win32") expect(statSync(file).mode & 0o077).toBe(0)
  })
})
