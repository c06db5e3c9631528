import { describe, expect, test } from "vitest"
import { importsOf, targetOf } from "./imports.ts"

describe("reading imports", () => {
  test("finds every way to name another module", () => {
    const source = `
      import "./a.css"
      import b from "b"
      import { type C, c } from './c.ts'
      import type { D } from "./d.ts"
      import * as e
        from "e"
      export * from "./f.ts"
      export { g } from "./g.ts"
      const h = await import("./h.ts")
      let i: import("./i.ts").I
      const j = require("j")
      new Worker(new URL("./k.ts", import.meta.url), { type: "module" })
      const l = \`\${await import("./l.ts")}\`
    `

    expect(importsOf(source)).toEqual([
      "./a.css",
      "b",
      "./c.ts",
      "./d.ts",
      "e",
      "./f.ts",
      "./g.ts",
      "./h.ts",
      "./i.ts",
      "j",
      "./k.ts",
      "./l.ts",
    ])
  })

  test("is not misled by comments, strings, regular expressions and JSX text", () => {
    const source = `
      // import "./comment.ts"
      /* export * from "./block.ts" */
      const text = 'import "./string.ts"'
      const template = \`from "./template.ts"\`
      const quotes = value.replace(/["'\`/]/g, "")
      const half = a / b / c
      const view = <p title="x">Don't lose this</p>
      new URL("./not-a-module", base)
      import { last } from "./last.ts"
    `

    expect(importsOf(source)).toEqual(["./last.ts"])
  })

  test("leads to a file of ours or to a package", () => {
    expect(targetOf("shared/boards/wall/schema.ts", "../../model/ids.ts")).toBe("shared/model/ids.ts")
    expect(targetOf("renderer/main.tsx", "./icon.svg?raw")).toBe("renderer/icon.svg")
    expect(targetOf("renderer/main.tsx", "@xyflow/react/dist/style.css")).toBe("@xyflow/react")
    expect(targetOf("electron/main.ts", "node:fs/promises")).toBe("node:fs")
  })
})
