// One board, described once, so that every system stores "the same" cards.
// A card: id, position, size, colour, a short text. Deterministic (seeded PRNG).
const WORDS =
  "idea risk user flow test ship cost time team goal plan scope quick slow board card vote group next done".split(" ")
const COLORS = ["yellow", "orange", "red", "green", "blue", "violet"]

export const rng = (start) => {
  let seed = start
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const makeCard = (id, rand) => ({
  id,
  x: Math.round(rand() * 20000),
  y: Math.round(rand() * 12000),
  w: 200,
  h: 200,
  color: COLORS[Math.floor(rand() * COLORS.length)],
  text: Array.from({ length: 6 + Math.floor(rand() * 10) }, () => WORDS[Math.floor(rand() * WORDS.length)]).join(" "),
})

export const makeBoard = (n, seed = 7) => {
  const r = rng(seed)
  return Array.from({ length: n }, (_, i) => makeCard(`c${i}`, r))
}
