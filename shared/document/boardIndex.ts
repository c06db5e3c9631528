const owned = ["cards", "relations", "overlays", "teams", "teamInteractions", "derivations"] as const
export type Owned = (typeof owned)[number]
const isOwned = (name: string): name is Owned => owned.some((other) => other === name)

/** Which records each board holds. */
export class BoardIndex {
  /** By name of the table, then by id of the record. */
  readonly #homes = new Map<string, Map<string, string>>()
  /** By name of the table, then by id of the board. */
  readonly #members = new Map<string, Map<string, Set<string>>>()

  homeOf(name: string, id: string): string | undefined {
    return this.#homes.get(name)?.get(id)
  }

  put(name: string, id: string, home: string | undefined): void {
    const homes = under(this.#homes, name, newMap<string>)
    if (homes.get(id) === home) return
    this.remove(name, id)
    if (home === undefined) return
    homes.set(id, home)
    if (isOwned(name)) this.members(name, home).add(id)
  }

  remove(name: string, id: string): void {
    const homes = this.#homes.get(name)
    const home = homes?.get(id)
    if (home === undefined) return
    homes?.delete(id)
    if (isOwned(name)) this.members(name, home).delete(id)
  }

  members(name: Owned, home: string): Set<string> {
    return under(under(this.#members, name, newMap<Set<string>>), home, newSet)
  }
}

const newMap = <T>() => new Map<string, T>()
const newSet = () => new Set<string>()

/** What stands under a key; made when there is nothing yet. */
function under<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
