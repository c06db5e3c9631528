import { act, cleanup, render, screen } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createStore, type StoreApi } from "zustand/vanilla"
import { stateWords } from "../../../renderer/app/room/PeoplePanel.tsx"
import { patienceMs, useShowUnsent } from "../../../renderer/app/useShowUnsent.ts"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import type { Session, SessionStatus } from "../../../renderer/session/session.ts"
import { SessionContext } from "../../../renderer/session/useSession.ts"
import { say } from "../../../shared/messages/say.ts"
import { type PresenceState, readPresence } from "../../../shared/presence/presence.ts"

const in_ = (language: "en" | "de", state: PresenceState | undefined) =>
  stateWords(state, (key, values) => say(language, key, values))

test.each<[PresenceState | undefined, string, string]>([
  [undefined, "here", "hier"],
  [{ slow: true }, "slow connection", "langsame Verbindung"],
  [{ slow: true, asleep: true }, "screen off or elsewhere", "Bildschirm aus oder woanders"],
  [{ unsent: 1 }, "here · 1 change not sent yet", "hier · 1 Änderung noch nicht gesendet"],
  [
    { slow: true, unsent: 3 },
    "slow connection · 3 changes not sent yet",
    "langsame Verbindung · 3 Änderungen noch nicht gesendet",
  ],
])("the people list says of %o how somebody is, in words", (state, english, german) => {
  expect([in_("en", state), in_("de", state)]).toEqual([english, german])
})

let session: Session
let shown: PresenceState
let status: StoreApi<SessionStatus>

beforeEach(() => {
  vi.useFakeTimers()
  const local = openLocalSession({ kinds: [] })
  status = createStore(() => local.status.getState())
  shown = {}
  const show: Session["presence"]["show"] = (part) => {
    shown = readPresence({ ...shown, ...part })
  }
  session = { ...local, status, presence: { ...local.presence, show } }
})
afterEach(() => {
  cleanup()
  session.close()
  vi.useRealTimers()
})

function Here() {
  useShowUnsent()
  return <p>here</p>
}
const open = () => {
  render(
    <SessionContext value={session}>
      <Here />
    </SessionContext>,
  )
  return screen.getByText("here")
}
const set = (part: Partial<SessionStatus>) => act(() => status.setState(part))

test("a device shows that it is slow while the host answers late", () => {
  open()
  set({ isSlow: true })
  expect(shown.slow).toBe(true)
  set({ isSlow: false })
  expect(shown.slow).toBeUndefined()
})

test("a device shows that it is slow when the host does not say for some seconds that it has a change", () => {
  open()
  set({ saving: { state: "syncing", changes: 1 } })
  act(() => vi.advanceTimersByTime(patienceMs - 1))
  expect(shown.slow).toBeUndefined()
  set({ saving: { state: "syncing", changes: 2 } })
  act(() => vi.advanceTimersByTime(1))
  expect(shown).toMatchObject({ slow: true, unsent: 2 })
  set({ saving: { state: "saved" } })
  expect(shown.slow).toBeUndefined()
})
