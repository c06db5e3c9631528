import { createStore } from "zustand/vanilla"
import { type PresenceState, readPresence } from "../../shared/presence/presence.ts"
import { type PresenceEntry, presenceLimit, type RosterEntry } from "../../shared/protocol/messages.ts"
import type { Others, Presence } from "./session.ts"

/** A frame at 15 a second: fast enough to follow a hand, slow enough for thirty of them. */
export const presenceEveryMs = 67

export interface PresenceExchange extends Presence {
  readonly takeEntries: (entries: readonly PresenceEntry[]) => void
  readonly takeRoster: (people: readonly RosterEntry[]) => void
  /** Connected: what I show is sent whole. */
  readonly start: () => void
  /** Away: others are gone from sight. */
  readonly end: () => void
  readonly close: () => void
}

/** Mine goes out at most 15 times a second and only when it changed; others come in with unchanged people identical. */
export function exchangePresence(send: (state: PresenceState) => void): PresenceExchange {
  const others = createStore<Others>()(() => ({ byConnection: new Map() }))
  const outgoing = sendPresence(send)
  /** What arrived, also for connections whose person is not known yet. */
  const states = new Map<number, { readonly raw: string; readonly state: PresenceState }>()
  let roster = new Map<number, RosterEntry>()

  const publish = () => {
    const before = others.getState().byConnection
    const next = new Map<number, { person: RosterEntry; state: PresenceState }>()
    let isSame = true
    for (const [connection, { state }] of states) {
      const person = roster.get(connection)
      if (!person) continue
      const old = before.get(connection)
      const entry = old && old.person === person && old.state === state ? old : { person, state }
      if (entry !== old) isSame = false
      next.set(connection, entry)
    }
    if (!isSame || next.size !== before.size) others.setState({ byConnection: next })
  }

  return {
    others,
    show: outgoing.show,
    takeEntries: (entries) => {
      for (const { connection, state } of entries) {
        if (state === null) states.delete(connection)
        else {
          const raw = JSON.stringify(state)
          if (states.get(connection)?.raw !== raw) states.set(connection, { raw, state: readPresence(state) })
        }
      }
      publish()
    },
    takeRoster: (people) => {
      roster = new Map(people.map((person) => [person.connection, sameAs(roster.get(person.connection), person)]))
      for (const connection of states.keys()) if (!roster.has(connection)) states.delete(connection)
      publish()
    },
    start: outgoing.start,
    end: () => {
      outgoing.end()
      states.clear()
      publish()
    },
    close: outgoing.end,
  }
}

/** The known entry when nothing about the person changed. */
const sameAs = (known: RosterEntry | undefined, next: RosterEntry): RosterEntry =>
  known && JSON.stringify(known) === JSON.stringify(next) ? known : next

function sendPresence(send: (state: PresenceState) => void) {
  let mine: PresenceState = {}
  /** What the host has, as JSON; undefined while away. */
  let sent: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = () => {
    timer = undefined
    const state = fitting(mine)
    const next = JSON.stringify(state)
    if (sent === undefined || next === sent) return
    sent = next
    send(state)
    timer = setTimeout(flush, presenceEveryMs)
  }
  return {
    show: (part: { readonly [K in keyof PresenceState]?: PresenceState[K] | undefined }) => {
      const merged = { ...mine, ...part }
      mine = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined))
      if (timer === undefined && sent !== undefined) flush()
    },
    start: () => {
      sent = "{}"
      if (timer === undefined) flush()
    },
    end: () => {
      clearTimeout(timer)
      timer = undefined
      sent = undefined
    },
  }
}

/** The state as it may be sent: places rounded to a tenth, lists cut until the whole is within the limit. */
function fitting(state: PresenceState): PresenceState {
  const { cursor, drag, selected, looksAt, ...rest } = state
  const tenth = (value: number) => Math.round(value * 10) / 10
  let many = Math.max(drag?.length ?? 0, selected?.length ?? 0)
  for (;;) {
    const cut: PresenceState = {
      ...rest,
      ...(looksAt ? { looksAt: { ...looksAt, x: tenth(looksAt.x), y: tenth(looksAt.y) } } : {}),
      ...(cursor ? { cursor: { x: tenth(cursor.x), y: tenth(cursor.y) } } : {}),
      ...(drag ? { drag: drag.slice(0, many).map(({ id, x, y }) => ({ id, x: tenth(x), y: tenth(y) })) } : {}),
      ...(selected ? { selected: selected.slice(0, many) } : {}),
    }
    if (many === 0 || bytesOf(cut) <= presenceLimit) return cut
    many = Math.floor(many / 2)
  }
}

const encoder = new TextEncoder()
const bytesOf = (state: PresenceState): number => encoder.encode(JSON.stringify(state)).length
