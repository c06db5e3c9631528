const owned = ["cards", "relations", "overlays", "teams", "teamInteractions", "derivations"] as const
export type Owned = (typeof owned)[number]
const isOwned = (name: string): name is Owned => owned.some((other) => other === name)

/** Which records each board holds. */
export class BoardIndex {
  readonly #homes = new Map<string, string>()
  readonly #members = new Map<string, Set<string>>()

  homeOf(name: string, id: string): string | undefined {
    return this.#homes.get(`${name} ${id}`)
  }

  put(name: string, id: string, home: string | undefined): void {
    const key = `${name} ${id}`
    if (this.#homes.get(key) === home) return
    this.remove(name, id)
    if (home === undefined) return
    this.#homes.set(key, home)
    if (isOwned(name)) this.members(name, home).add(id)
  }

  remove(name: string, id: string): void {
    const key = `${name} ${id}`
    const home = this.#homes.get(key)
    if (home === undefined) return
    this.#homes.delete(key)
    if (isOwned(name)) this.members(name, home).delete(id)
  }

  members(name: Owned, home: string): Set<string> {
    const key = `${name} ${home}`
    let ids = this.#members.get(key)
    if (!ids) {
      ids = new Set()
      this.#members.set(key, ids)
    }
    return ids
  }
}
