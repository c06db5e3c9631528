import { lazy, Suspense, useEffect, useState } from "react"
import { useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { keepWholePage } from "../wholePage.ts"
import { useWords } from "../words.ts"
import "./banner.css"

/** Calm words while the host is out of reach: what is kept, and that work goes on. */
export function ConnectionBanner() {
  const say = useWords()
  const isAway = useStatus(({ connection }) => connection === "away")
  const saving = useStatus((status) => status.saving)
  const kept = "changes" in saving ? saving.changes : 0
  const notice = useStatus((status) => status.notice)
  const isLoaded = useStatus((status) => status.isLoaded)
  useEffect(() => {
    return isLoaded ? keepWholePage() : undefined
  }, [isLoaded])
  if (notice?.type === "ended") return <Banner text={say("session.ended", { count: kept })} />
  if (isAway && saving.state === "others") {
    const { changes, devices, holders } = saving
    return <Banner text={say("session.others", { changes, devices, holders })} />
  }
  return isAway ? <Banner text={say("session.away", { count: kept })} /> : null
}

const CarryOnDialog = lazy(async () => ({ default: (await import("./CarryOnDialog.tsx")).CarryOnDialog }))

function Banner({ text }: { readonly text: string }) {
  const say = useWords()
  const [isAsking, setAsking] = useState(false)
  return (
    <div className="banner">
      <Icon name="cloudOff" size={18} />
      <p role="alert">{text}</p>
      <Button onClick={() => setAsking(true)}>{say("carryOn.open")}</Button>
      {isAsking && (
        <Suspense>
          <CarryOnDialog onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </div>
  )
}
