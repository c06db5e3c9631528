/** The board that every canvas is measured with: squares on a grid, an arrow from every second one, some of them far. */
export const pitch = 260

const words =
  "as a user I need to find see keep share plan story map step release value team order card flow map goal risk test pay search login report export invite board note vote group timer".split(
    " ",
  )

/** Deterministic, so that every system gets the same board (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export interface Square {
  readonly id: string
  readonly title: string
  readonly x: number
  readonly y: number
  readonly colour: number
}

export function benchBoard(count: number) {
  const next = random(count)
  const columns = Math.ceil(Math.sqrt(count * 1.6))
  const pick = (below: number) => Math.floor(next() * below)
  const squares: Square[] = []
  for (let index = 0; index < count; index++) {
    const length = 4 + pick(7)
    const title = Array.from({ length }, () => words[pick(words.length)]).join(" ")
    const [x, y] = [(index % columns) * pitch, Math.floor(index / columns) * pitch]
    squares.push({ id: `c${index}`, title, x, y, colour: pick(5) })
  }
  const arrows: { readonly id: string; readonly from: string; readonly to: string }[] = []
  for (let index = 0; index < count; index += 2) {
    const isFar = (index / 2) % 16 === 15
    const wanted = isFar ? pick(count) : index + columns
    const to = wanted >= count ? index + 1 : wanted
    if (to < count && to !== index) arrows.push({ id: `e${index}`, from: `c${index}`, to: `c${to}` })
  }
  return { squares, arrows, width: columns * pitch, height: Math.ceil(count / columns) * pitch }
}

type Board = ReturnType<typeof benchBoard>

/** Two squares near the middle that no arrow passes close to, so that a press there takes the square in every system. */
export function squaresToDrag({ squares, arrows, width, height }: Board): readonly string[] {
  const byId = new Map(squares.map((square) => [square.id, square]))
  const middle = ({ x, y }: Square) => ({ x: x + 100, y: y + 100 })
  const clearance = (square: Square) => {
    const at = middle(square)
    const distances = arrows.map(({ from, to }) => {
      const [a, b] = [byId.get(from), byId.get(to)]
      return !a || !b || from === square.id || to === square.id ? 1e9 : distance(at, middle(a), middle(b))
    })
    return Math.min(...distances)
  }
  return squares
    .filter(({ x, y }) => Math.abs(x + 100 - width / 2) <= 560 && Math.abs(y + 100 - height / 2) <= 330)
    .map((square) => ({ id: square.id, clear: clearance(square) }))
    .sort((a, b) => b.clear - a.clear)
    .slice(0, 2)
    .map(({ id }) => id)
}

interface Place {
  readonly x: number
  readonly y: number
}

function distance(at: Place, from: Place, to: Place): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const share = Math.max(0, Math.min(1, ((at.x - from.x) * dx + (at.y - from.y) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(at.x - from.x - share * dx, at.y - from.y - share * dy)
}
