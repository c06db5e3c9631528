import type { Plugin, Rolldown } from "vite"

/** The page's entry only sets things going; the browser should not have to run it to learn which file is the largest. */
export const preloadStart = (): Plugin => ({
  name: "cairn-preload-start",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle = {} }) => {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk")
      const start = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith("/renderer/start.tsx")))
      if (!start) return []
      const files = [start.fileName, ...start.imports.filter((file) => !isEntry(bundle[file]))]
      return files.map((file) => ({
        tag: "link",
        attrs: { rel: "modulepreload", crossorigin: true, href: `./${file}` },
        injectTo: "head",
      }))
    },
  },
})

/** The page names it already. */
const isEntry = (file: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined) =>
  file?.type === "chunk" && file.isEntry
