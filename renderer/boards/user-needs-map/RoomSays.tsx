import { useEffect, useState } from "react"
import { askRoom } from "../../../shared/commands/walking.ts"
import { soundOf } from "../../session/sounds.ts"
import { useOthers, useSay, useSession, useStatus } from "../../session/useSession.ts"
import { Check } from "../../ui/Field.tsx"

/** For whoever leads: every screen asks whether the sentence sounds right, and here is how many say what, never who. */
export function RoomSays({ boardId, sentence }: { readonly boardId: string; readonly sentence: string }) {
  const say = useSay()
  const { editing } = useSession()
  const leads = useStatus(({ me }) => me?.role === "facilitator" || me?.role === "co-facilitator")
  const [isAsking, setAsking] = useState(false)
  const right = useOthers((others) => soundOf(others, sentence, "right"))
  const odd = useOthers((others) => soundOf(others, sentence, "odd"))
  useEffect(() => {
    if (!leads || !isAsking) return
    askRoom(editing, boardId, sentence)
    return () => askRoom(editing, boardId, undefined)
  }, [leads, isAsking, editing, boardId, sentence])
  if (!leads) return null
  return (
    <>
      <Check label={say("needs.walk.ask")} checked={isAsking} onChange={(event) => setAsking(event.target.checked)} />
      {isAsking && <p role="status">{say("needs.walk.says", { right, odd })}</p>}
    </>
  )
}
