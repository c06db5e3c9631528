import { boardKinds } from "../../../shared/boards/index.ts"
import { lintBoard } from "../../../shared/boards/lintBoard.ts"
import { derive } from "../../../shared/boards/product-flow/derive.ts"
import { readSources } from "../../../shared/boards/product-flow/sources.ts"
import { say } from "../../../shared/messages/say.ts"
import type { Say } from "../../../shared/model/boardKind.ts"
import { addFlow, addNeedsMap, addStoryMap, boards, emptyWorkshop } from "../largeWorkshop.ts"

const words: Say = (key, values) => say("en", key, values)

/** Deriving, linting and laying out a workshop of 5,000 cards and 8,000 relations, as functions to be timed. */
export function prepare() {
  const workshop = emptyWorkshop()
  addNeedsMap(workshop, 3000, 8000)
  addStoryMap(workshop, 1700)
  addFlow(workshop, 300)
  const snapshot = workshop.current()
  const flow = snapshot.contents.get(boards.flow)
  if (!flow) throw new Error("The flow is not there")
  const contents = [...snapshot.contents.values()]
  const layOf = (id: string) => () => {
    const content = snapshot.contents.get(id)
    const kind = boardKinds.find((one) => one.kind === content?.board.kind)
    if (!content || !kind) throw new Error(`There is no board ${id}`)
    const layout = kind.lay({ content, personas: snapshot.personas, say: words })
    return layout.cards.length
  }
  return {
    cards: contents.reduce((sum, { cards }) => sum + cards.size, 0),
    relations: contents.reduce((sum, { relations }) => sum + relations.size, 0),
    work: {
      derive: () =>
        derive({ sources: readSources(snapshot), flow, personas: snapshot.personas, grain: "steps", say: words })
          .suggestions.length,
      lint: () => Object.values(boards).reduce((sum, id) => sum + lintBoard(snapshot, id, "export").length, 0),
      "lay needs map": layOf(boards.needs),
      "lay story map": layOf(boards.story),
      "lay flow": layOf(boards.flow),
    },
  }
}
