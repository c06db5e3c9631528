import type { Awareness } from "y-protocols/awareness"
import type { Doc } from "yjs"

/** What carries a small document and who is there between devices. Connections are made while a host can introduce them. */
export interface Net {
  /** Yjs client ids of the devices that are connected. */
  readonly peers: () => readonly number[]
  /** Connects to devices that the host has named. */
  readonly call: (devices: readonly number[]) => void
  /** What another device has to say about connecting, through the host. */
  readonly signal: (from: number, data: string) => void
  readonly close: () => void
}

export interface NetOptions {
  readonly doc: Doc
  readonly awareness: Awareness
  readonly topic: string
  /** The Yjs client id this device is known by. */
  readonly device: number
  readonly sendSignal: (to: number, data: string) => void
  readonly onPeers: () => void
}

export type OpenNet = (options: NetOptions) => Net
