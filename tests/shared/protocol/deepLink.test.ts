import { describe, expect, test } from "vitest"
import { readJoinLink } from "../../../shared/protocol/deepLink.ts"

const secret = "abcdefghijklmnopqrstuv"

describe("a join link", () => {
  test.each([
    [`http://192.168.1.20:47800/#j=${secret}`, "192.168.1.20:47800"],
    [`  http://10.0.0.7:47801#j=${secret} `, "10.0.0.7:47801"],
    [`http://ana-laptop.local:47800/#j=${secret}`, "ana-laptop.local:47800"],
    [`cairn://join?h=172.16.4.1:47800&j=${secret}`, "172.16.4.1:47800"],
    [`cairn://join/?h=100.64.0.3:47800&j=${secret}`, "100.64.0.3:47800"],
  ])("%s leads to its host", (raw, host) => {
    expect(readJoinLink(raw)).toEqual({ ok: true, value: { host, secret } })
  })

  test.each([
    ["another scheme", `https://192.168.1.20:47800/#j=${secret}`],
    ["a public address", `http://8.8.8.8:47800/#j=${secret}`],
    ["a public name", `http://canary.example:47800/#j=${secret}`],
    ["a name that only begins like ours", `http://localhost.canary.example:47800/#j=${secret}`],
    ["a low port", `http://192.168.1.20:22/#j=${secret}`],
    ["a port that does not exist", `http://192.168.1.20:99999/#j=${secret}`],
    ["no port", `http://192.168.1.20/#j=${secret}`],
    ["an address part over 255", `http://192.168.1.256:47800/#j=${secret}`],
    ["somebody before an @", `http://good@192.168.1.20:47800/#j=${secret}`],
    ["a backslash", `http://192.168.1.20:47800\\@canary.example/#j=${secret}`],
    ["no secret", "http://192.168.1.20:47800/"],
    ["a short secret", "http://192.168.1.20:47800/#j=abc"],
    ["markup in the secret", `http://192.168.1.20:47800/#j=<script>${secret}`],
    ["options of a program", `cairn://join?h=192.168.1.20:47800&j=${secret} --inspect`],
    ["a second link inside", `cairn://join?h=cairn://x&j=${secret}`],
    ["another action", `cairn://open?h=192.168.1.20:47800&j=${secret}`],
    ["double percent encoding", `cairn://join?h=192.168.1.20%253A47800&j=${secret}`],
    ["10 KB", `cairn://join?h=192.168.1.20:47800&j=${"a".repeat(10_000)}`],
    ["a script", "javascript:alert(1)"],
    ["nothing", ""],
  ])("with %s is refused", (_what, raw) => {
    expect(readJoinLink(raw).ok).toBe(false)
  })
})
