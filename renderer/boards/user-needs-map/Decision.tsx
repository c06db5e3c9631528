import type { OverlayReading } from "../../../shared/boards/user-needs-map/overlays.ts"
import type { DependsOn } from "../../../shared/boards/user-needs-map/schema.ts"
import { useSay, useSession, useView } from "../../session/useSession.ts"

/** What the option means: hand-offs, platform uses and the fullest team together, since each alone misleads. Pressing one shows it on the map. */
export function Decision({ reading }: { readonly reading: OverlayReading }) {
  const say = useSay()
  const { measures } = reading
  const heaviest = measures.heaviest
  const load = heaviest && measures.loads.get(heaviest.id)
  const widest = measures.needs[0]
  const linesOf = (lines: readonly DependsOn[]) => lines.flatMap(({ id, fromId, toId }) => [id, fromId, toId])
  return (
    <section aria-label={say("needs.decision")} className="teams-section">
      <h3>{say("needs.decision")}</h3>
      <ul className="decision">
        <Measure
          ids={linesOf(measures.handOffs)}
          text={say("needs.measure.handOffs", { count: measures.handOffs.length })}
        />
        <Measure
          ids={linesOf(measures.platformUses)}
          text={say("needs.measure.platformUses", { count: measures.platformUses.length })}
        />
        {heaviest && load && (
          <Measure
            ids={reading.ownedBy(heaviest).map(({ id }) => id)}
            text={say("needs.measure.heaviest", {
              team: heaviest.name,
              capabilities: load.capabilities,
              needs: load.needs,
            })}
          />
        )}
        {widest && widest.teams > 1 && (
          <Measure
            ids={[widest.need.id, ...reading.map.chains.chain(widest.need.id)]}
            text={say("needs.measure.widest", { need: widest.need.title, count: widest.teams })}
          />
        )}
        {measures.candidates.length > 0 && (
          <Measure
            ids={measures.candidates.map(({ id }) => id)}
            text={say("needs.measure.candidates", { names: measures.candidates.map(({ title }) => title).join(", ") })}
          />
        )}
        {measures.unowned.length > 0 && (
          <Measure
            ids={measures.unowned.map(({ id }) => id)}
            text={say("needs.measure.unowned", { names: measures.unowned.map(({ title }) => title).join(", ") })}
          />
        )}
      </ul>
    </section>
  )
}

function Measure({ ids, text }: { readonly ids: readonly string[]; readonly text: string }) {
  const { view } = useSession()
  const isShown = useView(
    ({ highlighted }) =>
      ids.length > 0 && highlighted?.size === new Set(ids).size && ids.every((id) => highlighted.has(id)),
  )
  if (ids.length === 0) return <li className="decision-plain">{text}</li>
  return (
    <li>
      <button
        type="button"
        className="decision-measure"
        aria-pressed={isShown}
        onClick={() => view.setState({ highlighted: isShown ? undefined : new Set(ids) })}
      >
        {text}
      </button>
    </li>
  )
}
