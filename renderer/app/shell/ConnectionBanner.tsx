import { useStatus } from "../../session/useSession.ts"
import { Icon } from "../../ui/Icon.tsx"
import { useWords } from "../words.ts"
import "./banner.css"

/** Calm words while the host is out of reach: what is kept, and that work goes on. */
export function ConnectionBanner() {
  const say = useWords()
  const isAway = useStatus(({ connection }) => connection === "away")
  const kept = useStatus(({ saving }) => ("changes" in saving ? saving.changes : 0))
  const notice = useStatus((status) => status.notice)
  if (notice?.type === "ended") return <Banner text={say("session.ended", { count: kept })} />
  return isAway ? <Banner text={say("session.away", { count: kept })} /> : null
}

const Banner = ({ text }: { readonly text: string }) => (
  <div className="banner" role="alert">
    <Icon name="cloudOff" size={18} />
    <p>{text}</p>
  </div>
)
