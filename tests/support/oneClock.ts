import { expect } from "vitest"
import type { Visitor } from "./workshopPages.ts"

/** The time left in seconds, as one reads it off the screen. */
export async function secondsOn({ page }: Pick<Visitor, "page">): Promise<number> {
  const digits = await page.locator(".clock-digits").first().innerText()
  const [minutes = 0, seconds = 0] = digits.split(":").map(Number)
  return minutes * 60 + seconds
}

/**
 * All show the same time, a second more or less. Reading screen after screen takes time of its own on a busy machine, so
 * it is read again: a clock that is off stays off.
 */
export async function expectOneTime(people: readonly Pick<Visitor, "page">[]): Promise<void> {
  const apart = async () => {
    const shown = await Promise.all(people.map(secondsOn))
    return Math.max(...shown) - Math.min(...shown)
  }
  await expect.poll(apart, { message: "seconds between the clocks" }).toBeLessThanOrEqual(1)
}
