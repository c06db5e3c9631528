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

/** Opens one connection; every call opens another. Nothing is told before the call has returned. */
export type Connect = (events: ConnectionEvents) => Connection

/**
 * A way to the host. Whoever knows the pass is let in; the frames are for the two ends only, so a way that others can
 * listen to makes keys from it.
 */
export type Transport = (events: ConnectionEvents, pass: string) => Connection
