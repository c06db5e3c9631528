import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import WebSocket from "ws"
import * as Y from "yjs"

/**
 * One participant of a Cairn workshop, written from `shared/protocol/README.md` alone. It measures the host, so it has
 * no interface and no storage; every edit carries its mark as text, as for the other systems.
 */
const version = 1
const client = { hello: 0, update: 1, sync: 2, presence: 3, ping: 4 }
const host = { welcome: 0, refuse: 1, state: 2, updates: 3, ack: 4, reject: 5, presence: 6, notice: 10 }
const boardId = "bench-board"

export function openCairn(participant) {
  const { id, port, access, onFrame, apply, receiveOnly, onClose } = participant
  const doc = new Y.Doc()
  const cards = doc.getMap("cards")
  const instance = `bench-${String(id).padStart(12, "0")}-${Math.random().toString(36).slice(2, 10)}`
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, {
    origin: `http://127.0.0.1:${port}`,
    perMessageDeflate: false,
    maxPayload: 256 * 1024 * 1024,
  })
  let seq = 0
  let acknowledged = 0
  let rejected = 0
  let isReady = false
  let personId = ""
  const ready = Promise.withResolvers?.() ?? deferred()
  const send = (type, write) => {
    if (socket.readyState !== WebSocket.OPEN) return
    socket.send(
      encoding.encode((to) => {
        encoding.writeUint8(to, version)
        encoding.writeUint8(to, type)
        write(to)
      }),
    )
  }
  socket.on("open", () =>
    send(client.hello, (to) => {
      encoding.writeVarUint(to, version)
      const pass = id === 0 ? access.facilitator : access.participant
      for (const part of [pass, instance, `Participant ${id}`, "laptop", "en", ""]) encoding.writeVarString(to, part)
    }),
  )
  socket.on("error", (problem) => ready.reject(problem))
  socket.on("close", (code) => {
    ready.reject(new Error(`closed ${code}`))
    clearInterval(heartbeat)
    onClose?.(code)
  })
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
      const isLast = decoding.readVarUint(from) === 1
      const update = decoding.readVarUint8Array(from)
      if (!receiveOnly) Y.applyUpdate(doc, update, "remote")
      if (!isLast) return
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
  socket.on("message", (frame) => {
    onFrame(frame)
    const type = frame[1]
    if (isReady && !apply && type !== host.ack && type !== host.reject) return
    const from = decoding.createDecoder(frame)
    decoding.readUint8(from)
    decoding.readUint8(from)
    receive[type]?.(from)
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
    bytesIn: () => socket._socket?.bytesRead ?? 0,
    bytesOut: () => socket._socket?.bytesWritten ?? 0,
    close: () => socket.terminate(),
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
