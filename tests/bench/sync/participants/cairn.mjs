import { inflateSync } from "node:zlib"
import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import * as Y from "yjs"
import { openSocket } from "../socket.mjs"
import { openChannel } from "./channel.mjs"

/**
 * One participant of a Cairn workshop, written from `shared/protocol/README.md` alone. It measures the host, so it has
 * no interface and no storage; every edit carries its mark as text, as for the other systems.
 */
const version = 2
const client = { hello: 0, update: 1, sync: 2, presence: 3, ping: 4 }
const host = { welcome: 0, refuse: 1, state: 2, updates: 3, ack: 4, reject: 5, presence: 6, notice: 10 }
const [last, packed] = [1, 2]
const boardId = "bench-board"

export function openCairn(participant) {
  const { id, port, access, onFrame, receiveOnly, onClose } = participant
  const doc = new Y.Doc()
  const cards = doc.getMap("cards")
  const instance = `bench-${String(id).padStart(12, "0")}-${Math.random().toString(36).slice(2, 10)}`
  let seq = 0
  let acknowledged = 0
  let rejected = 0
  let isReady = false
  let personId = ""
  const ready = Promise.withResolvers?.() ?? deferred()
  const pass = id === 0 ? access.facilitator : access.participant
  const channel = openChannel(pass)
  const send = (type, write) => {
    if (!channel.isOpen()) return
    const message = encoding.encode((to) => {
      encoding.writeUint8(to, version)
      encoding.writeUint8(to, type)
      write(to)
    })
    socket.send(channel.seal(message))
  }
  const heartbeat = setInterval(() => send(client.ping, (to) => encoding.writeVarUint(to, 0)), 5000)
  const receive = {
    [host.welcome]: (from) => {
      const welcome = JSON.parse(decoding.readVarString(from))
      doc.clientID = welcome.clientId
      personId = welcome.personId
      send(client.sync, (to) => encoding.writeVarUint8Array(to, Y.encodeStateVector(doc)))
    },
    [host.refuse]: (from) => ready.reject(new Error(`refused: ${decoding.readVarString(from)}`)),
    [host.state]: (from) => {
      const flags = decoding.readVarUint(from)
      const update = decoding.readVarUint8Array(from)
      if (!receiveOnly) Y.applyUpdate(doc, flags & packed ? inflateSync(update) : update, "remote")
      if ((flags & last) === 0) return
      isReady = true
      ready.resolve()
    },
    [host.updates]: (from) => {
      const count = decoding.readVarUint(from)
      doc.transact(() => {
        for (let i = 0; i < count; i++) Y.applyUpdate(doc, decoding.readVarUint8Array(from), "remote")
      }, "remote")
    },
    [host.ack]: (from) => {
      acknowledged = decoding.readVarUint(from)
    },
    [host.reject]: (from) => {
      rejected++
      decoding.readVarUint(from)
      const why = `${decoding.readVarString(from)}: ${decoding.readVarString(from)}`
      if (rejected === 1) process.stderr.write(`participant ${id} rejected: ${why}\n`)
    },
    [host.presence]: (from) => JSON.parse(decoding.readVarString(from)),
  }
  const take = (frame) => {
    const from = decoding.createDecoder(frame)
    decoding.readUint8(from)
    receive[decoding.readUint8(from)]?.(from)
  }
  const hello = () =>
    send(client.hello, (to) => {
      encoding.writeVarUint(to, version)
      for (const part of [pass, instance, `Participant ${id}`, "laptop", "en", ""]) encoding.writeVarString(to, part)
    })
  const kept = []
  const socket = openSocket(`ws://127.0.0.1:${port}/ws`, {
    origin: `http://127.0.0.1:${port}`,
    onOpen: () => socket.send(channel.opening),
    onError: (problem) => ready.reject(problem),
    onClose: (code) => {
      ready.reject(new Error(`closed ${code}`))
      clearInterval(heartbeat)
      onClose?.(code)
    },
    onFrame: (sealed) => {
      if (!channel.isOpen()) {
        channel.take(sealed)
        return hello()
      }
      const frame = channel.take(sealed)
      if (!frame) return
      onFrame(frame)
      if (!isReady || frame[1] === host.ack || frame[1] === host.reject) take(Buffer.from(frame))
      else if (!participant.apply) return
      else if (participant.applyLater) kept.push(Buffer.from(frame))
      else take(Buffer.from(frame))
    },
  })
  doc.on("update", (update, origin) => {
    if (origin === "remote") return
    seq++
    send(client.update, (to) => {
      encoding.writeVarUint(to, seq)
      encoding.writeVarUint8Array(to, update)
    })
  })
  const note = (card) => {
    const record = new Y.Map()
    const fields = {
      boardId,
      kind: "note",
      order: "a0",
      locked: "none",
      deleted: false,
      x: card.x,
      y: card.y,
      "provenance/origin": "typed",
      "provenance/authorId": personId,
    }
    for (const [key, value] of Object.entries(fields)) record.set(key, value)
    record.set("title", new Y.Text(card.text.slice(0, 100)))
    record.set("note", new Y.Text())
    return record
  }
  return {
    ready: ready.promise,
    async seed(list) {
      const board = new Y.Map()
      const fields = { kind: "user-needs-map", order: "a0", state: "live", deleted: false }
      for (const [key, value] of Object.entries(fields)) board.set(key, value)
      board.set("title", new Y.Text("Benchmark"))
      doc.transact(() => {
        if (!doc.getMap("boards").has(boardId)) doc.getMap("boards").set(boardId, board)
      })
      // In portions, and each acknowledged before the next: the host holds one person to a rate.
      for (let at = 0; at < list.length; at += 100) {
        doc.transact(() => {
          for (const card of list.slice(at, at + 100)) cards.set(card.id, note(card))
        })
        await until(() => acknowledged === seq || rejected > 0)
      }
    },
    move: (cardId, x, y, mark) =>
      doc.transact(() => {
        const card = cards.get(cardId)
        card?.set("x", x)
        card?.set("y", y)
        card?.set("provenance/verbatim", mark)
      }),
    type: (cardId, mark) => {
      const text = cards.get(cardId)?.get("note")
      text?.insert(text.length, mark)
    },
    create: (card) => doc.transact(() => cards.set(card.id, note(card))),
    cursor: (x, y, mark) =>
      send(client.presence, (to) =>
        encoding.writeVarString(to, JSON.stringify({ boardId, cursor: { x, y }, selected: [mark] })),
      ),
    count: () => cards.size,
    // Independent of the order in which cards arrived.
    digest: () => {
      let sum = 0
      for (const [cardId, card] of cards) sum += hash(`${cardId} ${card.get("x")} ${card.get("y")} ${card.get("note")}`)
      return `${cards.size}:${sum}`
    },
    unacknowledged: () => seq - acknowledged,
    rejected: () => rejected,
    // Takes in what was kept for later.
    settle: () => {
      for (const frame of kept.splice(0)) take(frame)
    },
    bytesIn: socket.bytesIn,
    bytesOut: socket.bytesOut,
    close: () => {
      clearInterval(heartbeat)
      socket.close()
    },
  }
}

const hash = (text) => {
  let value = 7
  for (let at = 0; at < text.length; at++) value = (value * 31 + text.charCodeAt(at)) | 0
  return value
}

const deferred = () => {
  let resolve
  let reject
  const promise = new Promise((yes, no) => {
    resolve = yes
    reject = no
  })
  promise.catch(() => {})
  return { promise, resolve, reject }
}

const until = async (condition) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}
