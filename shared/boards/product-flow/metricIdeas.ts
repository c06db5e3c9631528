import { stemOf, wordsOf } from "../../model/wordLists.ts"
import type { signals, units } from "./schema.ts"

/** A metric worth thinking of; its words are in the catalogue under `flow.metric-idea.<name>`. */
export interface MetricIdea {
  readonly name: string
  readonly signal: (typeof signals)[number]
  readonly unit: (typeof units)[number]
  readonly direction: "higher-better" | "lower-better" | "in-range"
  readonly isFelt?: boolean
  /** Verbs, and what goes with them, in an activity that it suits; English and German. */
  readonly words: readonly string[]
}

const starting = [
  "create",
  "get",
  "request",
  "order",
  "start",
  "provision",
  "set",
  "sign",
  "join",
  "erstellen",
  "anlegen",
  "anfordern",
  "bestellen",
  "einrichten",
  "starten",
  "bekommen",
  "holen",
]
const delivering = [
  "deploy",
  "deployment",
  "release",
  "ship",
  "deliver",
  "publish",
  "roll",
  "ausliefern",
  "ausrollen",
  "veröffentlichen",
  "bereitstellen",
  "deployen",
]
const watching = [
  "monitor",
  "watch",
  "observe",
  "check",
  "alert",
  "see",
  "überwachen",
  "beobachten",
  "prüfen",
  "sehen",
  "schauen",
]
const scaling = ["scale", "grow", "keep", "plan", "size", "reserve", "skalieren", "wachsen", "planen", "vorhalten"]
const paying = [
  "pay",
  "budget",
  "buy",
  "decide",
  "agree",
  "cost",
  "renew",
  "bezahlen",
  "kaufen",
  "entscheiden",
  "zustimmen",
  "verlängern",
]
const renewing = [
  "upgrade",
  "update",
  "migrate",
  "move",
  "change",
  "patch",
  "aktualisieren",
  "umziehen",
  "wechseln",
  "ändern",
  "erneuern",
]
const mending = [
  "restore",
  "recover",
  "repair",
  "fix",
  "debug",
  "resolve",
  "wiederherstellen",
  "reparieren",
  "beheben",
  "lösen",
]
const learning = [
  "learn",
  "find",
  "understand",
  "evaluate",
  "try",
  "search",
  "discover",
  "lernen",
  "finden",
  "verstehen",
  "ausprobieren",
  "suchen",
  "bewerten",
]

/** After well-known frameworks (DORA, SPACE, DevEx); `domain.md` A.4. */
const metricIdeas: readonly MetricIdea[] = [
  { name: "usable", signal: "time", unit: "h", direction: "lower-better", words: starting },
  { name: "first", signal: "task-success", unit: "%", direction: "higher-better", words: [...starting, ...learning] },
  { name: "alone", signal: "effort", unit: "%", direction: "higher-better", words: [...starting, ...delivering] },
  { name: "lead", signal: "time", unit: "h", direction: "lower-better", words: delivering },
  { name: "often", signal: "engagement", unit: "1/wk", direction: "in-range", words: delivering },
  { name: "failed", signal: "quality", unit: "%", direction: "lower-better", words: [...delivering, ...renewing] },
  { name: "restore", signal: "reliability", unit: "h", direction: "lower-better", words: [...mending, ...watching] },
  { name: "views", signal: "engagement", unit: "1/d", direction: "in-range", words: watching },
  { name: "alerts", signal: "quality", unit: "%", direction: "higher-better", words: watching },
  { name: "used", signal: "cost", unit: "%", direction: "in-range", words: scaling },
  { name: "cost", signal: "cost", unit: "EUR/mo", direction: "in-range", words: [...paying, ...scaling] },
  { name: "recent", signal: "quality", unit: "%", direction: "higher-better", words: renewing },
  {
    name: "safe",
    signal: "satisfaction",
    unit: "likert-5",
    direction: "higher-better",
    isFelt: true,
    words: [...renewing, ...delivering],
  },
  { name: "easy", signal: "satisfaction", unit: "likert-5", direction: "higher-better", isFelt: true, words: starting },
  {
    name: "where",
    signal: "satisfaction",
    unit: "likert-5",
    direction: "higher-better",
    isFelt: true,
    words: [...learning, ...watching],
  },
]

/** Ideas whose words are in the title of an activity, in the catalogue's order. */
export function ideasFor(title: string): readonly MetricIdea[] {
  const stems = new Set(wordsOf(title).map(stemOf))
  return metricIdeas.filter(({ words }) => words.some((word) => stems.has(stemOf(word))))
}
