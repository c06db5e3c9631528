import { copyFileSync, existsSync, mkdirSync } from "node:fs"
import { builtinModules, createRequire } from "node:module"
import { join } from "node:path"
import { defineConfig, type Plugin } from "vite"

/**
 * Bundles the Node side into dist/electron, all dependencies included, so that a package needs no node_modules.
 * Every entry lands in one flat folder: a path relative to `import.meta.url` means the same in each of them, also after
 * the code it stands in has moved into a shared chunk.
 */
const here = import.meta.dirname
const out = join(here, "../dist/electron")

const programs = {
  main: "main.ts",
  host: "host/start.ts",
  "host-process": "host/process.ts",
  cairn: "cairn.ts",
}
const preloads = { preload: "preload.ts" }

const external = ["electron", /^node:/, ...builtinModules]

/** Entries that are not written (yet) are left out, so that each part can be built without the others. */
const present = (entries: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(entries)
      .map(([name, file]) => [name, join(here, file)] as const)
      .filter(([, file]) => existsSync(file)),
  )

/** What the bundled code reads at run time from dist/electron/assets, because node_modules is not there then. */
const runtimeAssets = {
  "resvg.wasm": "@resvg/resvg-wasm/index_bg.wasm",
  "Inter-400.ttf": "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf",
  "Inter-500.ttf": "@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf",
  "Inter-600.ttf": "@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf",
  "Inter-700.ttf": "@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf",
}

const copyRuntimeAssets = (): Plugin => ({
  name: "cairn-runtime-assets",
  writeBundle() {
    const { resolve } = createRequire(import.meta.url)
    mkdirSync(join(out, "assets"), { recursive: true })
    for (const [name, source] of Object.entries(runtimeAssets)) copyFileSync(resolve(source), join(out, "assets", name))
  },
})

export default defineConfig({
  root: here,
  // Its exports name a `require` condition only, which no ES module can follow.
  resolve: { alias: { "lan-network": join(here, "../node_modules/lan-network/dist/lan-network.js") } },
  builder: {
    // One after the other: the first empties the folder.
    async buildApp(builder) {
      for (const [name, entries] of Object.entries({ programs, preloads })) {
        // Vite builds everything by itself when nothing is marked as built.
        const environment = builder.environments[name]
        if (!environment) continue
        if (Object.keys(present(entries)).length > 0) await builder.build(environment)
        else environment.isBuilt = true
      }
    },
  },
  environments: {
    programs: {
      consumer: "server",
      keepProcessEnv: true,
      resolve: { noExternal: true, external: ["electron"], conditions: ["node", "import", "default"] },
      build: {
        ssr: true,
        outDir: out,
        emptyOutDir: true,
        target: "node20",
        minify: false,
        sourcemap: true,
        rolldownOptions: {
          input: present(programs),
          external,
          plugins: [copyRuntimeAssets()],
          output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunk-[name]-[hash].js" },
        },
      },
    },
    // A sandboxed preload must be a single CommonJS file.
    preloads: {
      consumer: "server",
      keepProcessEnv: true,
      resolve: { noExternal: true, external: ["electron"] },
      build: {
        ssr: true,
        outDir: out,
        emptyOutDir: false,
        target: "node20",
        minify: false,
        sourcemap: false,
        rolldownOptions: {
          input: present(preloads),
          external,
          output: { format: "cjs", entryFileNames: "[name].cjs" },
        },
      },
    },
  },
})
