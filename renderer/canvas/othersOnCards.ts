import type { Colour } from "../../shared/model/records.ts"
import type { Others, ReadonlyStore } from "../session/session.ts"

/** Somebody else who has selected a card or writes on it. */
export interface Onlooker {
  readonly connection: number
  readonly name: string
  readonly colour: Colour
  readonly isWriting: boolean
}
export type Onlookers = ReadonlyMap<string, readonly Onlooker[]>

const nobody: Onlookers = new Map()

/** Who is at which card of this board. Cards whose onlookers did not change keep their list. */
export function onlookersOf({ byConnection }: Others, boardId: string, before: Onlookers = nobody): Onlookers {
  const next = new Map<string, Onlooker[]>()
  const put = (id: string, onlooker: Onlooker) => {
    const list = next.get(id)
    if (list) list.push(onlooker)
    else next.set(id, [onlooker])
  }
  for (const [connection, { person, state }] of byConnection) {
    if (state.boardId !== boardId) continue
    const { name, colour } = person
    const writes = state.writing?.id
    if (writes !== undefined) put(writes, { connection, name, colour, isWriting: true })
    for (const id of state.selected ?? []) {
      if (id !== writes) put(id, { connection, name, colour, isWriting: false })
    }
  }
  return keptLists(before, next)
}

function keptLists(before: Onlookers, next: ReadonlyMap<string, readonly Onlooker[]>): Onlookers {
  let isUnchanged = before.size === next.size
  const kept = new Map<string, readonly Onlooker[]>()
  for (const [id, list] of next) {
    const old = before.get(id)
    const same =
      old !== undefined && old.length === list.length && old.every((one, index) => isSameOnlooker(one, list[index]))
    kept.set(id, same ? old : list)
    if (!same) isUnchanged = false
  }
  return isUnchanged ? before : kept
}

const isSameOnlooker = (a: Onlooker, b: Onlooker | undefined): boolean =>
  b !== undefined &&
  a.connection === b.connection &&
  a.name === b.name &&
  a.colour === b.colour &&
  a.isWriting === b.isWriting

/** Follows presence; many cards ask, so it is worked out once per change. */
export function followOnlookers(others: ReadonlyStore<Others>, boardId: string) {
  let seen: Others | undefined
  let onlookers: Onlookers = nobody
  return (id: string): readonly Onlooker[] | undefined => {
    const now = others.getState()
    if (now !== seen) {
      seen = now
      onlookers = onlookersOf(now, boardId, onlookers)
    }
    return onlookers.get(id)
  }
}
