import type { ReadyAgenda } from "../readyAgenda.ts"

/** Platform maturity and orbit in three quarters of an hour (`domain.md` D.4). */
export const maturityAgenda: ReadyAgenda = {
  id: "maturity",
  title: { en: "Platform maturity and orbit", de: "Plattform-Reife und Umfeld" },
  result: {
    en: "How answers spread per aspect, one or two next levels with reasons, the groups around the platform and one experiment. For 5 to 30 people who know the same platform.",
    de: "Wie die Antworten je Aspekt streuen, eine oder zwei nächste Stufen mit Gründen, die Gruppen rund um die Plattform und ein Experiment. Für 5 bis 30 Personen, die dieselbe Plattform kennen.",
  },
  prepare: {
    en: "Prepare: the maturity model, the least number for anonymous answers, one sentence on what the platform is. Mixed companies answer about their own platforms in separate groups.",
    de: "Vorbereiten: das Reifemodell, die kleinste Zahl für anonyme Antworten und ein Satz, was die Plattform ist. Gemischte Unternehmen antworten in getrennten Gruppen über ihre eigene Plattform.",
  },
  whenLate: {
    en: "If late: skip naming the next level; keep the culture sentence and the talk about the spread.",
    de: "Wenn es spät wird: die nächste Stufe auslassen; den Kultursatz und das Gespräch über die Streuung behalten.",
  },
  steps: [
    {
      title: { en: "Join and frame", de: "Beitreten und Rahmen" },
      minutes: 4,
      kind: "welcome",
      groupMode: "plenary",
      inputMode: "closed",
      priority: "must",
      prompt: {
        en: "No grade, no ranking: we look for the next thing to work on",
        de: "Keine Note, keine Rangliste: Wir suchen das Nächste, woran wir arbeiten",
      },
      note: {
        en: "Say that answers are shown as counts only.",
        de: "Sagen, dass Antworten nur als Anzahl gezeigt werden.",
      },
    },
    {
      title: { en: "Which platform, whose", de: "Welche Plattform, wessen" },
      minutes: 2,
      kind: "frame",
      groupMode: "plenary",
      inputMode: "facilitator-only",
      priority: "must",
      prompt: { en: "We talk about …", de: "Wir sprechen über …" },
      note: { en: "One platform, named in a sentence.", de: "Eine Plattform, in einem Satz benannt." },
    },
    {
      title: { en: "Culture sentence", de: "Kultursatz" },
      minutes: 4,
      kind: "assess",
      groupMode: "solo",
      inputMode: "private-until-reveal",
      priority: "must",
      prompt: {
        en: "Which sentence do you hear most around the platform?",
        de: "Welchen Satz hörst du rund um die Plattform am häufigsten?",
      },
      note: {
        en: "Reveal how the answers spread. No discussion of persons.",
        de: "Die Verteilung aufdecken. Keine Gespräche über Personen.",
      },
    },
    {
      title: { en: "Rate five aspects in silence", de: "Fünf Aspekte still einschätzen" },
      minutes: 6,
      kind: "assess",
      groupMode: "solo",
      inputMode: "private-until-reveal",
      priority: "must",
      prompt: {
        en: "Where are we, and what have you seen that tells you?",
        de: "Wo stehen wir, und woran hast du das gesehen?",
      },
      instruction: {
        en: "Unknown is an answer, half levels are allowed. One line of evidence.",
        de: "„Weiß nicht“ ist eine Antwort, halbe Stufen sind erlaubt. Eine Zeile als Beleg.",
      },
    },
    {
      title: { en: "Reveal, talk about the widest spreads", de: "Aufdecken, über die größte Streuung sprechen" },
      minutes: 8,
      kind: "discuss",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "You chose 1, you chose 3: what do you each see?",
        de: "Einmal die 1, einmal die 3: Was seht ihr jeweils?",
      },
      note: {
        en: "The two aspects with the widest spread. No averages.",
        de: "Die zwei Aspekte mit der größten Streuung. Keine Durchschnitte.",
      },
    },
    {
      title: { en: "One aspect, next level", de: "Ein Aspekt, die nächste Stufe" },
      minutes: 3,
      kind: "decide",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "What would be the first sign of the next level, and what need asks for it?",
        de: "Was wäre das erste Zeichen der nächsten Stufe, und welches Bedürfnis verlangt danach?",
      },
      note: { en: "Staying put is fine.", de: "Zu bleiben, wo man ist, ist in Ordnung." },
    },
    {
      title: { en: "Groups around the platform, in silence", de: "Gruppen rund um die Plattform, still" },
      minutes: 4,
      kind: "diverge",
      groupMode: "solo",
      inputMode: "private-until-reveal",
      priority: "must",
      prompt: {
        en: "Which roles or groups have to do with it, friendly or not?",
        de: "Welche Rollen oder Gruppen haben damit zu tun, wohlgesinnt oder nicht?",
      },
      note: { en: "Roles, not names.", de: "Rollen, keine Namen." },
    },
    {
      title: { en: "Place on love and reach", de: "Nach Nähe und Reichweite anordnen" },
      minutes: 5,
      kind: "map",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "How involved? How many do they pull along?",
        de: "Wie beteiligt sind sie? Wie viele ziehen sie mit?",
      },
      note: {
        en: "Drag together. Disagreement is a question mark.",
        de: "Gemeinsam schieben. Uneinigkeit bekommt ein Fragezeichen.",
      },
    },
    {
      title: { en: "Whom have we not heard", de: "Wen haben wir nicht gehört" },
      minutes: 3,
      kind: "discuss",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "Which group on the left will we ask, and what?",
        de: "Welche Gruppe auf der linken Seite fragen wir, und was?",
      },
      note: {
        en: "One conversation for each quadrant on the left.",
        de: "Ein Gespräch für jeden Quadranten auf der linken Seite.",
      },
    },
    {
      title: { en: "One experiment", de: "Ein Experiment" },
      minutes: 4,
      kind: "decide",
      groupMode: "groups",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "We believe that … We do … until … It worked if …",
        de: "Wir glauben, dass … Wir tun … bis … Es hat geklappt, wenn …",
      },
      note: {
        en: "Choose the stage at which most people get stuck.",
        de: "Die Stelle wählen, an der die meisten hängen bleiben.",
      },
    },
    {
      title: { en: "Recap, take home", de: "Rückblick, Mitnehmen" },
      minutes: 2,
      kind: "recap",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: { en: "Who, what, until when", de: "Wer, was, bis wann" },
      note: { en: "Snapshot, review date.", de: "Stand festhalten, nächsten Termin nennen." },
    },
  ],
}
