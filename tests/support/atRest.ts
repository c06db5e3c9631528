import { expect } from "vitest"

/** Longer than a view takes to glide somewhere, and than the large screen waits before it fits itself anew. */
const stillMs = 700

/**
 * What is read off a page once it no longer changes. While a view glides, cards grow, and come and go at its edges: what is
 * counted or measured on the way there is nobody's result.
 */
export async function atRest<T>(read: () => Promise<T>): Promise<T> {
  let last: { readonly seen: T } | undefined
  const isStill = async () => {
    const before = last
    last = { seen: await read() }
    return before !== undefined && JSON.stringify(before.seen) === JSON.stringify(last.seen)
  }
  await expect.poll(isStill, { interval: stillMs, message: "comes to rest" }).toBe(true)
  if (!last) throw new Error("nothing was read")
  return last.seen
}
