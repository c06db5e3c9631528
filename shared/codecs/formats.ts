import { boardKinds } from "../boards/index.ts"
import type { Say } from "../model/boardKind.ts"
import type { Snapshot } from "../model/snapshot.ts"
import type { ImportOutcome } from "./assemble.ts"
import { boardToJira, boardToLinear } from "./backlog.ts"
import { readCanvas } from "./canvasIn.ts"
import { boardToCanvas } from "./canvasOut.ts"
import { captionOf } from "./caption.ts"
import { boardToCsv } from "./csv.ts"
import { readStoryMapCsv } from "./csvIn.ts"
import { boardToMermaid } from "./mermaid.ts"
import { readOwm } from "./owmIn.ts"
import { boardToOwm } from "./owmOut.ts"
import { workshopReport } from "./report.ts"
import { drawBoard } from "./svg.ts"
import { writeWorkshopFile } from "./writeWorkshopFile.ts"

export const formatIds = ["png", "svg", "json", "md", "csv", "owm", "mermaid", "canvas"] as const
export type FormatId = (typeof formatIds)[number]
export const flavours = ["neutral", "jira", "linear"] as const
export type Flavour = (typeof flavours)[number]

/** What a text is made from. */
export interface TextSource {
  readonly snapshot: Snapshot
  /** Absent: the whole workshop, for formats that hold one. */
  readonly boardId?: string
  /** The overlay to draw; absent, the board is drawn bare. */
  readonly overlayId?: string
  readonly say: Say
  /** The day as the reader writes it. */
  readonly date: string
  /** ISO 8601. */
  readonly exportedAt: string
}

/** One way to take work home. `domain.md` G is about the choice. */
export interface Format {
  readonly id: FormatId
  /** Which of several forms of one format. */
  readonly flavour?: Flavour
  readonly extension: "png" | "svg" | "json" | "md" | "csv" | "owm" | "mmd" | "canvas"
  readonly mime: string
  /** The kinds of board it can hold. */
  readonly kinds: readonly string[]
  /** True when one file holds all boards. */
  readonly holdsWorkshop: boolean
  /** Message keys of what does not come along. */
  readonly loses: readonly string[]
  /** The file's text; undefined where nothing fits. Pictures in pixels are painted where there is a painter. */
  readonly encode?: (source: TextSource) => string | undefined
  readonly decode?: (text: string, name: string) => ImportOutcome
}

const everyKind = boardKinds.map(({ kind }) => kind)
const maps = ["story-map"]
const loses = (...what: readonly string[]) => what.map((one) => `exporting.loses.${one}`)
const picture = { kinds: everyKind, holdsWorkshop: false, loses: loses("cards") }
const backlog = { extension: "csv", mime: "text/csv", kinds: maps, holdsWorkshop: false } as const

/** All formats, in the order in which they are offered. The command and the dialog know no others. */
export const formats: readonly Format[] = [
  { id: "png", extension: "png", mime: "image/png", ...picture },
  { id: "svg", extension: "svg", mime: "image/svg+xml", ...picture, encode: svgOf },
  {
    id: "json",
    extension: "json",
    mime: "application/json",
    kinds: everyKind,
    holdsWorkshop: true,
    loses: [],
    encode: workshopJson,
  },
  {
    id: "md",
    extension: "md",
    mime: "text/markdown",
    kinds: everyKind,
    holdsWorkshop: true,
    loses: loses("places", "details", "back"),
    encode: ({ snapshot, ...options }) => workshopReport(snapshot, options),
  },
  {
    ...backlog,
    id: "csv",
    flavour: "neutral",
    loses: loses("frame", "notes", "details", "links"),
    encode: ofBoard(boardToCsv),
    decode: readStoryMapCsv,
  },
  { ...backlog, id: "csv", flavour: "jira", loses: loses("frame", "steps", "back"), encode: ofBoard(boardToJira) },
  { ...backlog, id: "csv", flavour: "linear", loses: loses("frame", "steps", "back"), encode: ofBoard(boardToLinear) },
  {
    id: "owm",
    extension: "owm",
    mime: "text/plain",
    kinds: ["user-needs-map"],
    holdsWorkshop: false,
    loses: loses("stages", "teams", "details", "notes"),
    encode: ofBoard(boardToOwm),
    decode: readOwm,
  },
  {
    id: "mermaid",
    extension: "mmd",
    mime: "text/plain",
    kinds: ["user-needs-map"],
    holdsWorkshop: false,
    loses: loses("places", "stages", "details", "notes", "back"),
    encode: ofBoard(boardToMermaid),
  },
  {
    id: "mermaid",
    extension: "mmd",
    mime: "text/plain",
    kinds: ["story-map", "product-flow"],
    holdsWorkshop: false,
    loses: loses("stories", "metrics", "notes", "back"),
    encode: ofBoard(boardToMermaid),
  },
  {
    id: "canvas",
    extension: "canvas",
    mime: "application/json",
    kinds: everyKind,
    holdsWorkshop: false,
    loses: loses("looks", "teams", "authors"),
    encode: ofBoard(boardToCanvas),
    decode: readCanvas,
  },
]

/** The format of this name for a board of this kind; a flavour that is not named is the first there is. */
export const formatFor = (id: string, kind: string, flavour?: string): Format | undefined =>
  formats.find((one) => one.id === id && one.kinds.includes(kind) && (flavour === undefined || one.flavour === flavour))

/** The format that reads a file of another program, by the file's name. `.txt` is what OnlineWardleyMaps is kept in. */
export const formatOfFile = (name: string): Format | undefined => {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase()
  return formats.find((one) => one.decode && one.extension === (extension === "txt" ? "owm" : extension))
}

function ofBoard(write: typeof boardToCsv): NonNullable<Format["encode"]> {
  return ({ snapshot, boardId, say }) => {
    const content = snapshot.contents.get(boardId ?? "")
    return content && write({ content, personas: snapshot.personas, say })
  }
}

function workshopJson({ snapshot, boardId, exportedAt }: TextSource): string | undefined {
  if (boardId !== undefined && !snapshot.contents.has(boardId)) return undefined
  const kept = <R>(all: ReadonlyMap<string, R>) =>
    boardId === undefined ? all : new Map([...all].filter(([id]) => id === boardId))
  const chosen = { ...snapshot, boards: kept(snapshot.boards), contents: kept(snapshot.contents) }
  return writeWorkshopFile(chosen, { kinds: boardKinds, exportedAt })
}

function svgOf({ snapshot, boardId, overlayId, say, date }: TextSource): string | undefined {
  const content = snapshot.contents.get(boardId ?? "")
  const kind = boardKinds.find((one) => one.kind === content?.board.kind)
  if (!content || !kind) return undefined
  const overlay = content.overlays.get(overlayId ?? "")
  const caption = captionOf(snapshot.workshop, content.board, date, say, overlay)
  const drawn = overlay ? { overlayId: overlay.id } : {}
  return drawBoard(kind, { content, personas: snapshot.personas, say, ...drawn }, { caption }).svg
}
