import { Button } from "../../ui/Button.tsx"
import { Notices } from "../shell/Notices.tsx"
import { SavingChip } from "../shell/SavingChip.tsx"
import { useWords } from "../words.ts"
import { RecapPage } from "./RecapPage.tsx"
import "./recap.css"

/** What a participant sees when the session is over; the boards are one tap away. */
export function RecapScreen({ onBoards }: { readonly onBoards: () => void }) {
  const say = useWords()
  return (
    <div className="recap-screen">
      <header className="recap-head">
        <p>{say("recap.ended")}</p>
        <SavingChip />
        <Button onClick={onBoards}>{say("recap.boards")}</Button>
      </header>
      <main aria-label={say("recap.title")}>
        <RecapPage />
      </main>
      <Notices />
    </div>
  )
}
