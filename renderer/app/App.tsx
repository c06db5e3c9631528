import { lazy, Suspense, useEffect, useState } from "react"
import { useStore } from "zustand"
import type { HostLink } from "../../shared/protocol/ipc.ts"
import { notify } from "../session/notices.ts"
import type { Session } from "../session/session.ts"
import { applyTheme } from "../styles/theme.ts"
import { KeyNames } from "../ui/Keys.tsx"
import { ErrorBoundary } from "./ErrorBoundary.tsx"
import { JoinOffer } from "./JoinOffer.tsx"
import { Loading } from "./Loading.tsx"
import { type Arrival, isRemembered, openWay, type Way } from "./opening.ts"
import { preferences } from "./preferences.ts"
import { isProjector } from "./projector/isProjector.ts"
import { shell } from "./shellBridge.ts"
import { Workshop } from "./Workshop.tsx"
import { allWords, useKeyNames, useLanguage } from "./words.ts"

const JoinScreen = lazy(async () => ({ default: (await import("./joining/JoinScreen.tsx")).JoinScreen }))
const StartScreen = lazy(async () => {
  const [{ StartScreen }] = await Promise.all([import("./start/StartScreen.tsx"), allWords()])
  return { default: StartScreen }
})

/** Names on hover, where something can hover. */
const Tips = lazy(async () => ({ default: (await import("../ui/Tips.tsx")).Tips }))
const canHover = () => matchMedia("(any-hover: hover)").matches

/** Where this window is. */
type Place =
  | { readonly at: "opening" }
  | { readonly at: "join" }
  /** `start` shows what can be opened, before or instead of the workshop. */
  | { readonly at: "workshop"; readonly session: Session; readonly isStarting: boolean }

/** The whole interface: from how the page was opened to the open workshop and back. */
export function App({ arrival }: { readonly arrival: Arrival }) {
  const [place, setPlace] = useState<Place>({ at: "opening" })
  useTheme()
  useEffect(() => begin(arrival, setPlace), [arrival])
  const leave = () => {
    if (place.at !== "workshop") return
    if (place.session.status.getState().me?.role === "facilitator") return setPlace({ ...place, isStarting: true })
    close(place.session)
    setPlace({ at: "join" })
  }
  return (
    <ErrorBoundary>
      <Suspense fallback={<Loading />}>
        <DocumentLanguage />
        <ShownTips />
        <JoinOffer
          onJoin={(way) => {
            if (place.at === "workshop") close(place.session)
            setPlace(opened(way, false))
          }}
        />
        {place.at === "opening" && <Loading />}
        {place.at === "join" && <JoinScreen onJoin={(way) => setPlace(opened(way, false))} />}
        {place.at === "workshop" && place.isStarting && (
          <StartScreen
            session={place.session}
            onOpened={() => setPlace({ ...place, isStarting: false })}
            onJoin={(way) => {
              place.session.close()
              setPlace(opened(way, false))
            }}
          />
        )}
        {place.at === "workshop" && !place.isStarting && (
          <Workshop key={idOf(place.session)} session={place.session} onLeave={leave} />
        )}
      </Suspense>
    </ErrorBoundary>
  )
}

const ids = new WeakMap<Session, number>()
let lastId = 0
/** A new session is a new workshop to React too. */
function idOf(session: Session): number {
  const known = ids.get(session) ?? ++lastId
  ids.set(session, known)
  return known
}

const opened = (way: Way, isStarting: boolean): Place => ({ at: "workshop", session: openWay(way), isStarting })

/** What is being written in a field is kept first: a session that is closed takes nothing more. */
function close(session: Session): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  session.close()
}

/** Goes to the first place. Returns what ends it: the session it opened, should the page go before the app does. */
function begin(arrival: Arrival, go: (place: Place) => void): () => void {
  let session: Session | undefined
  let isOver = false
  let stop = () => {}
  const enter = (place: Place) => {
    if (isOver) return
    if (place.at === "workshop") session = place.session
    go(place)
  }
  if (arrival.by === "page") {
    const { way } = arrival
    enter(way.pass !== "" || isRemembered(way) ? opened(way, false) : { at: "join" })
  } else if (arrival.by === "app") {
    const own = ({ port, pass }: HostLink): Way => ({ address: `127.0.0.1:${port}`, pass })
    void shell()
      ?.call("host-link")
      .then((link) => enter(opened(own(link), !isProjector)))
    // The host came back elsewhere after a failure: what it has not acknowledged is kept on this device.
    const stopMoves = shell()?.on("host-moved", (link) => {
      if (session) close(session)
      enter(opened(own(link), false))
    })
    const stopEnds = shell()?.on("host-gone", () => notify("loss", "host.gone"))
    stop = () => {
      stopMoves?.()
      stopEnds?.()
    }
  } else {
    void Promise.all([import("./sampleSession.ts"), allWords()]).then(([{ openSample }]) =>
      enter({ at: "workshop", session: openSample(), isStarting: false }),
    )
  }
  return () => {
    isOver = true
    stop()
    session?.close()
  }
}

function useTheme(): void {
  const theme = useStore(preferences, (preferred) => preferred.theme)
  useEffect(() => applyTheme(theme), [theme])
}

/** Apart from the rest, which must not wait for it. */
function ShownTips() {
  const nameKey = useKeyNames()
  if (!canHover()) return null
  return (
    <Suspense>
      <KeyNames value={nameKey}>
        <Tips />
      </KeyNames>
    </Suspense>
  )
}

/** Screen readers and hyphenation follow the page's language. */
function DocumentLanguage() {
  const language = useLanguage()
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return null
}
