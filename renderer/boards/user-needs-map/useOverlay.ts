import { useMemo } from "react"
import { type OverlayReading, readUnder } from "../../../shared/boards/user-needs-map/overlays.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useBoard, useView } from "../../session/useSession.ts"

/** The map that is looked at, under the overlay that is shown; `reading` is undefined while the map is bare. */
export function useOverlay(): {
  readonly content: BoardContent | undefined
  readonly reading: OverlayReading | undefined
} {
  const content = useBoard()
  const overlayId = useView((view) => view.overlayId)
  const reading = useMemo(() => content && readUnder(content, overlayId), [content, overlayId])
  return { content, reading }
}
