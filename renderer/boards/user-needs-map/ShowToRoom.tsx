import { useEffect, useState } from "react"
import { isCapability, isInsight, isNeed, isStage, isUser } from "../../../shared/boards/user-needs-map/schema.ts"
import type { Card } from "../../../shared/model/records.ts"
import { useBoard, useSay, useSession, useStatus, useView } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"

/** For whoever leads: while it is pressed, everybody sees the chain of what I select, or the path that I walk. */
export function ShowToRoom() {
  const say = useSay()
  const { presence } = useSession()
  const role = useStatus(({ me }) => me?.role)
  const content = useBoard()
  const highlighted = useView((view) => view.highlighted)
  const selected = useView((view) => view.selected)
  const [isOn, setOn] = useState(false)
  useEffect(() => {
    const cards = content?.cards
    const pointed = [...(highlighted ?? (selected.size === 1 ? selected : []))].filter((id) => hasChain(cards?.get(id)))
    presence.show({ shows: isOn && pointed.length > 0 ? pointed.slice(0, 12) : undefined })
  }, [presence, content, highlighted, selected, isOn])
  useEffect(() => () => presence.show({ shows: undefined }), [presence])
  if (role !== "facilitator" && role !== "co-facilitator") return null
  return (
    <Button look="quiet" icon="eye" aria-pressed={isOn} onClick={() => setOn(!isOn)}>
      {say("needs.showToRoom")}
    </Button>
  )
}

const hasChain = (card: Card | undefined): boolean =>
  isUser(card) || isNeed(card) || isCapability(card) || isStage(card) || isInsight(card)
