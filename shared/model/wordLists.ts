/** Word lists for lint, by language. Data: add a word, never code (`domain.md` A.2, UNM-08). */
export interface WordLists {
  /** Words that name a solution where a need or a problem is asked for. */
  readonly solutions: readonly string[]
  /** Those of them that are things, not verbs. */
  readonly things: readonly string[]
  /** Words at the beginning of a title that build something. */
  readonly building: readonly string[]
  /** Words that name a part of a system where a person's doing is asked for. */
  readonly components: readonly string[]
  /** Words that count output where an effect is asked for. */
  readonly outputs: readonly string[]
  /** First words that no verb phrase begins with. */
  readonly notVerbs: readonly string[]
  /** Endings of nouns, for first words. */
  readonly nounEndings: readonly string[]
  readonly and: string
}

const words = (text: string): readonly string[] => text.split(/\s+/)

function withThings(lists: Omit<WordLists, "things">): WordLists {
  return { ...lists, things: lists.solutions.filter((word) => !lists.building.includes(word)) }
}

const english = withThings({
  solutions: words(
    "app application system portal dashboard api database tool platform server cluster service plugin integration chatbot ai login sso button page screen form report ticket microservice pipeline script feature widget add build create implement integrate migrate automate install",
  ),
  building: words("add build create implement integrate migrate automate install develop introduce deploy"),
  components: words(
    "api database server cluster service microservice backend frontend queue cache container pod node module controller operator endpoint schema button page screen form dialog menu pipeline script",
  ),
  outputs: words("feature features tickets stories lines commits deployments releases points closed shipped"),
  notVerbs: words(
    "the a an my our your their his her its this that these those some all any no every each more less better easy easier fast faster good new what when where who why how in on at for with from of to and or",
  ),
  nounEndings: ["tion", "sion", "ment", "ness", "ity", "ance", "ence", "ship", "ism"],
  and: " and ",
})

const german = withThings({
  solutions: words(
    "app anwendung system portal dashboard schnittstelle api datenbank werkzeug plattform server dienst maske knopf bericht ticket funktion widget chatbot bauen einführen umsetzen integrieren migrieren automatisieren",
  ),
  building: words("bauen einführen umsetzen integrieren migrieren automatisieren hinzufügen entwickeln installieren"),
  components: words(
    "schnittstelle api datenbank server cluster dienst microservice backend frontend warteschlange zwischenspeicher container pod knoten modul controller operator endpunkt schema maske knopf seite formular dialog menü pipeline skript",
  ),
  outputs: words(
    "funktionen features tickets stories zeilen commits deployments releases punkte geschlossen ausgeliefert",
  ),
  notVerbs: words(
    "der die das ein eine einen einem mein meine unser unsere dein deine ihr ihre sein seine dieser diese dieses alle jede jeder jedes kein keine mehr weniger was wann wo wer warum wie im in am an auf für mit von zu und oder",
  ),
  nounEndings: ["ung", "heit", "keit", "schaft", "tion", "ität", "nis", "ismus"],
  and: " und ",
})

/** The lists for a BCP 47 tag; English for languages without any. */
export const wordListsFor = (lang: string): WordLists => (lang.toLowerCase().startsWith("de") ? german : english)

/** The words of a text, in lower case. */
export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** A word without its ending, so that "integrating" meets "integrate" and "Dienste" meets "Dienst". */
export const stemOf = (word: string): string =>
  word.length <= 3 ? word : word.replace(/s$/u, "").replace(/(?<=..)(ation|ating|ated|ate|ing|ed|en|er|e|n)$/u, "")

/** The first of `listed` that occurs in the text by stem, outside of `exempt` words; undefined when none does. */
export function wordFrom(text: string, listed: readonly string[], exempt: ReadonlySet<string>): string | undefined {
  const stems = stemsOf(listed)
  return wordsOf(text).find((word) => stems.has(stemOf(word)) && !exempt.has(stemOf(word)))
}

const stemSets = new WeakMap<readonly string[], ReadonlySet<string>>()

function stemsOf(listed: readonly string[]): ReadonlySet<string> {
  let stems = stemSets.get(listed)
  if (!stems) {
    stems = new Set(listed.map(stemOf))
    stemSets.set(listed, stems)
  }
  return stems
}

/** The word of a title that names a solution; a thing rather than the verb that builds it, since the thing tells more. */
export function solutionIn(title: string, lang: string, exempt: ReadonlySet<string>): string | undefined {
  const { solutions, things } = wordListsFor(lang)
  return wordFrom(title, things, exempt) ?? wordFrom(title, solutions, exempt)
}

/** True unless the beginning shows that it is no verb phrase. German puts the verb last as well ("Den Status sehen"). */
export function mayStartWithVerb(title: string, lang: string): boolean {
  const lists = wordListsFor(lang)
  const [first = "", ...rest] = wordsOf(title)
  if (first === "") return true
  const last = rest.at(-1) ?? first
  if (lists === german && /(en|ern|eln)$/u.test(last)) return true
  return (
    !lists.notVerbs.includes(first) && !lists.nounEndings.some((ending) => first.length > 5 && first.endsWith(ending))
  )
}
