import { changeRecord } from "../../../shared/commands/workshop.ts"
import { type Audience, audiences } from "../../../shared/model/records.ts"
import { useCanEdit, useSay, useSession, useSnapshot } from "../../session/useSession.ts"

/** Rule D1: who decides, who works with it, who is served. No tool can know it; each persona has three choices. */
export function AudienceQuestions({ personaIds }: { readonly personaIds: readonly string[] }) {
  const say = useSay()
  return (
    <section aria-labelledby="derive-audience">
      <h3 id="derive-audience">{say("flow.derive.audience.ask")}</h3>
      <p className="muted">{say("flow.derive.audience.hint")}</p>
      {personaIds.map((id) => (
        <AudienceQuestion key={id} personaId={id} />
      ))}
    </section>
  )
}

function AudienceQuestion({ personaId }: { readonly personaId: string }) {
  const say = useSay()
  const canEdit = useCanEdit()
  const { editing } = useSession()
  const name = useSnapshot(({ personas }) => personas.get(personaId)?.name) ?? ""
  const choose = (audience: Audience) => changeRecord(editing, "personas", personaId, { audience })
  return (
    <fieldset className="flow-chosen derive-audience" disabled={!canEdit}>
      <legend>{say("flow.derive.audience.of", { persona: name || say("common.untitled") })}</legend>
      <div className="audience-choices">
        {audiences.map((audience) => (
          <button key={audience} type="button" className="button audience-button" onClick={() => choose(audience)}>
            <strong>{say(`audience.${audience}`)}</strong>
            <span>{say(`flow.derive.audience.${audience}`)}</span>
          </button>
        ))}
      </div>
    </fieldset>
  )
}
