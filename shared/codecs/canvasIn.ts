import { boardKinds } from "../boards/index.ts"
import { cardShapeOf, noteKind, relationShapeOf } from "../document/shapes.ts"
import { say } from "../messages/say.ts"
import type { BoardKind } from "../model/boardKind.ts"
import { isPlain } from "../model/fields.ts"
import { isId } from "../model/ids.ts"
import { err } from "../model/result.ts"
import { cleanLine, cleanText, cutText, textLimit } from "../model/text.ts"
import { assembleWorkshop, type ImportOutcome, notReadable, type Placed } from "./assemble.ts"
import { canvasProblem } from "./canvasRules.ts"
import type { FileRow } from "./fileRecords.ts"
import { tidied } from "./needsMapPlaces.ts"
import { parseStrictJson, placesOf } from "./strictJson.ts"

const rowsIn = (raw: unknown): readonly FileRow[] => (Array.isArray(raw) ? raw.filter(isPlain) : [])
const textIn = (raw: unknown): string => (typeof raw === "string" ? raw : "")
const numberIn = (raw: unknown): number =>
  typeof raw === "number" ? Math.min(Math.max(raw, -1_000_000), 1_000_000) + 0 : 0

/**
 * Reads a JSON Canvas. One that Cairn wrote gives the same board, with the words that nodes now have; in others' a
 * node whose first line is a kind in bold becomes that kind of card, and every other one a note.
 */
export function readCanvas(text: string): ImportOutcome {
  const parsed = parseStrictJson(text)
  if (!parsed.ok) return err({ type: "NotJson", complaints: [parsed.error] })
  const problem = canvasProblem(parsed.value)
  if (problem) {
    const place = placesOf(text, new Set([problem.pointer])).get(problem.pointer)
    return err({ type: "Invalid", complaints: [{ line: 1, column: 1, ...place, ...problem }] })
  }
  const canvas = isPlain(parsed.value) ? parsed.value : {}
  const nodes = rowsIn(canvas.nodes)
  if (nodes.length === 0) return notReadable(1, "there is no node in it")
  const lines = placesOf(text, new Set(nodes.map((_, index) => `/nodes/${index}`)))
  const placed = nodes.map((row, index) => ({ row, line: lines.get(`/nodes/${index}`)?.line ?? 1 }))
  return new CanvasReader(text, canvas, placed).outcome()
}

interface Node {
  readonly placed: Placed
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly note: string
  readonly own: FileRow
}

class CanvasReader {
  readonly #text: string
  readonly #canvas: FileRow
  readonly #kind: BoardKind | undefined
  readonly #nodes: readonly Node[]
  readonly #notes: string[] = []
  readonly #about: FileRow
  readonly #board: FileRow

