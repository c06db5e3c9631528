import { cleanup, fireEvent, render, screen } from "@testing-library/react"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { drawingOf } from "../../../renderer/app/exporting/drawing.ts"
import { ExportDialog } from "../../../renderer/app/exporting/ExportDialog.tsx"
import { preferences } from "../../../renderer/app/preferences.ts"
import { openSample } from "../../../renderer/app/sampleSession.ts"
import { openedEndings, workshopJsonOf } from "../../../renderer/app/start/openedFile.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { SessionContext } from "../../../renderer/session/useSession.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { say } from "../../../shared/messages/say.ts"

let session: Session
beforeEach(() => {
  localStorage.clear()
  preferences.setState({ language: "en", name: "", theme: "system" })
  session = openSample()
  // The font is not served here; a picture is right without it.
  vi.stubGlobal("fetch", () => Promise.reject(new Error("nothing is served")))
})
afterEach(() => {
  vi.unstubAllGlobals()
  cleanup()
  session.close()
})

const dialogOn = (kind: string) => {
  const board = [...session.snapshot.getState().boards.values()].find((one) => one.kind === kind)
  session.view.setState({ boardId: board?.id ?? "" })
  render(
    <SessionContext value={session}>
      <ExportDialog onClose={() => {}} />
    </SessionContext>,
  )
}
const choose = (name: string) => fireEvent.click(screen.getByRole("radio", { name }))
const preview = () => screen.getByRole("region", { name: "Preview" }).textContent

describe("the export dialog", () => {
  test("offers what the board can be, and nothing else", () => {
    dialogOn("story-map")
    expect(
      screen
        .getAllByRole("radio", { name: /CSV|Mermaid|JSON|Markdown|Wardley/ })
        .map((one) => (one as HTMLInputElement).value),
    ).toEqual(["json", "md", "csv", "mermaid", "canvas"])
  })

  test("shows the text that a file will hold, and says what stays behind", () => {
    dialogOn("user-needs-map")
    choose("OnlineWardleyMaps")
    expect(preview()).toContain("anchor Online shopper [0.97, ")
    expect(screen.getByText(/Not in it: journey stages, team boundaries/)).toBeDefined()
  })

  test("asks for whom a table is", () => {
    dialogOn("story-map")
    choose("CSV")
    expect(preview()).toContain("id,type,phase")
    choose("Jira")
    expect(preview()).toContain("Issue ID,Issue Type")
  })

  test("gives one board or all as a report", () => {
    dialogOn("product-flow")
    choose("Markdown")
    expect(preview()?.match(/^## /gm)).toHaveLength(1)
    choose("All boards")
    expect(preview()).toContain("## Online shop: from shopper to infrastructure")
  })

  test("shows the whole workshop as JSON", () => {
    dialogOn("user-needs-map")
    choose("JSON")
    expect(preview()).toContain('"format": "cairn-workshop"')
  })
})

test("a picture carries what every board says of itself when it leaves the room", () => {
  const snapshot = session.snapshot.getState()
  const [board] = snapshot.boards.values()
  const drawing = (hasTitleBlock: boolean) =>
    board &&
    drawingOf(snapshot, board, boardKinds, (key, values) => say("en", key, values), {
      isDark: false,
      hasTitleBlock,
      day: "23 March 2026",
    })
  expect(drawing(true)?.svg).toContain("Chatham House Rule")
  expect(drawing(false)?.svg).not.toContain("Chatham House Rule")
})

describe("a file that is opened", () => {
  test("may be of any format that can be read back", () => {
    expect(openedEndings).toEqual([".json", ".csv", ".owm", ".canvas", ".txt"])
  })

  test("of another program becomes a workshop; Cairn's own goes to the host as it is", () => {
    const read = workshopJsonOf("anchor A [1, 1]\ncomponent B [0.9, 0.5]\nA->B", "map.owm")
    expect(read.ok && JSON.parse(read.value).workshop.boards[0].cards).toHaveLength(2)
    expect(workshopJsonOf("{}", "a.json")).toEqual({ ok: true, value: "{}" })
  })

  test("that is none says where and why", () => {
    expect(workshopJsonOf("type,title\nepic,x", "map.csv")).toMatchObject({
      ok: false,
      error: expect.stringContaining("line 2"),
    })
  })
})
