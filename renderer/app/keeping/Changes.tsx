import { useState } from "react"
import type { Change } from "../../../shared/model/compareStates.ts"
import { goTo } from "../../session/goTo.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { useWords } from "../words.ts"
import { namedCard } from "./names.ts"

/** As many as are read at once. */
const shownAtFirst = 20

interface ChangesProps {
  readonly sort: Change["is"]
  readonly changes: readonly Change[]
  /** Called when somebody follows a change to its card. */
  readonly onGo: () => void
}

/** One sort of change, as a list that leads to the cards. */
export function Changes({ sort, changes, onGo }: ChangesProps) {
  const say = useWords()
  const [shown, setShown] = useState(shownAtFirst)
  if (changes.length === 0) return null
  const what = say(`states.${sort}`)
  const rest = changes.length - shown
  return (
    <section className="changes" aria-label={say("states.count", { what, count: changes.length })}>
      <h3 className="kept-heading">
        {what} <span className="muted">{changes.length}</span>
      </h3>
      <ul>
        {changes.slice(0, shown).map((change, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a card may be changed in several ways; their order tells them apart
          <One key={`${change.id} ${at}`} change={change} onGo={onGo} />
        ))}
      </ul>
      {rest > 0 && (
        <Button look="quiet" onClick={() => setShown(changes.length)}>
          {say("states.more", { count: rest })}
        </Button>
      )}
    </section>
  )
}

function One({ change, onGo }: { readonly change: Change; readonly onGo: () => void }) {
  const say = useWords()
  const session = useSession()
  const contents = useSnapshot((snapshot) => snapshot.contents)
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const here = namedCard({ contents, personas }, change.id, say)
  const words = useHow(change)
  const name = (
    <>
      <small className="muted">{say(`kind.${change.kind}`)}</small> <span>{change.name}</span>
    </>
  )
  const go = () => {
    if (!here) return
    onGo()
    goTo(session, here.boardId, change.id)
  }
  return (
    <li className="change">
      {here ? (
        <button
          type="button"
          className="change-name"
          aria-label={say("keeping.about.go", { name: change.name })}
          onClick={go}
        >
          {name}
        </button>
      ) : (
        <p className="change-name">{name}</p>
      )}
      {words !== "" && <p className="change-how">{words}</p>}
    </li>
  )
}

function useHow(change: Change): string {
  const say = useWords()
  const said = (text: string) => text || say("keeping.nothing")
  switch (change.is) {
    case "reworded":
      return say("states.from", { before: said(change.before) })
    case "moved":
      return say("states.fromTo", { before: change.before, after: change.after })
    case "changed":
      return say("states.fact", { what: change.what, before: said(change.before), after: said(change.after) })
    case "connected":
    case "disconnected":
      return say("states.with.other", { other: change.otherName })
    default:
      return ""
  }
}
