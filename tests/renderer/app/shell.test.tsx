import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { SettingsDialog } from "../../../renderer/app/dialogs/SettingsDialog.tsx"
import { NameScreen } from "../../../renderer/app/joining/NameScreen.tsx"
import { preferences } from "../../../renderer/app/preferences.ts"
import { openSample } from "../../../renderer/app/sampleSession.ts"
import { BoardTabs } from "../../../renderer/app/shell/BoardTabs.tsx"
import { savingWords } from "../../../renderer/app/shell/SavingChip.tsx"
import type { Saving, Session } from "../../../renderer/session/session.ts"
import { SessionContext } from "../../../renderer/session/useSession.ts"
import { say } from "../../../shared/messages/say.ts"

let session: Session
beforeEach(() => {
  localStorage.clear()
  preferences.setState({ language: "en", name: "", theme: "system" })
  session = openSample()
})
afterEach(() => {
  cleanup()
  session.close()
})

const within = (element: React.ReactNode) => render(<SessionContext value={session}>{element}</SessionContext>)

describe("the saving chip", () => {
  test.each<[Saving, string]>([
    [{ state: "saved" }, "Saved on host"],
    [{ state: "syncing", changes: 1 }, "Syncing 1 change"],
    [{ state: "syncing", changes: 3 }, "Syncing 3 changes"],
    [{ state: "device", changes: 2 }, "2 changes only on this device"],
    [{ state: "tab", changes: 2 }, "2 changes only in this tab – keep it open"],
    [{ state: "host-cannot-save", changes: 2, problem: "full" }, "Host cannot save: disk full"],
    [{ state: "host-cannot-save", changes: 2, problem: "read-only" }, "Host cannot save: disk is read-only"],
    [{ state: "refused", changes: 4, reason: "role" }, "4 changes refused"],
    [{ state: "other-history" }, "Different board history"],
    [{ state: "view-only" }, "View only"],
  ])("says %o in the agreed words", (saving, words) => {
    expect(savingWords(saving, (key, values) => say("en", key, values))).toBe(words)
  })
})

describe("the board tabs", () => {
  test("show every board of the sample, and open the one that is clicked", () => {
    within(<BoardTabs />)
    const boards = [...session.snapshot.getState().boards.values()]
    const last = boards.at(-1)!

    fireEvent.click(screen.getByRole("button", { name: last.title }))

    expect(boards).toHaveLength(3)
    expect(session.view.getState().boardId).toBe(last.id)
    expect(screen.getByRole("button", { name: last.title }).getAttribute("aria-current")).toBe("page")
  })

  test("a new title is one step of undo", () => {
    within(<BoardTabs />)
    const [board] = session.snapshot.getState().boards.values()
    const titleNow = () => session.snapshot.getState().boards.get(board!.id)?.title

    fireEvent.doubleClick(screen.getByRole("button", { name: board!.title }))
    const field = screen.getByRole("textbox", { name: "Board title" })
    fireEvent.change(field, { target: { value: "Renamed" } })
    fireEvent.keyDown(field, { key: "Enter" })

    expect(titleNow()).toBe("Renamed")
    act(() => void session.history.undo())
    expect(titleNow()).toBe(board!.title)
  })
})

test("choosing a language changes the interface and is remembered", async () => {
  within(<SettingsDialog onClose={() => {}} />)

  fireEvent.click(screen.getByRole("radio", { name: "Deutsch" }))

  expect(await screen.findByRole("dialog", { name: "Sprache und Darstellung" })).toBeTruthy()
  expect(JSON.parse(localStorage.getItem("cairn.preferences")!)).toMatchObject({ language: "de" })
})

test("somebody without a name is asked for one, and kept until there is one", async () => {
  let isIn = false
  within(<NameScreen onNamed={() => (isIn = true)} />)
  const enter = () => fireEvent.click(screen.getByRole("button", { name: "Take part" }))

  enter()
  await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("Type a name"))
  expect(isIn).toBe(false)

  fireEvent.change(screen.getByRole("textbox", { name: "Your name" }), { target: { value: "  Kim " } })
  enter()
  expect(isIn).toBe(true)
  expect(preferences.getState().name).toBe("Kim")
})
