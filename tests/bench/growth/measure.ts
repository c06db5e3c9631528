import { boardKinds } from "../../../shared/boards/index.ts"
import { drop as dropOnFlow } from "../../../shared/boards/product-flow/moving.ts"
import { drop as dropOnStories } from "../../../shared/boards/story-map/move.ts"
import { addToMap } from "../../../shared/boards/user-needs-map/commands.ts"
import { dropOnMap } from "../../../shared/boards/user-needs-map/dropping.ts"
import { settleTitle, typeInCard } from "../../../shared/commands/cards.ts"
import { say } from "../../../shared/messages/say.ts"
import type { PlacedCard } from "../../../shared/model/drawing.ts"
import { addFlow, addNeedsMap, addStoryMap, boards, emptyWorkshop, type LargeWorkshop } from "../largeWorkshop.ts"

/** What single gestures add to the document, in bytes: what travels to everybody and stays in the file for good. */
export interface Growth {
  readonly gesture: string
  readonly bytes: number
  readonly transactions: number
  readonly isDrag: boolean
}

/** A title as long as titles are. */
const typed = "Find the parcel without asking"

export function measureGrowth(): Growth[] {
  const workshop = emptyWorkshop()
  addNeedsMap(workshop, 400, 700)
  addStoryMap(workshop, 300)
  addFlow(workshop, 150)
  const { editing } = workshop
  const measured = (gesture: string, isDrag: boolean, work: () => void): Growth => {
    let [bytes, transactions] = [0, 0]
    const count = (update: Uint8Array) => {
      bytes += update.length
      transactions++
    }
    editing.document.ydoc.on("update", count)
    work()
    editing.document.ydoc.off("update", count)
    return { gesture, bytes, transactions, isDrag }
  }
  const drags = dragsOf(workshop).map(([gesture, work]) => measured(gesture, true, work))
  let made = ""
  const card = measured("a card is made (needs map)", false, () => {
    const added = addToMap(sceneOf(workshop, boards.needs), "capability", { x: 4000, y: 900 })
    if (!added.ok) throw new Error(added.error.type)
    made = added.value
  })
  const title = measured(`a title of ${typed.length} characters is typed`, false, () => {
    for (let length = 1; length <= typed.length; length++) typeInCard(editing, made, "title", typed.slice(0, length))
    settleTitle(editing, made)
  })
  return [...drags, card, title]
}

function dragsOf(workshop: LargeWorkshop): [string, () => void][] {
  const toPlaceOf = (id: string, target: string, drop: Drop): void => {
    const scene = sceneOf(workshop, boardOf(workshop, id))
    const at = placeOf(scene, target)
    const corner = { x: at.x + 40, y: at.y + 12 }
    const dropped = drop(scene, new Map([[id, corner]]), { x: corner.x + 20, y: corner.y + 10 })
    if (!dropped.ok) throw new Error(dropped.error.type)
  }
  const far = { x: 12_345, y: 678 }
  return [
    [
      "a capability is dragged far",
      () => void dropOnMap(sceneOf(workshop, boards.needs), new Map([["c5", far]]), { x: far.x + 20, y: far.y + 10 }),
    ],
    ["a need is dragged into another stage", () => toPlaceOf("n4", "s2", dropOnMap)],
    ["a story is dragged to another step and slice", () => toPlaceOf("m-story-3", "m-story-101", dropOnStories)],
    ["a metric is dragged to another activity", () => toPlaceOf("f-metric-2", "f-metric-7", dropOnFlow)],
  ]
}

type Scene = ReturnType<typeof sceneOf>
type Drop = typeof dropOnMap & typeof dropOnStories & typeof dropOnFlow

function sceneOf({ editing, current }: LargeWorkshop, boardId: string) {
  const { contents, personas } = current()
  const content = contents.get(boardId)
  const kind = boardKinds.find((one) => one.kind === content?.board.kind)
  if (!content || !kind) throw new Error(`There is no board ${boardId}`)
  return { editing, content, layout: kind.lay({ content, personas, say: (key, values) => say("en", key, values) }) }
}

const boardOf = ({ current }: LargeWorkshop, cardId: string): string => {
  const found = [...current().contents.values()].find(({ cards }) => cards.has(cardId))
  if (!found) throw new Error(`There is no card ${cardId}`)
  return found.board.id
}

const placeOf = ({ layout }: Scene, id: string): PlacedCard => {
  const found = layout.cards.find((placed) => placed.id === id)
  if (!found) throw new Error(`${id} is not on the board`)
  return found
}
