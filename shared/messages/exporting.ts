import { area } from "./area.ts"

/** What a board says of itself when it leaves the room. */
export const exporting = area({
  en: {
    "export.purpose": "To {goal} by {by}",
    "export.rule.open": "Open: may be shared with names",
    "export.rule.chatham-house": "Chatham House Rule: what was said may be shared, not who said it",
    "export.rule.participants-only": "For participants only",
    "export.rule.internal": "For this organisation only",
  },
  de: {
    "export.purpose": "Ziel: {goal} – Weg: {by}",
    "export.rule.open": "Offen: darf mit Namen geteilt werden",
    "export.rule.chatham-house": "Chatham-House-Regel: Gesagtes darf geteilt werden, nicht wer es gesagt hat",
    "export.rule.participants-only": "Nur für Teilnehmende",
    "export.rule.internal": "Nur für diese Organisation",
  },
})
