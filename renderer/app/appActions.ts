import { runningStep } from "../../shared/model/agenda.ts"
import type { Action } from "../session/action.ts"
import type { Session, ViewState } from "../session/session.ts"
import type { IconName } from "../ui/Icon.tsx"
import { saveTemplate } from "./exporting/saveTemplate.ts"
import { switchArea } from "./shell/switchArea.ts"

const show = (dialog: ViewState["dialog"]) => (session: Session) => session.view.setState({ dialog })
const togglePanel = (panel: ViewState["panel"]) => (session: Session) =>
  session.view.setState((view) => ({
    panel: view.panel === panel ? (panel === "inspector" ? "none" : "inspector") : panel,
  }))

const isFacilitator = ({ status }: Session): boolean => status.getState().me?.role === "facilitator"
const isLeading = (role: string | undefined): boolean => role === "facilitator" || role === "co-facilitator"

const hasBoard = ({ view }: Session): boolean => view.getState().boardId !== undefined

/** Nobody is asked anything while the room writes alone. */
const asksQuestions = ({ snapshot }: Session): boolean => runningStep(snapshot.getState())?.lintOn !== false

/** What can be done with the workshop as a whole. Undo, zoom and cards are the canvas's actions. */
export const appActions: readonly Action[] = [
  {
    name: "palette",
    label: "action.palette",
    shortcuts: ["Control+K"],
    group: "session",
    changes: false,
    run: show("palette"),
  },
  {
    name: "search",
    label: "action.search",
    shortcuts: ["Control+F"],
    group: "view",
    changes: false,
    run: show("search"),
  },
  {
    name: "outline",
    label: "action.outline",
    shortcuts: ["Control+Shift+O"],
    group: "view",
    isAvailable: hasBoard,
    changes: false,
    run: togglePanel("outline"),
  },
  {
    name: "details",
    label: "action.details",
    shortcuts: ["I"],
    group: "view",
    isAvailable: hasBoard,
    changes: false,
    run: togglePanel("inspector"),
  },
  {
    name: "switch-area",
    label: "action.switchArea",
    shortcuts: ["F6"],
    group: "view",
    changes: false,
    run: switchArea,
  },
  {
    name: "lint",
    label: "action.lint",
    group: "board",
    isAvailable: (session) => hasBoard(session) && asksQuestions(session),
    changes: false,
    run: togglePanel("lint"),
  },
  {
    name: "voting",
    label: "voting.open",
    shortcuts: ["Shift+V"],
    group: "session",
    isAvailable: hasBoard,
    changes: false,
    run: togglePanel("voting"),
  },
  {
    name: "keep",
    label: "action.keep",
    shortcuts: ["B"],
    group: "session",
    changes: false,
    run: togglePanel("keep"),
  },
  { name: "states", label: "action.states", group: "session", changes: false, run: togglePanel("states") },
  { name: "recap", label: "action.recap", group: "session", changes: false, run: show("recap") },
  {
    name: "end-session",
    label: "action.endSession",
    group: "session",
    isAvailable: ({ status, snapshot }) =>
      isLeading(status.getState().me?.role) && snapshot.getState().session.phase !== "ended",
    changes: true,
    run: show("ending"),
  },
  { name: "people", label: "action.people", group: "session", changes: false, run: togglePanel("people") },
  { name: "personas", label: "action.personas", group: "session", changes: true, run: show("personas") },
  {
    name: "export",
    label: "action.export",
    shortcuts: ["Control+Shift+E"],
    group: "session",
    isAvailable: hasBoard,
    changes: false,
    run: show("export"),
  },
  {
    name: "save-template",
    label: "action.saveTemplate",
    group: "board",
    isAvailable: hasBoard,
    changes: false,
    run: (session) => {
      const { boardId } = session.view.getState()
      if (boardId !== undefined) void saveTemplate(session, boardId)
    },
  },
  {
    name: "room",
    label: "action.room",
    group: "session",
    isAvailable: isFacilitator,
    changes: false,
    run: show("room"),
  },
  { name: "settings", label: "action.settings", group: "session", changes: false, run: show("settings") },
  { name: "help", label: "action.help", shortcuts: ["?", "F1"], group: "session", changes: false, run: show("help") },
]

const icons: { readonly [name: string]: IconName } = {
  palette: "sparkle",
  search: "search",
  outline: "list",
  details: "card",
  lint: "ask",
  keep: "keep",
  states: "history",
  recap: "file",
  people: "people",
  personas: "person",
  export: "download",
  "save-template": "file",
  room: "share",
  settings: "globe",
  help: "help",
  undo: "undo",
  redo: "redo",
}

/** The sign of an action where it has one. */
export const actionIcon = (name: string): IconName | undefined => icons[name]
