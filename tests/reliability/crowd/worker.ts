import { random } from "../../support/random.ts"
import { digestOf } from "../cards.ts"
import { Hand } from "./hand.ts"
import type { Look, Order } from "./orders.ts"
import { Participant } from "./participant.ts"

/** A process full of people; see `orders.ts`. */

/** Whoever takes nothing in sees only their own cards, and all of these are on one board. */
const mostCards = { taken: 400, heard: 4, unasked: 4 } as const
const people: Participant[] = []
const hands = new Map<Participant, Hand>()
/** Of contents that have not changed since they were looked at: looking must not slow down what is looked at. */
const digests = new Map<Participant, string>()
let draw = random(1)
let made = 0
let timers: ReturnType<typeof setInterval>[] = []

function write(everyMs: number, editors: number, cursorMs: number): void {
  for (const timer of timers) clearInterval(timer)
  timers = []
  if (everyMs === 0) return
  const writers = people.slice(0, editors)
  const one = () => writers[draw(writers.length)]
  timers.push(
    setInterval(() => {
      const person = one()
      // Somebody who was never in has no client id to write with.
      if (person?.hasJoined) person.edit((ydoc) => hands.get(person)?.act(ydoc))
    }, everyMs / writers.length),
  )
  if (cursorMs > 0) timers.push(setInterval(showAll, cursorMs, writers))
}

function showAll(writers: readonly Participant[]): void {
  for (const { client, isReady } of writers) if (isReady) client?.show({ cursor: { x: draw(2_000), y: draw(2_000) } })
}

function look(): Look {
  const at = Date.now()
  const counts: Record<string, number> = {}
  const isQuiet = people.every((person) => person.isReady && person.pending() === 0)
  for (const person of isQuiet ? people : []) {
    const digest = digests.get(person) ?? digestOf(person.ydoc)
    digests.set(person, digest)
    counts[digest] = (counts[digest] ?? 0) + 1
  }
  const sum = (of: (person: Participant) => number) => people.reduce((total, person) => total + of(person), 0)
  return {
    at,
    people: people.length,
    ready: people.filter(({ isReady }) => isReady).length,
    digests: counts,
    pending: sum((person) => person.pending()),
    edits: sum(({ queue }) => queue.next - 1),
    refused: people.flatMap((person) => person.refused()),
    connects: sum(({ connects }) => connects),
    ackMs: people.flatMap(({ ackMs }) => ackMs.splice(0)),
    joinMs: people.flatMap(({ joinMs }) => joinMs.splice(0)),
  }
}

function obey(order: Order): Look {
  if (order.do === "join") {
    draw = random(order.seed)
    for (const way of order.ways) {
      const person = new Participant(way)
      people.push(person)
      person.ydoc.on("update", () => digests.delete(person))
      hands.set(person, new Hand(draw, () => `w${process.pid}-${++made}`, mostCards[way.state ?? "taken"]))
    }
  } else if (order.do === "write") write(order.everyMs, order.editors, order.cursorMs)
  else if (order.do === "drop") for (const at of order.which) people[at]?.drop()
  else if (order.do === "close") process.exit(0)
  return look()
}

process.on("message", ({ id, order }: { id: number; order: Order }) => process.send?.({ id, look: obey(order) }))
process.on("disconnect", () => process.exit(0))
