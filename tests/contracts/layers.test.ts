import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { importsOf, readSource, sourceFiles, targetOf } from "../support/imports.ts"

/**
 * Who may import whom. This table is the architecture: change it first, then the code.
 *
 * A row is a folder, the files directly in a folder (`/*`), or one file. A file is judged by the deepest row that it
 * fits and may always import from its own folder row. `<kind>` is one board kind, the same throughout its row. On the
 * right, what ends in a slash is a folder of ours and anything else a package.
 */
const react = ["react", "react-dom"]
const yjs = ["yjs", "lib0"]
const look = ["renderer/ui/", "renderer/styles/"]

const mayImport: Record<string, readonly string[]> = {
  "shared/model": [],
  "shared/messages": ["shared/model/"],
  "shared/presence": ["shared/model/"],
  "shared/protocol": ["shared/model/", "lib0", "@noble/ciphers", "@noble/curves", "@noble/hashes"],
  "shared/document": ["shared/model/", ...yjs, "fractional-indexing"],
  "shared/gate": ["shared/model/", "shared/document/", "shared/protocol/", "yjs", "lib0"],
  "shared/commands": ["shared/model/", "shared/document/", "yjs", "fractional-indexing"],
  "shared/boards/*": ["shared/boards/", "shared/model/", "shared/document/", "shared/commands/"],
  "shared/boards/<kind>": ["shared/model/", "shared/document/", "shared/commands/"],
  "shared/codecs": [
    "shared/model/",
    "shared/document/",
    "shared/commands/",
    "shared/boards/",
    "shared/messages/",
    "assets/templates/",
    ...yjs,
  ],

  "electron/*": ["shared/", "electron/", "electron", "node:*"],
  "electron/vite.config.ts": ["vite", "node:*"],
  "electron/start.mjs": ["electron/", "dist/", "node:*"],
  "electron/cairn.mjs": ["electron/", "dist/", "node:*"],
  "electron/cli": ["shared/", "electron/host/", "node:*", "yjs"],
  "electron/preload.ts": ["shared/protocol/", "electron"],
  "electron/host": ["shared/", "node:*", "ws", ...yjs, "y-protocols", "qrcode", "lan-network", "@resvg/resvg-wasm"],

  "renderer/*": ["shared/", "renderer/", ...react, "zustand", "@fontsource-variable/inter"],
  "renderer/vite.config.ts": ["vite", "@vitejs/plugin-react", "renderer/"],
  "renderer/messageParts.ts": ["vite", "shared/messages/"],
  "renderer/preloadStart.ts": ["vite"],
  "renderer/styles": ["shared/model/", "@fontsource-variable/inter"],
  "renderer/ui": ["renderer/styles/", ...react, "radix-ui"],
  "renderer/session": [
    "shared/",
    ...react,
    "zustand",
    ...yjs,
    "y-protocols",
    "y-webrtc",
    "@noble/curves",
    "idb",
    "fflate",
  ],
  "renderer/canvas": [
    "shared/model/",
    "shared/document/",
    "shared/commands/",
    "shared/messages/",
    "shared/presence/",
    "renderer/session/",
    "renderer/actions/",
    ...look,
    ...react,
    "zustand",
    "@xyflow/react",
    "radix-ui",
    "cmdk",
  ],
  "renderer/actions": ["shared/", "renderer/session/", ...look, ...react, "zustand"],
  "renderer/boards/*": ["renderer/boards/", "shared/", "renderer/session/", "renderer/canvas/", ...look, ...react],
  "renderer/boards/<kind>": [
    "shared/model/",
    "shared/document/",
    "shared/commands/",
    "shared/messages/",
    "shared/presence/",
    "shared/boards/<kind>/",
    "renderer/session/",
    "renderer/canvas/",
    ...look,
    ...react,
    "zustand",
  ],
  "renderer/app": [
    "shared/",
    "renderer/session/",
    "renderer/canvas/",
    "renderer/boards/",
    "renderer/actions/",
    ...look,
    ...react,
    "zustand",
    "radix-ui",
    "cmdk",
    "qrcode",
    "@fontsource-variable/inter",
  ],
}

const root = join(import.meta.dirname, "../..")
const files = sourceFiles(root, ["shared", "electron", "renderer"])

const segments = (path: string) => path.split("/")

/** What `<kind>` stands for when the file lies in the row, or nothing when it does not. */
function fit(row: string, file: string): { readonly kind: string } | undefined {
  const path = segments(file)
  let kind = ""
  for (const [at, part] of segments(row).entries()) {
    const actual = path[at]
    const isFile = at === path.length - 1
    if (actual === undefined || (part === "*" && !isFile) || (part === "<kind>" && isFile)) return undefined
    if (part === "<kind>") kind = actual
    else if (part !== "*" && part !== actual) return undefined
  }
  return { kind }
}

const depth = (row: string) => segments(row).length - (row.endsWith("*") ? 0.5 : 0)

