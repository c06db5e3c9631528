import { useId, useState } from "react"
import type { BoardView, Composing, Scene } from "../../canvas/boardView.ts"
import { notify } from "../../session/notices.ts"
import { useBoard, useSnapshot } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Choice } from "../../ui/Choice.tsx"
import { Select } from "../../ui/Field.tsx"
import { reported } from "../reportProblem.ts"
import { useBoardView } from "../useBoardView.ts"
import { useScene } from "../useScene.ts"
import { useWords } from "../words.ts"
import { composingOf } from "./composing.ts"
import { MyCards } from "./MyCards.tsx"

/** Writing without a map: what it is, the words, where it belongs, and below it what I have written so far. */
export function Composer() {
  const say = useWords()
  const content = useBoard()
  const view = useBoardView(content?.board.kind ?? "")
  const scene = useScene(view, content)
  if (!view || !scene)
    return <p className="phone-wait">{say("app.board.unknown", { kind: content?.board.kind ?? "" })}</p>
  return (
    <div className="composer" key={scene.content.board.id}>
      <Writing view={view} scene={scene} />
      <MyCards content={scene.content} />
    </div>
  )
}

function Writing({ view, scene }: { readonly view: BoardView; readonly scene: Scene }) {
  const say = useWords()
  const offers = composingOf(view)
  const [kind, setKind] = useState(offers[0]?.kind ?? "")
  const offer = offers.find((one) => one.kind === kind) ?? offers[0]
  if (!offer) return <p className="phone-wait">{say("phone.nothingToWrite")}</p>
  return (
    <>
      {offers.length > 1 && (
        <Choice
          label={say("phone.kind")}
          isLabelHidden
          value={offer.kind}
          options={offers.map((one) => ({ value: one.kind, label: say(one.label) }))}
          onChoose={setKind}
        />
      )}
      <CardForm offer={offer} scene={scene} />
    </>
  )
}

function CardForm({ offer, scene }: { readonly offer: Composing; readonly scene: Scene }) {
  const say = useWords()
  const id = useId()
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const places = offer.places(scene, personas)
  const [text, setText] = useState("")
  const [chosen, setChosen] = useState<string>()
  const place = places.find((one) => one.id === chosen) ?? places[0]
  const kind = say(offer.label)
  const add = () => {
    const title = text.trim()
    if (title === "" || reported(offer.add(scene, place?.id, title)) === undefined) return
    setText("")
    notify("calm", "phone.added", { kind, title: title.length > 40 ? `${title.slice(0, 40)}…` : title })
  }
  return (
    <form
      className="composer-form"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <label htmlFor={id} className="visually-hidden">
        {say("phone.text", { kind })}
      </label>
      <textarea
        id={id}
        className="input composer-text"
        rows={4}
        maxLength={400}
        value={text}
        placeholder={say("phone.text", { kind })}
        enterKeyHint="done"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          add()
        }}
      />
      {offer.where !== undefined && places.length > 0 && (
        <Select
          label={say(offer.where)}
          value={place?.id ?? ""}
          options={places.map((one) => ({ value: one.id, label: one.label || say("common.untitled") }))}
          onChange={(event) => setChosen(event.target.value)}
        />
      )}
      {offer.where !== undefined && places.length === 0 && <p className="muted">{say("phone.noPlace")}</p>}
      <Button type="submit" look="primary" icon="add" disabled={text.trim() === ""}>
        {say("common.add")}
      </Button>
    </form>
  )
}
