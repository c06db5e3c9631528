import { useState } from "react"
import type { OverlayReading } from "../../../shared/boards/user-needs-map/overlays.ts"
import { addInteraction } from "../../../shared/boards/user-needs-map/teams.ts"
import { changeRecord, deleteRecord } from "../../../shared/commands/workshop.ts"
import { interactionModes, type TeamInteraction } from "../../../shared/model/records.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { told } from "../../session/notices.ts"
import { useCanEdit, useSay, useSession } from "../../session/useSession.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Select } from "../../ui/Field.tsx"
import { DraftField } from "./DraftField.tsx"
import { useOverlay } from "./useOverlay.ts"

/** How the teams work together. Listed here and never drawn on the map: interactions are short-lived, boundaries are not. */
export function Interactions({ reading }: { readonly reading: OverlayReading }) {
  const say = useSay()
  const canEdit = useCanEdit()
  return (
    <section aria-label={say("needs.interactions")} className="teams-section">
      <h3>{say("needs.interactions")}</h3>
      {reading.interactions.length === 0 && <p className="muted">{say("needs.interactions.none")}</p>}
      <ul className="teams-list">
        {reading.interactions.map((one) => (
          <Interaction key={one.id} interaction={one} reading={reading} />
        ))}
      </ul>
      {canEdit && <NewInteraction reading={reading} />}
    </section>
  )
}

function Interaction({
  interaction,
  reading,
}: {
  readonly interaction: TeamInteraction
  readonly reading: OverlayReading
}) {
  const say = useSay()
  const { editing } = useSession()
  const canEdit = useCanEdit()
  const nameOf = (id: string) => reading.teams.find((team) => team.id === id)?.name || say("needs.team.gone")
  const [from, to] = [nameOf(interaction.fromTeamId), nameOf(interaction.toTeamId)]
  const change = (values: object) => told(changeRecord(editing, "teamInteractions", interaction.id, { ...values }))
  const sentence = say(`needs.interaction.${interaction.mode}`, { from, to })
  return (
    <li className="team">
      <details>
        <summary>
          <span className="team-name">{sentence}</span>
          {interaction.until !== "" && (
            <span className="team-load">{say("needs.interaction.until", { until: interaction.until })}</span>
          )}
        </summary>
        <fieldset className="needs-fields" disabled={!canEdit}>
          <Select
            label={say("needs.interaction.mode")}
            value={interaction.mode}
            options={interactionModes.map((value) => ({ value, label: say(`needs.interaction.mode.${value}`) }))}
            onChange={({ target }) => change({ mode: target.value })}
          />
          <DraftField
            label={say("needs.interaction.until.label")}
            value={interaction.until}
            maxLength={60}
            onKeep={(until) => change({ until })}
          />
          <DraftField
            label={say("needs.note")}
            value={interaction.note}
            maxLength={textLimit.line}
            onKeep={(note) => change({ note })}
          />
          <IconButton
            icon="trash"
            label={say("needs.interaction.delete", { from, to })}
            onClick={() => told(deleteRecord(editing, "teamInteractions", interaction.id))}
          />
        </fieldset>
      </details>
    </li>
  )
}

function NewInteraction({ reading }: { readonly reading: OverlayReading }) {
  const say = useSay()
  const { editing } = useSession()
  const { content } = useOverlay()
  const [from, setFrom] = useState("")
  const [to, setTo] = useState("")
  const options = (without: string) => [
    { value: "", label: "…" },
    ...reading.teams
      .filter(({ id }) => id !== without)
      .map(({ id, name }) => ({ value: id, label: name || say("common.untitled") })),
  ]
  const add = () => {
    if (content) told(addInteraction({ editing, content }, from, to))
    setFrom("")
    setTo("")
  }
  return (
    <div className="teams-pair">
      <Select
        label={say("needs.interaction.from")}
        value={from}
        options={options(to)}
        onChange={({ target }) => setFrom(target.value)}
      />
      <Select
        label={say("needs.interaction.to")}
        value={to}
        options={options(from)}
        onChange={({ target }) => setTo(target.value)}
      />
      <Button icon="add" disabled={from === "" || to === ""} onClick={add}>
        {say("needs.interaction.add")}
      </Button>
    </div>
  )
}
