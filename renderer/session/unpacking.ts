import { frameLimit, type HostMessage, type State } from "../../shared/protocol/messages.ts"

/** Hands on the host's messages in their order, with states unpacked: what follows a packed one waits for it. */
export interface Unpacking {
  readonly take: (message: HostMessage) => void
  /** The connection has ended: nothing that came over it is handed on any more. */
  readonly forget: () => void
}

/** `onDamaged`: a state could not be unpacked. Only a fresh start is safe then. */
export function openUnpacking(
  onMessage: (message: HostMessage) => void,
  onDamaged: () => void,
  unpack: (packed: Uint8Array) => Promise<Uint8Array> = unpacked,
): Unpacking {
  let waiting: HostMessage[] | undefined
  let connection = 0
  const take = (message: HostMessage) => {
    if (waiting) waiting.push(message)
    else if (message.type === "state" && message.isPacked) void open(message)
    else onMessage(message)
  }
  const open = async ({ isLast, update }: State) => {
    const mine = connection
    const behind: HostMessage[] = []
    waiting = behind
    const plain = await unpack(update).catch(() => undefined)
    if (connection !== mine) return
    waiting = undefined
    if (!plain) return onDamaged()
    onMessage({ type: "state", update: plain, isLast })
    // Any of them may end the connection.
    for (const message of behind) if (connection === mine) take(message)
  }
  return {
    take,
    forget: () => {
      connection++
      waiting = undefined
    },
  }
}

/** By the browser itself where it can; also on pages over plain http. */
async function unpacked(packed: Uint8Array): Promise<Uint8Array> {
  if (typeof DecompressionStream === "undefined") return unpackedByHand(packed)
  const stream = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream("deflate"))
  const parts: Uint8Array[] = []
  let length = 0
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) return joined(parts, length)
    length += value.length
    if (length > frameLimit.toClient) throw new Error("more than a frame may hold")
    parts.push(value)
  }
}

async function unpackedByHand(packed: Uint8Array): Promise<Uint8Array> {
  const { unzlibSync } = await import("fflate")
  return unzlibSync(packed)
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
