import { spawn } from "node:child_process"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { lockData } from "../../../electron/host/dataLock.ts"
import { openHost, version } from "../../../electron/host/host.ts"
import { newFolder, newPage, openTestHost } from "./openTestHost.ts"

describe("the lock on a data directory", () => {
  test("is one process's, until it gives it back", async () => {
    const folder = newFolder()
    const mine = await lockData(folder)

    expect(mine.ok).toBe(true)
    expect(await lockData(folder)).toEqual({ ok: false, error: { pid: process.pid } })
    if (mine.ok) await mine.value.release()
    expect((await lockData(folder)).ok).toBe(true)
  })

  test("of a process that is gone is taken over", async () => {
    const folder = newFolder()
    const child = spawn(process.execPath, ["-e", ""])
    await new Promise((resolve) => child.on("exit", resolve))
    writeFileSync(join(folder, "host.lock"), JSON.stringify({ pid: child.pid, birth: "" }))

    expect((await lockData(folder)).ok).toBe(true)
  })

  test("of an earlier process with the same number is taken over", async () => {
    const folder = newFolder()
    writeFileSync(join(folder, "host.lock"), JSON.stringify({ pid: process.pid, birth: "another boot 1" }))

    expect((await lockData(folder)).ok).toBe(true)
  })

  test("that cannot be read is taken over, and of many who try one gets it, each time", async () => {
    for (let time = 0; time < 20; time++) {
      const folder = newFolder()
      writeFileSync(join(folder, "host.lock"), "")

      const tries = await Promise.all(Array.from({ length: 8 }, () => lockData(folder)))

      expect(tries.filter(({ ok }) => ok)).toHaveLength(1)
      expect(readdirSync(folder)).toEqual(["host.lock"])
    }
  })

  test("of a process that ended while it took another's over is taken over too", async () => {
    const folder = newFolder()
    for (const name of ["host.lock", "host.lock.taking"])
      writeFileSync(join(folder, name), JSON.stringify({ pid: process.pid, birth: "another boot 1" }))

    expect((await lockData(folder)).ok).toBe(true)
    expect(readdirSync(folder)).toEqual(["host.lock"])
  })

  test("holds for one workshop's folder too, from whichever data directory it is opened", async () => {
    const { ready, dataDirectory } = await openTestHost()
    const workshop = join(dataDirectory, ready.workshop)

    const other = await openHost({ dataDirectory: newFolder(), workshop, page: newPage(), port: 0, log: () => {} })

    expect(other).toEqual({ ok: false, error: { type: "AlreadyOpen", pid: process.pid } })
  })
})

describe("what cannot be opened", () => {
  const opened = (options: object) =>
    openHost({ dataDirectory: newFolder(), page: newPage(), port: 0, log: () => {}, ...options })

  test("says why", async () => {
    const damaged = join(newFolder(), "a.cairn")
    writeFileSync(damaged, "not a workshop")
    const json = join(newFolder(), "a.json")
    writeFileSync(json, '{"format":')

    expect(await opened({ workshop: "nowhere" })).toEqual({
      ok: false,
      error: { type: "NoSuchWorkshop", workshop: "nowhere" },
    })
    expect(await opened({ templates: ["none"] })).toEqual({ ok: false, error: { type: "NoSuchTemplate", id: "none" } })
    expect(await opened({ workshop: damaged })).toMatchObject({ ok: false, error: { type: "BadFile" } })
    expect(await opened({ workshop: json })).toMatchObject({ ok: false, error: { type: "BadFile" } })
    expect(await opened({ page: "/nowhere" })).toMatchObject({ ok: false, error: { type: "NoPage" } })
    expect(await opened({ listen: "203.0.113.9" })).toMatchObject({
      ok: false,
      error: { type: "CannotListen", code: "EADDRNOTAVAIL" },
    })
  })

  test("a taken port is said when it was asked for, and passed over when it was not", async () => {
    const first = await openTestHost()

    expect(await opened({ port: first.ready.port })).toMatchObject({ ok: false, error: { code: "EADDRINUSE" } })
  })

  test("and the version is the package's", () => {
    const declared = JSON.parse(readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8"))
    expect(version).toBe(declared.version)
  })
})
