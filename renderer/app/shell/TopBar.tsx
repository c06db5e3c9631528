import { changeWorkshop } from "../../../shared/commands/workshop.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { useDraft } from "../../session/useDraft.ts"
import { useSession, useSnapshot, useStatus, useView } from "../../session/useSession.ts"
import { isComposed } from "../../session/useSharedText.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Menu, type MenuItem } from "../../ui/Menu.tsx"
import { LintButton } from "../lint/LintButton.tsx"
import { actionItem, type BoundAction } from "../useActions.ts"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { BoardTabs } from "./BoardTabs.tsx"
import { PeopleButton } from "./PeopleButton.tsx"
import { SavingChip } from "./SavingChip.tsx"

export interface TopBarProps {
  readonly actions: readonly BoundAction[]
  readonly onLeave: () => void
}

/** Left: what is open and whether it is safe. Right: who is here, the way in, and the rest. */
export function TopBar({ actions, onLeave }: TopBarProps) {
  const say = useWords()
  const { view } = useSession()
  const role = useStatus(({ me }) => me?.role)
  return (
    <header className="top-bar">
      <div className="top-bar-left">
        <WorkshopTitle />
        <SavingChip />
      </div>
      <BoardTabs />
      <div className="top-bar-right">
        <LintButton />
        <AgendaButton />
        <KeepButton />
        <PeopleButton />
        {role === "facilitator" && (
          <Button
            className="top-bar-room"
            look="primary"
            icon="share"
            onClick={() => view.setState({ dialog: "room" })}
          >
            {say("room.open")}
          </Button>
        )}
        <MainMenu actions={actions} onLeave={onLeave} />
      </div>
    </header>
  )
}

function AgendaButton() {
  const say = useWords()
  const { view } = useSession()
  const isOpen = useView(({ panel }) => panel === "agenda")
  if (!useLeads()) return null
  return (
    <IconButton
      className="top-bar-extra"
      label={say("action.agenda")}
      icon="agenda"
      shortcut="Shift+A"
      aria-pressed={isOpen}
      onClick={() => view.setState({ panel: isOpen ? "inspector" : "agenda" })}
    />
  )
}

function KeepButton() {
  const say = useWords()
  const { view } = useSession()
  const isOpen = useView(({ panel }) => panel === "keep")
  return (
    <IconButton
      className="top-bar-extra"
      label={say("action.keep")}
      icon="keep"
      shortcut="B"
      aria-pressed={isOpen}
      onClick={() => view.setState({ panel: isOpen ? "inspector" : "keep" })}
    />
  )
}

function WorkshopTitle() {
  const say = useWords()
  const { editing } = useSession()
  const title = useSnapshot(({ workshop }) => workshop.title)
  const canRename = useStatus(({ me }) => me?.role === "facilitator")
  const draft = useDraft(title, textLimit.title, (typed) => {
    if (typed.trim() !== "") changeWorkshop(editing, { title: typed })
    return true
  })
  if (!canRename) return <h1 className="workshop-title">{title || say("common.untitled")}</h1>
  return (
    <h1 className="workshop-title">
      <input
        aria-label={say("app.workshop.title")}
        value={draft.text}
        maxLength={textLimit.title}
        placeholder={say("common.untitled")}
        onChange={(event) => draft.write(event.target.value)}
        onBlur={draft.settle}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (isComposed(event)) return
          if (event.key === "Escape") draft.takeBack()
          if (event.key === "Enter") event.currentTarget.blur()
        }}
      />
    </h1>
  )
}

/** What the menu shows, in groups; the rest of the actions is in the palette. */
const menuGroups = [
  ["undo", "redo"],
  ["search", "outline", "details", "lint", "personas", "voting"],
  ["agenda", "keep", "states"],
  ["recap", "export", "save-template", "end-session"],
  ["settings", "palette", "help"],
] as const

function MainMenu({ actions, onLeave }: TopBarProps) {
  const say = useWords()
  const items = actions.map(actionItem)
  const role = useStatus(({ me }) => me?.role)
  const groups: MenuItem[][] = menuGroups.map((names) =>
    names.flatMap((name) => items.find((item) => item.name === name) ?? []),
  )
  const leave: MenuItem = {
    name: "leave",
    label: say(role === "facilitator" ? "app.menu.start" : "app.menu.leave"),
    icon: "door",
    onChoose: onLeave,
  }
  return <Menu trigger={<IconButton label={say("app.menu")} icon="more" />} groups={[...groups, [leave]]} />
}
