import type { FileToSave, Saved } from "../../../shared/protocol/ipc.ts"
import { shell } from "../shellBridge.ts"

/** Gives the person a file: through the system's dialog in the app, as a download in a browser. */
export async function saveFile(name: string, format: FileToSave["format"], content: Blob): Promise<Saved> {
  const bridge = shell()
  if (bridge) return bridge.call("save-file", { name, format, bytes: new Uint8Array(await content.arrayBuffer()) })
  const address = URL.createObjectURL(content)
  const link = document.createElement("a")
  link.href = address
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // The download reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return { state: "saved", name }
}
