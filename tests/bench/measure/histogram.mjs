// Log-bucketed histogram (about 2 % resolution), mergeable across processes.
const PER_OCTAVE = 32
export class Hist {
  constructor() {
    this.b = new Float64Array(PER_OCTAVE * 32)
    this.n = 0
    this.max = 0
    this.sum = 0
  }
  add(microseconds) {
    const us = Math.max(1, microseconds)
    this.b[Math.min(this.b.length - 1, Math.floor(Math.log2(us) * PER_OCTAVE))]++
    this.n++
    this.sum += us
    if (us > this.max) this.max = us
  }
  merge(o) {
    const b = o.b
    for (let i = 0; i < this.b.length; i++) this.b[i] += b[i]
    this.n += o.n
    this.sum += o.sum
    if (o.max > this.max) this.max = o.max
    return this
  }
  q(p) {
    if (!this.n) return NaN
    let left = p * this.n
    for (let i = 0; i < this.b.length; i++) {
      left -= this.b[i]
      if (left <= 0) return 2 ** ((i + 0.5) / PER_OCTAVE)
    }
    return this.max
  }
  toJSON() {
    return { b: Array.from(this.b), n: this.n, max: this.max, sum: this.sum }
  }
  static from(j) {
    const h = new Hist()
    return h.merge({ ...j, b: j.b })
  }
}
export const median = (a) => {
  const s = a.filter(Number.isFinite).sort((x, y) => x - y)
  return s.length ? (s.length % 2 ? s[s.length >> 1] : (s[s.length / 2 - 1] + s[s.length / 2]) / 2) : NaN
}
