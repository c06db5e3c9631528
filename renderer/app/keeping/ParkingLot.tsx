import { moveParked, parkPoint, pointBecomesAction } from "../../../shared/commands/keeping.ts"
import { parkingLotInOrder } from "../../../shared/model/keeping.ts"
import type { ParkingLotItem } from "../../../shared/model/sessionRecords.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Menu, type MenuItem } from "../../ui/Menu.tsx"
import { reported } from "../reportProblem.ts"
import { useWords } from "../words.ts"
import { KeptText } from "./KeptText.tsx"
import { NewLine } from "./NewLine.tsx"

/** What does not belong here now and is not lost. */
export function ParkingLot({ canWrite }: { readonly canWrite: boolean }) {
  const say = useWords()
  const { editing } = useSession()
  const items = parkingLotInOrder(useSnapshot(({ parkingLot }) => parkingLot).values())
  return (
    <div className="kept">
      {canWrite && (
        <NewLine
          name="parking"
          label={say("keeping.parking.new")}
          button={say("keeping.parking.park")}
          onAdd={(text) => parkPoint(editing, text)}
        />
      )}
      {items.length === 0 && <p className="muted">{say("keeping.parking.none")}</p>}
      <ul className="kept-list">
        {items.map((item) => (
          <Parked key={item.id} item={item} canWrite={canWrite} />
        ))}
      </ul>
    </div>
  )
}

function Parked({ item, canWrite }: { readonly item: ParkingLotItem; readonly canWrite: boolean }) {
  const say = useWords()
  const { editing } = useSession()
  const { id, text, state } = item
  const entry = (name: string, to: ParkingLotItem["state"]): MenuItem => ({
    name,
    label: say(`keeping.parking.${name}`),
    onChoose: () => reported(moveParked(editing, id, to)),
  })
  const toAction: MenuItem = {
    name: "toAction",
    label: say("keeping.parking.toAction"),
    onChoose: () => reported(pointBecomesAction(editing, id)),
  }
  const choices =
    state === "parked" ? [toAction, entry("pickUp", "picked-up"), entry("drop", "dropped")] : [entry("again", "parked")]
  return (
    <li className="kept-item" data-over={state !== "parked" || undefined}>
      <div className="kept-main">
        <KeptText root="parkingLot" {...{ id, text }} label={say("keeping.parking.text")} canWrite={canWrite} />
        {state !== "parked" && <small className="kept-state">{say(`keeping.parking.state.${state}`)}</small>}
      </div>
      {canWrite && (
        <Menu trigger={<IconButton label={say("keeping.parking.menu", { text })} icon="more" />} groups={[choices]} />
      )}
    </li>
  )
}
