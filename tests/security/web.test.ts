import { mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { connect as connectTcp } from "node:net"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { newFolder, openTestHost, type TestHost } from "../electron/host/openTestHost.ts"

const canary = "canary-bytes-of-a-file"

/** A host whose page lies beside files that are none of its parts. */
async function hostWithPage(): Promise<TestHost> {
  const home = newFolder()
  const page = join(home, "page")
  mkdirSync(join(page, "assets"), { recursive: true })
  writeFileSync(join(page, "index.html"), "<!doctype html><title>Cairn</title>")
  writeFileSync(join(page, "assets/app-yApXMlrT.js"), "1")
  writeFileSync(join(page, "assets/app-yApXMlrT.js.map"), canary)
  writeFileSync(join(page, "assets/.env"), canary)
  writeFileSync(join(page, "notes.txt"), canary)
  writeFileSync(join(home, "secret.json"), canary)
  writeFileSync(join(home, "secret.js"), canary)
  symlinkSync(join(home, "secret.js"), join(page, "assets/link.js"))
  symlinkSync(home, join(page, "up"))
  return openTestHost({ page, names: ["cairn.test"] })
}

/** Everything that comes back for these bytes, until the host ends it or has answered. */
const exchange = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connectTcp(port, "127.0.0.1", () => socket.write(Buffer.from(bytes, "latin1")))
    let came = ""
    socket.setEncoding("latin1")
    socket.on("data", (chunk) => {
      came += chunk
      const head = came.indexOf("\r\n\r\n")
      const length = Number(/content-length: (\d+)/i.exec(came)?.[1] ?? Number.NaN)
      if (head >= 0 && (came.startsWith("HTTP/1.1 101") || came.length >= head + 4 + length)) socket.destroy()
    })
    socket.on("close", () => resolve(came))
    socket.on("error", reject)
  })

/** In batches: nobody opens six hundred connections at once. */
async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += 40) await Promise.all(all.slice(at, at + 40).map(work))
}
const statusOf = (answer: string): number => Number(answer.split(" ", 2)[1] ?? 0)
const key = "dGhlIHNhbXBsZSBub25jZQ=="

