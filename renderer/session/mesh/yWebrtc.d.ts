/** As much of y-webrtc as is used; its own types are not found by way of its `exports`. */
declare module "y-webrtc" {
  import type { Awareness } from "y-protocols/awareness"
  import type { Doc } from "yjs"

  interface Peer {
    readonly signal: (data: unknown) => void
    readonly on: (event: "connect" | "close" | "error" | "data", listener: (data: Uint8Array) => void) => void
    readonly listeners: (event: "data") => ((data: Uint8Array) => void)[]
    readonly removeAllListeners: (event: "data") => void
  }
  export interface Room {
    readonly name: string
    readonly webrtcConns: Map<string, WebrtcConn>
    bcconnected: boolean
    readonly _bcSubscriber: (data: ArrayBuffer) => void
  }
  export class WebrtcConn {
    constructor(signaling: { readonly send: (message: unknown) => void }, isCaller: boolean, remote: string, room: Room)
    readonly peer: Peer
    readonly connected: boolean
    destroy(): void
  }
  export class WebrtcProvider {
    constructor(
      topic: string,
      doc: Doc,
      options: {
        readonly signaling: readonly string[]
        readonly awareness: Awareness
        readonly maxConns: number
        readonly filterBcConns: boolean
        readonly peerOpts: { readonly config: RTCConfiguration }
      },
    )
    readonly key: PromiseLike<null>
    readonly room: Room | null
    destroy(): void
  }
}
