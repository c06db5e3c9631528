import type { ReadyAgenda } from "../readyAgenda.ts"

/** A User Needs Map in an hour (`domain.md` D.1). */
export const needsMapAgenda: ReadyAgenda = {
  id: "needs-map",
  title: { en: "User Needs Map", de: "User Needs Map" },
  result: {
    en: "One map with one user, three to five needs, their chains, the teams of today and three insights. For 4 to 8 people.",
    de: "Eine Karte mit einer Nutzerin oder einem Nutzer, drei bis fünf Bedürfnissen, ihren Ketten, den heutigen Teams und drei Erkenntnissen. Für 4 bis 8 Personen.",
  },
  prepare: {
    en: "Prepare: an empty map, one user proposed, the list of the organisation’s teams.",
    de: "Vorbereiten: eine leere Karte, ein Vorschlag, um wen es geht, und die Liste der Teams.",
  },
  whenLate: {
    en: "If late: drop the vote (pairs pick needs), then shorten the chains to 9 minutes. Never drop reading aloud.",
    de: "Wenn es spät wird: zuerst die Abstimmung weglassen (Paare wählen selbst), dann die Ketten auf 9 Minuten kürzen. Das Vorlesen nie weglassen.",
  },
  boardKind: "user-needs-map",
  steps: [
    {
      title: { en: "Arrive, join, choose a name or alias", de: "Ankommen, beitreten, Namen oder Alias wählen" },
      minutes: 5,
      kind: "welcome",
      groupMode: "plenary",
      inputMode: "closed",
      priority: "must",
      prompt: {
        en: "Scan, pick a mark, say in three words why you are here",
        de: "Scannen, Zeichen wählen, in drei Worten sagen, warum du hier bist",
      },
      note: {
        en: "Show the rule of the house. Check that every device sees the board.",
        de: "Die Hausregel zeigen. Prüfen, ob jedes Gerät das Board sieht.",
      },
    },
    {
      title: { en: "Purpose and scope", de: "Zweck und Rahmen" },
      minutes: 4,
      kind: "frame",
      groupMode: "plenary",
      inputMode: "facilitator-only",
      priority: "must",
      prompt: { en: "We want to … by …", de: "Wir wollen … bis …" },
      note: {
        en: "What is out of scope goes to the parking lot.",
        de: "Was nicht dazugehört, kommt in den Parkplatz.",
      },
      exitCriterion: { en: "The purpose line is filled in.", de: "Der Zweck steht da." },
    },
    {
      title: { en: "One user and their outcome", de: "Eine Person und was sie erreichen will" },
      minutes: 5,
      kind: "frame",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "Whose life are we looking at? When …, I want …, so that …",
        de: "Auf wessen Leben schauen wir? Wenn …, möchte ich …, damit …",
      },
      note: {
        en: "One user only. Others become cards on the wall.",
        de: "Nur eine Person. Andere kommen als Karten an die Wand.",
      },
      allowedKinds: ["user"],
    },
    {
      title: { en: "Write needs in silence", de: "Bedürfnisse still aufschreiben" },
      minutes: 6,
      kind: "diverge",
      groupMode: "solo",
      inputMode: "private-until-reveal",
      priority: "must",
      prompt: {
        en: "What is this person trying to get done, feel, or avoid?",
        de: "Was möchte diese Person erledigen, fühlen oder vermeiden?",
      },
      instruction: {
        en: "Write alone, one thought per card, in your own words.",
        de: "Allein schreiben, ein Gedanke je Karte, in eigenen Worten.",
      },
      note: {
        en: "Show one good and one poor example. No comments on what is written yet.",
        de: "Ein gutes und ein schlechtes Beispiel zeigen. Noch nichts kommentieren.",
      },
      allowedKinds: ["need"],
    },
    {
      title: { en: "Reveal, read, cluster", de: "Aufdecken, vorlesen, ordnen" },
      minutes: 6,
      kind: "cluster",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "What says the same? What sounds like a solution?",
        de: "Was sagt dasselbe? Was klingt nach einer Lösung?",
      },
      note: {
        en: "Read aloud; ask “what does this say?”, never “who wrote it?”. Keep the first wording. Put the needs into stages if it helps.",
        de: "Vorlesen; fragen „Was steht da?“, nie „Wer hat das geschrieben?“. Den ersten Wortlaut behalten. Wenn es hilft, nach Phasen ordnen.",
      },
      allowedKinds: ["need", "stage"],
    },
    {
      title: { en: "Choose the three needs to follow", de: "Die drei Bedürfnisse wählen, denen wir folgen" },
      minutes: 3,
      kind: "vote",
      groupMode: "solo",
      inputMode: "closed",
      priority: "should",
      prompt: {
        en: "Which needs matter most to this user today?",
        de: "Welche Bedürfnisse sind dieser Person heute am wichtigsten?",
      },
      note: {
        en: "3 dots, at most 1 per need, sealed until the count.",
        de: "3 Punkte, höchstens 1 je Bedürfnis, verdeckt bis zur Auszählung.",
      },
      allowedKinds: ["need"],
    },
    {
      title: { en: "Chains in pairs", de: "Ketten zu zweit" },
      minutes: 12,
      kind: "map",
      groupMode: "pairs",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "To meet this need, what do we depend on? And that?",
        de: "Worauf sind wir angewiesen, um dieses Bedürfnis zu erfüllen? Und das wiederum?",
      },
      note: {
        en: "Each pair takes one need. At least three steps down. Mark what is bought as external.",
        de: "Jedes Paar nimmt ein Bedürfnis. Mindestens drei Stufen nach unten. Zugekauftes als extern markieren.",
      },
      allowedKinds: ["capability", "need"],
    },
    {
      title: { en: "Join the chains, walk them aloud", de: "Ketten verbinden und laut durchgehen" },
      minutes: 6,
      kind: "map",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "When … is trying to …, they depend on …",
        de: "Wenn … versucht, … zu erreichen, dann hängt das ab von …",
      },
      note: {
        en: "Use “walk the chain”. Merge doubles. Look at the questions about this board.",
        de: "„Kette abgehen“ nutzen. Doppeltes zusammenführen. Die Fragen zum Board ansehen.",
      },
    },
    {
      title: { en: "Overlay today’s teams, mark friction", de: "Heutige Teams darüberlegen, Reibung markieren" },
      minutes: 6,
      kind: "assess",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "Who owns this today? Where do you wait for others?",
        de: "Wer verantwortet das heute? Wo wartet ihr auf andere?",
      },
      note: {
        en: "Use the overlay “As is”. What nobody owns stays without an owner.",
        de: "Die Ebene „Ist“ nutzen. Was niemandem gehört, bleibt ohne Team.",
      },
    },
    {
      title: { en: "Three insights", de: "Drei Erkenntnisse" },
      minutes: 4,
      kind: "discuss",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "What surprises you? What would you change first?",
        de: "Was überrascht? Was würdet ihr zuerst ändern?",
      },
      note: {
        en: "Write them as insights. Show load and hand-offs. A second overlay is for the next session.",
        de: "Als Erkenntnisse aufschreiben. Last und Übergaben zeigen. Eine zweite Ebene ist etwas für das nächste Mal.",
      },
      allowedKinds: ["insight"],
    },
    {
      title: { en: "Recap, energy, take home", de: "Rückblick, Energie, Mitnehmen" },
      minutes: 3,
      kind: "recap",
      groupMode: "plenary",
      inputMode: "open",
      priority: "must",
      prompt: {
        en: "One word each; actions with a name and a date",
        de: "Ein Wort von jedem; Aufgaben mit Namen und Datum",
      },
      note: { en: "Snapshot, export pack, review date.", de: "Stand festhalten, exportieren, nächsten Termin nennen." },
    },
  ],
}
