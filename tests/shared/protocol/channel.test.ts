import { createHash, createPrivateKey, createPublicKey, diffieHellman } from "node:crypto"
import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { nativeCiphers } from "../../../electron/host/ciphers.ts"
import { err, ok } from "../../../shared/model/result.ts"
import { type ClientChannel, type HostChannel, openRoomSeal } from "../../../shared/protocol/channel.ts"
import { bundledCiphers, type Ciphers, type KeyPair } from "../../../shared/protocol/ciphers.ts"
import { encodeClient, encodeHost } from "../../../shared/protocol/codec.ts"
import { protocolVersion } from "../../../shared/protocol/messages.ts"
import {
  answerOpening,
  beginOpening,
  type FindSecret,
  keyIdOf,
  refuseInClear,
} from "../../../shared/protocol/opening.ts"
import { fc } from "../../support/properties.ts"

const secret = "cR3t-0f_the_r00m-22chr"
const message = (text: string) => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)
const knows =
  (...passes: string[]): FindSecret =>
  (keyId) => {
    const found = passes.find((pass) => keyIdOf(bundledCiphers, pass) === keyId)
    return found === undefined ? err("pass") : ok(found)
  }

function meet(pass = secret, find = knows(pass), ofHost: Ciphers = nativeCiphers, ofClient: Ciphers = bundledCiphers) {
  const opening = beginOpening(ofClient, pass)
  const answered = answerOpening(ofHost, opening.frame, find)
  const read = answered && opening.read(answered.frame)
  return { opening, answered, read }
}

/** Two ends that have agreed, and a room they are in. */
function twoEnds(ofHost: Ciphers = nativeCiphers) {
  const { answered, read } = meet(secret, knows(secret), ofHost)
  if (!answered?.channel || !read?.ok) throw new Error("no channel")
  const room = openRoomSeal(ofHost)
  const host: HostChannel = answered.channel
  const client: ClientChannel = read.value
  const share = (text: string) => {
    host.noteShared()
    return room.seal(message(text))
  }
  expect(client.open(host.sealRoomKey(room.key()))).toEqual(ok(undefined))
  return { host, client, room, share }
}

const brokenFrame = err({ type: "Broken" })

