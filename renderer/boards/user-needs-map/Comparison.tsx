import { useState } from "react"
import { type OverlayReading, overlaysOf, readUnder } from "../../../shared/boards/user-needs-map/overlays.ts"
import type { Say } from "../../../shared/model/boardKind.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useSay, useSession, useView } from "../../session/useSession.ts"
import { Select } from "../../ui/Field.tsx"

/** Any two options side by side, in words: what one gains and what it costs. */
export function Comparison({ content }: { readonly content: BoardContent }) {
  const say = useSay()
  const { view } = useSession()
  const overlayId = useView((state) => state.overlayId)
  const overlays = overlaysOf(content)
  const [otherId, setOther] = useState<string>()
  const left = readUnder(content, overlayId) ?? readUnder(content, overlays[0]?.id)
  const right =
    readUnder(content, otherId === left?.overlay.id ? undefined : otherId) ??
    readUnder(content, overlays.find(({ id }) => id !== left?.overlay.id)?.id)
  if (!left || !right) return null
  const options = (without: string) =>
    overlays
      .filter(({ id }) => id !== without)
      .map(({ id, title }) => ({ value: id, label: title || say("common.untitled") }))
  return (
    <section className="teams-section" aria-label={say("needs.compare")}>
      <div className="teams-pair">
        <Select
          label={say("needs.compare.one")}
          value={left.overlay.id}
          options={options(right.overlay.id)}
          onChange={({ target }) => view.setState({ overlayId: target.value })}
        />
        <Select
          label={say("needs.compare.other")}
          value={right.overlay.id}
          options={options(left.overlay.id)}
          onChange={({ target }) => setOther(target.value)}
        />
      </div>
      <p className="compare-words">{inWords(left, right, say)}</p>
      <table className="compare">
        <thead>
          <tr>
            <td />
            <th scope="col">{left.overlay.title}</th>
            <th scope="col">{right.overlay.title}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, read }) => (
            <tr key={key}>
              <th scope="row">{say(`needs.compare.${key}`)}</th>
              <td>{read(left, say)}</td>
              <td>{read(right, say)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">{say("needs.compare.together")}</p>
    </section>
  )
}

const rows: readonly { readonly key: string; readonly read: (one: OverlayReading, say: Say) => string }[] = [
  { key: "teams", read: ({ teams }) => `${teams.length}` },
  { key: "handOffs", read: ({ measures }) => `${measures.handOffs.length}` },
  { key: "platformUses", read: ({ measures }) => `${measures.platformUses.length}` },
  { key: "heaviest", read: (one, say) => heaviestOf(one, say) },
  { key: "teamsPerNeed", read: ({ measures }) => `${measures.needs[0]?.teams ?? 0}` },
  { key: "candidates", read: ({ measures }) => namesOf(measures.candidates) },
  { key: "unowned", read: ({ measures }) => namesOf(measures.unowned) },
]

const namesOf = (cards: readonly { readonly title: string }[]): string =>
  cards.length === 0 ? "–" : cards.map(({ title }) => title).join(", ")

function heaviestOf({ measures }: OverlayReading, say: Say): string {
  const team = measures.heaviest
  const load = team && measures.loads.get(team.id)
  if (!team || !load) return "–"
  return `${team.name}: ${say("needs.measure.load", { capabilities: load.capabilities, needs: load.needs })}`
}

/** The second against the first: hand-offs, platform uses and the fullest team in one sentence. */
function inWords(left: OverlayReading, right: OverlayReading, say: Say): string {
  const most = ({ measures }: OverlayReading) =>
    measures.heaviest ? (measures.loads.get(measures.heaviest.id)?.capabilities ?? 0) : 0
  return say("needs.compare.words", {
    one: left.overlay.title,
    other: right.overlay.title,
    oneHandOffs: left.measures.handOffs.length,
    otherHandOffs: right.measures.handOffs.length,
    oneUses: left.measures.platformUses.length,
    otherUses: right.measures.platformUses.length,
    oneMost: most(left),
    otherMost: most(right),
  })
}
