import { lazy, type ReactNode } from "react"
import { useView } from "../../session/useSession.ts"
import type { BoundAction } from "../useActions.ts"
import { useOpenBoardView } from "../useBoardView.ts"

const commandPalette = async () => ({ default: (await import("./CommandPalette.tsx")).CommandPalette })
const exportDialog = async () => ({ default: (await import("../exporting/ExportDialog.tsx")).ExportDialog })
const searchDialog = async () => ({ default: (await import("./SearchDialog.tsx")).SearchDialog })
const CommandPalette = lazy(commandPalette)
const ExportDialog = lazy(exportDialog)
const EndingDialog = lazy(async () => ({ default: (await import("../recap/EndingDialog.tsx")).EndingDialog }))
const HelpSheet = lazy(async () => ({ default: (await import("./HelpSheet.tsx")).HelpSheet }))
const PersonasDialog = lazy(async () => ({ default: (await import("./PersonasDialog.tsx")).PersonasDialog }))
const RecapDialog = lazy(async () => ({ default: (await import("../recap/RecapDialog.tsx")).RecapDialog }))
const RefusedEditsDialog = lazy(async () => ({
  default: (await import("./RefusedEditsDialog.tsx")).RefusedEditsDialog,
}))
const RoomScreen = lazy(async () => ({ default: (await import("../room/RoomScreen.tsx")).RoomScreen }))
const SearchDialog = lazy(searchDialog)
const SettingsDialog = lazy(async () => ({ default: (await import("./SettingsDialog.tsx")).SettingsDialog }))

/** Fetches what a key opens and somebody types into at once, so that it is there before the second letter. */
export function fetchDialogs(): void {
  // A failure shows when the dialog is asked for.
  for (const fetch of [commandPalette, searchDialog, exportDialog]) fetch().catch(() => {})
}

export interface DialogsProps {
  readonly actions: readonly BoundAction[]
  readonly onClose: () => void
}

/** The one dialog that is open, loaded when it is asked for. */
export function Dialogs({ actions, onClose }: DialogsProps): ReactNode {
  const dialog = useView((view) => view.dialog)
  const boardView = useOpenBoardView()
  switch (dialog) {
    case "export":
      return <ExportDialog onClose={onClose} />
    case "help":
      return <HelpSheet boardView={boardView} actions={actions} onClose={onClose} />
    case "palette":
      return <CommandPalette actions={actions} onClose={onClose} />
    case "personas":
      return <PersonasDialog onClose={onClose} />
    case "room":
      return <RoomScreen onClose={onClose} />
    case "search":
      return <SearchDialog onClose={onClose} />
    case "settings":
      return <SettingsDialog onClose={onClose} />
    case "refused":
      return <RefusedEditsDialog onClose={onClose} />
    case "ending":
      return <EndingDialog onClose={onClose} />
    case "recap":
      return <RecapDialog onClose={onClose} />
    // `connect` is the canvas's own.
    case "connect":
    case "none":
      return null
  }
}
