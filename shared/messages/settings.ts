import { area } from "./area.ts"

/** What holds for the whole workshop. */
export const settings = area({
  en: {
    "settings.workshop": "This workshop",
    "settings.goal": "We want to …",
    "settings.goal.hint": "One thing that is different afterwards.",
    "settings.by": "… by",
    "settings.by.hint": "What we do together to get there.",
    "settings.event": "Event (optional)",
    "settings.rule": "Rule of the house",
    "settings.rule.chatham-house.hint": "What was said may leave the room, not who said it: files are without names.",
    "settings.rule.open.hint": "Files may carry names.",
    "settings.rule.participants-only.hint": "Only those who were here get files with names.",
    "settings.rule.internal.hint": "Files with names stay among those who were here.",
    "settings.floor": "Smallest group that is shown on its own",
    "settings.floor.hint": "Votes and viewpoints of fewer people are shown only in the total.",
    "settings.keepDrafts": "Keep private notes that were never revealed",
    "settings.allTools": "Participants may always make every kind of card",
    "agenda.questions": "Questions about the agenda",
  },
  de: {
    "settings.workshop": "Dieser Workshop",
    "settings.goal": "Wir wollen …",
    "settings.goal.hint": "Eine Sache, die danach anders ist.",
    "settings.by": "… indem wir",
    "settings.by.hint": "Was wir dafür gemeinsam tun.",
    "settings.event": "Veranstaltung (freiwillig)",
    "settings.rule": "Hausregel",
    "settings.rule.chatham-house.hint":
      "Was gesagt wurde, darf den Raum verlassen, nicht wer es sagte: Dateien sind ohne Namen.",
    "settings.rule.open.hint": "Dateien dürfen Namen tragen.",
    "settings.rule.participants-only.hint": "Dateien mit Namen bekommen nur die, die dabei waren.",
    "settings.rule.internal.hint": "Dateien mit Namen bleiben unter denen, die dabei waren.",
    "settings.floor": "Kleinste Gruppe, die einzeln gezeigt wird",
    "settings.floor.hint": "Stimmen und Sichten von weniger Personen erscheinen nur in der Summe.",
    "settings.keepDrafts": "Private Notizen behalten, die nie aufgedeckt wurden",
    "settings.allTools": "Teilnehmende dürfen immer jede Art von Karte machen",
    "agenda.questions": "Fragen zur Agenda",
  },
})
