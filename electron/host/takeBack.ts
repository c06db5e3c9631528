import { isLive, origin, type WorkshopDocument } from "../../shared/document/document.ts"
import { type RootName, rootNames } from "../../shared/model/records.ts"

/** Boards and overlays carry others' work: they stay, whoever made them. */
const carriers: readonly RootName[] = ["boards", "overlays"]

/**
 * Hides what one person made, as the host and in one transaction; what others wrote in it is hidden with it and not
 * lost, since hiding deletes nothing. Gives how many records.
 */
export function takeBack(document: WorkshopDocument, personId: string): number {
  const made = rootNames
    .filter((root) => !carriers.includes(root))
    .flatMap((root) => [...document.roots[root].values()])
    .filter((record) => isLive(record) && record.get("provenance/authorId") === personId)
  document.ydoc.transact(() => {
    for (const record of made) record.set("deleted", true)
  }, origin.host)
  return made.length
}
