import { act, cleanup, fireEvent, render, screen } from "@testing-library/react"
import { afterEach, expect, test, vi } from "vitest"
import { App } from "../../../renderer/app/App.tsx"
import { openSample } from "../../../renderer/app/sampleSession.ts"
import { allWords } from "../../../renderer/app/words.ts"
import type { Session } from "../../../renderer/session/session.ts"

const opened = vi.hoisted((): { sessions: Session[]; moves: ((link: { port: number; pass: string }) => void)[] } => ({
  sessions: [],
  moves: [],
}))
vi.mock("../../../renderer/app/opening.ts", async (original) => ({
  ...(await original<object>()),
  openWay: () => opened.sessions.shift(),
}))
vi.mock("../../../renderer/app/shellBridge.ts", () => ({
  shell: () => ({
    call: () => Promise.resolve({ port: 1, pass: "" }),
    on: (event: string, listener: (link: { port: number; pass: string }) => void) => {
      if (event === "host-moved") opened.moves.push(listener)
      return () => {}
    },
  }),
}))

afterEach(cleanup)

test("what is being written when the host comes back elsewhere is kept before its session is closed", async () => {
  // Loaded beforehand, so that no lazy part is what is waited for.
  await Promise.all([allWords(), import("../../../renderer/app/shell/Shell.tsx")])
  const sample = openSample()
  let titleAtClose = ""
  const titleOf = ({ snapshot }: Session) => snapshot.getState().workshop.title
  const close = () => {
    titleAtClose = titleOf(sample)
    sample.close()
  }
  vi.spyOn(sample, "ask").mockResolvedValue([])
  opened.sessions.push({ ...sample, close }, openSample())
  await act(async () => void render(<App arrival={{ by: "app" }} />))
  const empty = await screen.findByRole("button", { name: /Empty workshop/ })
  await act(async () => void fireEvent.click(empty))
  const field = await screen.findByRole<HTMLInputElement>("textbox", { name: "Workshop title" })
  field.focus()
  fireEvent.change(field, { target: { value: "A title half writ" } })
  await act(async () => {
    for (const move of opened.moves) move({ port: 2, pass: "" })
  })
  expect(titleAtClose).toBe("A title half writ")
})
