import { isPlain } from "../../shared/model/fields.ts"

/** What the shell and the host in its own process tell each other. */
export type ToHost =
  | { readonly type: "start"; readonly dataDirectory: string; readonly page: string; readonly workshop?: string }
  | { readonly type: "stop" }

export type FromHost =
  | { readonly type: "ready"; readonly port: number; readonly pass: string }
  | { readonly type: "room"; readonly isOpen: boolean; readonly people: number }
  | { readonly type: "failed"; readonly reason: string }
  | { readonly type: "stopped" }

export function readToHost(raw: unknown): ToHost | undefined {
  if (!isPlain(raw)) return undefined
  if (raw.type === "stop") return { type: "stop" }
  if (raw.type !== "start" || typeof raw.dataDirectory !== "string" || typeof raw.page !== "string") return undefined
  const { dataDirectory, page, workshop } = raw
  return { type: "start", dataDirectory, page, ...(typeof workshop === "string" ? { workshop } : {}) }
}

export function readFromHost(raw: unknown): FromHost | undefined {
  if (!isPlain(raw)) return undefined
  if (raw.type === "ready" && typeof raw.port === "number" && typeof raw.pass === "string")
    return { type: "ready", port: raw.port, pass: raw.pass }
  if (raw.type === "room" && typeof raw.isOpen === "boolean" && typeof raw.people === "number")
    return { type: "room", isOpen: raw.isOpen, people: raw.people }
  if (raw.type === "failed" && typeof raw.reason === "string") return { type: "failed", reason: raw.reason }
  return raw.type === "stopped" ? { type: "stopped" } : undefined
}
