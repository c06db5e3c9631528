import { cleanLine } from "../../../shared/model/text.ts"
import { useSay } from "../../session/useSession.ts"
import { DraftField } from "./DraftField.tsx"

const parts = ["situation", "motivation", "benefit"] as const
const partLimit = 200
type Statement = { readonly [part in (typeof parts)[number]]?: string | undefined }

/** An outcome statement: when …, I want to …, so that …. */
export function OutcomeStatement({
  legend,
  statement,
  onKeep,
}: {
  readonly legend: string
  readonly statement: Statement
  readonly onKeep: (statement: Statement) => boolean
}) {
  const say = useSay()
  return (
    <details className="needs-more">
      <summary>{legend}</summary>
      {parts.map((part) => (
        <DraftField
          key={part}
          label={say(`needs.${part}`)}
          value={statement[part] ?? ""}
          maxLength={partLimit}
          onKeep={(text) => onKeep({ ...statement, [part]: text === "" ? undefined : cleanLine(text, partLimit) })}
        />
      ))}
    </details>
  )
}