const rowOf = (file: string): string | undefined =>
  Object.keys(mayImport)
    .filter((row) => fit(row, file))
    .sort((a, b) => depth(b) - depth(a))[0]

function allows(permission: string, target: string): boolean {
  if (permission.endsWith("/")) return target.startsWith(permission)
  return permission.endsWith("*") ? target.startsWith(permission.slice(0, -1)) : target === permission
}

/** The imports of a file that its row does not allow. */
function strangersIn(file: string, source: string): string[] {
  const row = rowOf(file)
  if (!row) return [`${file} lies in no row of the table`]
  const kind = fit(row, file)?.kind ?? ""
  const permissions = [`${row}/`, ...mayImport[row]!].map((permission) => permission.replace("<kind>", kind))
  return (
    importsOf(source)
      .map((specifier) => targetOf(file, specifier))
      // The project's own folder, as in `new URL("..", import.meta.url)`, is a place and no module.
      .filter((target) => target !== ".")
      .filter((target) => !permissions.some((permission) => allows(permission, target)))
      .map((target) => `${file} imports ${target}`)
  )
}

describe("layers", () => {
  test("every source file lies in a row and imports only what its row allows", () => {
    expect(files.flatMap((file) => strangersIn(file, readSource(root, file)))).toEqual([])
  })

  test("the table names only packages that the project declares", () => {
    const declared = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, object>
    const known = new Set(Object.keys({ ...declared.dependencies, ...declared.devDependencies }))
    const packages = Object.values(mayImport)
      .flat()
      .filter((entry) => !entry.endsWith("/") && !entry.startsWith("node:"))

    expect(packages.filter((name) => !known.has(name))).toEqual([])
  })

  test.each([
    ["the model", "shared/model/ids.ts", `import * as Y from "yjs"`],
    ["the model, by type only", "shared/model/ids.ts", `import type { Doc } from "../document/document.ts"`],
    ["shared, from the renderer", "shared/commands/items.ts", `import { view } from "../../renderer/session/view.ts"`],
    ["shared, from the shell", "shared/codecs/json.ts", `export * from "../../electron/host/host.ts"`],
    ["shared, from Node", "shared/document/document.ts", `const fs = await import("node:fs")`],
    ["the messages", "shared/messages/en.ts", `import { edit } from "../document/document.ts"`],
    ["one kind in shared", "shared/boards/story-map/derive.ts", `import { x } from "../product-flow/derive.ts"`],
    ["one kind in the renderer", "renderer/boards/wall/Card.tsx", `type A = import("../orbit-quadrant/Ring.tsx").A`],
    [
      "a kind, across",
      "renderer/boards/wall/Card.tsx",
      `import { x } from "../../../shared/boards/story-map/schema.ts"`,
    ],
    ["a kind, from the list", "shared/boards/wall/schema.ts", `import { kinds } from "../index.ts"`],
    ["the host", "electron/host/web.ts", `import { app } from "electron"`],
    ["the host, from the shell", "electron/host/web.ts", `import { openWindow } from "../window.ts"`],
    ["the preload", "electron/preload.ts", `import { readFile } from "node:fs/promises"`],
    ["the shell", "electron/main.ts", `import { App } from "../renderer/app/App.tsx"`],
    ["the start", "electron/start.mjs", `const { app } = require("electron")`],
    ["the session", "renderer/session/open.ts", `import { Canvas } from "../canvas/Canvas.tsx"`],
    ["the canvas", "renderer/canvas/Canvas.tsx", `const kinds = lazy(() => import(\`../boards/index.ts\`))`],
    ["React Flow outside the canvas", "renderer/boards/wall/Card.tsx", `import { Handle } from "@xyflow/react"`],
    ["the renderer, from the host", "renderer/app/App.tsx", `export { type Host } from "../../electron/host/host.ts"`],
    ["the interface parts", "renderer/ui/Button.tsx", `import { useView } from "../session/useSession.ts"`],
    ["a worker", "renderer/ui/draw.ts", `new Worker(new URL("../canvas/draw.ts", import.meta.url))`],
    ["a folder that nobody planned", "shared/helpers/misc.ts", ""],
    ["a folder that nobody planned, in the renderer", "renderer/utils/misc.ts", ""],
  ])("finds a stranger in %s", (_, file, planted) => {
    expect(strangersIn(file, planted)).toHaveLength(1)
  })

  test.each([
    ["renderer/boards/wall/Card.tsx", `import { addCard } from "../../../shared/boards/wall/commands.ts"`],
    ["shared/boards/index.ts", `import { wall } from "./wall/schema.ts"`],
    ["shared/boards/wall/commands.ts", `import { edit } from "../../document/document.ts"`],
    ["electron/host/web.ts", `import { createServer } from "node:http"; import { encode } from "lib0/encoding"`],
    ["renderer/main.tsx", `import "./styles/global.css"; import { App } from "./app/App.tsx"`],
  ])("lets %s import what stands to its left", (file, source) => {
    expect(strangersIn(file, source)).toEqual([])
  })
})
