import { isPlain } from "../../../shared/model/fields.ts"
import { readRecord, type SignedSuccession } from "../../../shared/protocol/succession.ts"
import { type Disk, replaceFile } from "../disk.ts"

/** Where this history comes from: empty for one that began here. */
export interface Lineage {
  /** Older generations, newest first, then those of hosts that have stood down for this one. */
  readonly generations: readonly string[]
  /** Public keys of their hosts, in base64. */
  readonly hostKeys: readonly string[]
  /** Origins of the pages that those hosts have served: they may come over as they are. */
  readonly origins: readonly string[]
}
export const noLineage: Lineage = { generations: [], hostKeys: [], origins: [] }

/** The lineage of a running workshop, which grows when another host stands down for it. Read it each time. */
export interface KeptLineage extends Lineage {
  /** What vouches for this host as the one that carries on; as it came, for others check it themselves. */
  readonly record: () => SignedSuccession | undefined
  readonly keepRecord: (record: SignedSuccession) => Promise<void>
  /** Resolves when it is on disk. */
  readonly add: (more: Lineage) => Promise<void>
}

const lineageName = "lineage.json"

interface Kept extends Lineage {
  readonly record?: SignedSuccession | undefined
}

/** Reads what a workshop's folder says, or keeps what it is begun with. */
export async function openLineage(
  disk: Disk,
  folder: string,
  begun: Lineage | undefined,
  log: (line: string) => void,
): Promise<KeptLineage> {
  let kept: Kept = begun ?? (await readLineage(disk, folder))
  const save = () => replaceFile(disk, folder, lineageName, Buffer.from(JSON.stringify(kept)))
  if (begun) await save().catch(() => log("the lineage could not be saved"))
  return {
    get generations() {
      return kept.generations
    },
    get hostKeys() {
      return kept.hostKeys
    },
    get origins() {
      return kept.origins
    },
    record: () => kept.record,
    keepRecord: async (record) => {
      kept = { ...kept, record }
      await save()
    },
    add: async ({ generations, hostKeys, origins }) => {
      kept = {
        ...kept,
        generations: [...new Set([...kept.generations, ...generations])],
        hostKeys: [...new Set([...kept.hostKeys, ...hostKeys])],
        origins: [...new Set([...kept.origins, ...origins])],
      }
      await save()
    },
  }
}

async function readLineage(disk: Disk, folder: string): Promise<Kept> {
  try {
    const raw: unknown = JSON.parse(Buffer.from(await disk.read(`${folder}/${lineageName}`)).toString("utf8"))
    if (!isPlain(raw)) return noLineage
    const { generations, hostKeys, origins } = raw
    return {
      generations: texts(generations),
      hostKeys: texts(hostKeys),
      origins: texts(origins),
      record: readRecord(raw.record),
    }
  } catch {
    return noLineage
  }
}

const texts = (raw: unknown): readonly string[] =>
  Array.isArray(raw) ? raw.filter((one): one is string => typeof one === "string") : []
