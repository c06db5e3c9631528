import { useState } from "react"
import type { Card } from "../../../shared/model/records.ts"
import type { Composing, Scene } from "../../canvas/boardView.ts"
import { useBoard, useMayWrite, useSnapshot } from "../../session/useSession.ts"
import { Choice } from "../../ui/Choice.tsx"
import { Select } from "../../ui/Field.tsx"
import { reported } from "../reportProblem.ts"
import { swatchOf } from "../shell/swatch.ts"
import { useScene } from "../useScene.ts"
import { useWritable } from "../useWritable.ts"
import { useWords } from "../words.ts"

/** Saying where cards belong without dragging: what stands nowhere first, each with a list of the places it can have. */
export function PlacePage() {
  const say = useWords()
  const content = useBoard()
  const writable = useWritable(content?.board.kind ?? "")
  const scene = useScene(writable, content)
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const [shows, setShows] = useState<"open" | "all">("open")
  if (!scene || !writable) return null
  const rows = writable.offers.flatMap((offer) => {
    const places = offer.move ? offer.places(scene, personas) : []
    if (places.length === 0) return []
    return [...scene.content.cards.values()]
      .filter(({ kind }) => kind === offer.kind)
      .map((card) => ({ card, offer, places, placeId: offer.placeOf?.(scene, card.id) }))
  })
  const isOpen = (row: (typeof rows)[number]) => !row.places.some(({ id }) => id === row.placeId)
  const shown = shows === "open" ? rows.filter(isOpen) : rows
  return (
    <div className="place-page">
      <Choice
        label={say("phone.place.which")}
        isLabelHidden
        value={shows}
        options={[
          { value: "open", label: say("phone.place.open", { count: rows.filter(isOpen).length }) },
          { value: "all", label: say("phone.place.all", { count: rows.length }) },
        ]}
        onChoose={setShows}
      />
      {shown.length === 0 && <p className="muted">{say(shows === "open" ? "phone.place.done" : "phone.place.none")}</p>}
      <ul className="place-list">
        {shown.map(({ card, offer, places, placeId }) => (
          <PlaceRow key={card.id} card={card} offer={offer} scene={scene} places={places} placeId={placeId} />
        ))}
      </ul>
    </div>
  )
}

interface RowProps {
  readonly card: Card
  readonly offer: Composing
  readonly scene: Scene
  readonly places: readonly { readonly id: string; readonly label: string }[]
  readonly placeId: string | undefined
}

function PlaceRow({ card, offer, scene, places, placeId }: RowProps) {
  const say = useWords()
  const mayWrite = useMayWrite(card.kind)
  const hasPlace = places.some(({ id }) => id === placeId)
  return (
    <li className="place-row">
      <p className="place-card">
        <span className="swatch" style={swatchOf(card.kind)} aria-hidden="true" />
        <span>
          <small className="muted">{say(offer.label)}</small>
          <br />
          {card.title || say("common.untitled")}
        </span>
      </p>
      <Select
        label={say(offer.where ?? "phone.where")}
        value={hasPlace ? placeId : ""}
        disabled={!mayWrite}
        options={[
          ...(hasPlace ? [] : [{ value: "", label: say("phone.place.choose") }]),
          ...places
            .filter(({ id }) => id !== card.id)
            .map(({ id, label }) => ({ value: id, label: label || say("common.untitled") })),
        ]}
        onChange={(event) => {
          if (event.target.value !== "" && offer.move) reported(offer.move(scene, card.id, event.target.value))
        }}
      />
    </li>
  )
}
