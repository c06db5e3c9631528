import { isPlain } from "../model/fields.ts"
import { cleanLine, cutText } from "../model/text.ts"

/** What one person shows of themselves while it lasts. Never stored; the host adds who it is and batches it. */
export interface PresenceState {
  readonly boardId?: string
  /** Pointer, in board units. */
  readonly cursor?: { readonly x: number; readonly y: number }
  readonly selected?: readonly string[]
  /** Cards under way, with the place each would have if dropped now, in board units. */
  readonly drag?: readonly { readonly id: string; readonly x: number; readonly y: number }[]
  /** Cards that the facilitator shows to the room: of one its whole chain, of several these. */
  readonly shows?: readonly string[]
  /** The record and field being written in. */
  readonly writing?: { readonly id: string; readonly field: string }
}

/** The most cards a presence state names; larger selections show their first ones. */
export const presenceCards = 12

/** Reads what somebody sent. Total: unknown and damaged parts are left out. */
export function readPresence(raw: unknown): PresenceState {
  if (!isPlain(raw)) return {}
  const cursor = readPoint(raw.cursor)
  const writing = isPlain(raw.writing) ? raw.writing : undefined
  return {
    ...(typeof raw.boardId === "string" ? { boardId: cutText(raw.boardId, 64) } : {}),
    ...(cursor ? { cursor } : {}),
    ...(Array.isArray(raw.selected) ? { selected: raw.selected.filter(isText).slice(0, presenceCards) } : {}),
    ...(Array.isArray(raw.drag) ? { drag: raw.drag.slice(0, presenceCards).flatMap(readDrag) } : {}),
    ...(Array.isArray(raw.shows) ? { shows: raw.shows.filter(isText).slice(0, presenceCards) } : {}),
    ...(typeof writing?.id === "string" && typeof writing.field === "string"
      ? { writing: { id: cutText(writing.id, 64), field: cleanLine(writing.field, 40) } }
      : {}),
  }
}

const isText = (raw: unknown): raw is string => typeof raw === "string" && raw.length <= 64
const isReal = (raw: unknown): raw is number => typeof raw === "number" && Number.isFinite(raw)

const readPoint = (raw: unknown): { x: number; y: number } | undefined =>
  isPlain(raw) && isReal(raw.x) && isReal(raw.y) ? { x: raw.x, y: raw.y } : undefined

const readDrag = (raw: unknown): { id: string; x: number; y: number }[] => {
  const point = readPoint(raw)
  return point && isPlain(raw) && isText(raw.id) ? [{ id: raw.id, ...point }] : []
}
