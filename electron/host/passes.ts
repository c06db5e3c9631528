import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto"
import { isPlain } from "../../shared/model/fields.ts"
import { isId } from "../../shared/model/ids.ts"
import { type Role, roles } from "../../shared/model/records.ts"
import { err, ok } from "../../shared/model/result.ts"
import { type FindSecret, keyIdOf } from "../../shared/protocol/opening.ts"
import { hostCiphers } from "./ciphers.ts"
import { type Disk, replaceFile } from "./disk.ts"
import type { DoorSettings } from "./door.ts"
import { isLoopback } from "./web.ts"

/**
 * Who gets in, and as what. A link carries a secret per role; whoever came in gets a token that brings them back as
 * the same person. Tokens are sealed and signed, not stored, so that joining writes nothing. Kept beside the journal, never
 * in it.
 */
export interface Passes {
  /** What a presented pass is worth. `from` is the address it comes from, for the limits. */
  readonly check: (presented: string, from: string) => PassResult
  /** The secret of the pass that an opening names. A name that is nobody's counts as a wrong pass. */
  readonly find: (...about: [...Parameters<FindSecret>, from: string]) => ReturnType<FindSecret>
  /** Counts a pass that turned out to be wrong later. */
  readonly noteWrong: (from: string) => void
  readonly tokenFor: (personId: string, role: Role) => string
  readonly secretOf: (role: LinkRole) => string
  readonly code: () => string
  /** Other digits: whoever still has the old ones gets nowhere with them. */
  readonly changeCode: () => Promise<string>
  readonly door: () => DoorSettings
  readonly setDoor: (settings: DoorSettings) => Promise<void>
  /** Ends a person's token for good, and notes the addresses that they came from. */
  readonly remove: (personId: string, from?: readonly string[]) => Promise<void>
  /** Somebody who was removed has been at this address: a newcomer from there may be the same one. */
  readonly isSuspect: (from: string) => boolean
  /** The secrets as kept, to let the same people into the workshop that is opened next. */
  readonly kept: () => KeptPasses
  /** Resolves when what was changed is on disk. */
  readonly close: () => Promise<void>
}

export type PassResult =
  | { readonly is: "link"; readonly role: Role }
  /** The typed digits: they let somebody ask for a way in as a participant. */
  | { readonly is: "code" }
  | { readonly is: "token"; readonly role: Role; readonly personId: string }
  | { readonly is: "removed" }
  | { readonly is: "wrong" }
  /** Too many wrong ones; even a right code is not looked at. */
  | { readonly is: "busy" }

const linkRoles = ["facilitator", "co-facilitator", "participant", "observer"] as const
export type LinkRole = (typeof linkRoles)[number]

export interface KeptPasses {
  readonly secrets: { readonly [role in LinkRole]: string }
  readonly code: string
  readonly key: string
  readonly removed: readonly string[]
  /** Addresses at which those who were removed have been. Never this computer itself. */
  readonly suspects: readonly string[]
  readonly door: DoorSettings
}

const wrongPerMinute = { byAddress: 10, all: 100 } as const
/** A code is guessed out of a million; after so many wrong ones there is another. */
const wrongPerCode = 30
const mostSuspects = 100
const passesName = "passes.json"
/** Both OpenSSL and Electron's library have it. */
const nameCipher = "aes-256-gcm"
const nonceLength = 12
const tagLength = 16

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

const openToAll: DoorSettings = { isLocked: false, isOneByOne: false }
const newSecret = () => randomBytes(16).toString("base64url")
const newCode = () => String(randomInt(1_000_000)).padStart(6, "0")
const newPasses = (): KeptPasses => ({
  secrets: {
    facilitator: newSecret(),
    "co-facilitator": newSecret(),
    participant: newSecret(),
    observer: newSecret(),
  },
  code: newCode(),
  key: randomBytes(32).toString("base64url"),
  removed: [],
  suspects: [],
  door: openToAll,
})

