import { act, cleanup, fireEvent, render, screen } from "@testing-library/react"
import { afterEach, beforeEach, expect, test } from "vitest"
import { AnswerCard } from "../../../renderer/app/keeping/AnswerCard.tsx"
import { useAnswersEnd } from "../../../renderer/app/keeping/answersEnd.ts"
import type { HandedIn } from "../../../renderer/session/handIns.ts"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { SessionContext } from "../../../renderer/session/useSession.ts"
import { addRecord, changeRecord } from "../../../shared/commands/workshop.ts"
import { handInsTakenAtOnce } from "../../support/handInsTakenAtOnce.ts"

let session: Session
let handedIn: HandedIn[]
let id: string

beforeEach(() => {
  const taken = handInsTakenAtOnce()
  handedIn = taken.handedIn
  session = { ...openLocalSession({ kinds: [] }), handIns: taken.handIns }
  id = addRecord(session.editing, "decisions", { text: "We begin with search" })
  asking("open")
})
afterEach(() => {
  cleanup()
  session.close()
})

const asking = (state: "open" | "closed") =>
  act(() => void changeRecord(session.editing, "decisions", id, { asking: state }))
function Page({ isRating }: { readonly isRating: boolean }) {
  useAnswersEnd()
  return isRating ? <AnswerCard /> : null
}
const page = (isRating: boolean) => (
  <SessionContext value={session}>
    <Page isRating={isRating} />
  </SessionContext>
)
const given = () => screen.queryByRole("button", { pressed: true })?.textContent

test("an answer is handed in and still shown after another page of the phone", () => {
  const { rerender } = render(page(true))
  fireEvent.click(screen.getByRole("button", { name: /^4/ }))
  expect(handedIn).toEqual([{ ask: "answer-all", body: { about: "decisions", id, value: 4 } }])
  rerender(page(false))
  rerender(page(true))
  expect(given()).toBe("4Good")
})

test("a question asked again comes without the earlier answer, also when it ended on another page", () => {
  const { rerender } = render(page(true))
  fireEvent.click(screen.getByRole("button", { name: /^4/ }))
  rerender(page(false))
  asking("closed")
  asking("open")
  rerender(page(true))
  expect(given()).toBeUndefined()
})
