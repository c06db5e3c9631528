import { isPlain } from "../model/fields.ts"

/** What breaks the rules of JSON Canvas 1.0, with its place. */
export interface CanvasProblem {
  readonly pointer: string
  readonly reason: string
}

const nodeTexts: { readonly [type: string]: string | undefined } = {
  text: "text",
  file: "file",
  link: "url",
  group: undefined,
}
const sides = ["top", "right", "bottom", "left"]
const ends = ["none", "arrow"]

/** The first thing in a parsed file that JSON Canvas 1.0 does not allow; undefined when it is a canvas. */
export function canvasProblem(canvas: unknown): CanvasProblem | undefined {
  if (!isPlain(canvas)) return { pointer: "", reason: "an object with nodes and edges is expected" }
  const { nodes = [], edges = [] } = canvas
  if (canvas.nodes === undefined && canvas.edges === undefined)
    return { pointer: "", reason: "neither nodes nor edges are in it: this is no JSON Canvas" }
  if (!Array.isArray(nodes)) return { pointer: "/nodes", reason: "a list is expected" }
  if (!Array.isArray(edges)) return { pointer: "/edges", reason: "a list is expected" }
  const ids = new Set<unknown>()
  return (
    firstProblem(
      "/nodes",
      nodes,
      (node) => nodeProblem(node) ?? (isNew(ids, node.id) ? undefined : ["id", "it stands here twice"]),
    ) ?? firstProblem("/edges", edges, (edge) => edgeProblem(edge, ids))
  )
}

type Row = { readonly [key: string]: unknown }
type Found = readonly [member: string, reason: string] | undefined

const isNew = (ids: Set<unknown>, id: unknown): boolean => !ids.has(id) && ids.add(id) !== undefined

function firstProblem(list: string, rows: readonly unknown[], check: (row: Row) => Found): CanvasProblem | undefined {
  for (const [index, row] of rows.entries()) {
    const pointer = `${list}/${index}`
    if (!isPlain(row)) return { pointer, reason: "an object is expected" }
    const [member, reason] = check(row) ?? []
    if (member !== undefined && reason !== undefined)
      return { pointer: row[member] === undefined ? pointer : `${pointer}/${member}`, reason: `${member}: ${reason}` }
  }
  return undefined
}

function nodeProblem(node: Row): Found {
  if (typeof node.id !== "string") return ["id", "text is expected"]
  const { type } = node
  if (typeof type !== "string" || !Object.hasOwn(nodeTexts, type))
    return ["type", "text, file, link or group is expected"]
  const unsized = ["x", "y", "width", "height"].find((name) => !Number.isSafeInteger(node[name]))
  if (unsized !== undefined) return [unsized, "a whole number is expected"]
  const words = nodeTexts[type]
  if (words !== undefined && typeof node[words] !== "string") return [words, "text is expected"]
  if (node.label !== undefined && typeof node.label !== "string") return ["label", "text is expected"]
  return colourProblem(node)
}

function edgeProblem(edge: Row, nodeIds: ReadonlySet<unknown>): Found {
  if (typeof edge.id !== "string") return ["id", "text is expected"]
  const loose = ["fromNode", "toNode"].find((end) => !nodeIds.has(edge[end]))
  if (loose !== undefined) return [loose, "the id of a node is expected"]
  const side = ["fromSide", "toSide"].find(
    (name) => edge[name] !== undefined && !sides.some((one) => one === edge[name]),
  )
  if (side !== undefined) return [side, `one of ${sides.join(", ")} is expected`]
  const end = ["fromEnd", "toEnd"].find((name) => edge[name] !== undefined && !ends.some((one) => one === edge[name]))
  if (end !== undefined) return [end, `one of ${ends.join(", ")} is expected`]
  return colourProblem(edge)
}

const colourProblem = ({ color }: Row): Found =>
  color === undefined || (typeof color === "string" && /^([1-6]|#[0-9a-f]{6}|#[0-9a-f]{3})$/i.test(color))
    ? undefined
    : ["color", "a number from 1 to 6 or a hex colour is expected"]
