/** So much per second and a little ahead: a bucket that fills at `perSecond` and holds `burst`. */
export class Allowance {
  readonly #perSecond: number
  readonly #burst: number
  #left: number
  #at: number

  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#left = burst
    this.#at = nowMs
  }

  /** Takes what is asked, if there is enough; more than the bucket holds costs all of it. */
  take(amount: number, nowMs: number): boolean {
    this.#fill(nowMs)
    const cost = Math.min(amount, this.#burst)
    if (this.#left < cost) return false
    this.#left -= cost
    return true
  }

  /** How long until so much is there. */
  waitMs(amount: number, nowMs: number): number {
    this.#fill(nowMs)
    return Math.max(0, Math.ceil(((Math.min(amount, this.#burst) - this.#left) / this.#perSecond) * 1000))
  }

  #fill(nowMs: number): void {
    this.#left = Math.min(this.#burst, this.#left + ((nowMs - this.#at) / 1000) * this.#perSecond)
    this.#at = nowMs
  }
}
