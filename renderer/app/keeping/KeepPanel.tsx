import { useState } from "react"
import { useSession } from "../../session/useSession.ts"
import { Tabs } from "../../ui/Tabs.tsx"
import { Panel } from "../shell/Panel.tsx"
import { useWords } from "../words.ts"
import { Actions } from "./Actions.tsx"
import { Decisions } from "./Decisions.tsx"
import { Energy } from "./Energy.tsx"
import { ParkingLot } from "./ParkingLot.tsx"
import { useKeepingRefusal } from "./useMayKeep.ts"
import "./keeping.css"

/** Parking lot, decisions, actions and energy: what the room takes along besides its boards. */
export function KeepPanel() {
  const say = useWords()
  const { view } = useSession()
  const refusal = useKeepingRefusal()
  const [tab, setTab] = useState("parking")
  const canWrite = refusal === undefined
  const tabs = [
    { value: "parking", label: say("keeping.parking"), content: <ParkingLot canWrite={canWrite} /> },
    { value: "decisions", label: say("keeping.decisions"), content: <Decisions /> },
    { value: "actions", label: say("keeping.actions"), content: <Actions canWrite={canWrite} /> },
    { value: "energy", label: say("keeping.energy"), content: <Energy /> },
  ]
  return (
    <Panel title={say("keeping.title")} onClose={() => view.setState({ panel: "inspector" })}>
      <div className="keep-panel">
        {refusal !== undefined && <p className="muted">{say(refusal)}</p>}
        <Tabs label={say("keeping.tabs")} value={tab} onChoose={setTab} tabs={tabs} />
      </div>
    </Panel>
  )
}
