/**
 * The same 24 characters for the same parts on every device. Not for secrets: it gives derived records ids that two
 * people arrive at independently, and tells whether a source has changed.
 */
export function fingerprint(...parts: readonly string[]): string {
  const text = JSON.stringify(parts)
  return half(text, 0x9e3779b9) + half(text, 0x85ebca6b)
}

/** cyrb53 by bryc (public domain), with its two words kept whole. */
function half(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed
  let low = 0x41c6ce57 ^ seed
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return word(high) + word(low)
}

const word = (value: number): string => (value >>> 0).toString(36).padStart(7, "0").slice(-6)
