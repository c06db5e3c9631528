/** What a connection tells whoever opened it. */
export interface ConnectionEvents {
  /** Once, before anything else: frames can be sent now. */
  readonly onOpen: () => void
  /** One whole frame, in the order in which it was sent. The bytes are the receiver's own. */
  readonly onFrame: (frame: Uint8Array) => void
  /** Once: it could not be opened or has ended. Not told after `close`. */
  readonly onClose: () => void
}

export interface Connection {
  /** Sends one frame. What is sent before `onOpen` or after the end goes nowhere. */
  readonly send: (frame: Uint8Array) => void
  /** Ends it. Nothing is told after that. */
  readonly close: () => void
}

/** Opens one connection to the host; every call opens another. Nothing is told before the call has returned. */
export type Transport = (events: ConnectionEvents) => Connection
