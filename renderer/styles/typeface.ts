const key = "cairn.typeface"
let isAsked = false

/** Loads Inter, once. Text stands in the device's own typeface until then, in the same places. */
export function loadTypeface(): void {
  if (isAsked) return
  isAsked = true
  import("./typeface.css").then(remember, () => {
    isAsked = false
  })
}

/** True when this device has loaded it before: then it is in the cache, and nobody waits for it. */
export function hasTypeface(): boolean {
  try {
    return localStorage.getItem(key) !== null
  } catch {
    return false
  }
}

function remember(): void {
  try {
    localStorage.setItem(key, "loaded")
  } catch {
    // Private windows refuse storage; the next page shows it a little later again.
  }
}
