import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openCairn } from "./participants/cairn.mjs"
import { hocuspocusEnvelope, openYjs } from "./participants/yjs.mjs"

/** The systems that are measured side by side: how each is started and how one participant opens it. */
const here = import.meta.dirname
const root = join(here, "../../..")
const ready = (line) => (line.startsWith("READY") ? {} : undefined)

export const systems = {
  cairn: {
    name: "cairn",
    command: (port) => [
      process.execPath,
      join(root, "dist/electron/host.js"),
      "--headless",
      "--data",
      mkdtempSync(join(tmpdir(), "cairn-bench-")),
      "--port",
      String(port),
    ],
    readLine: (line) => {
      if (!line.startsWith("{")) return undefined
      const { links } = JSON.parse(line)
      const pass = (link) => new URL(link).hash.slice("#j=".length)
      return { facilitator: pass(links.facilitator), participant: pass(links.participant) }
    },
    open: openCairn,
  },
  hocuspocus: {
    name: "hocuspocus",
    command: () => [process.execPath, join(here, "../peers/servers/hocuspocus.mjs")],
    readLine: ready,
    open: (participant) =>
      openYjs(participant, { url: ({ port }) => `ws://127.0.0.1:${port}/`, envelope: hocuspocusEnvelope }),
  },
  "y-websocket": {
    name: "y-websocket",
    command: () => [process.execPath, join(here, "../peers/servers/yWebsocket.mjs")],
    readLine: ready,
    open: (participant) => openYjs(participant, { url: ({ port, room }) => `ws://127.0.0.1:${port}/${room}` }),
  },
  "bare relay": {
    name: "bare relay",
    command: () => [process.execPath, join(here, "bareRelay.mjs")],
    readLine: ready,
    open: (participant) => openYjs(participant, { url: ({ port, room }) => `ws://127.0.0.1:${port}/${room}` }),
  },
}
