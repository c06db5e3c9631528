import { mkdirSync, writeFileSync } from "node:fs"
import { request } from "node:http"
import { connect as connectTcp } from "node:net"
import { hostname } from "node:os"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { joinAs, newFolder, openTestHost, type TestHost } from "./openTestHost.ts"

const script = `console.log(${JSON.stringify("x".repeat(5_000))})`

async function hostWithPage(): Promise<TestHost> {
  const page = newFolder()
  mkdirSync(join(page, "assets"))
  writeFileSync(join(page, "index.html"), "<!doctype html><title>Cairn</title>")
  writeFileSync(join(page, "assets/index-yApXMlrT.js"), script)
  writeFileSync(join(page, "assets/index-yApXMlrT.js.map"), "{}")
  writeFileSync(join(page, "notes.txt"), "not part of the page")
  return openTestHost({ page, names: ["cairn.test"], allowedOrigins: ["app://cairn"] })
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

const get = (
  { ready }: TestHost,
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: ready.port, path, method, headers }, (response) => {
      let body = ""
      response.setEncoding("utf8")
      response.on("data", (chunk) => {
        body += chunk
      })
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    asked.on("error", reject)
    asked.end()
  })

/** The first line of what comes back for these bytes. */
const exchange = ({ ready }: TestHost, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connectTcp(ready.port, "127.0.0.1", () => socket.write(bytes))
    let came = ""
    socket.setEncoding("latin1")
    socket.on("data", (chunk) => {
      came += chunk
      if (came.includes("\r\n")) socket.destroy()
    })
    socket.on("close", () => resolve(came.split("\r\n")[0] ?? ""))
    socket.on("error", reject)
  })

const upgrade = (host: TestHost, headers: readonly string[], path = "/ws"): Promise<string> =>
  exchange(
    host,
    [
      `GET ${path} HTTP/1.1`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ...headers,
      "",
      "",
    ].join("\r\n"),
  )

describe("the page", () => {
  test("is served with its types, for ever where the name changes with the content", async () => {
    const host = await hostWithPage()

    const index = await get(host, "/")
    const asset = await get(host, "/assets/index-yApXMlrT.js")

    expect(index).toMatchObject({
      status: 200,
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" },
    })
    expect(asset).toMatchObject({
      status: 200,
      body: script,
      headers: { "content-type": "text/javascript; charset=utf-8" },
    })
    expect(asset.headers["cache-control"]).toContain("immutable")
    const again = await get(host, "/", { "if-none-match": String(index.headers.etag) })
    expect(again).toMatchObject({ status: 304, body: "" })
  })

  test("carries the security headers and no CORS header", async () => {
    const host = await hostWithPage()

    for (const path of ["/", "/check", "/health", "/nothing"]) {
      const { headers } = await get(host, path, { origin: "http://evil.example" })
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'")
      expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" })
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([])
    }
  })

  test("comes packed for those who can unpack", async () => {
    const host = await hostWithPage()
    const packed = async (coding: string): Promise<boolean> => {
      const { headers } = await get(host, "/assets/index-yApXMlrT.js", { "accept-encoding": coding })
      return headers["content-encoding"] === coding && Number(headers["content-length"]) < 500
    }

    await expect.poll(() => packed("gzip")).toBe(true)
    await expect.poll(() => packed("br")).toBe(true)
  })

  test.each([
    "/../package.json",
    "/..%2f..%2fetc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/assets/../../notes.txt",
    "/notes.txt",
    "/assets/index-yApXMlrT.js.map",
    "//etc/passwd",
    "/index.html/",
    "/INDEX.HTML",
    "/index.html%00",
    "/__proto__",
    "/assets",
  ])("%s is not part of it", async (path) => {
    const host = await hostWithPage()
    expect(await get(host, path)).toMatchObject({ status: 404, body: "" })
  })

  test.each(["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])("%s is not answered", async (method) => {
    const host = await hostWithPage()
    expect((await get(host, "/", {}, method)).status).toBe(405)
  })
})

