import { performance } from "node:perf_hooks"
import { Doc } from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { addCard, changeCards, typeInCard } from "../../shared/commands/cards.ts"
import type { Editing } from "../../shared/commands/context.ts"
import { addRecord } from "../../shared/commands/workshop.ts"
import { openDocument } from "../../shared/document/document.ts"
import { takeEdit } from "../../shared/gate/gate.ts"
import { readPresence } from "../../shared/presence/presence.ts"
import { openClientChannel, openHostChannel, openRoomSeal } from "../../shared/protocol/channel.ts"
import { decodeClient, encodeClient, encodeHost } from "../../shared/protocol/codec.ts"
import type { ClientMessage } from "../../shared/protocol/messages.ts"
import { hostCiphers } from "./ciphers.ts"
import { encodeRecord } from "./journalFormat.ts"

/** So often V8 has to see what an edit runs through before it compiles all of it well. */
const edits = 4_000
/** Worked and rested in turn, so that nobody who comes meanwhile waits: some seconds in all. */
const atOnceMs = 4
const restMs = 30
/** A host with more to do than this, as when many come in at once, is left to it. */
const busyShare = 0.5
const cards = 20
/** Longer texts would be the text's work and not the way's. */
const longestNote = 200
const personId = "made-up"

/** In the background, beginning now; keeps no process alive, and a host that cannot warm up is only slower at first. */
export function warmUpMeanwhile(): void {
  warmUp({ rest: restAndLook, nowMs: () => performance.now() }).catch(() => {})
}

function restAndLook(): Promise<number> {
  const before = performance.eventLoopUtilization()
  return new Promise((resolve) => {
    setTimeout(() => resolve(performance.eventLoopUtilization(before).utilization), restMs).unref()
  })
}

export interface WarmUpPorts {
  /** Lets others go first for a while. Gives the share of it, from 0 to 1, in which the host had something to do. */
  readonly rest: () => Promise<number>
  readonly nowMs: () => number
}

/**
 * Runs what every edit and every pointer runs through, in a made-up room of its own: a host that has just begun takes
 * several times as long for each as an hour later, and it is at the beginning that everybody comes at once. The
 * workshop, its journal and the network see nothing of it. Gives how many edits were taken.
 */
export async function warmUp({ rest, nowMs }: WarmUpPorts): Promise<number> {
  const room = openMadeUpRoom()
  let taken = 0
  let restedAt = nowMs()
  for (let number = 0; number < edits; number++) {
    if (room.edit(number)) taken++
    if (nowMs() - restedAt < atOnceMs) continue
    while ((await rest()) > busyShare);
    restedAt = nowMs()
  }
  return taken
}

function openMadeUpRoom() {
  const takeIn = openWay()
  const author = openDocument(new Doc(), boardKinds)
  let isTaken = false
  author.ydoc.on("update", (update: Uint8Array) => {
    isTaken = takeIn(author.ydoc.clientID, update)
  })
  let made = 0
  const editing: Editing = {
    document: author,
    newId: () => `warm-${++made}`,
    now: () => "2000-01-01T00:00:00.000Z",
    authorId: personId,
  }
  const boardId = addRecord(editing, "boards", { kind: "user-needs-map", state: "live", title: "Made up" })
  const add = () => addCard(editing, boardId, { kind: "need", values: { title: "Made up", x: 0, y: 0 } })
  const ids = Array.from({ length: cards }, add).map((added) => (added.ok ? added.value : ""))
  return {
    /** One edit; true when it was taken. */
    edit: (number: number): boolean => {
      const id = ids[number % ids.length] ?? ""
      isTaken = false
      if (number % 40 === 0) add()
      else if (number % 2 === 0) changeCards(editing, new Map([[id, { x: number, y: number }]]))
      else typeInCard(editing, id, "note", "made up ".repeat(number % longestNote).slice(0, number % longestNote))
      return isTaken
    },
  }
}

/** What an edit and a pointer pass from a device's frame to the frame for everybody, but for the disk and the network. */
function openWay(): (clientId: number, update: Uint8Array) => boolean {
  const document = openDocument(new Doc(), boardKinds)
  const keys = { toHost: hostCiphers.random(32), toClient: hostCiphers.random(32) }
  const [device, host, room] = [
    openClientChannel(hostCiphers, keys),
    openHostChannel(hostCiphers, keys),
    openRoomSeal(hostCiphers),
  ]
  let seq = 0
  const receive = (message: ClientMessage): ClientMessage | undefined => {
    const opened = host.open(device.seal(encodeClient(message)))
    const read = opened.ok ? decodeClient(opened.value) : undefined
    return read?.ok ? read.value : undefined
  }
  return (clientId, update) => {
    const pointer = receive({ type: "presence", state: { boardId: "warm-1", cursor: { x: seq, y: seq } } })
    if (pointer?.type === "presence") {
      const entries = [{ connection: 1, personId, state: readPresence(pointer.state) }]
      room.seal(encodeHost({ type: "presence", entries }))
    }
    const edit = receive({ type: "update", seq: ++seq, update })
    if (edit?.type !== "update") return false
    const taken = takeEdit(document, { clientId, personId, role: "facilitator" }, edit.update)
    encodeRecord({ type: "edit", instance: personId, seq, update: edit.update }, seq)
    room.seal(encodeHost({ type: "updates", updates: [edit.update] }))
    host.seal(encodeHost({ type: "ack", upTo: seq }))
    return taken.ok
  }
}