  constructor(text: string, canvas: FileRow, placed: readonly Placed[]) {
    this.#text = text
    this.#canvas = canvas
    this.#about = isPlain(canvas.cairn) ? canvas.cairn : {}
    this.#board = isPlain(this.#about.board) ? this.#about.board : {}
    const nodes = placed.map((node, index) => nodeOf(node, index))
    const kinds = new Set(nodes.map(({ kind }) => kind).filter((kind) => kind !== "" && kind !== noteKind))
    this.#kind =
      boardKinds.find(({ kind }) => kind === this.#board.kind) ??
      boardKinds.find((one) => [...kinds].every((kind) => cardShapeOf(one, kind))) ??
      boardKinds[0]
    this.#nodes = nodes
  }

  outcome(): ImportOutcome {
    const kind = this.#kind
    if (!kind) return notReadable(1, "no board takes this")
    const personas = this.#personas()
    const cards = this.#nodes.flatMap((node) => this.#card(kind, node, personas))
    const relations = this.#relations(kind, cards)
    const isOurs = this.#nodes.every(({ own }) => own.kind !== undefined)
    const purpose = isPlain(this.#board.purpose) ? { purpose: this.#board.purpose } : {}
    return assembleWorkshop({
      source: this.#text,
      kind: kind.kind,
      title: textIn(this.#board.title),
      ...purpose,
      personas,
      cards: kind.kind === "user-needs-map" && !isOurs ? tidied(cards, relations) : cards,
      relations,
      notes: this.#notes,
    })
  }

  #personas(): Placed[] {
    const known = rowsIn(this.#about.personas).filter(({ id }) => isId(id))
    return known.map(({ order: _order, ...row }) => ({ line: 1, row }))
  }

  #card(kind: BoardKind, node: Node, personas: Placed[]): readonly Placed[] {
    const { placed, id, title, own } = node
    const isTeam = placed.row.type === "group" && own.kind === undefined
    if (isTeam) this.#notes.push(`line ${placed.line}: the group “${cleanLine(title, 60)}” was left out`)
    if (isTeam) return []
    const cardKind = cardShapeOf(kind, node.kind) ? node.kind : noteKind
    const { order: _order, ...kept } = own
    const place = { x: numberIn(placed.row.x), y: numberIn(placed.row.y) }
    const isPlaced = "x" in (cardShapeOf(kind, cardKind) ?? {})
    const base = { ...(isPlaced ? place : {}), ...kept, id, kind: cardKind, title }
    const noted = node.note === "" ? base : { ...base, note: node.note }
    if (cardKind !== "user" || kept.personaId !== undefined) return [{ ...placed, row: this.#renamed(noted, personas) }]
    const personaId = freeId(personas)
    personas.push({ line: placed.line, row: { id: personaId, name: title, position: "external" } })
    return [{ ...placed, row: { ...noted, personaId } }]
  }

  /** A user is called as its persona is; a name that was changed on the canvas is the persona's new name. */
  #renamed(row: FileRow, personas: Placed[]): FileRow {
    const at = row.kind === "user" ? personas.findIndex((one) => one.row.id === row.personaId) : -1
    const persona = personas[at]
    if (persona && row.title !== "") personas[at] = { ...persona, row: { ...persona.row, name: row.title } }
    return row
  }

  #relations(kind: BoardKind, cards: readonly Placed[]): readonly Placed[] {
    const kinds = new Map(cards.map(({ row }) => [textIn(row.id), textIn(row.kind)]))
    const ids = new Map(this.#nodes.map(({ placed, id }) => [textIn(placed.row.id), id]))
    const seen = new Set<string>()
    return rowsIn(this.#canvas.edges).flatMap((edge) => {
      const own = isPlain(edge.cairn) ? edge.cairn : {}
      const [fromId = "", toId = ""] = [ids.get(textIn(edge.fromNode)), ids.get(textIn(edge.toNode))]
      const [from = "", to = ""] = [kinds.get(fromId), kinds.get(toId)]
      const fits = Object.entries(kind.relations).find(([, rule]) => rule.from.includes(from) && rule.to.includes(to))
      if (!fits || fromId === toId || seen.has(`${fromId} ${toId}`)) {
        this.#notes.push(`the edge “${cleanLine(textIn(edge.id), 60)}” has no meaning on this board and was left out`)
        return []
      }
      seen.add(`${fromId} ${toId}`)
      const [name] = fits
      const kept = own.kind === name && relationShapeOf(kind, name) ? own : {}
      return [{ line: 1, row: { ...kept, id: `${fromId}--${toId}`.slice(0, 64), kind: name, fromId, toId } }]
    })
  }
}

/** A node's words: from its text, which anybody may have changed; its kind and fields from what Cairn added. */
function nodeOf(placed: Placed, index: number): Node {
  const { row } = placed
  const own = isPlain(row.cairn) ? row.cairn : {}
  const id = isId(row.id) ? row.id : `node-${index + 1}`
  const given = cleanText(textIn(row.text ?? row.label ?? row.url ?? row.file)).split("\n")
  const kind = kindNamed(given[0] ?? "")
  const said = kind === undefined ? given : given.slice(1)
  const title = cleanLine(said[0] ?? "")
  const isUntitled = textIn(own.title) === "" && own.kind !== undefined && untitled.includes(title)
  const note = cutText(said.slice(1).join("\n").replace(/^\n+/, ""), textLimit.note)
  return {
    placed,
    id,
    kind: typeof own.kind === "string" ? own.kind : (kind ?? noteKind),
    title: isUntitled ? "" : title,
    note: row.type === "group" ? textIn(own.note) : note,
    own,
  }
}

function freeId(personas: readonly Placed[]): string {
  const taken = new Set(personas.map(({ row }) => row.id))
  let number = personas.length + 1
  while (taken.has(`p-${number}`)) number += 1
  return `p-${number}`
}

const languages = ["en", "de"] as const
const untitled = languages.map((language) => say(language, "common.untitled"))

/** The kind that a first line such as `**Need**` or `**Capability (external)**` names, in either language. */
function kindNamed(line: string): string | undefined {
  const name = /^\*\*([^*(]+?)\s*(?:\([^)]*\))?\*\*$/.exec(line.trim())?.[1]
  if (name === undefined) return undefined
  const kinds = [noteKind, ...boardKinds.flatMap(({ cards }) => Object.keys(cards))]
  return kinds.find((kind) => languages.some((language) => say(language, `kind.${kind}`) === name))
}
