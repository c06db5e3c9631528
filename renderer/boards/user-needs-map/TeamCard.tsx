import type { OverlayReading } from "../../../shared/boards/user-needs-map/overlays.ts"
import type { Capability } from "../../../shared/boards/user-needs-map/schema.ts"
import {
  contribute,
  deleteTeam,
  disownCapabilities,
  groupTeam,
  retypeTeam,
} from "../../../shared/boards/user-needs-map/teams.ts"
import { changeRecord, typeInRecord } from "../../../shared/commands/workshop.ts"
import { type Team, teamTypes } from "../../../shared/model/records.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { told } from "../../session/notices.ts"
import { useBoard, useCanEdit, useSay, useSession, useView } from "../../session/useSession.ts"
import { useSharedText } from "../../session/useSharedText.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Field, Select } from "../../ui/Field.tsx"
import { giveTo } from "./claims.ts"
import { TeamSign } from "./TeamSign.tsx"
import { useOverlay } from "./useOverlay.ts"

interface TeamProps {
  readonly team: Team
  readonly reading: OverlayReading
}

/** One team: its shape, its name and its load at a glance, the rest folded away. */
export function TeamCard({ team, reading }: TeamProps) {
  const say = useSay()
  const canEdit = useCanEdit()
  const load = reading.measures.loads.get(team.id)
  return (
    <li className="team">
      <details>
        <summary>
          <TeamSign type={team.teamType} />
          <span className="team-name">{team.name || say("common.untitled")}</span>
          <span className="team-load">
            {team.teamType === "enabling"
              ? say("needs.teamType.enabling")
              : say("needs.measure.load", { capabilities: load?.capabilities ?? 0, needs: load?.needs ?? 0 })}
          </span>
        </summary>
        <div className="teams-fields">
          <fieldset className="needs-fields" disabled={!canEdit}>
            <TeamFields team={team} reading={reading} />
          </fieldset>
          <Owned team={team} reading={reading} />
        </div>
      </details>
      {canEdit && team.teamType !== "enabling" && <TakeSelected team={team} reading={reading} />}
    </li>
  )
}

const estimates = [1, 2, 3, 4, 5]

function TeamFields({ team, reading }: TeamProps) {
  const say = useSay()
  const { editing } = useSession()
  const { content } = useOverlay()
  const change = (values: Partial<Record<keyof Team, unknown>>) => told(changeRecord(editing, "teams", team.id, values))
  const others = reading.teams.filter(({ id }) => id !== team.id)
  const name = useSharedText(team.name, (text) => told(typeInRecord(editing, "teams", team.id, "name", text)))
  return (
    <>
      <Field label={say("needs.team.name")} maxLength={textLimit.title} {...name} />
      <Select
        label={say("needs.teamType")}
        value={team.teamType}
        options={teamTypes.map((value) => ({ value, label: say(`needs.teamType.${value}`) }))}
        onChange={({ target }) => {
          const chosen = teamTypes.find((type) => type === target.value)
          if (chosen) told(retypeTeam(editing, team.id, chosen))
        }}
      />
      <Field
        label={say("needs.team.people")}
        type="number"
        min={1}
        max={50}
        value={team.people ?? ""}
        onChange={({ target }) => change({ people: wholeIn(target.value, 1, 50) })}
      />
      <Select
        label={say("needs.team.loadEstimate")}
        value={team.loadEstimate === undefined ? "" : String(team.loadEstimate)}
        options={[
          { value: "", label: say("needs.score.none") },
          ...estimates.map((value) => ({ value: String(value), label: say(`needs.team.loadEstimate.${value}`) })),
        ]}
        onChange={({ target }) => change({ loadEstimate: wholeIn(target.value, 1, 5) })}
      />
      {others.length > 0 && (
        <Select
          label={say("needs.team.parent")}
          value={team.parentTeamId ?? ""}
          options={[
            { value: "", label: say("needs.team.parent.none") },
            ...others.map(({ id, name: called }) => ({ value: id, label: called || say("common.untitled") })),
          ]}
          onChange={({ target }) =>
            content && told(groupTeam({ editing, content }, team.id, target.value === "" ? undefined : target.value))
          }
        />
      )}
      <Button icon="trash" onClick={() => told(deleteTeam(editing, team.id))}>
        {say("needs.team.delete", { name: team.name || say("common.untitled") })}
      </Button>
    </>
  )
}

const wholeIn = (text: string, least: number, most: number): number | undefined => {
  const value = Number.parseInt(text, 10)
  return Number.isNaN(value) ? undefined : Math.min(most, Math.max(least, value))
}

/** What a team owns and what it works on besides; each can be given away here. */
function Owned({ team, reading }: TeamProps) {
  const say = useSay()
  const { editing } = useSession()
  const owned = reading.ownedBy(team)
  const shared = reading.map.capabilities.filter(({ id }) =>
    reading.contributorsOf(id).some((contributor) => contributor.id === team.id),
  )
  return (
    <>
      <CapabilityList
        label={say("needs.team.owns")}
        capabilities={owned}
        onRemove={(id) => told(disownCapabilities(editing, reading.overlay.id, [id]))}
      />
      <CapabilityList
        label={say("needs.team.contributes")}
        capabilities={shared}
        onRemove={(id) => told(contribute(editing, team.id, [id], false))}
      />
    </>
  )
}

function CapabilityList({
  label,
  capabilities,
  onRemove,
}: {
  readonly label: string
  readonly capabilities: readonly Capability[]
  readonly onRemove: (id: string) => void
}) {
  const say = useSay()
  const canEdit = useCanEdit()
  if (capabilities.length === 0) return null
  return (
    <div>
      <h4>{label}</h4>
      <ul className="needs-lines" aria-label={label}>
        {capabilities.map(({ id, title }) => (
          <li key={id} className="needs-line team-owned">
            <span>{title || say("common.untitled")}</span>
            {canEdit && (
              <IconButton
                icon="close"
                label={say("needs.team.letGo", { title: title || say("common.untitled") })}
                onClick={() => onRemove(id)}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Select capabilities on the map, then press the team: the quick way to draw a boundary. */
function TakeSelected({ team, reading }: TeamProps) {
  const say = useSay()
  const session = useSession()
  const content = useBoard()
  const selected = useView((view) => view.selected)
  const free = reading.map.capabilities.filter(({ id }) => selected.has(id) && reading.ownerOf(id)?.id !== team.id)
  if (free.length === 0) return null
  return (
    <Button className="team-take" onClick={() => content && told(giveTo(session, content, team, free))}>
      {say("needs.team.take", { team: team.name || say("common.untitled"), count: free.length })}
    </Button>
  )
}
