import { schemaVersion, workshopKey } from "../model/records.ts"
import { err, ok, type Result } from "../model/result.ts"
import { origin, recordIn, type WorkshopDocument } from "./document.ts"

/** One named step from the format before `to` to `to`. Steps are never changed once released. */
export interface Migration {
  readonly to: number
  readonly name: string
  readonly run: (document: WorkshopDocument) => void
}

/** Ordered by `to`. Version 1 is the first format, so there is no step yet; each step needs a frozen file in `tests/fixtures`. */
const migrations: readonly Migration[] = []

export interface TooNew {
  readonly type: "TooNew"
  readonly found: number
  readonly known: number
}

/**
 * Brings a document that the host has just read to the current format, in one transaction, before anyone joins.
 * A newer one is refused and left as it is. Gives the names of the steps that ran.
 */
export function migrate(
  document: WorkshopDocument,
  steps: readonly Migration[] = migrations,
  target = schemaVersion,
): Result<readonly string[], TooNew> {
  const raw = recordIn(document.roots.workshop, workshopKey)?.get("schemaVersion")
  const found = typeof raw === "number" ? raw : target
  if (found > target) return err({ type: "TooNew", found, known: target })
  const due = steps.filter(({ to }) => to > found && to <= target)
  if (due.length === 0) return ok([])
  document.ydoc.transact(() => {
    for (const step of due) step.run(document)
    recordIn(document.roots.workshop, workshopKey)?.set("schemaVersion", target)
  }, origin.host)
  return ok(due.map(({ name }) => name))
}
