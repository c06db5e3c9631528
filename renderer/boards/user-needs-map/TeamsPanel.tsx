import { useState } from "react"
import type { OverlayReading } from "../../../shared/boards/user-needs-map/overlays.ts"
import { overlaysOf } from "../../../shared/boards/user-needs-map/overlays.ts"
import { addOverlay, addTeam, copyOverlay } from "../../../shared/boards/user-needs-map/teams.ts"
import { told } from "../../session/notices.ts"
import { useCanEdit, useSay, useSession } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Choice } from "../../ui/Choice.tsx"
import { Comparison } from "./Comparison.tsx"
import { Decision } from "./Decision.tsx"
import { Interactions } from "./Interactions.tsx"
import { OverlayFields } from "./OverlayFields.tsx"
import { OwnPanel } from "./OwnPanel.tsx"
import { TeamCard } from "./TeamCard.tsx"
import { useOverlay } from "./useOverlay.ts"

/** Who owns what: the options, what follows from each, its teams and how they work together. */
export function TeamsPanel() {
  const say = useSay()
  const [page, setPage] = useState<"teams" | "compare">("teams")
  const { content, reading } = useOverlay()
  if (!content) return null
  const isComparable = content.overlays.size > 1
  return (
    <OwnPanel title={say("needs.teams")} isWide>
      <div className="teams">
        {isComparable && (
          <Choice
            label={say("needs.teams.page")}
            isLabelHidden
            value={page}
            options={(["teams", "compare"] as const).map((value) => ({
              value,
              label: say(`needs.teams.page.${value}`),
            }))}
            onChoose={setPage}
          />
        )}
        {isComparable && page === "compare" ? (
          <Comparison content={content} />
        ) : (
          <>
            <Overlays />
            {reading && <OneOverlay key={reading.overlay.id} reading={reading} />}
          </>
        )}
      </div>
    </OwnPanel>
  )
}

function Overlays() {
  const say = useSay()
  const { editing, view } = useSession()
  const { content, reading } = useOverlay()
  const canEdit = useCanEdit()
  if (!content) return null
  const overlays = overlaysOf(content)
  const show = (overlayId: string | undefined) => view.setState({ overlayId })
  const nextTitle = () =>
    say(overlays.length === 0 ? "needs.overlay.first" : "needs.overlay.next", { letter: letter(overlays.length) })
  const copy = (id: string) => {
    const made = copyOverlay({ editing, content }, id, nextTitle())
    told(made)
    if (made.ok) show(made.value)
  }
  return (
    <>
      {overlays.length === 0 ? (
        <p className="muted">{say("needs.overlay.empty")}</p>
      ) : (
        <Choice
          label={say("needs.overlay.shown")}
          value={reading?.overlay.id ?? ""}
          options={[
            { value: "", label: say("needs.overlay.none") },
            ...overlays.map(({ id, title }) => ({ value: id, label: title || say("common.untitled") })),
          ]}
          onChoose={(id) => show(id === "" ? undefined : id)}
        />
      )}
      {canEdit && (
        <div className="teams-row">
          <Button icon="add" onClick={() => show(addOverlay({ editing, content }, nextTitle()))}>
            {say("needs.overlay.add")}
          </Button>
          {reading && <Button onClick={() => copy(reading.overlay.id)}>{say("needs.overlay.copy")}</Button>}
        </div>
      )}
    </>
  )
}

/** A, B, C … for the options after the first, which is how things are. */
const letter = (count: number): string => String.fromCharCode(64 + Math.min(26, Math.max(1, count)))

function OneOverlay({ reading }: { readonly reading: OverlayReading }) {
  const say = useSay()
  const { editing } = useSession()
  const canEdit = useCanEdit()
  const { overlay, teams } = reading
  return (
    <>
      {canEdit && <OverlayFields overlay={overlay} />}
      <Decision reading={reading} />
      <section aria-label={say("needs.teams.list")} className="teams-section">
        <h3>{say("needs.teams.list")}</h3>
        {teams.length === 0 && <p className="muted">{say("needs.teams.none")}</p>}
        <ul className="teams-list">
          {teams.map((team) => (
            <TeamCard key={team.id} team={team} reading={reading} />
          ))}
        </ul>
        {canEdit && (
          <Button
            icon="add"
            onClick={() =>
              told(addTeam(editing, overlay.id, { name: say("needs.team.new", { number: teams.length + 1 }) }))
            }
          >
            {say("needs.team.add")}
          </Button>
        )}
      </section>
      {teams.length > 1 && <Interactions reading={reading} />}
    </>
  )
}
