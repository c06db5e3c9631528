import type { Session } from "../../session/session.ts"
import { openWay } from "../opening.ts"
import { shell } from "../shellBridge.ts"

/** Longer than any computer needs to open a workshop. */
const withinMs = 15_000

/**
 * The host is gone and this computer has Cairn: its own host carries the workshop on from the copy that this page
 * holds, and this page goes there. Those who are still connected with each other follow by themselves.
 */
export async function carryOnHere(session: Session): Promise<boolean> {
  const copy = session.copy()
  const link = await shell()?.call("host-link")
  if (!copy || !link) return false
  const address = `127.0.0.1:${link.port}`
  const own = openWay({ address, pass: link.pass })
  try {
    await isIn(own)
    await own.ask("open-room", null)
    await own.ask("open-workshop", { from: "copy", copy: inBase64(copy) })
  } finally {
    own.close()
  }
  session.moveTo(address, link.pass)
  return true
}

function isIn({ status }: Session): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("ask.late")), withinMs)
    const stop = status.subscribe(look)
    function look() {
      if (!status.getState().isLoaded) return
      clearTimeout(timer)
      stop()
      resolve()
    }
    look()
  })
}

function inBase64(bytes: Uint8Array): string {
  let text = ""
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