describe("S7 only our own names and our own pages", () => {
  const hosts = (port: number): readonly (readonly [string, boolean])[] => [
    [`127.0.0.1:${port}`, true],
    [`localhost:${port}`, true],
    [`[::1]:${port}`, true],
    [`cairn.test:${port}`, true],
    ...[
      "",
      " ",
      "[",
      "%00",
      ":",
      `:${port}`,
      "127.0.0.1",
      "localhost",
      `127.0.0.1:${port}0`,
      `127.0.0.1:0${port}`,
      `127.0.0.1:${port + 1}`,
      `127.0.0.1.canary.example:${port}`,
      `cairn.test.canary.example:${port}`,
      `canary.example:${port}`,
      "canary.example",
      `user@127.0.0.1:${port}`,
      `CAIRN.TEST:${port}`,
      `LOCALHOST:${port}`,
      `cairn.test.:${port}`,
      `localhost.:${port}`,
      `2130706433:${port}`,
      `0x7f000001:${port}`,
      `127.1:${port}`,
      `0:${port}`,
      `[::1%lo]:${port}`,
      `[::ffff:127.0.0.1]:${port}`,
      `127.0.0.1:${port}, canary.example`,
      `127.0.0.1:${port}/`,
      `127.0.0.1:${port}#canary.example`,
      "x".repeat(7_000),
    ].map((name) => [name, false] as const),
  ]
  const origins = (port: number): readonly (readonly [string | undefined, boolean])[] => [
    [undefined, true],
    [`http://127.0.0.1:${port}`, true],
    [`http://cairn.test:${port}`, true],
    ...[
      "null",
      "",
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${port}0`,
      `http://127.0.0.1:${port}.canary.example`,
      `http://127.0.0.1:${port}/`,
      `http://127.0.0.1:${port}@canary.example`,
      `http://canary.example/http://127.0.0.1:${port}`,
      `HTTP://127.0.0.1:${port}`,
      `http://CAIRN.TEST:${port}`,
      "http://127.0.0.1",
      "http://canary.example",
      `http://canary.example:${port}`,
      `ws://127.0.0.1:${port}`,
      "file://",
      "app://cairn",
      "chrome-extension://abcdefghijklmnop",
      `http://127.0.0.1:${port} http://canary.example`,
      `http://192.168.1.7:${port}`,
    ].map((origin) => [origin, false] as const),
  ]

  test("thirty-four Host by twenty-two Origin forms: a socket opens for the allowed pairs alone", {
    timeout: 60_000,
  }, async () => {
    const { ready } = await hostWithPage()
    const pairs = hosts(ready.port).flatMap((host) => origins(ready.port).map((origin) => [host, origin] as const))
    const opened: string[] = []
    const wanted: string[] = []
    await each(pairs, async ([[host, isHost], [origin, isOrigin]]) => {
      const name = `${host} ${origin}`
      const from = origin === undefined ? "" : `Origin: ${origin}\r\n`
      const upgrade = `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n`
      const answer = await exchange(ready.port, `GET /ws HTTP/1.1\r\nHost: ${host}\r\n${from}${upgrade}\r\n`)
      if (isHost && isOrigin) wanted.push(name)
      if (statusOf(answer) === 101) opened.push(name)
      else expect([400, 403, 421, 431], name).toContain(statusOf(answer))
      expect(answer, name).not.toMatch(/access-control/i)
    })

    expect(pairs.length).toBeGreaterThanOrEqual(600)
    expect(opened.sort()).toEqual(wanted.sort())
  })

  test("a page is given under our own names alone, to whomever, and never with a CORS header", async () => {
    const { ready } = await hostWithPage()
    const pairs = hosts(ready.port).flatMap((host) => origins(ready.port).map((origin) => [host, origin] as const))
    await each(pairs, async ([[host, isHost], [origin]]) => {
      const from = origin === undefined ? "" : `Origin: ${origin}\r\n`
      const asked = "Access-Control-Request-Private-Network: true\r\nAccess-Control-Request-Method: GET\r\n"
      for (const method of ["GET", "OPTIONS"]) {
        const answer = await exchange(ready.port, `${method} / HTTP/1.1\r\nHost: ${host}\r\n${from}${asked}\r\n`)
        const name = `${method} ${host} ${origin}`
        if (isHost && method === "GET") expect(statusOf(answer), name).toBe(200)
        else expect([400, 405, 421, 431], name).toContain(statusOf(answer))
        expect(answer, name).not.toMatch(/access-control/i)
      }
    })
  })

  test("requests of odd forms are answered with a status and end there", async () => {
    const { ready } = await hostWithPage()
    const own = `Host: 127.0.0.1:${ready.port}\r\n`
    const odd: readonly string[] = [
      ...["TRACE", "CONNECT", "PUT", "FOO", "POST", "PATCH", "PRI"].map(
        (method) => `${method} / HTTP/1.1\r\n${own}\r\n`,
      ),
      `GET / HTTP/1.1\r\n${own}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `GET / HTTP/1.1\r\n${own}Content-Length: 5\r\n\r\nGET /`,
      `GET / HTTP/1.1\r\n${own}Expect: 100-continue\r\nContent-Length: 2\r\n\r\nxx`,
      `GET / HTTP/1.1\r\n${own}Upgrade: h2c\r\nConnection: Upgrade\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
      `GET /ws HTTP/1.1\r\n${own}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Extensions: constructor\r\n\r\n`,
      `GET /ws HTTP/1.1\r\n${own}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n`,
      `GET / HTTP/1.1\r\n${own}X: a\r\n b\r\n\r\n`,
      `GET / HTTP/9.9\r\n${own}\r\n`,
      `* / HTTP/1.1\r\n${own}\r\n`,
      "\r\n\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ]
    for (const bytes of odd) {
      const answer = await exchange(ready.port, bytes)
      expect(answer, JSON.stringify(bytes)).not.toContain(canary)
      expect([0, 100, 101, 200, 400, 404, 405, 417, 421, 426, 501, 505], JSON.stringify(bytes)).toContain(
        statusOf(answer),
      )
    }
    expect((await fetch(`http://127.0.0.1:${ready.port}/`)).status).toBe(200)
  })
})

/** What leads out of a folder, in all the ways in which a server could take it. */
function pathForms(): readonly string[] {
  const up = [
    "../",
    "..\\",
    "%2e%2e/",
    "%2e%2e%2f",
    "..%2f",
    "..%5c",
    "%252e%252e%252f",
    "..%c0%af",
    "..%ef%bc%8f",
    "....//",
    "..;/",
    ".%00./",
    "%2e./",
    "..%u2215",
    "/../",
  ]
  const targets = ["secret.json", "secret.js", "etc/passwd", "page/notes.txt"]
  const starts = ["/", "/assets/", "/up/"]
  const climbing = starts.flatMap((start) => up.flatMap((one) => targets.map((to) => `${start}${one.repeat(2)}${to}`)))
  const names = ["index.html", "assets/app-yApXMlrT.js"]
  const endings = ["/", ".", "%20", "%00", "::$DATA", ";x=1", "%23", "%3f", "~", ".bak", ".map", ".gz", ".br", "\\"]
  const single = [
    ..."//etc/passwd /./index.html /assets/../index.html /assets //index.html /%69ndex.html /index%2ehtml /%2f".split(
      " ",
    ),
    ..."/INDEX.HTML /Index.html /assets/APP-yApXMlrT.js /ASSETS/app-yApXMlrT.js /notes.txt /assets/.env /.git/config".split(
      " ",
    ),
    ..."/assets/link.js /up/secret.js /up/secret.json /CON /NUL /aux.js /C:/secret.js /C:%5csecret.js /%5c%5c?%5cC:".split(
      " ",
    ),
    ..."/__proto__ /constructor /toString /hasOwnProperty /assets/__proto__ /%5f%5fproto%5f%5f /package.json".split(
      " ",
    ),
    ..."* http://canary.example/ http://127.0.0.1/index.html https://x /host.js /electron/main.js /passes.json".split(
      " ",
    ),
    ..."/node_modules/ws/package.json /assets/app-yApXMlrT.js.map /server-status /@fs/etc/passwd /@vite/client".split(
      " ",
    ),
    `/${"a".repeat(6_000)}`,
    `/${"../".repeat(1_500)}secret.js`,
    "/\x80\xff",
    "/index.html\t",
    "/index.html%0d%0aX:1",
  ]
  return [...climbing, ...names.flatMap((name) => endings.map((end) => `/${name}${end}`)), ...single]
}

test("S10 of two hundred and fifty forms of paths only the names of the page are answered, with nothing else", {
  timeout: 60_000,
}, async () => {
  const { ready } = await hostWithPage()
  const own = `Host: 127.0.0.1:${ready.port}\r\n`
  const forms = pathForms()
  await each(forms, async (path) => {
    const answer = await exchange(ready.port, `GET ${path} HTTP/1.1\r\n${own}\r\n`)
    expect(answer, path.slice(0, 80)).not.toContain(canary)
    expect([400, 404, 421, 431], path.slice(0, 80)).toContain(statusOf(answer))
    expect(answer.slice(answer.indexOf("\r\n\r\n") + 4), path.slice(0, 80)).toBe("")
  })

  expect(forms.length).toBeGreaterThanOrEqual(250)
  for (const path of ["/", "/index.html", "/assets/app-yApXMlrT.js", "/check", "/?x#y", "/index.html?../../secret.js"])
    expect(statusOf(await exchange(ready.port, `GET ${path} HTTP/1.1\r\n${own}\r\n`)), path).toBe(200)
})