describe("names and origins", () => {
  const foreign = (port: number) => [
    "evil.example",
    `evil.example:${port}`,
    `127.0.0.1.evil.example:${port}`,
    "127.0.0.1",
    `127.0.0.1:${port + 1}`,
    `127.0.0.1:${port}0`,
    `user@127.0.0.1:${port}`,
    `LOCALHOST:${port}`,
    `localhost.:${port}`,
    `2130706433:${port}`,
    `127.1:${port}`,
    `[::1%lo]:${port}`,
    "[",
    "%00",
    ":",
    "x".repeat(6_000),
  ]

  test("only our own names are answered", async () => {
    const host = await hostWithPage()
    const { port } = host.ready
    const own = [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `[::1]:${port}`,
      `cairn.test:${port}`,
      `${hostname().toLowerCase()}:${port}`,
    ]

    for (const name of own) expect((await get(host, "/", { host: name })).status, name).toBe(200)
    for (const name of foreign(port))
      expect(await get(host, "/", { host: name }), name).toMatchObject({ status: 421, body: "" })
  })

  test("two names, none, or an address in the request line are turned away", async () => {
    const host = await hostWithPage()
    const own = `127.0.0.1:${host.ready.port}`

    expect(await exchange(host, `GET / HTTP/1.1\r\nHost: ${own}\r\nHost: evil.example\r\n\r\n`)).toMatch(/ 4\d\d /)
    expect(await exchange(host, "GET / HTTP/1.1\r\n\r\n")).toMatch(/ 400 /)
    expect(await exchange(host, `GET http://evil.example/ HTTP/1.1\r\nHost: ${own}\r\n\r\n`)).toMatch(/ 421 /)
    expect(await exchange(host, "nonsense\r\n\r\n")).toMatch(/ 400 /)
    expect(await exchange(host, `GET / HTTP/1.1\r\nHost: ${own}\r\nX: ${"x".repeat(20_000)}\r\n\r\n`)).toMatch(
      / 4\d\d /,
    )
  })

  test("the socket opens for our own pages, the app and programs, and for nobody else", async () => {
    const host = await hostWithPage()
    const own = `127.0.0.1:${host.ready.port}`
    const from = (origin: string) => upgrade(host, [`Host: ${own}`, `Origin: ${origin}`])

    for (const origin of [`http://${own}`, `http://cairn.test:${host.ready.port}`, "app://cairn"])
      expect(await from(origin), origin).toMatch(/ 101 /)
    expect(await upgrade(host, [`Host: ${own}`])).toMatch(/ 101 /)
    for (const origin of [
      "null",
      "",
      "app://cairn.evil",
      `https://${own}`,
      `http://${own}0`,
      `http://${own}.evil.example`,
      `http://${own}/`,
      ...foreign(host.ready.port).map((name) => `http://${name}`),
    ])
      expect(await from(origin), origin).toMatch(/ 403 | 400 /)
    expect(await upgrade(host, [`Host: ${own}`, `Origin: http://${own}`, "Origin: null"])).toMatch(/ 4\d\d /)
    expect(await upgrade(host, ["Host: evil.example", `Origin: http://${own}`])).toMatch(/ 421 /)
    expect(await upgrade(host, [`Host: ${own}`], "/other")).toMatch(/ 404 /)
  })
})

describe("bad frames", () => {
  const frame = (...bytes: number[]) => Uint8Array.from(bytes)

  test.each<[string, Uint8Array | string]>([
    ["text", "{"],
    ["nothing", frame()],
    ["an unknown type", frame(1, 99)],
    ["another version", frame(9, 0)],
    ["a second hello", frame(1, 0, 1, 0, 0, 0, 0, 0, 0)],
    ["a half hello", frame(1, 0, 1, 200)],
    ["a length beyond the frame", frame(1, 1, 1, 255, 255, 3)],
    ["bytes left over", frame(1, 4, 1, 2, 3)],
    ["presence that is no JSON", frame(1, 3, 1, 123)],
    ["a damaged state vector", frame(1, 2, 3, 255, 255, 255)],
    ["more than the largest file", new Uint8Array(24 * 1_048_576 + 1)],
  ])("%s end the connection, and nobody else notices", async (_, bad) => {
    const host = await openTestHost()
    const good = await joinAs(host.ready.links.participant)
    const hostile = await joinAs(host.ready.links.participant)

    hostile.socket.send(bad)
    await hostile.closed
    const after = await joinAs(host.ready.links.participant)

    expect(after.me.personId).not.toBe(good.me.personId)
    expect(good.rejections).toEqual([])
  })
})
