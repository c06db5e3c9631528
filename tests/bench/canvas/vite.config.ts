import { join } from "node:path"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"
import { messageParts } from "../../../renderer/messageParts.ts"

/** Builds the page that measures and exercises the canvas. Never part of what is shipped. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [react(), messageParts()],
  build: {
    outDir: join(import.meta.dirname, "../../../node_modules/.cache/bench-canvas"),
    emptyOutDir: true,
    target: "chrome100",
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
})
