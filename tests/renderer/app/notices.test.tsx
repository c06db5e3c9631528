import { act, cleanup, render, screen } from "@testing-library/react"
import { afterEach, expect, test } from "vitest"
import { Notices } from "../../../renderer/app/shell/Notices.tsx"
import { useUndoNews } from "../../../renderer/app/useUndoNews.ts"
import { dismiss, notices, tellProblem } from "../../../renderer/session/notices.ts"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import { SessionContext } from "../../../renderer/session/useSession.ts"
import { storyMap } from "../../../shared/boards/story-map/kind.ts"
import { addCard, typeInCard } from "../../../shared/commands/cards.ts"
import { meet, sharedBoard, twoPeople } from "../../support/people.ts"

afterEach(() => {
  cleanup()
  for (const { id } of notices.getState()) dismiss(id)
})

test("an undo that leaves cards to those who worked on them says so", () => {
  const [ana, bo] = twoPeople()
  const session = {
    ...openLocalSession({ kinds: [storyMap] }),
    history: { ...openLocalSession({ kinds: [storyMap] }).history, ...ana.history },
  }
  function Listening() {
    useUndoNews()
    return <Notices />
  }
  render(
    <SessionContext value={session}>
      <Listening />
    </SessionContext>,
  )
  const added = addCard(ana.editing, sharedBoard, { kind: "note", values: { title: "Tea", x: 0, y: 0 } })
  meet(ana, bo)
  if (added.ok) typeInCard(bo.editing, added.value, "title", "Tea for two")
  meet(ana, bo)

  act(() => void ana.history.undo())

  expect(screen.getByText("1 card was left in place, because others have worked on it.")).toBeDefined()
  session.close()
})

test("what could not be done names the kinds of cards it speaks of", () => {
  const session = openLocalSession({ kinds: [storyMap] })
  tellProblem({ type: "KindUnknown", kind: "note" })
  tellProblem({ type: "CannotConnect", fromKind: "note", toKind: "note" })

  render(
    <SessionContext value={session}>
      <Notices />
    </SessionContext>,
  )

  expect(screen.getByText("This board has no cards of the kind Note.")).toBeDefined()
  expect(screen.getByText("Note and Note cannot be connected on this board.")).toBeDefined()
  session.close()
})
