import { useState } from "react"
import { fileNameOf } from "../../../shared/codecs/fileName.ts"
import { notify } from "../../session/notices.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { saveFile } from "../exporting/save.ts"
import { JoinForm } from "../joining/JoinForm.tsx"
import { shell } from "../shellBridge.ts"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { carryOnHere } from "./carryOn.ts"
import "../dialogs/dialogs.css"

/** When the host is gone: go where the workshop goes on, or, for those who lead, carry it on. */
export function CarryOnDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const session = useSession()
  const mayLead = useLeads()
  return (
    <Dialog title={say("carryOn.title")} closeLabel={say("common.close")} onClose={onClose}>
      <div className="stack">
        <p>{say("carryOn.move")}</p>
        <JoinForm
          onJoin={({ address, pass }) => {
            session.moveTo(address, pass)
            onClose()
          }}
        />
        {mayLead && (shell() ? <Adopt onDone={onClose} /> : <SaveCopy />)}
      </div>
    </Dialog>
  )
}

/** In the app: this computer becomes the host. */
function Adopt({ onDone }: { readonly onDone: () => void }) {
  const say = useWords()
  const session = useSession()
  const [isBusy, setBusy] = useState(false)
  const adopt = async () => {
    setBusy(true)
    const isDone = await carryOnHere(session).catch(() => false)
    setBusy(false)
    if (isDone) onDone()
    else notify("attention", "carryOn.failed")
  }
  return (
    <>
      <p>{say("carryOn.here")}</p>
      <Button look="primary" icon="door" disabled={isBusy} onClick={() => void adopt()}>
        {say("carryOn.adopt")}
      </Button>
    </>
  )
}

/** A browser cannot be a host: it gives the file with which a computer that has Cairn can. */
function SaveCopy() {
  const say = useWords()
  const session = useSession()
  const title = useSnapshot(({ workshop }) => workshop.title)
  const save = async () => {
    const copy = session.copy()
    if (copy) await saveFile(fileNameOf(title, "cairn"), "cairn", new Blob([new Uint8Array(copy)]))
    else notify("attention", "carryOn.failed")
  }
  return (
    <>
      <p>{say("carryOn.file")}</p>
      <Button icon="download" onClick={() => void save()}>
        {say("carryOn.save")}
      </Button>
    </>
  )
}
