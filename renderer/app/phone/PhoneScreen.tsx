import { lazy, Suspense, useState } from "react"
import { useBoard, useStatus } from "../../session/useSession.ts"
import { Icon, type IconName } from "../../ui/Icon.tsx"
import { ErrorBoundary } from "../ErrorBoundary.tsx"
import { Loading } from "../Loading.tsx"
import { ConnectionBanner } from "../shell/ConnectionBanner.tsx"
import { Notices } from "../shell/Notices.tsx"
import { SavingChip } from "../shell/SavingChip.tsx"
import { useWords } from "../words.ts"
import { BoardChoice } from "./BoardChoice.tsx"
import { Composer } from "./Composer.tsx"
import { MePage } from "./MePage.tsx"
import "./phone.css"

/** The canvas is the largest part of the program; a phone gets it when it is looked at. */
const LookPage = lazy(async () => ({ default: (await import("./LookPage.tsx")).LookPage }))

type Page = "write" | "look" | "me"
const icons: { readonly [page in Page]: IconName } = { write: "pencil", look: "eye", me: "person" }

/** The workshop on a phone: not a small canvas but a place to write, to look, and to be somebody. */
export function PhoneScreen() {
  const say = useWords()
  const canWrite = useStatus(({ me }) => me !== undefined && me.role !== "observer")
  const pages: readonly Page[] = canWrite ? ["write", "look", "me"] : ["look", "me"]
  const [page, setPage] = useState<Page>(canWrite ? "write" : "look")
  const hasBoard = useBoard() !== undefined
  return (
    <div className="phone">
      <header className="phone-head">
        <BoardChoice />
        <SavingChip />
      </header>
      <ConnectionBanner />
      <main className="phone-main">
        <ErrorBoundary key={page}>
          <Suspense fallback={<Loading />}>
            {page === "me" && <MePage />}
            {page !== "me" && !hasBoard && <p className="phone-wait">{say("phone.noBoard")}</p>}
            {page === "write" && hasBoard && <Composer />}
            {page === "look" && hasBoard && <LookPage />}
          </Suspense>
        </ErrorBoundary>
      </main>
      <nav className="phone-nav" aria-label={say("phone.nav")}>
        {pages.map((one) => (
          <button key={one} type="button" aria-current={page === one ? "page" : undefined} onClick={() => setPage(one)}>
            <Icon name={icons[one]} size={24} />
            {say(`phone.${one}`)}
          </button>
        ))}
      </nav>
      <Notices isRaised />
    </div>
  )
}
