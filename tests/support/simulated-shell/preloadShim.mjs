/** Bytes travel as base64 between the page and the stand-in. */
export const pack = (value) =>
  JSON.stringify(value ?? null, (_key, part) => {
    if (part instanceof Uint8Array) return { $bytes: Buffer.from(part).toString("base64") }
    if (part?.type === "Buffer" && Array.isArray(part.data))
      return { $bytes: Buffer.from(part.data).toString("base64") }
    return part
  })
export const unpack = (text) =>
  JSON.parse(text, (_key, part) =>
    typeof part?.$bytes === "string" ? new Uint8Array(Buffer.from(part.$bytes, "base64")) : part,
  )

/**
 * Runs a built preload file the way a sandboxed one runs: with a `require` that knows Electron's renderer part and
 * nothing else, and without Node. The page sees what it exposes and no more.
 */
export const preloadShim = (code) => `(() => {
  const send = globalThis.simulatedSend
  delete globalThis.simulatedSend
  const calls = new Map()
  const listeners = new Map()
  let last = 0
  const pack = (value) => JSON.stringify(value ?? null, (_k, part) => part instanceof Uint8Array
    ? { $bytes: btoa(Array.from(part, (byte) => String.fromCharCode(byte)).join("")) } : part)
  const unpack = (text) => JSON.parse(text, (_k, part) => part && typeof part.$bytes === "string"
    ? Uint8Array.from(atob(part.$bytes), (letter) => letter.charCodeAt(0)) : part)
  Object.defineProperty(globalThis, "simulatedSettle", { value: (id, ok, text) => {
    const call = calls.get(id)
    calls.delete(id)
    if (ok) call.resolve(unpack(text))
    else call.reject(new Error(text))
  } })
  Object.defineProperty(globalThis, "simulatedDeliver", { value: (channel, text) => {
    for (const listener of listeners.get(channel) ?? []) listener({ sender: "hidden" }, ...unpack(text))
  } })
  const ipcRenderer = {
    invoke: (channel, ...args) => new Promise((resolve, reject) => {
      calls.set(++last, { resolve, reject })
      send(JSON.stringify({ id: last, channel, args: pack(args) }))
    }),
    on: (channel, listener) => listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener)),
    removeListener: (channel, listener) => listeners.get(channel)?.delete(listener),
  }
  const contextBridge = { exposeInMainWorld: (name, api) => {
    if (name in globalThis) throw new Error("already there")
    Object.defineProperty(globalThis, name, { value: Object.freeze(api), enumerable: true })
  } }
  const require = (name) => {
    if (name === "electron" || name === "electron/renderer") return { contextBridge, ipcRenderer }
    throw new Error("module not found: " + name)
  }
  ;((require, exports, module) => { ${code}
  })(require, {}, { exports: {} })
})()`
