import { spawn } from "node:child_process"
import WebSocket from "ws"

/** A headless Chromium and the one DevTools connection through which all windows are driven. */
export async function openChromium(profile) {
  const program = process.env.CAIRN_CHROMIUM
  const flags = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    `--user-data-dir=${profile}`,
    "about:blank",
  ]
  const child = spawn(program, flags, { stdio: ["ignore", "ignore", "pipe"] })
  const address = await new Promise((resolve, reject) => {
    let said = ""
    child.stderr.on("data", (chunk) => {
      said += chunk
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(said)
      if (found) resolve(found[1])
    })
    child.once("exit", () => reject(new Error(`Chromium ended: ${said}`)))
  })
  const socket = new WebSocket(address, { perMessageDeflate: false, maxPayload: 256 * 1024 * 1024 })
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject))
  return { address, child, ...connection(socket) }
}

function connection(socket) {
  let last = 0
  const waiting = new Map()
  const listeners = new Map()
  socket.on("message", (text) => {
    const { id, sessionId, method, params, result, error } = JSON.parse(text)
    if (id === undefined) return listeners.get(sessionId)?.(method, params)
    const call = waiting.get(id)
    waiting.delete(id)
    if (error) call?.reject(new Error(error.message))
    else call?.resolve(result)
  })
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, { resolve, reject })
      socket.send(JSON.stringify({ id, method, params, sessionId }))
    })
  return { send, listen: (sessionId, listener) => listeners.set(sessionId, listener) }
}
