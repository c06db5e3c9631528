import { useEffect, useMemo, useState } from "react"
import { boardKinds } from "../../../shared/boards/index.ts"
import { flavours, formatFor, formatIds } from "../../../shared/codecs/formats.ts"
import type { Board } from "../../../shared/model/records.ts"
import { notify } from "../../session/notices.ts"
import { useBoardRecord, useSnapshot, useView } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Choice } from "../../ui/Choice.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { Check } from "../../ui/Field.tsx"
import { useLanguage, useWords } from "../words.ts"
import { drawingOf } from "./drawing.ts"
import { chosenFormat, type ExportChoice, exportFile, exportText, isPicture } from "./exportFile.ts"
import { fontFace } from "./font.ts"
import { Preview, TextPreview } from "./Preview.tsx"
import { pngSize } from "./png.ts"
import "./exporting.css"

const firstChoice: ExportChoice = {
  what: "board",
  format: "png",
  flavour: "neutral",
  scale: 2,
  isDark: false,
  hasTitleBlock: true,
  hasMarks: false,
}

/** Takes the work home: as a picture, as a file that can be opened again, or as what other programs read. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const snapshot = useSnapshot((all) => all)
  const board = useBoardRecord()
  const day = useDay()
  const overlayId = useView((view) => view.overlayId)
  const [choice, setChoice] = useState<ExportChoice>({ ...firstChoice, overlayId })
  const [isBusy, setBusy] = useState(false)
  const font = useFontFace()
  const drawing = useMemo(
    () =>
      board && isPicture(choice.format)
        ? drawingOf(snapshot, board, boardKinds, say, { ...choice, day, ...font })
        : undefined,
    [snapshot, board, say, choice, day, font],
  )
  const text = useMemo(
    () => exportText({ snapshot, open: board, say, day }, choice),
    [snapshot, board, say, choice, day],
  )
  const run = async () => {
    setBusy(true)
    const saved = await exportFile({ snapshot, open: board, say, day }, choice)
    setBusy(false)
    if (saved.state === "cancelled") return
    if (saved.state === "failed") return void notify("attention", saved.reason)
    notify("calm", "exporting.saved", { name: saved.name })
    onClose()
  }
  return (
    <Dialog title={say("action.export")} closeLabel={say("common.close")} onClose={onClose} size="wide">
      <div className="export">
        {isPicture(choice.format) ? <Preview drawing={drawing} /> : <TextPreview text={text} />}
        <div className="export-choices">
          <Choices choice={choice} board={board} onChange={(change) => setChoice({ ...choice, ...change })} />
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

interface ChoicesProps {
  readonly choice: ExportChoice
  readonly board: Board | undefined
  readonly onChange: (change: Partial<ExportChoice>) => void
}

function Choices({ choice, board, onChange }: ChoicesProps) {
  const say = useWords()
  const offered = formatIds.filter((id) => id === "json" || (board && formatFor(id, board.kind)))
  return (
    <>
      <Choice
        label={say("exporting.format")}
        value={choice.format}
        options={offered.map((value) => ({ value, label: say(`exporting.format.${value}`) }))}
        onChoose={(format) => onChange({ format, what: format === "json" ? "workshop" : choice.what })}
      />
      <About choice={choice} board={board} />
      {choice.format === "csv" && (
        <Choice
          label={say("exporting.flavour")}
          value={choice.flavour}
          options={flavours.map((value) => ({ value, label: say(`exporting.flavour.${value}`) }))}
          onChoose={(flavour) => onChange({ flavour })}
        />
      )}
      {choice.format === "json" ? null : (
        <Choice
          label={say("exporting.what")}
          value={choice.what}
          options={(["board", "workshop"] as const).map((value) => ({ value, label: say(`exporting.what.${value}`) }))}
          onChoose={(what) => onChange({ what })}
        />
      )}
      {isPicture(choice.format) && <Looks choice={choice} onChange={onChange} />}
    </>
  )
}

/** What the format is for, and what it leaves out: nobody should find that out afterwards. */
function About({ choice, board }: Omit<ChoicesProps, "onChange">) {
  const say = useWords()
  const language = useLanguage()
  const lost = chosenFormat(choice, board)?.loses ?? []
  const what = new Intl.ListFormat(language).format(lost.map((key) => say(key)))
  return (
    <p className="muted export-about">
      {say(`exporting.about.${choice.format}`)} {lost.length > 0 && say("exporting.loses", { what })}
    </p>
  )
}

function Looks({ choice, onChange }: Omit<ChoicesProps, "board">) {
  const say = useWords()
  return (
    <div>
      <Check
        label={say("exporting.titleBlock")}
        checked={choice.hasTitleBlock}
        onChange={(event) => onChange({ hasTitleBlock: event.target.checked })}
      />
      <Check
        label={say("exporting.marks")}
        checked={choice.hasMarks}
        onChange={(event) => onChange({ hasMarks: event.target.checked })}
      />
      <Check
        label={say("exporting.dark")}
        checked={choice.isDark}
        onChange={(event) => onChange({ isDark: event.target.checked })}
      />
    </div>
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