describe("an opening", () => {
  test("gives both ends a channel, whoever's cryptography they use", () => {
    for (const ofHost of [nativeCiphers, bundledCiphers])
      for (const ofClient of [nativeCiphers, bundledCiphers])
        for (const pass of [secret, "428 119", "bmFtZQ.c2VjcmV0c2VjcmV0"]) {
          const { answered, read } = meet(pass, knows(pass), ofHost, ofClient)
          if (!answered?.channel || !read?.ok) throw new Error("no channel")
          const toHost = answered.channel.open(read.value.seal(message("to the host")))
          const toClient = read.value.open(answered.channel.seal(message("to the client")))

          expect([toHost.ok && textOf(toHost.value), toClient.ok && textOf(toClient.value)]).toEqual([
            "to the host",
            "to the client",
          ])
        }
  })

  test("names a pass without telling any of it that matters", () => {
    expect(keyIdOf(bundledCiphers, secret)).toBe(
      createHash("sha256").update(`cairn key id ${secret}`).digest("hex").slice(0, 32),
    )
    expect(keyIdOf(bundledCiphers, "name-for-the-host.secret-of-the-token")).toBe("name-for-the-host")
    expect(keyIdOf(bundledCiphers, "123456")).toBe("")
    for (const pass of [secret, "428119"]) {
      const { opening, answered } = meet(pass)
      const clear = Buffer.concat([opening.frame, answered?.frame ?? new Uint8Array()]).toString("latin1")
      expect(clear).not.toContain(pass)
    }
  })

  test("with a name the host does not know is refused in clear", () => {
    const { read, answered } = meet(secret, knows("another-secret-of-another-room"))

    expect(read).toEqual(err("pass"))
    expect(answered?.channel).toBeUndefined()
  })

  test("leads nowhere for one who knows the name of a pass but not the pass", () => {
    const pretending =
      (keyId: string): FindSecret =>
      (asked) =>
        asked === keyId ? ok(secret) : err("pass")
    const token = "name-for-the-host.guessed-secret"
    const { answered, read } = meet(token, pretending("name-for-the-host"))
    if (!answered?.channel || !read?.ok) throw new Error("no channel")

    expect(answered.channel.open(read.value.seal(message("hello")))).toEqual(brokenFrame)
    expect(read.value.open(answered.channel.seal(message("welcome")))).toEqual(brokenFrame)
  })

  test("that was touched on the way leads nowhere", () => {
    const { opening } = meet()
    for (let at = 1; at < opening.frame.length; at += 7) {
      const touched = opening.frame.slice()
      touched[at] = (touched[at] ?? 0) ^ 1
      const answered = answerOpening(nativeCiphers, touched, () => ok(secret))
      const read = answered?.channel && opening.read(answered.frame)
      const opened = read?.ok && answered?.channel?.open(read.value.seal(message("hello")))
      expect(opened ? opened.ok : false).toBe(false)
    }
  })

  test("of another version is told so in its own words", () => {
    const older = protocolVersion - 1
    const answered = answerOpening(nativeCiphers, Uint8Array.of(older, 0, 1), knows(secret))

    expect(answered?.frame).toEqual(Uint8Array.of(older, 1, 8, ...message("protocol")))
  })

  test("that cannot be read gets no answer, and a public key that nobody owns neither", () => {
    const nobody = Uint8Array.of(protocolVersion, ...new Uint8Array(33))

    expect(answerOpening(nativeCiphers, nobody, knows(secret))).toBeUndefined()
    expect(answerOpening(bundledCiphers, nobody, knows(secret))).toBeUndefined()
    expect(answerOpening(nativeCiphers, new Uint8Array(), knows(secret))).toBeUndefined()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (rest) => {
        const answered = answerOpening(nativeCiphers, Uint8Array.of(protocolVersion, ...rest), knows(secret))
        const { opening } = meet()
        expect(opening.read(Uint8Array.of(protocolVersion, ...rest)).ok && rest[0] !== 0).toBe(false)
        expect(answered?.channel === undefined || rest.length > 32).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  test("a refusal in clear is believed for a few reasons only", () => {
    const { opening } = meet()

    expect(opening.read(refuseInClear("busy"))).toEqual(err("busy"))
    expect(opening.read(Uint8Array.of(protocolVersion, 1, 7, ...message("removed")))).toEqual(err("unreadable"))
  })
})

describe("a channel", () => {
  test("carries own and shared frames in the order in which they were sent", () => {
    const { host, client, share } = twoEnds()
    const frames = [host.seal(message("a")), share("b"), host.seal(message("c")), share("d"), share("e")]

    const opened = frames.map((frame) => client.open(frame))

    expect(opened.map((one) => one.ok && textOf(one.value))).toEqual(["a", "b", "c", "d", "e"])
  })

  test("opens nothing that was changed, wherever", () => {
    const { host, share } = twoEnds()
    for (const make of [() => host.seal(message("mine")), () => share("all")]) {
      const { length } = make()
      for (let at = 0; at < length; at++) {
        const ends = twoEnds()
        const frame = length === make().length ? ends.host.seal(message("mine")) : ends.share("all")
        const changed = frame.slice()
        changed[at % frame.length] = (changed[at % frame.length] ?? 0) ^ 0x40
        expect(ends.client.open(changed)).toEqual(brokenFrame)
      }
    }
  })

  test("opens nothing twice, out of order, or after something was left out", () => {
    const repeat = (make: (ends: ReturnType<typeof twoEnds>) => Uint8Array) => {
      const ends = twoEnds()
      const frame = make(ends)
      expect(ends.client.open(frame).ok).toBe(true)
      return ends.client.open(frame)
    }
    const skip = (left: "own" | "shared", right: "own" | "shared") => {
      const ends = twoEnds()
      const make = (kind: "own" | "shared") => (kind === "own" ? ends.host.seal(message("x")) : ends.share("x"))
      make(left)
      return ends.client.open(make(right))
    }
    const swap = () => {
      const ends = twoEnds()
      const [first, second] = [ends.share("first"), ends.share("second")]
      ends.client.open(second)
      return ends.client.open(first)
    }

    expect([repeat(({ host }) => host.seal(message("x"))), repeat(({ share }) => share("x")), swap()]).toEqual(
      Array.from({ length: 3 }, () => brokenFrame),
    )
    expect([skip("own", "own"), skip("shared", "own")]).toEqual([brokenFrame, brokenFrame])
  })

  test("opens nothing of another connection, another direction or another room", () => {
    const [one, other] = [twoEnds(), twoEnds()]

    expect(other.client.open(one.host.seal(message("x")))).toEqual(brokenFrame)
    expect(other.client.open(one.share("x"))).toEqual(brokenFrame)
    expect(one.client.open(one.client.seal(message("x")))).toEqual(brokenFrame)
    expect(one.host.open(one.host.seal(message("x")))).toEqual(brokenFrame)
  })

  test("without the room's new key reads nothing that is shared from then on", () => {
    const { host, client, room, share } = twoEnds()
    expect(client.open(share("before")).ok).toBe(true)
    const outside = twoEnds()
    outside.client.open(outside.host.sealRoomKey(room.key()))

    room.renew()
    const told = host.sealRoomKey(room.key())
    const frame = share("after")
    outside.host.noteShared()

    expect(outside.client.open(frame)).toEqual(brokenFrame)
    expect(client.open(told)).toEqual(ok(undefined))
    const opened = client.open(frame)
    expect(opened.ok && textOf(opened.value)).toBe("after")
  })

  test("whatever is sent arrives, and no nonce is used twice with a key", () => {
    const used = new Set<string>()
    const watched: Ciphers = {
      ...nativeCiphers,
      seal: (key, nonce, head, plain) => {
        const use = Buffer.concat([key, nonce]).toString("hex")
        expect(used.has(use)).toBe(false)
        used.add(use)
        return nativeCiphers.seal(key, nonce, head, plain)
      },
    }
    const step = fc.oneof(
      fc.record({ is: fc.constant("own" as const), bytes: fc.uint8Array({ maxLength: 40 }) }),
      fc.record({ is: fc.constant("shared" as const), bytes: fc.uint8Array({ maxLength: 40 }) }),
      fc.record({ is: fc.constant("back" as const), bytes: fc.uint8Array({ maxLength: 40 }) }),
      fc.record({ is: fc.constant("renew" as const), bytes: fc.constant(new Uint8Array()) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { host, client, room } = twoEnds(watched)
        for (const { is, bytes } of steps) {
          if (is === "renew") {
            room.renew()
            expect(client.open(host.sealRoomKey(room.key())).ok).toBe(true)
          } else if (is === "back") expect(host.open(client.seal(bytes))).toMatchObject({ ok: true })
          else {
            if (is === "shared") host.noteShared()
            const opened = client.open(is === "shared" ? room.seal(bytes) : host.seal(bytes))
            expect(opened.ok && [...(opened.value ?? [])]).toEqual([...bytes])
          }
        }
      }),
      { numRuns: 100 },
    )
  })
})

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex")
const bytesOf = (digits: string) => Buffer.from(digits.replaceAll(/\s/g, ""), "hex")

/** A pair with a secret key that everybody knows (PKCS 8 in DER, RFC 8410). */
const pairOf = (secretKey: Uint8Array): KeyPair => {
  const key = Buffer.concat([bytesOf("302e020100300506032b656e04220420"), secretKey])
  const privateKey = createPrivateKey({ key, type: "pkcs8", format: "der" })
  const spki = (raw: Uint8Array) =>
    createPublicKey({ key: Buffer.concat([bytesOf("302a300506032b656e032100"), raw]), type: "spki", format: "der" })
  return {
    publicKey: createPublicKey(privateKey).export({ type: "spki", format: "der" }).subarray(12),
    agree: (theirs) => diffieHellman({ privateKey, publicKey: spki(theirs) }),
  }
}

describe.each([
  ["the computer's", nativeCiphers],
  ["the bundled", bundledCiphers],
] as const)("%s cryptography", (_, ciphers) => {
  test("agrees with the other end's on keys", () => {
    const [ours, theirs] = [ciphers.newPair(), pairOf(new Uint8Array(32).fill(7))]

    expect(hex(ours.agree(theirs.publicKey))).toBe(hex(theirs.agree(ours.publicKey)))
  })

  test("gives the hashes and keys of the standards (FIPS 180-4, RFC 5869)", () => {
    expect(hex(ciphers.hash(message("abc")))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    expect(hex(ciphers.derive(new Uint8Array(22).fill(11), new Uint8Array(), "", 42))).toBe(
      "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    )
  })

  test("seals as the standard does, and opens it (RFC 8439, 2.8.2)", () => {
    const key = bytesOf("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f")
    const nonce = bytesOf("070000004041424344454647")
    const head = bytesOf("50515253c0c1c2c3c4c5c6c7")
    const plain = message(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
    )
    const frame = ciphers.seal(key, nonce, head, plain)

    expect(hex(frame.subarray(0, head.length + 8))).toBe(`${hex(head)}d31a8d34648e60db`)
    expect(hex(frame.subarray(-16))).toBe("1ae10b594f09e26a7e902ecbd0600691")
    expect(textOf(ciphers.open(key, nonce, frame, head.length))).toBe(textOf(plain))
    expect(ciphers.open(key, nonce, frame.subarray(0, -1), head.length)).toBeUndefined()
    expect(ciphers.open(key, nonce, new Uint8Array(3), head.length)).toBeUndefined()
  })
})

describe("the test vectors in the README", () => {
  const fixed = (secretKey: number): Ciphers => ({
    ...nativeCiphers,
    newPair: () => pairOf(Uint8Array.from({ length: 32 }, (_, at) => secretKey + at)),
    random: (length) => new Uint8Array(length).fill(0x42),
  })

  function figures(): ReadonlyMap<string, string> {
    const opening = beginOpening(fixed(0), secret)
    const answered = answerOpening(fixed(32), opening.frame, knows(secret))
    const read = answered && opening.read(answered.frame)
    if (!answered?.channel || !read?.ok) throw new Error("no channel")
    const ping = encodeClient({ type: "ping", at: 5 })
    const pong = encodeHost({ type: "pong", at: 5, hostTime: 6 })
    const room = openRoomSeal(fixed(32))
    const host = answered.channel
    const keys = nativeCiphers.derive(
      Buffer.concat([
        pairOf(Uint8Array.from({ length: 32 }, (_, at) => at)).agree(fixed(32).newPair().publicKey),
        message(secret),
      ]),
      nativeCiphers.hash(Buffer.concat([opening.frame, answered.frame])),
      "cairn 2 channel",
      64,
    )
    return new Map<string, string>([
      ["opening", hex(opening.frame)],
      ["answer", hex(answered.frame)],
      ["key to the host", hex(keys.subarray(0, 32))],
      ["key to the client", hex(keys.subarray(32))],
      ["client: ping 5", hex(ping)],
      ["  sealed", hex(read.value.seal(ping))],
      ["host: the room's key, 32 times 42, sealed", hex(host.sealRoomKey(room.key()))],
      [
        "host: ack 1, shared, the room's frame 0",
        hex(sharedWith(host, room.seal(encodeHost({ type: "ack", upTo: 1 })))),
      ],
      ["host: pong 5 6, sealed", hex(host.seal(pong))],
    ])
  }
  const sharedWith = (host: HostChannel, frame: Uint8Array) => {
    host.noteShared()
    return frame
  }

  test("are what both ends send", () => {
    const page = readFileSync(new URL("../../../shared/protocol/README.md", import.meta.url), "utf8")
    const written = new Map(
      [...page.matchAll(/^(\S.*?| {2}sealed) {2,}([0-9a-f]{6,})$/gm)].map(([, name = "", digits = ""]) => [
        name,
        digits,
      ]),
    )

    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(figures()))
  })
})
