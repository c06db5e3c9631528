import { addAnywhere } from "../../../shared/boards/story-map/commands.ts"
import { skeleton } from "../../../shared/boards/story-map/derive.ts"
import { storyMap } from "../../../shared/boards/story-map/kind.ts"
import { treeOf } from "../../../shared/boards/story-map/tree.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import type { Action } from "../../session/action.ts"
import type { Session } from "../../session/session.ts"

/** The story map that is looked at. */
const mapOf = (session: Session): BoardContent | undefined => {
  const { boardId } = session.view.getState()
  const content = boardId === undefined ? undefined : session.snapshot.getState().contents.get(boardId)
  return content?.board.kind === storyMap.kind ? content : undefined
}

const hasMap = (session: Session): boolean => mapOf(session) !== undefined

/** Makes a card at the end of the map and begins to write on it. */
const addAndWrite = (session: Session, kind: string): void => {
  const content = mapOf(session)
  const made = content && addAnywhere({ editing: session.editing, content }, kind)
  if (made?.ok) session.view.setState({ selected: new Set([made.value]), editing: made.value })
}

/** What the walking skeleton leaves out: activities without a story, and those in which a persona's path breaks. */
const gapsIn = (content: BoardContent): ReadonlySet<string> => {
  const own = skeleton(treeOf(content))
  return new Set([...(own?.coverage.missing ?? []), ...(own?.paths ?? []).flatMap(({ gaps }) => gaps)])
}

export const actions: readonly Action[] = [
  {
    name: "story-map.add-slice",
    label: "storyMap.action.addSlice",
    group: "board",
    changes: true,
    isAvailable: hasMap,
    run: (session) => addAndWrite(session, "slice"),
  },
  {
    name: "story-map.add-frame",
    label: "storyMap.action.addFrame",
    group: "board",
    changes: true,
    isAvailable: (session) => treeOfMap(session)?.frames.length === 0,
    run: (session) => addAndWrite(session, "frame"),
  },
  {
    name: "story-map.show-gaps",
    label: "storyMap.action.showGaps",
    group: "board",
    changes: false,
    isAvailable: (session) => {
      const content = mapOf(session)
      return content !== undefined && gapsIn(content).size > 0
    },
    run: (session) => {
      const content = mapOf(session)
      if (content) session.view.setState({ selected: gapsIn(content) })
    },
  },
]

const treeOfMap = (session: Session) => {
  const content = mapOf(session)
  return content && treeOf(content)
}
