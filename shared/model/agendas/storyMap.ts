import type { ReadyAgenda } from "../readyAgenda.ts"

/** A story map in ninety minutes (`domain.md` D.2). */
export const storyMapAgenda: ReadyAgenda = {
  id: "story-map",
  title: { en: "Story map", de: "Story Map" },
  result: {
    en: "A backbone with phases, walked by each persona, a walking skeleton and one further slice with outcomes. For 4 to 8 people.",
    de: "Ein Rückgrat mit Phasen, mit jeder Persona durchgegangen, ein Walking Skeleton und ein weiterer Schnitt mit Wirkung. Für 4 bis 8 Personen.",
  },
  prepare: {
    en: "Prepare: a draft of the frame, the personas, an example of a step and of a story.",
    de: "Vorbereiten: ein Entwurf des Rahmens, die Personas, je ein Beispiel für einen Schritt und eine Story.",
  },
  whenLate: {
    en: "If late: drop the warm-up, then the outcome per slice. If the group is new to the method, drop the details instead of the warm-up.",
    de: "Wenn es spät wird: zuerst das Aufwärmen weglassen, dann die Wirkung je Schnitt. Ist die Methode neu, lieber die Details weglassen als das Aufwärmen.",
  },
  boardKind: "story-map",
  steps: [
    {
      title: { en: "Arrive, join", de: "Ankommen, beitreten" },
      minutes: 5,
      kind: "welcome",
      groupMode: "plenary",
      inputMode: "closed",
      priority: "must",
      prompt: { en: "Name, mark, whose viewpoint you take", de: "Name, Zeichen, wessen Sicht du einnimmst" },
      note: {
        en: "Everybody chooses the persona they speak for.",
        de: "Alle wählen die Persona, für die sie sprechen.",
      },
    },
    {
      title: { en: "Frame", de: "Rahmen" },
      minutes: 7,
      kind: "frame",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "Which problem, for whom, what gets better for them and for us?",
        de: "Welches Problem, für wen, und was wird besser, für sie und für uns?",
      },
      exitCriterion: { en: "One sentence says the outcome.", de: "Ein Satz nennt die Wirkung." },
      allowedKinds: ["frame"],
    },
    {
      title: { en: "Warm-up: this morning", de: "Aufwärmen: heute Morgen" },
      minutes: 8,
      kind: "energiser",
      groupMode: "groups",
      inputMode: "open",
      priority: "could",
      prompt: {
        en: "What did you do from waking up to arriving? Order it, name the groups",
        de: "Was habt ihr vom Aufwachen bis hierher getan? Ordnen und den Gruppen Namen geben",
      },
      note: {
        en: "It teaches step, activity and detail. On a board of its own or on the wall; it is thrown away.",
        de: "Es zeigt, was Schritt, Aktivität und Detail sind. Auf eigenem Board oder an der Wand; es wird weggeworfen.",
      },
    },
    {
      title: { en: "Write steps in silence", de: "Schritte still aufschreiben" },
      minutes: 8,
      kind: "diverge",
      groupMode: "solo",
      inputMode: "private-until-reveal",
      priority: "must",
      prompt: {
        en: "What does this person do, from first hearing of it to no longer needing it?",
        de: "Was tut diese Person, vom ersten Hören davon bis sie es nicht mehr braucht?",
      },
      instruction: {
        en: "Write alone, one step per card, beginning with a verb. One persona each.",
        de: "Allein schreiben, ein Schritt je Karte, mit Verb. Jeder für eine Persona.",
      },
      note: {
        en: "“Finish the sentence you are in” before time is up.",
        de: "Vor dem Ende: „Den Satz noch fertig schreiben.“",
      },
      allowedKinds: ["step"],
    },
    {
      title: { en: "Reveal and line up", de: "Aufdecken und aufreihen" },
      minutes: 10,
      kind: "map",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: { en: "And then? And then?", de: "Und dann? Und dann?" },
      note: {
        en: "Left to right in the order of telling; what happens at the same time is stacked. Merge doubles.",
        de: "Von links nach rechts, wie man es erzählt; Gleichzeitiges untereinander. Doppeltes zusammenführen.",
      },
    },
    {
      title: { en: "Name activities and phases", de: "Aktivitäten und Phasen benennen" },
      minutes: 8,
      kind: "cluster",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "What are these steps together for? Where does a new phase begin?",
        de: "Wozu gehören diese Schritte zusammen? Wo beginnt eine neue Phase?",
      },
      note: {
        en: "3 to 10 activities. Ask for the end of life.",
        de: "3 bis 10 Aktivitäten. Auch nach dem Ende fragen.",
      },
    },
    {
      title: { en: "Walk it as each persona", de: "Als jede Persona durchgehen" },
      minutes: 10,
      kind: "discuss",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "I am … First I … Where does it hurt? What is missing?",
        de: "Ich bin … Zuerst … Wo tut es weh? Was fehlt?",
      },
      note: {
        en: "Marks: pain, joy, question, idea. Look at the questions about this board.",
        de: "Markierungen: Schmerz, Freude, Frage, Idee. Die Fragen zum Board ansehen.",
      },
    },
    {
      title: { en: "Break", de: "Pause" },
      minutes: 5,
      kind: "break",
      groupMode: "plenary",
      inputMode: "closed",
      priority: "should",
    },
    {
      title: { en: "Details in pairs", de: "Details zu zweit" },
      minutes: 10,
      kind: "map",
      groupMode: "pairs",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "What if it goes wrong? What else could they do? What would be nicer?",
        de: "Was, wenn es schiefgeht? Was könnten sie sonst tun? Was wäre schöner?",
      },
      note: {
        en: "Stories below the steps, the most needed on top. No slicing yet.",
        de: "Storys unter den Schritten, das Nötigste oben. Noch nicht schneiden.",
      },
      allowedKinds: ["story"],
    },
    {
      title: { en: "Walking skeleton", de: "Walking Skeleton" },
      minutes: 10,
      kind: "slice",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "The least that gets one person from left to right?",
        de: "Das Wenigste, mit dem eine Person von links nach rechts kommt?",
      },
      note: { en: "Move stories above the line.", de: "Storys über die Linie schieben." },
      exitCriterion: {
        en: "Every activity has something in the first slice.",
        de: "Jede Aktivität hat etwas im ersten Schnitt.",
      },
    },
    {
      title: { en: "Outcome per slice, biggest risk", de: "Wirkung je Schnitt, größtes Risiko" },
      minutes: 5,
      kind: "decide",
      groupMode: "plenary",
      inputMode: "open",
      priority: "should",
      prompt: {
        en: "After this slice, who can do what that they could not? What could prove us wrong?",
        de: "Wer kann nach diesem Schnitt etwas, das vorher nicht ging? Was könnte uns widerlegen?",
      },
      note: {
        en: "Write the outcome. Risk marks by 2 dots.",
        de: "Die Wirkung aufschreiben. Risiken mit 2 Punkten markieren.",
      },
    },
    {
      title: { en: "Recap, energy, take home", de: "Rückblick, Energie, Mitnehmen" },
      minutes: 4,
      kind: "recap",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: { en: "Decisions, actions, open questions", de: "Entscheidungen, Aufgaben, offene Fragen" },
      note: { en: "Export the backlog as CSV and the map.", de: "Das Backlog als CSV und die Karte exportieren." },
    },
  ],
}
