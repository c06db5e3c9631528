import { describe, expect, it, test } from "vitest"
import { openHostClock } from "../../../renderer/session/hostClock.ts"
import { followClock } from "../../../renderer/session/upkeep.ts"
import { remaining, wholeSeconds } from "../../../shared/model/agenda.ts"
import { seed } from "../../support/properties.ts"
import { type Random, random } from "../../support/random.ts"

const hour = 3_600_000
const heartbeatMs = 5_000
const begin = Date.parse("2026-03-23T09:00:00.000Z")

/** A world with one true time, in which every clock may be wrong. */
function openWorld(hostAheadMs = 0) {
  let time = begin
  return { wait: (ms: number) => (time += ms), time: () => time, hostNow: () => time + hostAheadMs }
}
type World = ReturnType<typeof openWorld>

/** A device in that world, with the session's own clock on it. */
function openDevice(world: World, aheadMs: number) {
  let ahead = aheadMs
  const clock = { now: () => world.time() + ahead, steady: () => world.time() - begin }
  let offset = world.hostNow() - clock.now()
  const follower = followClock((measured) => {
    offset = measured
    // As the session does: it counts from the moment in which it hears.
    now()
  }, clock)
  const now = openHostClock(() => offset, clock)
  now()
  return {
    now,
    offset: () => offset,
    set: (byMs: number) => {
      ahead += byMs
    },
    /** One question and answer; the ways there and back may take different times. */
    ping: (thereMs: number, backMs: number, between = () => {}) => {
      const sentAt = clock.now()
      world.wait(thereMs)
      const hostTime = world.hostNow()
      between()
      world.wait(backMs)
      follower.take(sentAt, hostTime)
    },
    error: () => Math.abs(now() - world.hostNow()),
  }
}

/** Mostly quick, sometimes more than half a second. */
const wayOf = (chance: Random) => 2 + chance(chance(chance(600) + 1) + 1)

describe("the host's clock on a device", () => {
  test.each([0, 3 * hour, -7 * hour, 12_345])("is right within a second when the device is %i ms ahead", (ahead) => {
    const chance = random(seed)
    const world = openWorld(-2 * hour)
    const device = openDevice(world, ahead)
    for (let round = 0; round < 200; round++) {
      device.ping(wayOf(chance), wayOf(chance))
      world.wait(heartbeatMs)
      expect(device.error(), `seed ${seed}, round ${round}`).toBeLessThan(500)
    }
  })

  it("goes by the quickest answer: a slow one says nothing new", () => {
    const world = openWorld()
    const device = openDevice(world, hour)
    device.ping(10, 10)
    expect(device.offset()).toBe(-hour)
    device.ping(900, 10)
    device.ping(10, 900)
    expect(device.offset()).toBe(-hour)
    device.ping(2, 4)
    expect(device.error()).toBeLessThanOrEqual(1)
  })

  it("does not believe the quickest answer of long ago for ever", () => {
    const world = openWorld()
    const device = openDevice(world, 0)
    device.ping(1, 1)
    for (let minute = 0; minute < 60; minute++) {
      // This quartz loses a twentieth of a second in every minute.
      device.set(-50)
      for (let beat = 0; beat < 12; beat++) device.ping(20, 20)
      expect(Math.abs(device.offset() - 50 * (minute + 1))).toBeLessThan(500)
    }
  })

  test.each([5 * hour, -5 * hour, 2_000, -700])("keeps counting when somebody sets the device by %i ms", (by) => {
    const world = openWorld()
    const device = openDevice(world, 0)
    device.ping(5, 5)
    world.wait(2_000)
    device.set(by)
    expect(device.error(), "before the host has been heard again").toBeLessThan(50)
    for (let beat = 0; beat < 3; beat++) {
      world.wait(heartbeatMs)
      device.ping(40, 60)
      expect(device.error(), `beat ${beat}`).toBeLessThan(500)
    }
    expect(device.offset()).toBe(-by + (60 - 40) / -2)
  })

  test.each([4 * hour, -4 * hour])("is not fooled when it is set by %i ms while an answer is under way", (by) => {
    const world = openWorld()
    const device = openDevice(world, 0)
    device.ping(5, 5)
    device.ping(20, 20, () => device.set(by))
    expect(device.error()).toBeLessThan(50)
    device.ping(20, 20)
    expect(device.error()).toBeLessThan(50)
  })
})

test("all screens show the same time left within a second, whatever their clocks say", () => {
  const chance = random(seed)
  const world = openWorld(-90 * 60_000)
  const devices = [0, 6 * hour, -11 * hour, 800].map((ahead) => openDevice(world, ahead))
  const endsAt = new Date(world.hostNow() + 300_000).toISOString()
  for (let round = 0; round < 80; round++) {
    for (const device of devices) device.ping(wayOf(chance), wayOf(chance))
    if (round === 30) devices[1]?.set(-6 * hour)
    world.wait(1_000 + chance(4_000))
    const shown = devices.map((device) => wholeSeconds(remaining({ endsAt }, device.now())?.ms ?? 0))
    expect(Math.max(...shown) - Math.min(...shown), `seed ${seed}, round ${round}`).toBeLessThanOrEqual(1)
  }
})
