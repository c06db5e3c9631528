import type { Page } from "playwright-core"
import WebSocket from "ws"

/**
 * In the simulated shell a page's origin is `http://cairn.localhost`, since Chromium knows no `app://`; the host refuses
 * that, as it should. This carries the page's sockets to the host under the origin that Electron gives them.
 */
export async function giveSocketsOurOrigin(page: Page): Promise<void> {
  await page.routeWebSocket(/^ws:\/\/127\.0\.0\.1:\d+\/ws$/, (route) => {
    const socket = new WebSocket(route.url(), { origin: "app://cairn", perMessageDeflate: false })
    const early: (string | Buffer)[] = []
    route.onMessage((data) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data)
      else early.push(data)
    })
    socket.on("open", () => {
      for (const data of early.splice(0)) socket.send(data)
    })
    socket.on("message", (data) => route.send(Buffer.isBuffer(data) ? data : Buffer.from(data as ArrayBuffer)))
    socket.on("close", () => route.close())
    socket.on("error", () => route.close())
    route.onClose(() => socket.terminate())
  })
  await page.reload()
}
