import { useEffect, useMemo, useState } from "react"
import { boardKinds } from "../../../shared/boards/index.ts"
import { notify } from "../../session/notices.ts"
import { useBoard, useSnapshot, useView } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Choice } from "../../ui/Choice.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { Check } from "../../ui/Field.tsx"
import { useLanguage, useWords } from "../words.ts"
import { drawingOf } from "./drawing.ts"
import { type ExportChoice, exportFile, type Format } from "./exportFile.ts"
import { fontFace } from "./font.ts"
import { Preview } from "./Preview.tsx"
import { pngSize } from "./png.ts"
import "./exporting.css"

const firstChoice: ExportChoice = {
  what: "board",
  format: "png",
  scale: 2,
  isDark: false,
  hasTitleBlock: true,
}

/** Takes the work home: a picture of a board, or the workshop as a file that can be opened again. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const snapshot = useSnapshot((all) => all)
  const board = useBoard()?.board
  const day = useDay()
  const overlayId = useView((view) => view.overlayId)
  const [choice, setChoice] = useState<ExportChoice>({ ...firstChoice, overlayId })
  const [isBusy, setBusy] = useState(false)
  const font = useFontFace()
  const drawing = useMemo(
    () =>
      board && choice.format !== "json"
        ? drawingOf(snapshot, board, boardKinds, say, { ...choice, day, ...font })
        : undefined,
    [snapshot, board, say, choice, day, font],
  )
  const run = async () => {
    setBusy(true)
    const saved = await exportFile(snapshot, board, say, choice, day)
    setBusy(false)
    if (saved.state === "cancelled") return
    if (saved.state === "failed") return void notify("attention", saved.reason)
    notify("calm", "exporting.saved", { name: saved.name })
    onClose()
  }
  return (
    <Dialog title={say("action.export")} closeLabel={say("common.close")} onClose={onClose} size="wide">
      <div className="export">
        <Preview drawing={drawing} />
        <div className="export-choices">
          <Choices choice={choice} onChange={(change) => setChoice({ ...choice, ...change })} />
          {choice.format === "png" && drawing && <Scale choice={choice} drawing={drawing} onChange={setChoice} />}
          <Button look="primary" icon="download" disabled={isBusy} onClick={() => void run()}>
            {say(isBusy ? "exporting.busy" : "exporting.save")}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

/** Inter for the preview, once it is there. */
function useFontFace(): { readonly fontFace?: string } {
  const [face, setFace] = useState<{ readonly fontFace?: string }>({})
  useEffect(() => {
    let isWanted = true
    fontFace().then(
      (loaded) => isWanted && setFace({ fontFace: loaded }),
      // The preview is right without it too.
      () => {},
    )
    return () => {
      isWanted = false
    }
  }, [])
  return face
}

/** Today, as it is written in the reader's language. */
function useDay(): string {
  const language = useLanguage()
  return new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date())
}

const formats: readonly Format[] = ["png", "svg", "json"]

interface ChoicesProps {
  readonly choice: ExportChoice
  readonly onChange: (change: Partial<ExportChoice>) => void
}

function Choices({ choice, onChange }: ChoicesProps) {
  const say = useWords()
  return (
    <>
      <Choice
        label={say("exporting.format")}
        value={choice.format}
        options={formats.map((value) => ({ value, label: say(`exporting.format.${value}`) }))}
        onChoose={(format) => onChange({ format, what: format === "json" ? "workshop" : choice.what })}
      />
      <p className="muted export-about">{say(`exporting.about.${choice.format}`)}</p>
      {choice.format === "json" ? null : (
        <>
          <Choice
            label={say("exporting.what")}
            value={choice.what}
            options={(["board", "workshop"] as const).map((value) => ({
              value,
              label: say(`exporting.what.${value}`),
            }))}
            onChoose={(what) => onChange({ what })}
          />
          <div>
            <Check
              label={say("exporting.titleBlock")}
              checked={choice.hasTitleBlock}
              onChange={(event) => onChange({ hasTitleBlock: event.target.checked })}
            />
            <Check
              label={say("exporting.dark")}
              checked={choice.isDark}
              onChange={(event) => onChange({ isDark: event.target.checked })}
            />
          </div>
        </>
      )}
    </>
  )
}

interface ScaleProps {
  readonly choice: ExportChoice
  readonly drawing: { readonly width: number; readonly height: number }
  readonly onChange: (choice: ExportChoice) => void
}

function Scale({ choice, drawing, onChange }: ScaleProps) {
  const say = useWords()
  const size = pngSize(drawing, choice.scale)
  return (
    <div>
      <Choice
        label={say("exporting.scale")}
        value={`${choice.scale}`}
        options={["1", "2", "3"].map((value) => ({ value, label: say("exporting.times", { scale: Number(value) }) }))}
        onChoose={(scale) => onChange({ ...choice, scale: Number(scale) })}
      />
      <p className="muted export-about" role="status">
        {say(size.isReduced ? "exporting.reduced" : "exporting.pixels", { width: size.width, height: size.height })}
      </p>
    </div>
  )
}
