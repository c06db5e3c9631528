import { area } from "./area.ts"

/** What a board says of itself when it leaves the room. */
export const caption = area({
  en: {
    "caption.purpose": "To {goal} by {by}",
    "caption.rule.open": "Open: may be shared with names",
    "caption.rule.chatham-house": "Chatham House Rule: what was said may be shared, not who said it",
    "caption.rule.participants-only": "For participants only",
    "caption.rule.internal": "For this organisation only",
  },
  de: {
    "caption.purpose": "Ziel: {goal} – Weg: {by}",
    "caption.rule.open": "Offen: darf mit Namen geteilt werden",
    "caption.rule.chatham-house": "Chatham-House-Regel: Gesagtes darf geteilt werden, nicht wer es gesagt hat",
    "caption.rule.participants-only": "Nur für Teilnehmende",
    "caption.rule.internal": "Nur für diese Organisation",
  },
})
