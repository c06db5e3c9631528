import { mergeCards } from "../../shared/commands/merge.ts"
import type { Action } from "../session/action.ts"
import { type CanvasControls, canvasOf } from "../session/canvasControls.ts"
import type { Session, Tool } from "../session/session.ts"

/** Asks the canvas, where one is shown. */
const ask = (run: (controls: CanvasControls) => void) => (session: Session) => {
  const controls = canvasOf(session)
  if (controls) run(controls)
}
const hasCanvas = (session: Session): boolean => canvasOf(session) !== undefined
const hasSelection = (session: Session): boolean => hasCanvas(session) && session.view.getState().selected.size > 0
const take = (tool: Tool) => (session: Session) => session.view.setState({ tool })

const history: readonly Action[] = [
  {
    name: "undo",
    label: "common.undo",
    shortcuts: ["Control+Z"],
    group: "board",
    changes: true,
    isAvailable: ({ history }) => history.canUndo(),
    run: ({ history }) => void history.undo(),
  },
  {
    name: "redo",
    label: "common.redo",
    shortcuts: ["Control+Shift+Z", "Control+Y"],
    group: "board",
    changes: true,
    isAvailable: ({ history }) => history.canRedo(),
    run: ({ history }) => void history.redo(),
  },
]

/** About a second: as long as the details of a card may take to load. */
const framesToWait = 60

/** Opens the card's details and goes to where people mark it and say something about it. */
function showCardKeeping({ view }: Session): void {
  view.setState({ panel: "inspector", editing: undefined })
  const look = (left: number) => {
    const section = document.querySelector<HTMLElement>(".card-keeping")
    if (!section && left > 0) return void requestAnimationFrame(() => look(left - 1))
    section?.scrollIntoView({ block: "nearest" })
    section?.querySelector("button")?.focus()
  }
  look(framesToWait)
}

const onSelection = (
  name: string,
  shortcuts: readonly string[],
  run: (controls: CanvasControls) => void,
  more: Partial<Action> = {},
): Action => ({
  name,
  label: `action.${name}`,
  shortcuts,
  group: "card",
  changes: true,
  isAvailable: hasSelection,
  run: ask(run),
  ...more,
})

const cards: readonly Action[] = [
  onSelection("add", ["N", "S"], ({ add }) => add(), { isAvailable: hasCanvas }),
  onSelection("write", ["Enter", "F2"], ({ write }) => write()),
  onSelection("add-next", ["Control+Enter"], ({ addNext }) => addNext()),
  onSelection("add-deeper", ["Control+Shift+Enter"], ({ addDeeper }) => addDeeper()),
  onSelection("connect", ["C", "L"], ({ connect }) => connect(), { isAvailable: hasCanvas }),
  onSelection("mark-card", ["Q"], () => {}, {
    label: "action.markCard",
    changes: false,
    isAvailable: (session) => hasCanvas(session) && session.view.getState().selected.size === 1,
    run: showCardKeeping,
  }),
  onSelection("duplicate", ["Control+D"], ({ duplicate }) => duplicate()),
  onSelection("delete", ["Delete", "Backspace"], ({ remove }) => remove()),
  {
    name: "merge",
    label: "writing.merge",
    shortcuts: ["Shift+M"],
    group: "card",
    changes: true,
    isAvailable: (session) => alike(session).length > 1,
    run: (session) => {
      const [keep, ...others] = alike(session)
      if (keep !== undefined && mergeCards(session.editing, keep, others).ok)
        session.view.setState({ selected: new Set([keep]) })
    },
  },
  onSelection("copy", ["Control+C"], ({ copy }) => copy(), { changes: false, isByBrowser: true }),
  onSelection("cut", ["Control+X"], ({ cut }) => cut(), { isByBrowser: true }),
  onSelection("paste", ["Control+V"], ({ paste }) => paste(), { isAvailable: hasCanvas, isByBrowser: true }),
  onSelection("select-all", ["Control+A"], ({ selectAll }) => selectAll(), { changes: false, isAvailable: hasCanvas }),
]

/** The selected cards when all are of one kind, in the order in which they were selected; otherwise none. */
function alike({ view, snapshot }: Session): readonly string[] {
  const { boardId, selected } = view.getState()
  const content = boardId === undefined ? undefined : snapshot.getState().contents.get(boardId)
  const cards = [...selected].flatMap((id) => content?.cards.get(id) ?? [])
  return new Set(cards.map(({ kind }) => kind)).size === 1 ? cards.map(({ id }) => id) : []
}

type Step = -1 | 0 | 1
const directions: readonly { readonly name: string; readonly key: string; readonly dx: Step; readonly dy: Step }[] = [
  { name: "left", key: "ArrowLeft", dx: -1, dy: 0 },
  { name: "right", key: "ArrowRight", dx: 1, dy: 0 },
  { name: "up", key: "ArrowUp", dx: 0, dy: -1 },
  { name: "down", key: "ArrowDown", dx: 0, dy: 1 },
]
const moves: readonly Action[] = directions.flatMap(({ name, key, dx, dy }) => [
  onSelection(`go-${name}`, [key], ({ go }) => go(dx, dy), { changes: false, isAvailable: hasCanvas }),
  onSelection(`nudge-${name}`, [`Alt+${key}`], ({ nudge }) => nudge(dx, dy)),
])

const onView = (name: string, shortcuts: readonly string[], run: (session: Session) => void): Action => ({
  name,
  label: `action.${name}`,
  shortcuts,
  group: "view",
  changes: false,
  isAvailable: hasCanvas,
  run,
})

const views: readonly Action[] = [
  onView("tool-select", ["V"], take("select")),
  onView("tool-hand", ["H"], take("hand")),
  onView("tool-pointer", ["K"], take("pointer")),
  onView(
    "zoom-in",
    ["Control+Plus", "Control+="],
    ask(({ zoomBy }) => zoomBy(1.25)),
  ),
  onView(
    "zoom-out",
    ["Control+-"],
    ask(({ zoomBy }) => zoomBy(1 / 1.25)),
  ),
  onView(
    "zoom-100",
    ["Control+0", "Shift+0"],
    ask(({ zoomTo }) => zoomTo(1)),
  ),
  onView(
    "fit",
    ["Shift+1"],
    ask(({ fitBoard }) => fitBoard()),
  ),
  onView(
    "fit-selection",
    ["Shift+2"],
    ask(({ fitSelection }) => fitSelection()),
  ),
  onView(
    "escape",
    ["Escape"],
    ask((controls) => controls.escape()),
  ),
]

/** What can be done on any board, whatever its kind. Palette, search, export and help are the app's. */
export const canvasActions: readonly Action[] = [...history, ...cards, ...moves, ...views]
