import { existsSync } from "node:fs"
import { join } from "node:path"
import { findBrowser } from "./browser.ts"

/** Runs once before the journeys, so that unpacking a browser is not charged to the first of them. */
export async function setup(): Promise<void> {
  await findBrowser()
  if (!existsSync(join(import.meta.dirname, "../../dist/renderer/index.html"))) {
    throw new Error("Journeys run on what is built. Run `npm run build` first.")
  }
}
