import { useEffect, useState } from "react"
import type { Say } from "../../../shared/model/boardKind.ts"
import type { Saving } from "../../session/session.ts"
import { useSession, useStatus } from "../../session/useSession.ts"
import { Icon, type IconName } from "../../ui/Icon.tsx"
import { useWords } from "../words.ts"
import "./chip.css"

/** At most one announcement in this time, however often the state changes. */
const announceEveryMs = 10_000

/** Whether what was written here is safe. Words, icon and shape each say it; none of them alone. */
export function SavingChip() {
  const say = useWords()
  const { view } = useSession()
  const saving = useStatus((status) => status.saving)
  const isAway = useStatus(({ connection }) => connection === "away")
  const words = savingWords(saving, say)
  const { isLive, round } = useAnnouncements(words)
  const { icon, tone } = looks[saving.state]
  const isKept = saving.state === "refused" || saving.state === "other-history"
  return (
    <div className={`chip chip-${tone}`} role="status" aria-live={isLive ? "polite" : "off"}>
      <Icon name={isAway && saving.state === "saved" ? "cloudOff" : icon} size={16} />
      <span key={round}>{words}</span>
      {isKept && (
        <button type="button" className="chip-show" onClick={() => view.setState({ dialog: "refused" })}>
          {say("refusedEdits.show")}
        </button>
      )}
    </div>
  )
}

const looks: { readonly [state in Saving["state"]]: { readonly icon: IconName; readonly tone: string } } = {
  saved: { icon: "check", tone: "calm" },
  sending: { icon: "sync", tone: "calm" },
  syncing: { icon: "sync", tone: "calm" },
  device: { icon: "device", tone: "attention" },
  others: { icon: "people", tone: "attention" },
  tab: { icon: "alert", tone: "loss" },
  "host-cannot-save": { icon: "alert", tone: "loss" },
  refused: { icon: "alert", tone: "loss" },
  "other-history": { icon: "alert", tone: "attention" },
  "view-only": { icon: "eye", tone: "plain" },
}

/** The words of the chip for a state of saving. */
export function savingWords(saving: Saving, say: Say): string {
  switch (saving.state) {
    case "host-cannot-save":
      // ICU takes no hyphen in the name of a choice.
      return say("saving.host-cannot-save", { problem: saving.problem.replace("-", "") })
    case "refused":
      return say("saving.refused", { count: saving.changes })
    case "others":
      return say("saving.others", { devices: saving.devices })
    case "syncing":
    case "device":
    case "tab":
      return say(`saving.${saving.state}`, { count: saving.changes })
    default:
      return say(`saving.${saving.state}`)
  }
}

/**
 * A live region reads out every change. After one it is quiet for a while; if the words differ by then, they are put
 * in anew (`round`), so that the last state is always heard.
 */
function useAnnouncements(words: string): { readonly isLive: boolean; readonly round: number } {
  const [said, setSaid] = useState(words)
  const [isLive, setLive] = useState(true)
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!isLive || words === said) return
    setSaid(words)
    setLive(false)
    setRound((count) => count + 1)
  }, [words, said, isLive])
  useEffect(() => {
    if (isLive) return
    const timer = setTimeout(() => setLive(true), announceEveryMs)
    return () => clearTimeout(timer)
  }, [isLive])
  return { isLive, round }
}
