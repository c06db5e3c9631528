import { Suspense, useState } from "react"
import { useRunningStep, useStatus, useView } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Panel } from "../shell/Panel.tsx"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { PrivateWriting } from "./PrivateWriting.tsx"
import { RevealBar } from "./RevealBar.tsx"

/**
 * Beside the map while a step is written alone: one's own notes, and for whoever leads the counters and the reveal. The
 * notes open by themselves for those who are there to write, and step aside for any other panel.
 */
export function WritingAlone() {
  const say = useWords()
  const step = useRunningStep()
  const leads = useLeads()
  const writes = useStatus(({ me }) => me !== undefined && me.role !== "observer")
  const isAlone = useView(({ panel }) => panel === "inspector" || panel === "none")
  const [choice, setChoice] = useState<{ readonly stepId: string; readonly isOpen: boolean }>()
  if (step?.inputMode !== "private-until-reveal" || !writes) return <RevealBar />
  const isOpen = choice?.stepId === step.id ? choice.isOpen : !leads
  const open = (next: boolean) => setChoice({ stepId: step.id, isOpen: next })
  return (
    <>
      <RevealBar />
      {isOpen && isAlone && (
        <Panel title={step.title} onClose={() => open(false)}>
          {/* Its words may still have to come; the map does not go away for that. */}
          <Suspense>
            <PrivateWriting step={step} />
          </Suspense>
        </Panel>
      )}
      {!isOpen && isAlone && (
        <Button className="private-open" look="plain" icon="pencil" onClick={() => open(true)}>
          {say("writing.open")}
        </Button>
      )}
    </>
  )
}
