import { lazy, Suspense, useLayoutEffect, useState } from "react"
import { sections } from "../../boards/index.ts"
import type { BoardView } from "../../canvas/boardView.ts"
import { canvasOf } from "../../session/canvasControls.ts"
import { CardKindContext, useBoard, useSession, useSnapshot, useView } from "../../session/useSession.ts"
import { useWords } from "../words.ts"
import { MergedWords } from "../writing/MergedWords.tsx"
import { Panel } from "./Panel.tsx"

const CardKeeping = lazy(async () => ({ default: (await import("../keeping/CardKeeping.tsx")).CardKeeping }))

/** Details of the one selected card. Nothing while none or several are selected, or while one is being written. */
export function InspectorPanel({ view }: { readonly view: BoardView }) {
  const say = useWords()
  const content = useBoard()
  const session = useSession()
  const cardId = useView(({ selected, editing }) =>
    selected.size === 1 && editing === undefined ? [...selected][0] : undefined,
  )
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const card = cardId === undefined ? undefined : content?.cards.get(cardId)
  const side = useFreeSide(cardId)
  if (!card || !content) return null
  const Section = Object.hasOwn(sections, card.kind) ? sections[card.kind] : undefined
  const name = view.boardKind.nameOf(card, personas) || say("common.untitled")
  return (
    <Panel
      title={say("app.inspector", { kind: say(`kind.${card.kind}`), name })}
      onClose={() => session.view.setState({ panel: "none" })}
      side={side}
    >
      <CardKindContext value={card.kind}>
        <view.Inspector key={card.id} card={card} content={content} />
        <MergedWords card={card} content={content} />
        {Section && (
          <Suspense>
            <Section card={card} />
          </Suspense>
        )}
      </CardKindContext>
      <Suspense>
        <CardKeeping key={`kept ${card.id}`} card={card} />
      </Suspense>
    </Panel>
  )
}

/** The panel's width with some air. */
const room = 380
/** By then the map has come to the card that was selected. */
const glideMs = 400

/** The side of the map on which the panel does not lie over the selected card. */
function useFreeSide(cardId: string | undefined): "left" | "right" {
  const [side, setSide] = useState<"left" | "right">("right")
  const session = useSession()
  useLayoutEffect(() => {
    if (cardId === undefined) return
    const selectedAt = performance.now()
    const look = () => {
      const box = document.querySelector(`[data-id="${CSS.escape(cardId)}"]`)?.getBoundingClientRect()
      if (box) setSide(box.right > window.innerWidth - room && box.left > room ? "left" : "right")
    }
    look()
    // The map may still glide to the card; whoever moves it afterwards finds the panel where it was.
    return canvasOf(session)?.onMove(() => {
      if (performance.now() - selectedAt < glideMs) look()
    })
  }, [cardId, session])
  return side
}
