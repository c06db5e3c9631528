import { createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto"
import { isPlain } from "../../shared/model/fields.ts"
import { isId } from "../../shared/model/ids.ts"
import { type Role, roles } from "../../shared/model/records.ts"
import { type Disk, replaceFile } from "./disk.ts"

/**
 * Who gets in, and as what. A link carries a secret per role; whoever came in gets a token that brings them back as
 * the same person. Tokens are signed, not stored, so that joining writes nothing. Kept beside the journal, never in it.
 */
export interface Passes {
  /** What a presented pass is worth. `from` is the address it comes from, for the limits. */
  readonly check: (presented: string, from: string) => PassResult
  readonly tokenFor: (personId: string, role: Role) => string
  readonly secretOf: (role: LinkRole) => string
  readonly code: () => string
  /** Ends a person's token for good. */
  readonly remove: (personId: string) => Promise<void>
  /** The secrets as kept, to let the same people into the workshop that is opened next. */
  readonly kept: () => KeptPasses
}

export type PassResult =
  | { readonly is: "link"; readonly role: Role }
  | { readonly is: "token"; readonly role: Role; readonly personId: string }
  | { readonly is: "removed" }
  | { readonly is: "wrong" }
  /** Too many wrong ones; even a right code is not looked at. */
  | { readonly is: "busy" }

const linkRoles = ["facilitator", "participant", "observer"] as const
export type LinkRole = (typeof linkRoles)[number]

export interface KeptPasses {
  readonly secrets: { readonly [role in LinkRole]: string }
  readonly code: string
  readonly key: string
  readonly removed: readonly string[]
}

const wrongPerMinute = { byAddress: 10, all: 100 } as const
/** A code is guessed out of a million; after so many wrong ones there is another. */
const wrongPerCode = 30
const passesName = "passes.json"

export interface PassesPorts {
  readonly disk: Disk
  readonly folder: string
  readonly now: () => number
  readonly log: (line: string) => void
}

/** Reads the passes of a workshop, or makes and keeps new ones; those given are taken over. */
export async function openPasses(ports: PassesPorts, given?: KeptPasses): Promise<Passes> {
  const found = given ?? (await readKept(ports))
  const kept = found ?? newPasses()
  const passes = new OpenPasses(ports, kept)
  if (given || !found) await passes.save()
  return passes
}

const newSecret = () => randomBytes(16).toString("base64url")
const newCode = () => String(randomInt(1_000_000)).padStart(6, "0")
const newPasses = (): KeptPasses => ({
  secrets: { facilitator: newSecret(), participant: newSecret(), observer: newSecret() },
  code: newCode(),
  key: randomBytes(32).toString("base64url"),
  removed: [],
})

async function readKept({ disk, folder }: PassesPorts): Promise<KeptPasses | undefined> {
  try {
    const raw: unknown = JSON.parse(Buffer.from(await disk.read(`${folder}/${passesName}`)).toString("utf8"))
    if (!isPlain(raw) || !isPlain(raw.secrets) || !isSecret(raw.key) || typeof raw.code !== "string") return undefined
    const { facilitator, participant, observer } = raw.secrets
    if (!isSecret(facilitator) || !isSecret(participant) || !isSecret(observer)) return undefined
    const removed = Array.isArray(raw.removed) ? raw.removed.filter(isId) : []
    return { secrets: { facilitator, participant, observer }, code: raw.code, key: raw.key, removed }
  } catch {
    return undefined
  }
}
const isSecret = (raw: unknown): raw is string => typeof raw === "string" && raw.length >= 22

class OpenPasses implements Passes {
  readonly #ports: PassesPorts
  #kept: KeptPasses
  #wrong: { readonly at: number; readonly from: string }[] = []
  #wrongCodes = 0

  constructor(ports: PassesPorts, kept: KeptPasses) {
    this.#ports = ports
    this.#kept = kept
  }

  check(presented: string, from: string): PassResult {
    const role = linkRoles.find((one) => isSame(presented, this.#kept.secrets[one]))
    if (role) return { is: "link", role }
    const token = this.#readToken(presented)
    if (token) return this.#kept.removed.includes(token.personId) ? { is: "removed" } : { is: "token", ...token }
    if (this.#isBusy(from)) return { is: "busy" }
    if (isSame(presented.replaceAll(/[\s-]/g, ""), this.#kept.code)) return { is: "link", role: "participant" }
    this.#noteWrong(from)
    return { is: "wrong" }
  }

  tokenFor(personId: string, role: Role): string {
    return `${personId}.${role}.${this.#sign(personId, role)}`
  }

  secretOf(role: LinkRole): string {
    return this.#kept.secrets[role]
  }

  code(): string {
    return this.#kept.code
  }

  kept(): KeptPasses {
    return this.#kept
  }

  async remove(personId: string): Promise<void> {
    this.#kept = { ...this.#kept, removed: [...this.#kept.removed.filter((id) => id !== personId), personId] }
    await this.save()
  }

  async save(): Promise<void> {
    const { disk, folder, log } = this.#ports
    await replaceFile(disk, folder, passesName, Buffer.from(JSON.stringify(this.#kept))).catch(() =>
      log("the passes could not be saved; links may change at the next start"),
    )
  }

  #sign(personId: string, role: string): string {
    return createHmac("sha256", this.#kept.key).update(`${personId}.${role}`).digest("base64url")
  }

  #readToken(presented: string): { role: Role; personId: string } | undefined {
    const [personId = "", name = "", mark = "", ...more] = presented.split(".")
    const role = roles.find((one) => one === name)
    if (!role || more.length > 0 || !isId(personId)) return undefined
    return isSame(mark, this.#sign(personId, role)) ? { role, personId } : undefined
  }

  #isBusy(from: string): boolean {
    const since = this.#ports.now() - 60_000
    this.#wrong = this.#wrong.filter(({ at }) => at > since)
    const here = this.#wrong.filter((one) => one.from === from).length
    return here >= wrongPerMinute.byAddress || this.#wrong.length >= wrongPerMinute.all
  }

  #noteWrong(from: string): void {
    this.#wrong.push({ at: this.#ports.now(), from })
    if (++this.#wrongCodes < wrongPerCode) return
    this.#wrongCodes = 0
    this.#kept = { ...this.#kept, code: newCode() }
    void this.save()
  }
}

/** Takes as long for a wrong secret as for a right one of the same length. */
const isSame = (presented: string, secret: string): boolean => {
  const [a, b] = [Buffer.from(presented), Buffer.from(secret)]
  return a.length === b.length && timingSafeEqual(a, b)
}
