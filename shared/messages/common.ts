import { area } from "./area.ts"

/** Words that several places use. */
export const common = area({
  en: {
    "common.add": "Add",
    "common.cancel": "Cancel",
    "common.close": "Close",
    "common.redo": "Redo",
    "common.undo": "Undo",
    "common.untitled": "Untitled",
    "kind.note": "Note",
  },
  de: {
    "common.add": "Hinzufügen",
    "common.cancel": "Abbrechen",
    "common.close": "Schließen",
    "common.redo": "Wiederholen",
    "common.undo": "Rückgängig",
    "common.untitled": "Ohne Titel",
    "kind.note": "Notiz",
  },
})
