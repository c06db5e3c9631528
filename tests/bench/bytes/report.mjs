import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { startServer } from "../measure/processes.mjs"
import { imported } from "../source.mjs"
import { judge, round, table } from "../table.mjs"

/** What a participant's device must fetch before the person can act, from the real host, compressed as it is sent. */
const root = join(import.meta.dirname, "../../..")
const kB = 1000
const template = "sample"
/** When a person can act: on a phone there is a field to write in, on a laptop the map's cards are there. */
const devices = [
  {
    name: "phone",
    viewport: { width: 390, height: 844 },
    isMobile: true,
    budget: 300,
    usable: ".phone-main textarea, .phone-main input",
  },
  { name: "laptop", viewport: { width: 1280, height: 800 }, isMobile: false, budget: 450, usable: "[data-card]" },
]
const heaviest = 6

export async function bytesReport() {
  const { openBrowser } = await imported("tests/support/browser.ts")
  const data = mkdtempSync(join(tmpdir(), "cairn-bench-"))
  const server = await startServer(hostWith(data))
  const browser = await openBrowser()
  try {
    await packed(server.port)
    const found = []
    for (const device of devices)
      found.push({ device, ...(await firstVisit(browser, server.access.participant, device)) })
    return reportOf(found)
  } finally {
    await browser.close()
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

const hostWith = (data) => ({
  name: "cairn",
  command: (port) => [
    process.execPath,
    join(root, "dist/electron/host.js"),
    ...["--headless", "--data", data, "--template", template, "--port", String(port)],
  ],
  readLine: (line) => (line.startsWith("{") ? JSON.parse(line).links : undefined),
})

/** The host packs its page in its first moments; whoever comes later, and that is nearly everybody, gets it packed. */
async function packed(port) {
  const assets = join(root, "dist/renderer/assets")
  for (const name of readdirSync(assets)) {
    if (!/\.(js|css)$/.test(name) || statSync(join(assets, name)).size < 1024) continue
    const isPacked = async () => {
      const response = await fetch(`http://127.0.0.1:${port}/assets/${name}`, { headers: { "accept-encoding": "br" } })
      await response.arrayBuffer()
      return response.headers.get("content-encoding") === "br"
    }
    while (!(await isPacked())) await pause(50)
  }
}

/** A device that has never been here: every body and every message of the WebSocket, both as they came over the wire. */
async function firstVisit(browser, link, { viewport, isMobile, usable }) {
  const context = await browser.newContext({ viewport, isMobile, hasTouch: isMobile })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send("Network.enable")
  const nameOf = new Map()
  const files = new Map()
  let socketBytes = 0
  cdp.on("Network.responseReceived", ({ requestId, response }) => {
    const headers = response.headersText?.length ?? 0
    nameOf.set(requestId, { name: new URL(response.url).pathname, headers })
  })
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const { name = requestId, headers = 0 } = nameOf.get(requestId) ?? {}
    files.set(name, encodedDataLength - headers)
  })
  cdp.on("Network.webSocketFrameReceived", ({ response }) => {
    socketBytes += Buffer.from(response.payloadData, response.opcode === 2 ? "base64" : "utf8").length
  })
  try {
    await page.goto(link)
    await named(page)
    await page.locator(usable).first().waitFor({ timeout: 30_000 })
    const ms = await page.evaluate(() => performance.now())
    return { files: new Map(files), socketBytes, ms }
  } finally {
    await context.close()
  }
}

/** Where the page asks for a name first, one is given. */
async function named(page) {
  const field = page.getByRole("textbox", { name: /name/i })
  const first = await Promise.race([
    field
      .first()
      .waitFor()
      .then(() => "name"),
    page
      .locator("[data-card], main textarea")
      .first()
      .waitFor()
      .then(() => "in"),
  ]).catch(() => "in")
  if (first !== "name") return
  await field.first().fill("Ana")
  await field.first().press("Enter")
}

function reportOf(found) {
  const rows = []
  const judged = []
  for (const { device, files, socketBytes, ms } of found) {
    const page = [...files.values()].reduce((sum, bytes) => sum + bytes, 0) / kB
    const all = page + socketBytes / kB
    const most = [...files].sort(([, a], [, b]) => b - a).slice(0, heaviest)
    rows.push([
      device.name,
      round(all, 0),
      round(page, 0),
      files.size,
      round(socketBytes / kB),
      round(ms, 0),
      most.map(([name, bytes]) => `${name.split("/").at(-1) || "index.html"} ${round(bytes / kB, 0)}`).join(", "),
    ])
    judged.push(
      judge(
        `${device.name}: until a participant can act`,
        `${round(all, 0)} kB`,
        `≤ ${device.budget} kB`,
        all <= device.budget,
      ),
    )
  }
  return {
    text: table(
      ["device", "all kB", "page kB", "files", "WebSocket with the sample workshop kB", "ms", "heaviest, kB"],
      rows,
    ),
    judged,
  }
}
