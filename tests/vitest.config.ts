import { join } from "node:path"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vitest/config"

const root = join(import.meta.dirname, "..")

const alias = {
  // Importing the real package under Node starts a download; tests get a stand-in.
  electron: join(root, "tests/support/electron.ts"),
  // Its exports name a `require` condition only, which no ES module can follow.
  "lan-network": join(root, "node_modules/lan-network/dist/lan-network.js"),
}

/** What is waited for comes when the disk and the processor, which others use too, have time for it: or it never comes. */
const waiting = { poll: { timeout: 10_000 } }

/** Projects: `unit` and `renderer` need no browser and no build, `journeys` needs both, `bench` measures. */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        resolve: { alias },
        test: {
          name: "unit",
          environment: "node",
          include: ["tests/{shared,electron,contracts,support,security}/**/*.test.ts"],
          testTimeout: 20_000,
          expect: waiting,
        },
      },
      {
        root,
        plugins: [react()],
        resolve: { alias },
        test: {
          name: "renderer",
          environment: "happy-dom",
          include: ["tests/renderer/**/*.test.{ts,tsx}"],
          testTimeout: 20_000,
          expect: waiting,
        },
      },
      {
        root,
        resolve: { alias },
        test: {
          name: "journeys",
          environment: "node",
          include: ["tests/journeys/**/*.test.ts"],
          globalSetup: ["tests/support/journeysSetup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One second, which is the default, is what a single step of a page takes while both cores are busy.
          expect: { poll: { timeout: 10_000 } },
          // Each file starts its own host and browser; two cores carry one such pair at a time.
          fileParallelism: false,
        },
      },
      {
        root,
        resolve: { alias },
        test: {
          name: "reliability",
          environment: "node",
          include: ["tests/reliability/**/*.test.ts"],
          globalSetup: ["tests/reliability/setup.ts"],
          // Nightly sizes end by a time of their own.
          testTimeout: process.env.CAIRN_NIGHTLY === "1" ? 4 * 3_600_000 : 180_000,
          hookTimeout: 60_000,
          // Goals with figures in milliseconds, and two cores.
          fileParallelism: false,
        },
      },
      {
        root,
        resolve: { alias },
        test: {
          name: "pictures",
          environment: "node",
          include: ["tests/pictures/**/*.pictures.ts"],
        },
      },
      {
        root,
        resolve: { alias },
        test: {
          name: "bench",
          environment: "node",
          include: ["tests/bench/**/*.bench.ts"],
          testTimeout: 900_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
