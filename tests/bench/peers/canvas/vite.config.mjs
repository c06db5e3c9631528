import { join } from "node:path"
import { defineConfig } from "vite"

/** Excalidraw as its package comes, built for production. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  define: { "process.env.IS_PREACT": '"false"' },
  oxc: { jsx: { runtime: "automatic" } },
  build: {
    outDir: join(import.meta.dirname, "../../../../node_modules/.cache/bench-excalidraw"),
    emptyOutDir: true,
    target: "chrome100",
    reportCompressedSize: false,
    chunkSizeWarningLimit: 9999,
  },
})
