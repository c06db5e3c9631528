import type { Activity, Phase, Story } from "../boards/story-map/schema.ts"
import { type StepBranch, treeOf } from "../boards/story-map/tree.ts"
import type { Drawable } from "../model/boardKind.ts"
import { csvText } from "./csv.ts"

/** A story with everything above it, in the order of the backbone and, within a step, of the slices. */
interface Told {
  readonly phase: Phase | undefined
  readonly activity: Activity | undefined
  readonly step: StepBranch["step"]
  readonly slice: { readonly title: string; readonly walkingSkeleton: boolean } | undefined
  readonly story: Story
}

const isStoryMap = ({ content }: Drawable) => content.board.kind === "story-map"

function storiesOf({ content }: Drawable): readonly Told[] {
  const { phases, slices, homeless } = treeOf(content)
  const ofStep = ({ step, cells }: StepBranch, phase?: Phase, activity?: Activity): readonly Told[] =>
    [...slices, undefined].flatMap((slice) =>
      (cells.get(slice?.id ?? "none") ?? []).map((story) => ({ phase, activity, step, slice, story })),
    )
  return [
    ...phases.flatMap(({ phase, activities }) =>
      activities.flatMap(({ activity, steps }) => steps.flatMap((step) => ofStep(step, phase, activity))),
    ),
    ...homeless.flatMap((step) => ofStep(step)),
  ]
}

/**
 * A story map for Jira's CSV import (`domain.md` G.5): activities are epics, stories are stories, and a variation or
 * an exception is a sub-task of the story above it. Parents stand above their children. Undefined for other boards.
 */
export function boardToJira(board: Drawable): string | undefined {
  if (!isStoryMap(board)) return undefined
  const rows: JiraRow[] = []
  const add = (row: Omit<JiraRow, "id">): string => {
    const id = String(rows.length + 1)
    rows.push({ ...row, id })
    return id
  }
  const epics = new Map<string, string>()
  for (const { phase, activities } of treeOf(board.content).phases)
    for (const { activity } of activities) epics.set(activity.id, add(epicOf(board, activity, phase)))
  let above: { readonly stepId: string | undefined; readonly id: string } | undefined
  for (const told of storiesOf(board)) {
    const stepId = told.step?.id
    const isPart = told.story.type === "variation" || told.story.type === "exception"
    if (isPart && above && above.stepId === stepId) add(issueOf(board, told, "Sub-task", above.id))
    else above = { stepId, id: add(issueOf(board, told, "Story", epics.get(told.activity?.id ?? "") ?? "")) }
  }
  const most = Math.max(1, ...rows.map(({ labels }) => labels.length))
  const labels = (row: JiraRow) => Array.from({ length: most }, (_, index) => row.labels[index] ?? "")
  return csvText([
    ["Issue ID", "Issue Type", "Summary", "Description", "Parent", ...Array(most).fill("Labels"), "Priority"],
    ...rows.map((row) => [row.id, row.type, row.summary, row.description, row.parent, ...labels(row), row.priority]),
  ])
}

interface JiraRow {
  readonly id: string
  readonly type: "Epic" | "Story" | "Sub-task"
  readonly summary: string
  readonly description: string
  readonly parent: string
  readonly labels: readonly string[]
  readonly priority: string
}

function epicOf(board: Drawable, activity: Activity, phase: Phase | undefined): Omit<JiraRow, "id"> {
  const { say } = board
  const facts = [fact(say("kind.phase"), phase?.title), activity.goal, activity.note, say("exporting.fromCairn")]
  return {
    type: "Epic",
    summary: summaryOf(board, activity.title),
    description: lines(facts),
    parent: "",
    labels: jiraLabels(["cairn", "phase ", phase?.title]),
    priority: "Medium",
  }
}

function issueOf(board: Drawable, told: Told, type: JiraRow["type"], parent: string): Omit<JiraRow, "id"> {
  const { slice, story } = told
  const kind = story.type === "detail" ? undefined : board.say(`storyMap.type.${story.type}`)
  return {
    type,
    summary: summaryOf(board, story.title),
    description: lines([kind, ...factsOf(board, told)]),
    parent,
    labels: jiraLabels(["cairn", "slice ", slice?.title]),
    priority: slice?.walkingSkeleton ? "High" : "Medium",
  }
}

const summaryOf = ({ say }: Drawable, title: string) => (title.trim() === "" ? say("common.untitled") : title)
const fact = (name: string, text: string | undefined) => (text ? `${name}: ${text}` : undefined)
const lines = (texts: readonly (string | undefined)[]) =>
  texts.filter((text) => text !== undefined && text !== "").join("\n")

function factsOf({ personas, say }: Drawable, { step, slice, story }: Told): readonly (string | undefined)[] {
  const ids = story.personaIds.length > 0 ? story.personaIds : (step?.personaIds ?? [])
  const names = ids.map((id) => personas.get(id)?.name).filter((name) => name !== undefined)
  const { verbatim } = story.provenance
  return [
    fact(say("kind.step"), step?.title),
    fact(say("kind.slice"), slice?.title),
    fact(say("exporting.personas"), names.join(", ")),
    ...Object.values(story.acceptance).map((text) => `- ${text}`),
    verbatim === story.title ? undefined : fact(say("exporting.ownWords"), verbatim && `"${verbatim}"`),
    story.note,
  ]
}

/** Labels of Jira hold no spaces. */
function jiraLabels([own = "", prefix = "", name = ""]: readonly (string | undefined)[]): readonly string[] {
  const word = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "")
  return word(name) === "" ? [own] : [own, word(`${prefix}${name}`)]
}

const linearColumns =
  "Id,Team,Title,Description,Status,Estimate,Priority,Project,Creator,Assignee,Labels,Cycle Number,Cycle Name,Cycle Start,Cycle End,Created,Updated,Started,Completed,Canceled,Archived".split(
    ",",
  )
const linearStatus = { idea: "Backlog", ready: "Todo", doing: "In Progress", done: "Done" } as const

/** A story map's stories for Linear's CSV importer. It knows no parents, so activity and step stand in the text. */
export function boardToLinear(board: Drawable): string | undefined {
  if (!isStoryMap(board)) return undefined
  const { content, personas, say } = board
  const label = (name: string, text: string | undefined) =>
    text ? [`${name}: ${text}`.toLowerCase().replaceAll(",", " ")] : []
  const rows = storiesOf(board).map((told): { readonly [column: string]: string } => {
    const { activity, slice, story, step } = told
    const ids = story.personaIds.length > 0 ? story.personaIds : (step?.personaIds ?? [])
    const people = ids.flatMap((id) => label(say("exporting.persona"), personas.get(id)?.name))
    return {
      Title: summaryOf(board, story.title),
      Description: lines([fact(say("kind.activity"), activity?.title), ...factsOf(board, told)]),
      Status: linearStatus[story.status],
      Estimate: /^\d+$/.test(story.estimate ?? "") ? (story.estimate ?? "") : "",
      Priority: slice?.walkingSkeleton ? "High" : "No priority",
      Project: content.board.title,
      Labels: ["cairn", ...label(say("kind.slice"), slice?.title), ...people].join(", "),
    }
  })
  return csvText([linearColumns, ...rows.map((row) => linearColumns.map((column) => row[column] ?? ""))])
}
