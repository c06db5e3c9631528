import { isPlain } from "../../shared/model/fields.ts"
import { isId } from "../../shared/model/ids.ts"
import type { OpenWorkshop } from "../../shared/protocol/requests.ts"

/** Reads what was sent with `open-workshop`; undefined when it is none of the known forms. */
export function readOpenWorkshop(raw: unknown): OpenWorkshop | undefined {
  if (!isPlain(raw)) return undefined
  const { from, id, ids, title = "", text } = raw
  if (from === "id") return isId(id) ? { from, id } : undefined
  if (from === "json") return typeof text === "string" ? { from, text } : undefined
  if (typeof title !== "string") return undefined
  if (from === "empty") return { from, title }
  const areIds = Array.isArray(ids) && ids.length <= 20 && ids.every((one): one is string => typeof one === "string")
  return from === "templates" && areIds ? { from, ids, title } : undefined
}
