import { useSay, useSession, useSnapshot } from "../../session/useSession.ts"
import { goAlong } from "./tracing.ts"

interface TraceLinksProps {
  /** Cards of the path by sort; `key` says the sort with the card's title. */
  readonly groups: readonly { readonly key: string; readonly ids: readonly string[] }[]
  /** The cards of the path that leads to one of them; they are shown in full when it is gone to. */
  readonly cardIdsOf: (id: string) => readonly string[]
}

/** The stations of a path, each a way to its board. */
export function TraceLinks({ groups, cardIdsOf }: TraceLinksProps) {
  const say = useSay()
  const session = useSession()
  const contents = useSnapshot((snapshot) => snapshot.contents)
  const titleOf = (id: string) =>
    [...contents.values()].flatMap(({ cards }) => cards.get(id)?.title ?? [])[0] || say("common.untitled")
  return (
    <ul className="flow-links">
      {groups.flatMap(({ key, ids }) =>
        ids.map((id) => (
          <li key={`${key} ${id}`}>
            <button type="button" className="flow-link" onClick={() => goAlong(session, cardIdsOf(id), id)}>
              {say(key, { title: titleOf(id) })}
            </button>
          </li>
        )),
      )}
    </ul>
  )
}
