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
  /** The part of the board on screen, in board units; shown while everybody follows. */
  readonly looksAt?: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  /** The record and field being written in. */
  readonly writing?: { readonly id: string; readonly field: string }
  /** What I say of the sentence that is read aloud, named by itself, so that an old answer counts for no new one. */
  readonly sounds?: { readonly text: string; readonly as: Sound }
  /** How many changes wait on this device for the host; absent when none do. */
  readonly unsent?: number
  /** What goes to the host and back takes long just now; absent otherwise. */
  readonly slow?: true
  /** The page is out of sight: the phone is locked or the tab is behind another. Absent while somebody looks. */
  readonly asleep?: true
}

export const sounds = ["right", "odd"] as const
export type Sound = (typeof sounds)[number]

/** The most cards a presence state names; larger selections show their first ones. */
export const presenceCards = 12

/** Reads what somebody sent. Total: unknown and damaged parts are left out. */
export function readPresence(raw: unknown): PresenceState {
  if (!isPlain(raw)) return {}
  const cursor = readPoint(raw.cursor)
  const looksAt = readRect(raw.looksAt)
  const writing = isPlain(raw.writing) ? raw.writing : undefined
  return {
    ...(typeof raw.boardId === "string" ? { boardId: cutText(raw.boardId, 64) } : {}),
    ...(cursor ? { cursor } : {}),
    ...(Array.isArray(raw.selected) ? { selected: raw.selected.filter(isText).slice(0, presenceCards) } : {}),
    ...(Array.isArray(raw.drag) ? { drag: raw.drag.slice(0, presenceCards).flatMap(readDrag) } : {}),
    ...(Array.isArray(raw.shows) ? { shows: raw.shows.filter(isText).slice(0, presenceCards) } : {}),
    ...(looksAt ? { looksAt } : {}),
    ...(typeof writing?.id === "string" && typeof writing.field === "string"
      ? { writing: { id: cutText(writing.id, 64), field: cleanLine(writing.field, 40) } }
      : {}),
    ...readSounds(raw.sounds),
    ...(raw.slow === true ? { slow: true } : {}),
    ...(raw.asleep === true ? { asleep: true } : {}),
    ...(isReal(raw.unsent) && raw.unsent > 0 ? { unsent: Math.ceil(Math.min(raw.unsent, 1e6)) } : {}),
  }
}

function readSounds(raw: unknown): Pick<PresenceState, "sounds"> {
  const as = isPlain(raw) ? sounds.find((sound) => sound === raw.as) : undefined
  return as && isPlain(raw) && typeof raw.text === "string" ? { sounds: { text: cutText(raw.text, 200), as } } : {}
}

const isText = (raw: unknown): raw is string => typeof raw === "string" && raw.length <= 64
const isReal = (raw: unknown): raw is number => typeof raw === "number" && Number.isFinite(raw)

const readPoint = (raw: unknown): { x: number; y: number } | undefined =>
  isPlain(raw) && isReal(raw.x) && isReal(raw.y) ? { x: raw.x, y: raw.y } : undefined

const readRect = (raw: unknown): PresenceState["looksAt"] => {
  const corner = readPoint(raw)
  if (!corner || !isPlain(raw) || !isReal(raw.w) || !isReal(raw.h) || raw.w <= 0 || raw.h <= 0) return undefined
  return { ...corner, w: raw.w, h: raw.h }
}

const readDrag = (raw: unknown): { id: string; x: number; y: number }[] => {
  const point = readPoint(raw)
  return point && isPlain(raw) && isText(raw.id) ? [{ id: raw.id, ...point }] : []
}
