import { use } from "react"
import type { BoardKind } from "../../shared/model/boardKind.ts"
import { boardComposing } from "../boards/index.ts"
import type { BoardView, Composing, Rating } from "../canvas/boardView.ts"
import { additionsAsComposing } from "./phone/composing.ts"
import { loadBoardView } from "./useBoardView.ts"
import { wordsOf } from "./words.ts"

/** What can be written on a kind of board by somebody who does not see it. */
export interface Writable {
  readonly boardKind: BoardKind
  readonly offers: readonly Composing[]
  /** Where the words of cards go that do not carry their own title. */
  readonly writing?: BoardView["writing"]
  /** What can be rated with one tap; nothing when absent. */
  readonly ratings?: readonly Rating[]
}

const loading = new Map<string, Promise<Writable | undefined>>()

/** Suspends while it loads, which takes no canvas where the kind says itself what can be written. Undefined for a kind this program does not know. */
export const useWritable = (kind: string): Writable | undefined => use(loadWritable(kind))

/** Loads each kind once. A load that failed is tried again next time. */
export function loadWritable(kind: string): Promise<Writable | undefined> {
  const known = loading.get(kind)
  if (known) return known
  const own = Object.hasOwn(boardComposing, kind) ? boardComposing[kind] : undefined
  const promise = own ? Promise.all([own(), wordsOf(kind)]).then(([writable]) => writable) : writableOnCanvas(kind)
  loading.set(kind, promise)
  promise.catch(() => loading.delete(kind))
  return promise
}

async function writableOnCanvas(kind: string): Promise<Writable | undefined> {
  const view = await loadBoardView(kind)
  if (!view) return undefined
  const { boardKind, writing } = view
  return { boardKind, offers: additionsAsComposing(view), ...(writing ? { writing } : {}) }
}