async function readKept({ disk, folder }: PassesPorts): Promise<KeptPasses | undefined> {
  try {
    const raw: unknown = JSON.parse(Buffer.from(await disk.read(`${folder}/${passesName}`)).toString("utf8"))
    if (!isPlain(raw) || !isPlain(raw.secrets) || !isSecret(raw.key) || typeof raw.code !== "string") return undefined
    const { facilitator, "co-facilitator": kept, participant, observer } = raw.secrets
    if (!isSecret(facilitator) || !isSecret(participant) || !isSecret(observer)) return undefined
    const removed = Array.isArray(raw.removed) ? raw.removed.filter(isId) : []
    const suspects = Array.isArray(raw.suspects) ? raw.suspects.filter((one) => typeof one === "string") : []
    const secrets = { facilitator, "co-facilitator": isSecret(kept) ? kept : newSecret(), participant, observer }
    const door = isPlain(raw.door)
      ? { isLocked: raw.door.isLocked === true, isOneByOne: raw.door.isOneByOne === true }
      : openToAll
    return { secrets, code: raw.code, key: raw.key, removed, suspects, door }
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
  #saved: Promise<void> = Promise.resolve()

  constructor(ports: PassesPorts, kept: KeptPasses) {
    this.#ports = ports
    this.#kept = kept
  }

  check(presented: string, from: string): PassResult {
    const role = linkRoles.find((one) => isSame(presented, this.#kept.secrets[one]))
    if (role) return { is: "link", role }
    const token = this.#readToken(presented)
    if (token && this.#kept.removed.includes(token.personId)) {
      if (this.#suspect([from])) void this.save()
      return { is: "removed" }
    }
    if (token) return { is: "token", ...token }
    if (this.#isBusy(from)) return { is: "busy" }
    if (isSame(presented.replaceAll(/[\s-]/g, ""), this.#kept.code)) return { is: "code" }
    this.noteWrong(from)
    return { is: "wrong" }
  }

  find(keyId: string, from: string): ReturnType<FindSecret> {
    const link = linkRoles.find((role) => isSame(keyId, keyIdOf(hostCiphers, this.#kept.secrets[role])))
    if (link) return ok(this.#kept.secrets[link])
    if (this.#openName(keyId)) return ok(`${keyId}.${this.#sign(keyId)}`)
    if (this.#isBusy(from)) return err("busy")
    this.noteWrong(from)
    return err("pass")
  }

  /** Two parts: a name that only we can read, different each time it is given out, and a secret that belongs to it. */
  tokenFor(personId: string, role: Role): string {
    const name = this.#sealName(`${personId}.${role}`)
    return `${name}.${this.#sign(name)}`
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

  async changeCode(): Promise<string> {
    this.#kept = { ...this.#kept, code: newCode() }
    await this.save()
    return this.#kept.code
  }

  door(): DoorSettings {
    return this.#kept.door
  }

  async setDoor(door: DoorSettings): Promise<void> {
    this.#kept = { ...this.#kept, door }
    await this.save()
  }

  async remove(personId: string, from: readonly string[] = []): Promise<void> {
    this.#kept = { ...this.#kept, removed: [...this.#kept.removed.filter((id) => id !== personId), personId] }
    this.#suspect(from)
    await this.save()
  }

  isSuspect(from: string): boolean {
    return this.#kept.suspects.includes(from)
  }

  /** True when that is new. Everything on this computer has one address, so that says nothing about anybody. */
  #suspect(from: readonly string[]): boolean {
    const { suspects } = this.#kept
    const more = from.filter((one) => one !== "" && !isLoopback(one) && !suspects.includes(one))
    if (more.length > 0) this.#kept = { ...this.#kept, suspects: [...suspects, ...more].slice(-mostSuspects) }
    return more.length > 0
  }

  save(): Promise<void> {
    const { disk, folder, log } = this.#ports
    this.#saved = replaceFile(disk, folder, passesName, Buffer.from(JSON.stringify(this.#kept))).catch(() =>
      log("the passes could not be saved; links may change at the next start"),
    )
    return this.#saved
  }

  close(): Promise<void> {
    return this.#saved
  }

  #sign(name: string): string {
    return createHmac("sha256", this.#kept.key).update(`token ${name}`).digest("base64url")
  }

  #readToken(presented: string): { role: Role; personId: string } | undefined {
    const [name = "", mark = "", ...more] = presented.split(".")
    return more.length === 0 && isSame(mark, this.#sign(name)) ? this.#openName(name) : undefined
  }

  #nameKey(): Buffer {
    return createHmac("sha256", this.#kept.key).update("names of tokens").digest()
  }

  #sealName(plain: string): string {
    const nonce = randomBytes(nonceLength)
    const sealing = createCipheriv(nameCipher, this.#nameKey(), nonce)
    const sealed = Buffer.concat([sealing.update(plain), sealing.final()])
    return Buffer.concat([nonce, sealed, sealing.getAuthTag()]).toString("base64url")
  }

  #openName(name: string): { role: Role; personId: string } | undefined {
    const bytes = Buffer.from(name, "base64url")
    if (bytes.length <= nonceLength + tagLength) return undefined
    try {
      const opening = createDecipheriv(nameCipher, this.#nameKey(), bytes.subarray(0, nonceLength), {
        authTagLength: tagLength,
      })
      opening.setAuthTag(bytes.subarray(-tagLength))
      const plain = opening.update(bytes.subarray(nonceLength, -tagLength), undefined, "utf8") + opening.final("utf8")
      const [personId = "", word] = plain.split(".")
      const role = roles.find((one) => one === word)
      return role && isId(personId) ? { role, personId } : undefined
    } catch {
      return undefined
    }
  }

  #isBusy(from: string): boolean {
    const since = this.#ports.now() - 60_000
    this.#wrong = this.#wrong.filter(({ at }) => at > since)
    const here = this.#wrong.filter((one) => one.from === from).length
    return here >= wrongPerMinute.byAddress || this.#wrong.length >= wrongPerMinute.all
  }

  noteWrong(from: string): void {
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
