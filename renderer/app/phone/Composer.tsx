import { useState } from "react"
import type { Composing, Scene } from "../../canvas/boardView.ts"
import { notify } from "../../session/notices.ts"
import { useAllowed, useBoard } from "../../session/useSession.ts"
import { Choice } from "../../ui/Choice.tsx"
import { reported } from "../reportProblem.ts"
import { useScene } from "../useScene.ts"
import { useWritable } from "../useWritable.ts"
import { useWords } from "../words.ts"
import { NoteForm } from "../writing/NoteForm.tsx"
import { MyCards } from "./MyCards.tsx"

/** Writing without a map: what it is, the words, where it belongs, and below it what I have written so far. */
export function Composer() {
  const say = useWords()
  const content = useBoard()
  const writable = useWritable(content?.board.kind ?? "")
  const scene = useScene(writable, content)
  const offers = useAllowed(writable?.offers ?? [])
  if (!writable || !scene)
    return <p className="phone-wait">{say("app.board.unknown", { kind: content?.board.kind ?? "" })}</p>
  return (
    <div className="composer" key={scene.content.board.id}>
      <Writing offers={offers} scene={scene} />
      <MyCards scene={scene} writable={writable} />
    </div>
  )
}

function Writing({ offers, scene }: { readonly offers: readonly Composing[]; readonly scene: Scene }) {
  const say = useWords()
  const [kind, setKind] = useState(offers[0]?.kind ?? "")
  const offer = offers.find((one) => one.kind === kind) ?? offers[0]
  if (!offer) return <p className="phone-wait">{say("phone.nothingToWrite")}</p>
  const add = (title: string, placeId: string | undefined): boolean => {
    if (reported(offer.add(scene, placeId, title)) === undefined) return false
    const short = title.length > 40 ? `${title.slice(0, 40)}…` : title
    notify("calm", "phone.added", { kind: say(offer.label), title: short })
    return true
  }
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
      <NoteForm offer={offer} scene={scene} button={say("common.add")} onAdd={add} />
    </>
  )
}
