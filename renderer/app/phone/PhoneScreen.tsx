import { lazy, Suspense } from "react"
import { useBoardRecord } from "../../session/useSession.ts"
import { Icon, type IconName } from "../../ui/Icon.tsx"
import { LargePrompt } from "../agenda/LargePrompt.tsx"
import { LedHint } from "../agenda/LedHint.tsx"
import { StepStrip } from "../agenda/StepStrip.tsx"
import { ErrorBoundary } from "../ErrorBoundary.tsx"
import { Loading } from "../Loading.tsx"
import { ConnectionBanner } from "../shell/ConnectionBanner.tsx"
import { Notices } from "../shell/Notices.tsx"
import { SavingChip } from "../shell/SavingChip.tsx"
import { useWords } from "../words.ts"
import { BoardChoice } from "./BoardChoice.tsx"
import { MePage } from "./MePage.tsx"
import { type Page, usePages } from "./pages.ts"
import { WritePage } from "./WritePage.tsx"
import "./phone.css"

/* What is not needed to write a first card is loaded when it is looked at. The canvas is the largest part by far. */
const LookPage = lazy(async () => ({ default: (await import("./LookPage.tsx")).LookPage }))
const PlacePage = lazy(async () => ({ default: (await import("./PlacePage.tsx")).PlacePage }))
const VotePage = lazy(async () => ({ default: (await import("./VotePage.tsx")).VotePage }))
const RatePage = lazy(async () => ({ default: (await import("./RatePage.tsx")).RatePage }))

const icons: { readonly [page in Page]: IconName } = {
  write: "pencil",
  place: "connect",
  vote: "check",
  rate: "list",
  look: "eye",
  me: "person",
}

/** The workshop on a phone: not a small canvas but a place to write, to place, to vote, to rate, and to look. */
export function PhoneScreen() {
  const say = useWords()
  const pages = usePages()
  const { shown } = pages
  const hasBoard = useBoardRecord() !== undefined
  return (
    <div className="phone">
      <header className="phone-head">
        <BoardChoice />
        <SavingChip />
      </header>
      <ConnectionBanner />
      <StepStrip isCompact />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys, also where every control on it is off */}
      <main className="phone-main" tabIndex={0}>
        <LedHint />
        <LargePrompt />
        <ErrorBoundary key={shown}>
          <Suspense fallback={<Loading />}>
            {shown === "me" && <MePage />}
            {shown !== "me" && !hasBoard && <p className="phone-wait">{say("phone.noBoard")}</p>}
            {hasBoard && shown === "write" && <WritePage />}
            {hasBoard && shown === "place" && <PlacePage />}
            {hasBoard && shown === "vote" && <VotePage />}
            {hasBoard && shown === "rate" && <RatePage />}
            {hasBoard && shown === "look" && <LookPage />}
          </Suspense>
        </ErrorBoundary>
      </main>
      <nav className="phone-nav" aria-label={say("phone.nav")}>
        {pages.all.map((page) => (
          <button
            key={page}
            type="button"
            aria-current={shown === page ? "page" : undefined}
            className={pages.calling === page ? "phone-calls" : undefined}
            onClick={() => pages.show(page)}
          >
            <Icon name={icons[page]} size={24} />
            {say(`phone.${page}`)}
            {pages.calling === page && <span className="visually-hidden">{say("phone.calls")}</span>}
          </button>
        ))}
      </nav>
      <Notices isRaised />
    </div>
  )
}
