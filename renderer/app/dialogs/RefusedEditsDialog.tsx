import { boardKinds } from "../../../shared/boards/index.ts"
import { writeWorkshopFile } from "../../../shared/codecs/writeWorkshopFile.ts"
import { notify } from "../../session/notices.ts"
import { useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { fileNameOf } from "../exporting/drawing.ts"
import { saveFile } from "../exporting/save.ts"
import { useWords } from "../words.ts"
import "./dialogs.css"

/** What did not enter the document: why, what it was, and the ways out that lose nothing unasked. */
export function RefusedEditsDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const { refused } = useSession()
  const saving = useStatus((status) => status.saving)
  const snapshot = useSnapshot((all) => all)
  const edits = refused.list()
  const isOtherHistory = saving.state === "other-history"
  const reason = saving.state === "refused" ? say(`rejected.${saving.reason}`) : ""
  const save = async () => {
    const text = writeWorkshopFile(snapshot, { kinds: boardKinds, exportedAt: new Date().toISOString() })
    const kept = `${JSON.stringify(edits.flatMap(({ writes }) => writes))}\n`
    const content = new Blob([isOtherHistory ? text : kept], { type: "application/json" })
    const saved = await saveFile(fileNameOf(snapshot.workshop.title || say("common.untitled"), "json"), "json", content)
    if (saved.state === "saved") notify("calm", "exporting.saved", { name: saved.name })
    if (saved.state === "failed") notify("attention", "ask.failed")
  }
  return (
    <Dialog title={say("refusedEdits.title")} closeLabel={say("common.close")} onClose={onClose}>
      <div className="stack">
        <p>{isOtherHistory ? say("refusedEdits.history") : say("refusedEdits.why", { reason })}</p>
        <p className="muted">{say("refusedEdits.count", { count: edits.length })}</p>
        <ul className="refused-writes">
          {edits
            .flatMap(({ writes, instance, seq }) => writes.map((write) => ({ ...write, at: `${instance} ${seq}` })))
            .slice(0, 50)
            .map(({ at, id, key, value }) => (
              <li key={`${at} ${id} ${key}`}>
                <code>{key}</code> {value}
              </li>
            ))}
        </ul>
        <div className="actions-row">
          <Button look="primary" icon="download" onClick={() => void save()}>
            {say("refusedEdits.save")}
          </Button>
          <Button look="danger" onClick={() => void refused.discard().then(onClose)}>
            {say(isOtherHistory ? "refusedEdits.take" : "refusedEdits.discard")}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
