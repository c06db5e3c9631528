/**
 * Ids are opaque, never reused and never recomputed when a title changes (`domain.md` A.0).
 * One type for all of them: a card's id is what a relation, a set field or a file refers to.
 */
export type Id = string

const idPattern = /^[A-Za-z0-9_-]{1,64}$/

/** True for 1 to 64 characters of `[A-Za-z0-9_-]`; names that JavaScript objects already own are refused. */
export const isId = (value: unknown): value is Id =>
  typeof value === "string" && idPattern.test(value) && !(value in Object.prototype)

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/** Fills the array with random bytes, such as `crypto.getRandomValues` (also there on a plain-http page). */
export type RandomBytes = (into: Uint8Array<ArrayBuffer>) => Uint8Array

/** Makes ids of `length` characters of 62, each about 5.95 bits; 16 characters are enough that two people never meet. */
export const idMaker =
  (randomBytes: RandomBytes, length = 16) =>
  (): Id => {
    let id = ""
    while (id.length < length) {
      for (const byte of randomBytes(new Uint8Array(length))) {
        if (byte < 248 && id.length < length) id += alphabet[byte % 62]
      }
    }
    return id
  }
