import { typeInRecord } from "../../../shared/commands/workshop.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { useSession } from "../../session/useSession.ts"
import { isComposed, useSharedText } from "../../session/useSharedText.ts"
import { reported } from "../reportProblem.ts"

interface KeptTextProps {
  readonly root: "parkingLot" | "decisions" | "actions"
  readonly id: string
  readonly text: string
  readonly label: string
  readonly canWrite: boolean
}

/** The words of something kept, to be written on where they stand; two people may write at once. */
export function KeptText({ root, id, text, label, canWrite }: KeptTextProps) {
  const { editing } = useSession()
  const field = useSharedText(text, (typed) => reported(typeInRecord(editing, root, id, "text", typed)))
  if (!canWrite) return <p className="kept-text">{text}</p>
  return (
    <textarea
      className="input kept-text"
      rows={1}
      aria-label={label}
      maxLength={textLimit.line}
      {...field}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (isComposed(event)) return
        if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur()
      }}
    />
  )
}
