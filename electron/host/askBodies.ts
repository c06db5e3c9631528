import { languageOf } from "../../shared/messages/say.ts"
import { isPlain } from "../../shared/model/fields.ts"
import { isId } from "../../shared/model/ids.ts"
import type { OpenWorkshop } from "../../shared/protocol/requests.ts"
import type { DoorSettings } from "./door.ts"

/** Reads what was sent with `set-door`; what is not clearly said leaves the door open. */
export const readDoor = (raw: unknown): DoorSettings => ({
  isLocked: isPlain(raw) && raw.isLocked === true,
  isOneByOne: isPlain(raw) && raw.isOneByOne === true,
})

/** Reads what was sent with `open-workshop`; undefined when it is none of the known forms. */
export function readOpenWorkshop(raw: unknown): OpenWorkshop | undefined {
  if (!isPlain(raw)) return undefined
  const { from, id, ids, title = "", lang = "en", text } = raw
  if (from === "id") return isId(id) ? { from, id } : undefined
  if (from === "copy") return typeof raw.copy === "string" ? { from, copy: raw.copy } : undefined
  if (from === "json") return typeof text === "string" ? { from, text } : undefined
  if (typeof title !== "string" || typeof lang !== "string") return undefined
  if (from === "empty") return { from, title, lang: languageOf(lang) }
  const areIds = Array.isArray(ids) && ids.length <= 20 && ids.every((one): one is string => typeof one === "string")
  return from === "templates" && areIds ? { from, ids, title, lang: languageOf(lang) } : undefined
}
