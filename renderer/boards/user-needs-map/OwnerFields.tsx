import type { OverlayReading } from "../../../shared/boards/user-needs-map/overlays.ts"
import type { Capability } from "../../../shared/boards/user-needs-map/schema.ts"
import { contribute, disownCapabilities } from "../../../shared/boards/user-needs-map/teams.ts"
import { told } from "../../session/notices.ts"
import { useBoard, useSay, useSession } from "../../session/useSession.ts"
import { Check, Select } from "../../ui/Field.tsx"
import { giveTo } from "./claims.ts"

/** Who owns a capability in the option that is shown, and who works on it besides. */
export function OwnerFields({ card, reading }: { readonly card: Capability; readonly reading: OverlayReading }) {
  const say = useSay()
  const session = useSession()
  const { editing } = session
  const content = useBoard()
  const { overlay, teams } = reading
  const owner = reading.ownerOf(card.id)
  const contributors = new Set(reading.contributorsOf(card.id).map(({ id }) => id))
  const others = teams.filter(({ id }) => id !== owner?.id)
  const give = (teamId: string) => {
    const team = teams.find(({ id }) => id === teamId)
    if (!team) told(disownCapabilities(editing, overlay.id, [card.id]))
    else if (content) told(giveTo(session, content, team, [card]))
  }
  return (
    <>
      <Select
        label={say("needs.owner", { overlay: overlay.title })}
        value={owner?.id ?? ""}
        options={[
          { value: "", label: say("needs.owner.none") },
          ...teams
            .filter(({ teamType }) => teamType !== "enabling")
            .map(({ id, name }) => ({ value: id, label: name || say("common.untitled") })),
        ]}
        onChange={({ target }) => give(target.value)}
      />
      {others.length > 0 && (
        <details className="teams-more" open={contributors.size > 0}>
          <summary>{say("needs.contributors", { count: contributors.size })}</summary>
          {others.map(({ id, name }) => (
            <Check
              key={id}
              label={name || say("common.untitled")}
              checked={contributors.has(id)}
              onChange={({ target }) => told(contribute(editing, id, [card.id], target.checked))}
            />
          ))}
        </details>
      )}
    </>
  )
}
