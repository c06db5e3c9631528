import { toggleMark } from "../../../shared/commands/keeping.ts"
import { marksOn } from "../../../shared/model/keeping.ts"
import type { Card } from "../../../shared/model/records.ts"
import { markKinds } from "../../../shared/model/sessionRecords.ts"
import { MarkSign } from "../../canvas/MarkSign.tsx"
import { useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { reported } from "../reportProblem.ts"
import { useWords } from "../words.ts"
import { Comments } from "./Comments.tsx"
import { useKeepingRefusal } from "./useMayKeep.ts"
import "./keeping.css"

/** What people mark on one card and say about it, below its details. */
export function CardKeeping({ card }: { readonly card: Card }) {
  const say = useWords()
  const refusal = useKeepingRefusal()
  return (
    <section className="card-keeping" aria-label={say("keeping.card")}>
      <Marks cardId={card.id} canWrite={refusal === undefined} />
      <Comments cardId={card.id} canWrite={refusal === undefined} />
      {refusal !== undefined && <p className="muted">{say(refusal)}</p>}
    </section>
  )
}

function Marks({ cardId, canWrite }: { readonly cardId: string; readonly canWrite: boolean }) {
  const say = useWords()
  const { editing } = useSession()
  const me = useStatus((status) => status.me?.personId)
  const found = marksOn(useSnapshot(({ marks }) => marks).values(), cardId, me)
  return (
    <div>
      <h3 className="kept-heading">{say("keeping.marks")}</h3>
      <fieldset className="marks" aria-label={say("keeping.marks")}>
        {markKinds.map((kind) => {
          const { count = 0, isMine = false } = found.find((one) => one.kind === kind) ?? {}
          const mark = say(`keeping.mark.${kind}`)
          return (
            <button
              key={kind}
              type="button"
              className="button mark"
              data-mark={kind}
              aria-pressed={isMine}
              disabled={!canWrite}
              onClick={() => reported(toggleMark(editing, cardId, kind))}
            >
              <MarkSign kind={kind} />
              <span aria-hidden="true">{mark}</span>
              {count > 0 && (
                <span className="mark-count" aria-hidden="true">
                  {count}
                </span>
              )}
              <span className="visually-hidden">{say("keeping.mark.count", { mark, count })}</span>
            </button>
          )
        })}
      </fieldset>
    </div>
  )
}
