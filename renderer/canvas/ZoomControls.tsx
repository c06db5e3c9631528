import { useEffect, useState } from "react"
import { canvasOf } from "../session/canvasControls.ts"
import { useSay } from "../session/useSession.ts"
import { Button, IconButton } from "../ui/Button.tsx"
import { Menu, type MenuItem } from "../ui/Menu.tsx"
import type { Camera } from "./camera.ts"
import { useCanvas, useCanvasState, useLaid } from "./canvasContext.ts"
import { Minimap } from "./Minimap.tsx"

const steps = [0.5, 1, 2] as const

/** Zoom out, the percentage with its menu, zoom in, and the small map above them. */
export function ZoomControls({ camera }: { readonly camera: Camera }) {
  const say = useSay()
  const { session, state } = useCanvas()
  const isMinimapShown = useCanvasState((now) => now.isMinimapShown)
  const hasCards = useLaid(({ layout }) => layout.cards.length > 0)
  const zoom = useZoom(camera)
  const ask = (run: (controls: NonNullable<ReturnType<typeof canvasOf>>) => void) => () => {
    const controls = canvasOf(session)
    if (controls) run(controls)
  }
  const fits: MenuItem[] = [
    { name: "fit", label: say("action.fit"), shortcut: "Shift+1", onChoose: ask(({ fitBoard }) => fitBoard()) },
    {
      name: "fit-selection",
      label: say("action.fit-selection"),
      shortcut: "Shift+2",
      onChoose: ask(({ fitSelection }) => fitSelection()),
    },
  ]
  const zooms: MenuItem[] = steps.map((step) => ({
    name: `zoom-${step}`,
    label: say("canvas.percent", { share: step }),
    ...(step === 1 ? { shortcut: "Control+0" } : {}),
    onChoose: ask(({ zoomTo }) => zoomTo(step)),
  }))
  const minimap: MenuItem = {
    name: "minimap",
    label: say(isMinimapShown ? "canvas.hideMinimap" : "canvas.showMinimap"),
    onChoose: () => state.setState({ isMinimapShown: !isMinimapShown }),
  }
  return (
    <div className="zoom-corner canvas-own">
      {isMinimapShown && hasCards && <Minimap camera={camera} />}
      <div className="zoom-controls" role="toolbar" aria-label={say("canvas.zoom")}>
        <IconButton icon="minus" label={say("action.zoom-out")} onClick={ask(({ zoomBy }) => zoomBy(1 / 1.25))} />
        <Menu
          align="start"
          trigger={
            <Button look="quiet" className="zoom-percent">
              {say("canvas.percent", { share: zoom })}
            </Button>
          }
          groups={[fits, zooms, [minimap]]}
        />
        <IconButton icon="add" label={say("action.zoom-in")} onClick={ask(({ zoomBy }) => zoomBy(1.25))} />
      </div>
    </div>
  )
}

/** Rounded to whole percents, so that gliding renders no more than it must. */
function useZoom(camera: Camera): number {
  const read = () => Math.round(camera.viewport().zoom * 100) / 100
  const [zoom, setZoom] = useState(read)
  useEffect(() => {
    const follow = () => setZoom(Math.round(camera.viewport().zoom * 100) / 100)
    follow()
    return camera.onMove(follow)
  }, [camera])
  return zoom
}
