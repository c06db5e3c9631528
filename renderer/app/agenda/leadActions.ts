import { nextStep, previousStep, runningStep } from "../../../shared/model/agenda.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import type { Action } from "../../session/action.ts"
import type { Session } from "../../session/session.ts"
import { openProjector } from "../projector/openProjector.ts"
import { revealStep } from "../writing/reveal.ts"
import * as leading from "./leading.ts"

type When = (all: Snapshot) => boolean
const runs: When = (all) => runningStep(all) !== undefined
const goesOn: When = (all) => runs(all) || nextStep(all) !== undefined
const goesBack: When = (all) => previousStep(all) !== undefined

const isAlone: When = (all) => runningStep(all)?.inputMode === "private-until-reveal"
function reveal(session: Session): void {
  const step = runningStep(session.snapshot.getState())
  if (step) void revealStep(session, step.id)
}

/** Only those who lead are offered it; `changes` is about the board, which they always may. */
const lead = (
  name: string,
  shortcuts: readonly string[],
  run: (session: Session) => void,
  when: When = () => true,
): Action => ({
  name: `lead.${name}`,
  label: `action.lead.${name}`,
  ...(shortcuts.length > 0 ? { shortcuts } : {}),
  group: "lead",
  isAvailable: (session) => leading.isLeading(session) && when(session.snapshot.getState()),
  changes: false,
  run,
})

/** Everything for leading the room, each by one key. The bar, the palette and the help sheet read it from here. */
export const leadActions: readonly Action[] = [
  {
    name: "agenda",
    label: "action.agenda",
    shortcuts: ["Shift+A"],
    group: "lead",
    isAvailable: leading.isLeading,
    changes: false,
    run: ({ view }) => view.setState(({ panel }) => ({ panel: panel === "agenda" ? "inspector" : "agenda" })),
  },
  lead("next", ["Shift+N"], (session) => leading.next(session), goesOn),
  lead("back", ["Shift+B"], (session) => leading.back(session), goesBack),
  lead("reveal", ["Shift+R"], reveal, isAlone),
  lead("skip", [], leading.skip, runs),
  lead("again", [], leading.again, runs),
  lead("minute", ["Plus"], leading.extend(1)),
  lead("minutes2", [], leading.extend(2)),
  lead("minutes5", [], leading.extend(5)),
  lead("clock", ["Shift+C"], leading.toggleClock),
  lead("bring", ["Shift+G"], leading.bring),
  lead("follow", ["Shift+F"], leading.toggleFollow),
  lead("spotlight", ["Shift+S"], leading.toggleSpotlight),
  lead("chain", ["Shift+H"], leading.toggleChain),
  lead("prompt", ["Shift+L"], leading.togglePrompt, runs),
  lead("pause", ["Shift+P"], leading.togglePause),
  lead("sound", [], leading.toggleSound),
  lead("calm", [], leading.turnCalm),
  lead("lobby", [], leading.lobby, goesOn),
  lead("projector", [], (session) => void openProjector(session)),
]
