import german from "../../assets/templates/texts.de.json" with { type: "json" }
import { isPlain } from "../model/fields.ts"
import type { Json } from "./templateBoard.ts"

/** What stands in other languages for each English text of the templates, by language. A new language adds its line. */
const texts: { readonly [lang: string]: ReadonlyMap<string, string> } = { de: new Map(Object.entries(german)) }

/** The fields that people read. Others hold ids, units and words of a closed list. */
const isRead: ReadonlySet<string> = new Set(
  "title name goal by situation motivation benefit problem benefitUsers benefitUs outcome successMetric asA iWant soThat source cadence solutionIdeas note".split(
    " ",
  ),
)

/** A template in a language; English where there is no other, and for a text that nobody has put into it yet. */
export function inLanguage<T extends Json>(template: T, lang: string): T {
  const own = Object.hasOwn(texts, lang) ? texts[lang] : undefined
  if (own === undefined) return template
  const read = (raw: unknown, field: string): unknown => {
    if (typeof raw === "string") return isRead.has(field) ? (own.get(raw) ?? raw) : raw
    if (Array.isArray(raw)) return raw.map((one) => read(one, field))
    return isPlain(raw) ? Object.fromEntries(Object.entries(raw).map(([key, one]) => [key, read(one, key)])) : raw
  }
  return { ...template, ...Object.fromEntries(Object.entries(template).map(([key, one]) => [key, read(one, key)])) }
}

/** Every text of a template that people read. */
export function textsOf(template: Json): readonly string[] {
  const read = (raw: unknown, field: string): readonly string[] => {
    if (typeof raw === "string") return isRead.has(field) ? [raw] : []
    if (Array.isArray(raw)) return raw.flatMap((one) => read(one, field))
    return isPlain(raw) ? Object.entries(raw).flatMap(([key, one]) => read(one, key)) : []
  }
  return Object.entries(template).flatMap(([key, one]) => read(one, key))
}
