import * as flow from "../boards/product-flow/schema.ts"
import { treeOf } from "../boards/story-map/tree.ts"
import { isCapability, isNeed, isUser } from "../boards/user-needs-map/schema.ts"
import type { Drawable } from "../model/boardKind.ts"
import { byOrder, type Card } from "../model/records.ts"
import { cleanLine } from "../model/text.ts"

/** A board as Mermaid text (`domain.md` G.4): a needs map as a flowchart, the others as a journey. Undefined for other kinds. */
export function boardToMermaid(board: Drawable): string | undefined {
  const kind = board.content.board.kind
  if (kind === "user-needs-map") return flowchart(board)
  if (kind === "story-map") return journey(board, storyTasks(board))
  return kind === "product-flow" ? journey(board, flowTasks(board)) : undefined
}

function flowchart({ content, personas, say }: Drawable): string {
  const cards = [...content.cards.values()].sort(byOrder)
  const ids = new Map<string, string>()
  const nodes = (prefix: string, some: readonly Card[], shape: (card: Card) => string) =>
    some.map((card, index) => {
      ids.set(card.id, `${prefix}_${index + 1}`)
      return `  ${prefix}_${index + 1}${shape(card)}`
    })
  const label = (text: string) => quoted(text.trim() === "" ? say("common.untitled") : text)
  const external = say("needs.position.external")
  const users = cards.filter(isUser)
  const needs = cards.filter(isNeed)
  const capabilities = cards.filter(isCapability)
  const lines = [
    "flowchart TD",
    ...nodes("u", users, (card) => `([${label((isUser(card) && personas.get(card.personaId)?.name) || card.title)}])`),
    ...nodes("n", needs, (card) => `((${label(card.title)}))`),
    ...nodes("c", capabilities, (card) =>
      isCapability(card) && card.sourcing === "external"
        ? `[/${label(`${card.title.trim() === "" ? say("common.untitled") : card.title} (${external})`)}/]`
        : `[${label(card.title)}]`,
    ),
  ]
  const edges = [...content.relations.values()].flatMap(({ fromId, toId, kind }) => {
    const [from, to] = [ids.get(fromId), ids.get(toId)]
    if (from === undefined || to === undefined) return []
    return [kind === "has-need" ? `  ${from} -.->|${label(say("relation.has-need"))}| ${to}` : `  ${from} --> ${to}`]
  })
  const style = "  classDef need fill:#1f5fbf,color:#ffffff,stroke:#0d2c59"
  const needIds = needs.map(({ id }) => ids.get(id)).join(",")
  const classes = needs.length > 0 ? [style, `  class ${needIds} need`] : []
  return `${[...lines, ...edges, ...teamBoxes({ content, personas, say }, ids), ...classes].join("\n")}\n`
}

/** Boxes round what each team owns: as it is today, or else in the first answer there is. */
function teamBoxes({ content, say }: Drawable, ids: ReadonlyMap<string, string>): readonly string[] {
  const overlays = [...content.overlays.values()].sort(byOrder)
  const overlay = overlays.find(({ state }) => state === "current") ?? overlays[0]
  if (!overlay) return []
  const teams = [...content.teams.values()].filter(({ overlayId }) => overlayId === overlay.id).sort(byOrder)
  return teams.flatMap((team, index) => {
    const owned = Object.entries(overlay.owners).flatMap(([id, owner]) => (owner === team.id ? [ids.get(id)] : []))
    const members = owned.filter((id) => id !== undefined)
    const name = team.name.trim() === "" ? say("common.untitled") : team.name
    return members.length === 0
      ? []
      : [`  subgraph t_${index + 1}[${quoted(name)}]`, ...members.map((id) => `    ${id}`), "  end"]
  })
}

/** A label in quotes, with everything in it that Mermaid, its Markdown or HTML would take for a sign of theirs. */
function quoted(text: string): string {
  const signs = cleanLine(text, Number.POSITIVE_INFINITY).replace(/["#&<>`*_%~\\]|^\s*[-+]|^\s*\d+[.)]/g, (found) =>
    [...found].map((sign) => (/[\s\d]/.test(sign) ? sign : `#${sign.charCodeAt(0)};`)).join(""),
  )
  return `"${signs}"`
}

interface Task {
  readonly section: string
  readonly title: string
  /** 1 to 5, 5 is best. */
  readonly score: number
  readonly actors: readonly string[]
}

/** In the middle: nobody has said how it feels. */
const unknownScore = 3

function storyTasks({ content, personas }: Drawable): readonly Task[] {
  const names = (ids: readonly string[]) => ids.map((id) => personas.get(id)?.name ?? "")
  const branches = treeOf(content).phases.flatMap(({ activities }) => activities)
  return branches.flatMap(({ activity, steps }) =>
    steps.flatMap(({ step }) => {
      if (!step) return []
      const actors = names(step.personaIds.length > 0 ? step.personaIds : activity.personaIds)
      return [{ section: activity.title, title: step.title, score: unknownScore, actors }]
    }),
  )
}

function flowTasks({ content, personas }: Drawable): readonly Task[] {
  const cards = [...content.cards.values()].sort(byOrder)
  const activities = cards.filter(flow.isActivity)
  return cards.filter(flow.isPhase).flatMap((phase) =>
    activities
      .filter(({ phaseId }) => phaseId === phase.id)
      .flatMap(({ id }) => cards.filter(flow.isInteraction).filter(({ activityId }) => activityId === id))
      .map(({ title, pain, personaId }) => ({
        section: phase.title,
        title,
        score: pain === undefined ? unknownScore : 6 - pain,
        actors: [personas.get(personaId)?.name ?? ""],
      })),
  )
}

function journey({ content, say }: Drawable, tasks: readonly Task[]): string {
  const name = (text: string) => journeyName(text, say("common.untitled"))
  let section: string | undefined
  const lines = tasks.flatMap((task) => {
    const actors = task.actors.filter((actor) => actor.trim() !== "").map((actor) => name(actor.replaceAll(",", " ")))
    const line = `      ${name(task.title)}: ${task.score}${actors.length > 0 ? `: ${actors.join(", ")}` : ""}`
    const isNew = section !== task.section
    section = task.section
    return isNew ? [`    section ${name(task.section)}`, line] : [line]
  })
  return `${["journey", `    title ${name(content.board.title)}`, ...lines].join("\n")}\n`
}

/** A name without the signs that end it; one that begins like a word of the language stands in quotes. */
function journeyName(text: string, untitled: string): string {
  const safe = cleanLine(text)
    .replace(/:/g, " –")
    .replace(/;/g, ",")
    .replace(/#/g, "＃")
    .replace(/%%|^\s*%/g, (signs) => signs.replaceAll("%", "％"))
    .replace(/\s+/g, " ")
    .trim()
  if (safe === "") return untitled
  return /^(journey|title|section|acc)/i.test(safe) ? `“${safe}”` : safe
}
