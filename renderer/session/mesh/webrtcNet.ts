/// <reference path="./yWebrtc.d.ts" />
import { unsubscribe } from "lib0/broadcastchannel"
import { type Room, WebrtcConn, WebrtcProvider } from "y-webrtc"
import { isPlain } from "../../../shared/model/fields.ts"
import type { Net, NetOptions } from "./net.ts"

/**
 * y-webrtc without its signalling, its password (pages on plain http have no `crypto.subtle`), its STUN servers and
 * its channel between tabs: the host introduces devices to each other, the caller is the one that came later, and what
 * arrives passes a guard.
 */
const mostPeers = 12

export function openWebrtcNet({ doc, awareness, topic, device, sendSignal, onPeers }: NetOptions): Net {
  const provider = new WebrtcProvider(topic, doc, {
    signaling: [],
    awareness,
    maxConns: mostPeers,
    filterBcConns: false,
    peerOpts: { config: { iceServers: [] } },
  })
  let isClosed = false
  const whenReady = (run: (room: Room) => void) =>
    void provider.key.then(() => {
      if (provider.room && !isClosed) run(provider.room)
    })
  whenReady((room) => {
    unsubscribe(topic, room._bcSubscriber)
    room.bcconnected = false
  })

  const connect = (room: Room, other: number, isCaller: boolean): WebrtcConn => {
    const signaling = { send: (message: unknown) => sendSignal(other, JSON.stringify(signalIn(message))) }
    const connection = new WebrtcConn(signaling, isCaller, String(other), room)
    room.webrtcConns.set(String(other), connection)
    guard(connection)
    connection.peer.on("connect", onPeers)
    connection.peer.on("close", onPeers)
    return connection
  }
  const take = (room: Room, from: number, signal: { readonly [part: string]: unknown }) => {
    let known = room.webrtcConns.get(String(from))
    if (signal.type === "offer" && known) {
      // Both have called: the call of the lower number stands. One that had a connection before begins anew.
      if (!known.connected && device < from) return
      room.webrtcConns.delete(String(from))
      known.destroy()
      known = undefined
    }
    if (!known && (signal.type !== "offer" || room.webrtcConns.size >= mostPeers)) return
    const connection = known ?? connect(room, from, false)
    connection.peer.signal(signal)
  }

  return {
    peers: () =>
      [...(provider.room?.webrtcConns ?? [])].flatMap(([name, { connected }]) => (connected ? [Number(name)] : [])),
    call: (devices) =>
      whenReady((room) => {
        for (const other of devices)
          if (other !== device && !room.webrtcConns.has(String(other)) && room.webrtcConns.size < mostPeers)
            connect(room, other, true)
      }),
    signal: (from, data) =>
      whenReady((room) => {
        const signal = parsed(data)
        try {
          if (signal) take(room, from, signal)
        } catch {
          room.webrtcConns.get(String(from))?.destroy()
        }
      }),
    close: () => {
      isClosed = true
      provider.destroy()
    },
  }
}

/** What y-webrtc would publish to everybody is for one device: only the signal itself goes on its way. */
function signalIn(message: unknown): unknown {
  const data = isPlain(message) ? message.data : undefined
  return isPlain(data) ? data.signal : undefined
}

function parsed(data: string): { readonly [part: string]: unknown } | undefined {
  try {
    const raw: unknown = JSON.parse(data)
    return isPlain(raw) ? raw : undefined
  } catch {
    return undefined
  }
}

/** Bytes a second and at once that another device may send. */
const pace = { perSecond: 512 * 1024, atOnce: 8 * 1024 * 1024 } as const
const awarenessLimit = 8 * 1024
const messageTypes = { sync: 0, awareness: 1 } as const

/** Ends the connection to a device that sends what this program never would: too much, too large or not readable. */
function guard(connection: WebrtcConn): void {
  const { peer } = connection
  const listeners = peer.listeners("data")
  let left: number = pace.atOnce
  let at = performance.now()
  peer.removeAllListeners("data")
  peer.on("data", (data) => {
    const now = performance.now()
    left = Math.min(pace.atOnce, left + ((now - at) / 1000) * pace.perSecond) - data.length
    at = now
    const isKnown =
      data[0] === messageTypes.sync || (data[0] === messageTypes.awareness && data.length <= awarenessLimit)
    if (left < 0 || !isKnown) return connection.destroy()
    try {
      for (const take of listeners) take(data)
    } catch {
      connection.destroy()
    }
  })
}
