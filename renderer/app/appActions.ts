import type { Action } from "../session/action.ts"
import type { Session, ViewState } from "../session/session.ts"
import type { IconName } from "../ui/Icon.tsx"

const show = (dialog: ViewState["dialog"]) => (session: Session) => session.view.setState({ dialog })
const togglePanel = (panel: ViewState["panel"]) => (session: Session) =>
  session.view.setState((view) => ({
    panel: view.panel === panel ? (panel === "inspector" ? "none" : "inspector") : panel,
  }))

const isFacilitator = ({ status }: Session): boolean => status.getState().me?.role === "facilitator"
const hasBoard = ({ view }: Session): boolean => view.getState().boardId !== undefined

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
    name: "lint",
    label: "action.lint",
    group: "board",
    isAvailable: hasBoard,
    changes: false,
    run: togglePanel("lint"),
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
  people: "people",
  personas: "person",
  export: "download",
  room: "share",
  settings: "globe",
  help: "help",
  undo: "undo",
  redo: "redo",
}

/** The sign of an action where it has one. */
export const actionIcon = (name: string): IconName | undefined => icons[name]
