import { homedir } from "node:os"
import { join } from "node:path"

/** The platform's place for application data. */
export function defaultDataDirectory(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (platform === "win32") return join(env.APPDATA ?? join(homedir(), "AppData", "Roaming"), "Cairn", "workshops")
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "Cairn", "workshops")
  return join(env.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "cairn", "workshops")
}
