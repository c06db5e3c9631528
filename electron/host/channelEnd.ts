import type { HostChannel } from "../../shared/protocol/channel.ts"
import type { Ciphers } from "../../shared/protocol/ciphers.ts"
import { encodeHost } from "../../shared/protocol/codec.ts"
import type { Refusal } from "../../shared/protocol/messages.ts"
import { answerOpening, clearRefusals, type FindSecret, refuseInClear } from "../../shared/protocol/opening.ts"
import type { Wire } from "./wire.ts"

export interface ChannelPorts {
  readonly ciphers: Ciphers
  readonly find: FindSecret
  /** The client named a pass whose secret it does not know. */
  readonly onWrongSecret: () => void
}

/** What a frame was: a message, the opening, or the end of this connection, with or without an answer. */
export type Taken =
  | { readonly is: "message"; readonly message: Uint8Array }
  | { readonly is: "opened" }
  | { readonly is: "refused" }
  | { readonly is: "broken" }

/** The host's end of one connection: the opening in clear, everything after it sealed. */
export class ChannelEnd {
  /** The secret that the keys were made with; empty where somebody comes with a typed code. */
  secret = ""
  readonly #wire: Wire
  readonly #ports: ChannelPorts
  #channel: HostChannel | undefined
  #hasOpenedFirst = false

  constructor(wire: Wire, ports: ChannelPorts) {
    this.#wire = wire
    this.#ports = ports
  }

  take(frame: Uint8Array): Taken {
    if (!this.#channel) return this.#open(frame)
    const opened = this.#channel.open(frame)
    if (!opened.ok) {
      if (!this.#hasOpenedFirst && this.secret !== "") this.#ports.onWrongSecret()
      return { is: "broken" }
    }
    this.#hasOpenedFirst = true
    return { is: "message", message: opened.value }
  }

  send(message: Uint8Array): void {
    if (this.#channel) this.#wire.send(this.#channel.seal(message))
  }

  /** A frame that is sealed with the room's key already. */
  sendShared(frame: Uint8Array): void {
    if (!this.#channel) return
    this.#channel.noteShared()
    this.#wire.sendShared(frame)
  }

  tellRoomKey(key: Uint8Array): void {
    if (this.#channel) this.#wire.send(this.#channel.sealRoomKey(key))
  }

  /** Before there are keys, only for reasons that anybody may hear. */
  refuse(reason: Refusal): void {
    const inClear = clearRefusals.find((one) => one === reason)
    if (this.#channel) this.send(encodeHost({ type: "refuse", reason }))
    else if (inClear) this.#wire.send(refuseInClear(inClear))
  }

  #open(frame: Uint8Array): Taken {
    const { ciphers, find } = this.#ports
    const answered = answerOpening(ciphers, frame, find)
    if (!answered) return { is: "broken" }
    this.#wire.send(answered.frame)
    if (!answered.channel) return { is: "refused" }
    this.#channel = answered.channel
    this.secret = answered.secret
    return { is: "opened" }
  }
}
