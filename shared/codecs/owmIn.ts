import { cleanLine } from "../model/text.ts"
import { assembleWorkshop, type ImportOutcome, notReadable, type Placed } from "./assemble.ts"
import type { FileRow } from "./fileRecords.ts"
import { tidied } from "./needsMapPlaces.ts"
import { type OwmEntry, readOwmEntry } from "./owmNames.ts"
import { noteTail, owmHeight, shortNumber } from "./owmOut.ts"

/** Lines of the language that say how a map looks or how it evolves: nothing of a needs map. */
const unused =
  /^(style|size|evolution|evolve|pipeline|annotation|annotations|pioneers|settlers|townplanners|url|accelerator|deaccelerator|y-axis|x-axis|buy|build|outsource|[{}])(?=$|[\s{[(])/
/** Height, then sideways; inside a pipeline sideways alone. */
const coordinates = /\[\s*(?:(-?[\d.]+)\s*,\s*)?(-?[\d.]+)\s*\]/

interface Component {
  readonly name: string
  readonly line: number
  readonly isAnchor: boolean
  readonly isBought: boolean
  readonly height: number
  readonly sideways: number
  readonly entry: OwmEntry | undefined
}
interface Link {
  readonly from: string
  readonly to: string
  readonly line: number
  readonly words: readonly string[]
}

interface Chart {
  title: string
  readonly components: Map<string, Component>
  readonly links: Link[]
  readonly remarks: Placed[]
  readonly notes: string[]
}

/**
 * Reads a value chain of OnlineWardleyMaps as a needs map. Text that Cairn wrote gives the same chain; in others'
 * text an anchor is a user, what an anchor alone leads to is a need, and everything else is a capability.
 */
export function readOwm(text: string): ImportOutcome {
  const chart: Chart = { title: "", components: new Map(), links: [], remarks: [], notes: [] }
  const entries = new Map<string, OwmEntry>()
  for (const entry of text.split(/\r\n?|\n/).map(readOwmEntry)) if (entry) entries.set(entry.name, entry)
  for (const { content, line } of withoutComments(text)) {
    const problem = readLine(chart, content, line, entries)
    if (problem !== undefined) return notReadable(line, problem)
  }
  if (chart.components.size === 0)
    return notReadable(1, "there is no component in it: this is not a map of OnlineWardleyMaps")
  const stray = chart.links.find(({ from, to }) => !chart.components.has(from) || !chart.components.has(to))
  if (stray) {
    const name = chart.components.has(stray.from) ? stray.to : stray.from
    return notReadable(stray.line, `the link names “${cleanLine(name, 60)}”, which is no component of the map`)
  }
  return assembled(chart, text)
}

/** Lines with something on them. A comment runs to the end of its line or to its closing sign. */
function withoutComments(text: string): { content: string; line: number }[] {
  let isOpen = false
  return text.split(/\r\n?|\n/).flatMap((raw, index) => {
    let rest = raw.replace(/^\uFEFF/, "")
    if (isOpen) {
      const end = rest.indexOf("*/")
      if (end < 0) return []
      isOpen = false
      rest = rest.slice(end + 2)
    }
    const isOwnNote = rest.endsWith(noteTail)
    rest = /^\s*url\s/.test(rest) ? rest : (rest.split("//")[0] ?? "")
    rest = rest.replace(/\/\*.*?\*\//g, "")
    const start = rest.indexOf("/*")
    if (start >= 0) {
      isOpen = true
      rest = rest.slice(0, start)
    }
    const content = rest.trim()
    return content === "" || isOwnNote ? [] : [{ content, line: index + 1 }]
  })
}

/** A number behind a name may make it longer than a title; cutting it here would make two names one. */
const nameIn = (text: string): string => cleanLine(text, 1000).trim()

/** Takes one line in; a reason when it cannot be understood. */
function readLine(
  chart: Chart,
  content: string,
  line: number,
  entries: ReadonlyMap<string, OwmEntry>,
): string | undefined {
  const [, word = "", rest = ""] = /^(title|anchor|component|submap|market|ecosystem|note)\s+(.*)$/.exec(content) ?? []
  if (word === "title") chart.title = rest
  else if (word === "note") chart.remarks.push(remark(rest, line, chart.remarks.length))
  else if (word !== "") return addComponent(chart, word, rest, line, entries)
  else if (unused.test(content))
    chart.notes.push(`line ${line}: “${cleanLine(content, 60)}” has no place on a needs map`)
  else return addLink(chart, content, line)
  return undefined
}

function addComponent(chart: Chart, word: string, rest: string, line: number, entries: ReadonlyMap<string, OwmEntry>) {
  const place = coordinates.exec(rest)
  const nameEnd = place ? place.index : rest.search(/\s\(/)
  const name = nameIn(rest.slice(0, nameEnd < 0 ? rest.length : nameEnd).trim())
  if (name === "") return `the ${word} has no name`
  if (chart.components.has(name)) {
    chart.notes.push(`line ${line}: “${name}” stands here twice; the first counts`)
    return undefined
  }
  const within01 = (raw: string | undefined, fallback: number) => {
    const value = Number(raw ?? Number.NaN)
    return Number.isFinite(value) ? Math.min(Math.max(value, 0), 1) : fallback
  }
  chart.components.set(name, {
    name,
    line,
    isAnchor: word === "anchor",
    isBought: /\((buy|outsource|market)\)/.test(place ? rest.slice(place.index) : rest),
    height: within01(place?.[1], 0.5),
    sideways: within01(place?.[2], 0.5),
    entry: entries.get(name),
  })
  return undefined
}

function addLink(chart: Chart, content: string, line: number): string | undefined {
  const [ends = "", ...context] = content.split(";")
  const [from, to, more] = ends.split(/->|\+<>|\+[<>]|\+'[^']*'<?>?/).map(nameIn)
  if (!from || !to || more !== undefined) return `“${cleanLine(content, 60)}” is neither a component nor a link`
  const words = context
    .join(";")
    .split(",")
    .map((word) => word.trim())
  chart.links.push({ from, to, line, words })
  return undefined
}

function remark(rest: string, line: number, index: number): Placed {
  const title = cleanLine(rest.replace(coordinates, "").replace(/^\+?/, "").trim())
  return { line, row: { id: `note-${index + 1}`, kind: "note", title, x: -320, y: index * 120 } }
}

/** What each component is. One that both a user and another component lead to stands for a need and a capability. */
function kindsIn({ components, links }: Chart): ReadonlyMap<string, "user" | "need" | "capability"> {
  const leads = (name: string, isFromAnchor: boolean) =>
    links.some(({ from, to }) => to === name && (components.get(from)?.isAnchor ?? false) === isFromAnchor)
  return new Map(
    [...components.values()].map(({ name, entry, isAnchor }) => {
      if (entry && (entry.kind === "user") === isAnchor) return [name, entry.kind]
      return [name, isAnchor ? "user" : leads(name, true) && !leads(name, false) ? "need" : "capability"]
    }),
  )
}

function assembled(chart: Chart, source: string): ImportOutcome {
  const kinds = kindsIn(chart)
  const ids = new Map([...chart.components.keys()].map((name, index) => [name, `c-${index + 1}`]))
  const personas = new Map<string, Placed>()
  const cards: Placed[] = []
  for (const component of chart.components.values()) {
    const { name, line, entry } = component
    const kind = kinds.get(name) ?? "capability"
    const title = cleanLine(entry?.title ?? name)
    const place = entry ?? { x: Math.round(component.sideways * 1600), y: 0 }
    const row: FileRow = { id: ids.get(name), kind, title, x: place.x, y: place.y }
    if (kind === "user") {
      const personaId = entry?.persona === undefined ? `p-${ids.get(name)}` : `p-${Math.abs(Math.round(entry.persona))}`
      if (!personas.has(personaId))
        personas.set(personaId, { line, row: { id: personaId, name: title, position: "external" } })
      cards.push({ line, row: { ...row, personaId } })
    } else cards.push({ line, row: kind === "capability" ? { ...row, ...capabilityFields(component) } : row })
  }
  const lines = new Lines(chart, kinds, ids, cards)
  for (const link of chart.links) lines.add(link)
  const isOurs = [...chart.components.values()].every(({ entry }) => entry)
  const all = [...lines.cards, ...chart.remarks]
  return assembleWorkshop({
    source,
    kind: "user-needs-map",
    title: chart.title,
    personas: [...personas.values()],
    cards: isOurs ? all : tidied(all, lines.relations),
    relations: lines.relations,
    notes: chart.notes,
  })
}

function capabilityFields({ height, entry, isBought }: Component): FileRow {
  const exact = entry?.visibility
  const isUnmoved = exact !== undefined && owmHeight(exact) === shortNumber(height)
  return { visibility: isUnmoved ? exact : height, sourcing: isBought ? "external" : "internal" }
}

/** Links as relations, where the method has one. */
class Lines {
  readonly cards: Placed[]
  readonly relations: Placed[] = []
  readonly #chart: Chart
  readonly #kinds: ReturnType<typeof kindsIn>
  readonly #ids: ReadonlyMap<string, string>
  readonly #seen = new Set<string>()

  constructor(
    chart: Chart,
    kinds: ReturnType<typeof kindsIn>,
    ids: ReadonlyMap<string, string>,
    cards: readonly Placed[],
  ) {
    this.#chart = chart
    this.#kinds = kinds
    this.#ids = ids
    this.cards = [...cards]
  }

  add({ from, to, line, words }: Link): void {
    const [fromId = "", toId = ""] = [this.#ids.get(from), this.#ids.get(to)]
    const pair = `${this.#kinds.get(from)} ${this.#kinds.get(to)}`
    const friction = words.find((word) => word === "blocks" || word === "slows")
    if (pair === "user need") this.#relate("has-need", fromId, toId, line)
    else if ((pair === "need capability" || pair === "capability capability") && from !== to)
      this.#relate("depends-on", fromId, toId, line, friction === undefined ? {} : { friction })
    else if (pair === "user capability") this.#needBetween(from, fromId, toId, to, line)
    else this.#chart.notes.push(`line ${line}: a needs map has no line from “${from}” to “${to}”`)
  }

  #needBetween(user: string, userId: string, capabilityId: string, capability: string, line: number): void {
    const needId = `n-${capabilityId}`
    if (!this.cards.some(({ row }) => row.id === needId)) {
      const title = this.#chart.components.get(capability)?.entry?.title ?? capability
      this.cards.push({ line, row: { id: needId, kind: "need", title, x: 0, y: 0 } })
      this.#chart.notes.push(`line ${line}: “${user}” leads to a capability; a need of the same name stands between`)
    }
    this.#relate("has-need", userId, needId, line)
    this.#relate("depends-on", needId, capabilityId, line)
  }

  #relate(kind: string, fromId: string, toId: string, line: number, fields: FileRow = {}): void {
    const id = `${fromId}--${toId}`
    if (this.#seen.has(id)) return
    this.#seen.add(id)
    this.relations.push({ line, row: { id, kind, fromId, toId, ...fields } })
  }
}
