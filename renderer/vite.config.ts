import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"
import { messageParts } from "./messageParts.ts"
import { preloadStart } from "./preloadStart.ts"

/**
 * The same bundle runs in the Electron window (app://cairn) and on phones (http://<address>), so paths are relative
 * and the code suits phones of five years ago. No source maps: what is built is also what is served to the room.
 */
export default defineConfig(({ command }) => {
  // What is built is what people get, whatever the program that calls for it says of itself.
  if (command === "build") process.env.NODE_ENV = "production"
  return {
    base: "./",
    plugins: [react(), messageParts(), preloadStart()],
    worker: { format: "es" },
    build: {
      outDir: "../dist/renderer",
      emptyOutDir: true,
      target: ["chrome100", "edge100", "firefox102", "safari15.4"],
      sourcemap: false,
      reportCompressedSize: false,
    },
    server: { host: "127.0.0.1", port: 5177 },
  }
})
