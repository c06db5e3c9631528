import { useEffect, useState } from "react"
import { canvasOf } from "../session/canvasControls.ts"
import { useCanEdit, useSay } from "../session/useSession.ts"
import type { Camera } from "./camera.ts"
import { useCanvas, useLaid } from "./canvasContext.ts"
import { viewRect } from "./window.ts"

/** What an empty board says: what to do, and one grey example. */
export function Nothing() {
  const say = useSay()
  const { boardView, session } = useCanvas()
  const canEdit = useCanEdit()
  const isEmpty = useLaid(({ layout }) => layout.cards.length === 0)
  if (!isEmpty) return null
  const { title, hint } = boardView.empty
  return (
    <div className="canvas-empty">
      <p className="canvas-empty-title">{say(title)}</p>
      <p className="canvas-empty-example">{say(hint)}</p>
      {canEdit &&
        boardView.actions
          .filter(({ inToolbar }) => inToolbar)
          .map(({ name, label, run }) => (
            <button key={name} type="button" className="button button-primary" onClick={() => run(session)}>
              {say(label)}
            </button>
          ))}
    </div>
  )
}

/** The way back when nothing of the board is in view. */
export function LostHint({ camera }: { readonly camera: Camera }) {
  const say = useSay()
  const { layout, session } = useCanvas()
  const [isLost, setIsLost] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      const board = layout.store.getState()
      const hasCards = board.placed.size > 0
      setIsLost(hasCards && board.cardsIn.within(viewRect(camera.viewport())).size === 0)
    }
    // Not on every frame of a pan: the button is wanted when one has come to rest.
    const ask = () => {
      clearTimeout(timer)
      timer = setTimeout(look, 200)
    }
    ask()
    const stops = [camera.onMove(ask), layout.store.subscribe(ask)]
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [camera, layout])
  if (!isLost) return null
  return (
    <button type="button" className="canvas-lost" onClick={() => canvasOf(session)?.fitBoard()}>
      {say("canvas.backToContent")}
    </button>
  )
}
