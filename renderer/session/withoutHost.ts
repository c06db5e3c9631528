import type { WorkshopDocument } from "../../shared/document/document.ts"
import type { SignedSuccession, Succession } from "../../shared/protocol/succession.ts"
import type { Asking } from "./asking.ts"
import { newId } from "./liveDocument.ts"
import { giveBackKept, type HeldStore, openHeldStore } from "./mesh/heldStore.ts"
import type { Mesh, MeshFacts, NewPlace } from "./mesh/mesh.ts"
import type { QueuedEdit } from "./outbox.ts"
import type { Memory } from "./place.ts"

/**
 * What this device does so that work goes on when the host is gone: gets to know others while the host is there,
 * passes edits round with them when it is not, and gives back what it holds when it meets a host again. The part that
 * does it is loaded some seconds after joining; until then, and where a browser has no WebRTC, this device is on its own.
 */
export interface WithoutHost {
  /** The board is complete: others may be met. */
  readonly connected: () => void
  readonly signal: (from: number, data: string) => void
  readonly lost: () => void
  /** Called whenever what is waiting for a host has changed. */
  readonly offer: () => void
  /** True when there is something to give back. */
  readonly holds: () => boolean
  /** To be done before own edits are sent again, which may rest on others'. False when the document must be fetched anew. */
  readonly giveBack: () => Promise<boolean>
  /** Undefined while the host is there. */
  readonly facts: () => MeshFacts | undefined
  /** For another host that is to carry this history on; undefined where this device has never met others. */
  readonly copy: () => Uint8Array | undefined
  /** We have come over to a host that carries the history on; those who lead bring the others along. */
  readonly movedTo: (place?: NewPlace) => SignedSuccession | undefined
  readonly close: () => void
}

export interface WithoutHostPorts {
  readonly ask: Asking["ask"]
  readonly document: () => WorkshopDocument
  readonly workshopId: () => string
  /** Those of the history that the host has, newest first. */
  readonly generations: () => readonly string[]
  readonly waiting: () => readonly QueuedEdit[]
  readonly isWriter: () => boolean
  readonly sendSignal: (to: number, data: string) => void
  readonly onChange: () => void
  /** The host does not take something that this document has: it must be fetched anew. */
  readonly onNotTaken: () => void
  readonly onSuccession: (succession: Succession) => void
  /** The host's clock as far as it is known here. */
  readonly hostNow: () => number
  readonly memory: Memory
  readonly random?: (() => number) | undefined
  readonly openHeldStore?: (() => Promise<HeldStore>) | undefined
  readonly loadMesh?: () => Promise<typeof import("./mesh/mesh.ts")>
}

/** Joining comes first, meeting others after it, spread over some seconds. */
const meet = { firstMs: 2_000, spreadMs: 3_000, againMs: 20_000 } as const
/** A host that is back at once was not gone. */
const goneAfterMs = 1_000
/** An envelope that reaches us while the host is there is given to it, unless somebody else was faster. */
const tidyMs = { first: 1_000, spread: 2_000 } as const
/** How long we stay with the devices of the host before, so that all of them hear where it goes on. */
const handOverMs = 30_000
/** With fewer connections than this further devices are asked for. */
const fewPeers = 3

