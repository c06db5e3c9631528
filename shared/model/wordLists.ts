/** Word lists for lint, by language. Data: add a word, never code (`domain.md` A.2, UNM-08). */
export interface WordLists {
  /** Words that name a solution where a need or a problem is asked for. */
  readonly solutions: readonly string[]
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

const english: WordLists = {
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
}

const german: WordLists = {
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
}

/** The lists for a BCP 47 tag; English for languages without any. */
export const wordListsFor = (lang: string): WordLists => (lang.toLowerCase().startsWith("de") ? german : english)

/** The words of a text, in lower case. */
export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** A word without its ending, so that "integrating" meets "integrate" and "Dienste" meets "Dienst". */
export const stemOf = (word: string): string =>
  word.length <= 3 ? word : word.replace(/s$/u, "").replace(/(?<=..)(ation|ing|ed|en|er|e|n)$/u, "")

/** The first of `listed` that occurs in the text by stem, outside of `exempt` words; undefined when none does. */
export function wordFrom(text: string, listed: readonly string[], exempt: ReadonlySet<string>): string | undefined {
  const stems = new Set(listed.map(stemOf))
  return wordsOf(text).find((word) => stems.has(stemOf(word)) && !exempt.has(stemOf(word)))
}

/** The word of a title that names a solution; a thing rather than the verb that builds it, since the thing tells more. */
export function solutionIn(title: string, lang: string, exempt: ReadonlySet<string>): string | undefined {
  const { solutions, building } = wordListsFor(lang)
  const things = solutions.filter((word) => !building.includes(word))
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

/** The number of single-letter changes between two words, up to `limit`; more counts as `limit + 1`. */
export function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1
  const [a, b] = withoutSame(one, other)
  return distance(a, b, limit)
}

/** What is left when the same beginning and the same end are taken away. */
function withoutSame(a: string, b: string): readonly [string, string] {
  const shortest = Math.min(a.length, b.length)
  let start = 0
  while (start < shortest && a[start] === b[start]) start++
  let end = 0
  while (end < shortest - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)]
}

function distance(a: string, b: string, limit: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    if (Math.min(...next) > limit) return limit + 1
    row = next
  }
  return row[b.length] ?? limit + 1
}

/** Titles compared without case, accents, spaces and punctuation. */
export const normalTitle = (title: string): string =>
  title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "")

/** What looking for near-equal titles may cost; reached only where hundreds of titles begin or end alike. */
const maxComparisons = 200_000

/**
 * Pairs of near-equal titles: at most two letters differ, one where titles are short; titles that are numbered
 * differently are different. Two titles that differ by k letters share one of k + 1 pieces at nearly the same place, so
 * only titles that share a piece are compared.
 */
export function nearlyEqual(
  cards: readonly { readonly id: string; readonly title: string }[],
): readonly (readonly [string, string])[] {
  const named = cards.map(({ id, title }) => ({ id, name: normalTitle(title) })).filter(({ name }) => name.length >= 4)
  const byPiece = new Map<string, number[]>()
  const pairs: (readonly [string, string])[] = []
  const sorted = named.sort((a, b) => a.name.length - b.name.length)
  let compared = 0
  for (const [at, { id, name }] of sorted.entries()) {
    const allowed = name.length < 8 ? 1 : 2
    for (const other of candidates(name, allowed, byPiece)) {
      if (compared++ > maxComparisons) return pairs
      const earlier = sorted[other]
      if (earlier && isNear(earlier.name, name, allowed)) pairs.push([earlier.id, id])
    }
    for (const { piece, start } of piecesOf(name)) {
      const key = `${name.length} ${start} ${piece}`
      const list = byPiece.get(key)
      if (list) list.push(at)
      else byPiece.set(key, [at])
    }
  }
  return pairs
}

const isNear = (a: string, b: string, allowed: number): boolean =>
  editDistance(a, b, allowed) <= allowed && digitsOf(a) === digitsOf(b)

const digitsOf = (name: string): string => name.replace(/\P{N}+/gu, " ").trim()

function piecesOf(name: string): readonly { readonly piece: string; readonly start: number }[] {
  const length = Math.floor(name.length / 3)
  return [0, 1, 2].map((index) => {
    const start = index * length
    return { piece: name.slice(start, index === 2 ? undefined : start + length), start }
  })
}

/** Earlier, not longer titles that share a piece with this one, each once. */
function candidates(
  name: string,
  allowed: number,
  byPiece: ReadonlyMap<string, readonly number[]>,
): ReadonlySet<number> {
  const found = new Set<number>()
  for (let shorter = 0; shorter <= allowed; shorter++) {
    const length = name.length - shorter
    for (const { piece, start } of piecesOf("x".repeat(length))) {
      for (let shift = -allowed; shift <= allowed; shift++) {
        if (start + shift < 0) continue
        const key = `${length} ${start} ${name.slice(start + shift, start + shift + piece.length)}`
        for (const at of byPiece.get(key) ?? []) found.add(at)
      }
    }
  }
  return found
}
