import Module, { createRequire } from "node:module"

/** `electron` means the stand-in, however it is asked for; Playwright's inspector session requires it too. */
const standIn = new URL("./electron.mjs", import.meta.url).href
const hooks = `
const standIn = ${JSON.stringify(standIn)}
export const resolve = (name, context, next) =>
  name === "electron" || name === "electron/main" ? { url: standIn, shortCircuit: true } : next(name, context)
`
Module.register(`data:text/javascript,${encodeURIComponent(hooks)}`)

const original = Module._load
Module._load = function load(name, ...rest) {
  return name === "electron" || name === "electron/main"
    ? globalThis.simulatedElectron
    : original.call(this, name, ...rest)
}
globalThis.require ??= createRequire(import.meta.url)
