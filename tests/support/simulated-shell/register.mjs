import Module, { createRequire, registerHooks } from "node:module"

/** `electron` means the stand-in, however it is asked for; Playwright's inspector session requires it too. */
const standIn = new URL("./electron.mjs", import.meta.url)
const isElectron = (name) => name === "electron" || name === "electron/main"

if (registerHooks) {
  registerHooks({
    resolve: (name, context, next) =>
      isElectron(name) ? { url: standIn.href, shortCircuit: true } : next(name, context),
  })
} else {
  Module.register(
    `data:text/javascript,export const resolve = (name, context, next) => ["electron", "electron/main"].includes(name) ? { url: ${JSON.stringify(standIn.href)}, shortCircuit: true } : next(name, context)`,
  )
}
const original = Module._load
Module._load = function load(name, ...rest) {
  return isElectron(name) ? globalThis.simulatedElectron : original.call(this, name, ...rest)
}
globalThis.require ??= createRequire(import.meta.url)
