/**
 * Fetches every part of the page into the browser's cache: a part that is first needed when the host is gone could not
 * be had from anybody. Happens after everything that comes first, one part after the other; the app brings its parts along.
 */
export function keepWholePage(random: () => number = Math.random): () => void {
  if (location.protocol !== "http:") return () => {}
  let isOver = false
  const timer = setTimeout(
    async () => {
      for (const part of await partsOfPage()) {
        if (isOver) return
        await fetch(part, { priority: "low" })
          .then((answer) => answer.arrayBuffer())
          .catch(() => {})
      }
    },
    startAfterMs.first + random() * startAfterMs.spread,
  )
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

/** A room that joins at once does not fetch at once. */
const startAfterMs = { first: 3_000, spread: 3_000 } as const

async function partsOfPage(): Promise<readonly string[]> {
  try {
    const parts: unknown = await (await fetch("parts.json")).json()
    return Array.isArray(parts) ? parts.filter((part): part is string => typeof part === "string") : []
  } catch {
    return []
  }
}
