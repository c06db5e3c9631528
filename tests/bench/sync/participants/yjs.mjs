// A wire-level Yjs client (sync + awareness) without any provider library: it measures the server, not the provider.
// A Yjs-based system under test needs only  yjsAdapter({name, server, url, envelope}).

import * as dec from "lib0/decoding"
import * as enc from "lib0/encoding"
import * as Y from "yjs"
import { openSocket } from "../socket.mjs"

const SYNC = 0
const AWARENESS = 1

/** plain y-protocols framing: y-websocket, @y/websocket-server, most own servers */
export const plainEnvelope = () => ({ head: () => {}, skip: () => {}, begin: (start) => start() })

/** Hocuspocus: every message carries the document name, and an Auth message comes first */
export const hocuspocusEnvelope = ({ room, token }) => ({
  head: (e) => enc.writeVarString(e, room),
  skip: (d) => {
    dec.readVarString(d)
  },
  begin(start, send) {
    const e = enc.createEncoder()
    enc.writeVarString(e, room)
    enc.writeVarUint(e, 2)
    enc.writeVarUint(e, 0)
    enc.writeVarString(e, token)
    enc.writeVarString(e, "4.8.0")
    send(enc.toUint8Array(e))
    this.onOther = (type, d) => {
      if (type === 2 && dec.readVarUint(d) === 2) start()
    }
  },
})

export const cardToY = (card) => {
  const m = new Y.Map()
  for (const k of ["id", "w", "h", "color"]) m.set(k, card[k])
  m.set("pos", [card.x, card.y, ""])
  m.set("text", new Y.Text(card.text))
  return m
}

export const openYjs = (ctx, { url, envelope = plainEnvelope }) => {
  const doc = new Y.Doc()
  const cards = doc.getMap("cards")
  const env = envelope(ctx)
  const name = `Participant ${ctx.id}`
  let clock = 0
  let readyAt = 0
  let resolveReady, rejectReady
  const ready = new Promise((resolve, reject) => {
    resolveReady = resolve
    rejectReady = reject
  })
  const kept = []
  const send = (u8) => socket.send(u8)
  const frame = (type, write) => {
    const e = enc.createEncoder()
    env.head(e)
    enc.writeVarUint(e, type)
    write(e)
    return enc.toUint8Array(e)
  }
  const start = () =>
    send(
      frame(SYNC, (e) => {
        enc.writeVarUint(e, 0)
        enc.writeVarUint8Array(e, Y.encodeStateVector(doc))
      }),
    )
  const take = (data) => {
    const d = dec.createDecoder(data)
    env.skip(d)
    const type = dec.readVarUint(d)
    if (type === SYNC) {
      const sub = dec.readVarUint(d)
      const payload = dec.readVarUint8Array(d)
      if (sub === 0) {
        send(
          frame(SYNC, (e) => {
            enc.writeVarUint(e, 1)
            enc.writeVarUint8Array(e, Y.encodeStateAsUpdate(doc, payload))
          }),
        )
      } else {
        if (!ctx.receiveOnly) Y.applyUpdate(doc, payload, "remote")
        if (sub === 1 && !readyAt) {
          readyAt = Date.now()
          resolveReady()
        }
      }
    } else if (type === AWARENESS) {
      if (ctx.apply) {
        const u = dec.createDecoder(dec.readVarUint8Array(d))
        for (let n = dec.readVarUint(u); n > 0; n--) {
          dec.readVarUint(u)
          dec.readVarUint(u)
          JSON.parse(dec.readVarString(u))
        }
      }
    } else env.onOther?.(type, d)
  }
  const socket = openSocket(url(ctx), {
    onOpen: () => env.begin(start, send),
    onError: (e) => rejectReady(e),
    onClose: (code) => {
      rejectReady(new Error(`closed ${code}`))
      ctx.onClose?.(code)
    },
    onFrame: (data) => {
      ctx.onFrame(data)
      if (readyAt && !ctx.apply) return // light participant: frames are scanned for marks, not applied
      if (readyAt && ctx.applyLater) kept.push(Buffer.from(data))
      else take(Buffer.from(data))
    },
  })
  doc.on("update", (u, origin) => {
    if (origin !== "remote")
      send(
        frame(SYNC, (e) => {
          enc.writeVarUint(e, 2)
          enc.writeVarUint8Array(e, u)
        }),
      )
  })
  return {
    ready,
    seed(list) {
      for (let i = 0; i < list.length; i += 250)
        doc.transact(() => {
          for (const c of list.slice(i, i + 250)) cards.set(c.id, cardToY(c))
        })
    },
    move(id, x, y, mark) {
      cards.get(id)?.set("pos", [x, y, mark])
    },
    type(id, mark) {
      const t = cards.get(id)?.get("text")
      t?.insert(t.length, mark)
    },
    create(card) {
      cards.set(card.id, cardToY(card))
    },
    cursor(x, y, mark) {
      const e = enc.createEncoder()
      enc.writeVarUint(e, 1)
      enc.writeVarUint(e, doc.clientID)
      enc.writeVarUint(e, ++clock)
      enc.writeVarString(e, JSON.stringify({ user: { name, color: "#e05" }, cursor: { x, y }, m: mark }))
      const u = enc.toUint8Array(e)
      send(frame(AWARENESS, (f) => enc.writeVarUint8Array(f, u)))
    },
    count: () => cards.size,
    pos: (id) => cards.get(id)?.get("pos")[0] ?? 0,
    doc,
    // Independent of the order in which cards arrived.
    digest: () => {
      let sum = 0
      for (const [id, card] of cards) sum += hash(`${id} ${card.get("pos").slice(0, 2)} ${card.get("text")}`)
      return `${cards.size}:${sum}`
    },
    // Takes in what was kept for later.
    settle: () => {
      for (const data of kept.splice(0)) take(data)
    },
    bytesIn: socket.bytesIn,
    bytesOut: socket.bytesOut,
    close: socket.close,
  }
}

const hash = (text) => {
  let value = 7
  for (let at = 0; at < text.length; at++) value = (value * 31 + text.charCodeAt(at)) | 0
  return value
}