export function openWithoutHost(ports: WithoutHostPorts): WithoutHost {
  const { ask, random = Math.random, loadMesh = () => import("./mesh/mesh.ts") } = ports
  let mesh: Mesh | undefined
  let isHostThere = false
  let isClosed = false
  let meeting: ReturnType<typeof setTimeout> | undefined
  let leaving: ReturnType<typeof setTimeout> | undefined
  let tidying: ReturnType<typeof setTimeout> | undefined

  let opening: Promise<HeldStore | undefined> | undefined
  const store = () => {
    opening ??= (ports.openHeldStore ?? openHeldStore)().catch(() => undefined)
    return opening
  }
  /** A storage that fails changes nothing: what is held is in memory too. */
  const keeping = (act: (store: HeldStore) => Promise<void>) =>
    void store()
      .then((at) => at && act(at))
      .catch(() => {})
  /**
   * A host whose disk fails has it in memory and cannot say yet that it is safe: it stays here, and whoever brought it is
   * not kept out. What is sent after it, the host reads after it.
   */
  const askGiveBack = (envelopes: readonly string[]) =>
    ask("give-back", { envelopes }).catch((problem: unknown) => {
      if (problem instanceof Error && problem.message === "ask.late") return []
      throw problem
    })
  /** What earlier pages of this device have held for others. */
  const giveBackEarlier = () =>
    keeping(async (at) => {
      if (ports.isWriter()) await giveBackKept(at, ports.workshopId(), ports.generations(), askGiveBack)
    })

  const load = async (): Promise<Mesh | undefined> => {
    if (mesh || typeof RTCPeerConnection === "undefined") return mesh
    const { openMesh } = await loadMesh()
    if (isClosed) return undefined
    mesh ??= openMesh({
      document: ports.document,
      workshopId: ports.workshopId(),
      hostNow: ports.hostNow,
      deviceName: deviceName(ports.memory),
      sendSignal: ports.sendSignal,
      onSuccession: ports.onSuccession,
      origin: location.origin,
      keep: {
        put: (envelopes) => keeping((at) => at.put(envelopes)),
        remove: (names) => keeping((at) => at.remove(ports.workshopId(), names)),
      },
      onChange: () => {
        ports.onChange()
        tidy()
      },
    })
    return mesh
  }
  const join = async () => {
    if (!ports.isWriter()) return
    const loaded = await load()
    if (!loaded || !isHostThere) return
    // Whoever writes as somebody else now is connected anew.
    const has = loaded.isVouchedFor() ? loaded.peers() : []
    const place = await ask("join-mesh", { publicKey: loaded.publicKey, has })
    loaded.join(place)
    loaded.offer(ports.waiting())
  }
  const holds = () => (mesh?.held.list().length ?? 0) > 0
  const giveBack = async () => (mesh && holds() ? mesh.giveBack(askGiveBack) : true)
  /** The host is there for us; those for whom it is not hand us what they write. */
  const tidy = () => {
    if (!isHostThere || tidying !== undefined || !holds()) return
    tidying = setTimeout(
      async () => {
        tidying = undefined
        const isTaken = await giveBack().catch(() => true)
        if (!isTaken) ports.onNotTaken()
      },
      tidyMs.first + random() * tidyMs.spread,
    )
  }
  let stayUntil = 0
  const plan = (ms: number) => {
    clearTimeout(meeting)
    meeting = setTimeout(async () => {
      const isKnown = mesh?.isVouchedFor() === true && mesh.peers().length >= fewPeers
      if (!isKnown) await join().catch(() => {})
      tidy()
      if (isHostThere && !isClosed) plan(meet.againMs * (1 + random()))
    }, ms)
  }
  const stay = () => {
    clearTimeout(leaving)
    leaving = undefined
  }

  return {
    connected: () => {
      stay()
      isHostThere = true
      mesh?.rest()
      giveBackEarlier()
      const leaveIn = stayUntil - performance.now()
      plan(mesh ? Math.max(0, leaveIn) : meet.firstMs + random() * meet.spreadMs)
    },
    signal: (from, data) => mesh?.signal(from, data),
    lost: () => {
      isHostThere = false
      clearTimeout(meeting)
      leaving ??= setTimeout(() => {
        mesh?.offer(ports.waiting())
        mesh?.goOn()
      }, goneAfterMs)
    },
    offer: () => mesh?.offer(ports.waiting()),
    holds,
    giveBack: () => {
      stay()
      return giveBack()
    },
    copy: () => mesh?.copy(),
    movedTo: (place) => {
      stayUntil = performance.now() + handOverMs
      return place && mesh?.announce(place)
    },
    facts: () => (isHostThere ? undefined : mesh?.facts()),
    close: () => {
      isClosed = true
      clearTimeout(meeting)
      clearTimeout(tidying)
      stay()
      mesh?.close()
      void opening?.then((at) => at?.close())
    },
  }
}

const deviceKey = "cairn.device"

/** The same for all tabs of this device, where it remembers anything. */
function deviceName({ device }: Memory): string {
  const known = device.getItem(deviceKey)
  if (known) return known
  const name = newId()
  device.setItem(deviceKey, name)
  return name
}
