import { rename, unlink, writeFile } from "node:fs/promises"
import { boardKinds } from "../../shared/boards/index.ts"
import { storyMap } from "../../shared/boards/story-map/kind.ts"
import { captionOf } from "../../shared/codecs/caption.ts"
import { boardToCsv } from "../../shared/codecs/csv.ts"
import { boardToMarkdown } from "../../shared/codecs/markdown.ts"
import { drawBoard } from "../../shared/codecs/svg.ts"
import { writeWorkshopFile } from "../../shared/codecs/workshopFile.ts"
import { languageOf, say } from "../../shared/messages/say.ts"
import type { BoardKind, Drawable } from "../../shared/model/boardKind.ts"
import { byOrder } from "../../shared/model/records.ts"
import type { BoardContent, Snapshot } from "../../shared/model/snapshot.ts"
import { codeOf } from "../host/disk.ts"
import { paintPng } from "../host/png.ts"
import { type Cli, exit, Refusal } from "./cli.ts"
import { openWorkshop } from "./openWorkshop.ts"
import type { Given, Verb } from "./runCairn.ts"

/** Everything that a format is made from. */
interface Chosen {
  readonly cli: Cli
  readonly snapshot: Snapshot
  readonly kind: BoardKind
  readonly board: Drawable
}

const boardFormats: { readonly [format: string]: (chosen: Chosen) => Promise<string | Uint8Array> } = {
  svg: async (chosen) => drawing(chosen).svg,
  png: async (chosen) => {
    const picture = await paintPng(drawing(chosen))
    if (picture.isReduced) {
      const size = `${picture.width} × ${picture.height} pixels`
      chosen.cli.complain(`The board is too large for its usual size; this is the largest possible picture, ${size}.`)
    }
    return picture.png
  },
  csv: async ({ board }) => {
    const csv = boardToCsv(board)
    if (csv === undefined) throw new Refusal(exit.wrongUsage, "csv holds a story map; choose one with --board ID.")
    return csv
  },
  md: async ({ kind, board, snapshot }) => boardToMarkdown(kind, board, snapshot.workshop),
}

const formatNames = ["json", ...Object.keys(boardFormats)]

export const exportBoard: Verb = {
  usage: `export FILE|DIR --format ${formatNames.join("|")} [--board ID] [--overlay ID] [--out FILE] [--workshop ID]`,
  options: ["format", "board", "overlay", "out", "workshop"],
  paths: 1,
  run: async (cli, given) => {
    const format = given.options.format ?? ""
    if (!formatNames.includes(format))
      throw new Refusal(exit.wrongUsage, `--format is one of ${formatNames.join(", ")}.`)
    const { snapshot, notes } = await openWorkshop(given.path, given.options.workshop)
    for (const note of notes) cli.complain(note)
    const make = boardFormats[format]
    const content = make ? await make(choose(cli, snapshot, given, format)) : json(cli, snapshot, given)
    if (given.options.out === undefined) await cli.print(content)
    else await save(given.options.out, content)
    return exit.done
  },
}

/** Whole or not at all: aside first, then renamed into place. */
async function save(path: string, content: string | Uint8Array): Promise<void> {
  const aside = `${path}.${process.pid}.part`
  try {
    await writeFile(aside, content, { flush: true })
    await rename(aside, path)
  } catch (problem) {
    await unlink(aside).catch(() => {})
    throw new Refusal(exit.wrongUsage, `${path} cannot be written (${codeOf(problem)}).`)
  }
}

/** The whole workshop, or one of its boards with the people it is about. */
function json(cli: Cli, snapshot: Snapshot, { options }: Given): string {
  const { contents } = snapshot
  if (options.board !== undefined && !contents.has(options.board)) throw noSuchBoard(snapshot, options.board)
  const kept = <R>(boards: ReadonlyMap<string, R>) =>
    options.board === undefined ? boards : new Map([...boards].filter(([id]) => id === options.board))
  const content = { ...snapshot, boards: kept(snapshot.boards), contents: kept(contents) }
  return writeWorkshopFile(content, { kinds: boardKinds, exportedAt: cli.now().toISOString() })
}

/** The board that was named, or the first that the format can hold; then a line says which others there are. */
function choose(cli: Cli, snapshot: Snapshot, { options }: Given, format: string): Chosen {
  const boards = [...snapshot.contents.values()].sort((a, b) => byOrder(a.board, b.board))
  const fits = ({ board }: BoardContent) => format !== "csv" || board.kind === storyMap.kind
  const content = options.board === undefined ? (boards.find(fits) ?? boards[0]) : snapshot.contents.get(options.board)
  if (!content) throw noSuchBoard(snapshot, options.board)
  const kind = boardKinds.find((one) => one.kind === content.board.kind)
  if (!kind) throw new Refusal(exit.wrongUsage, `Boards of the kind ${content.board.kind} are not known here.`)
  if (options.board === undefined && boards.length > 1)
    cli.complain(`This is ${content.board.id}; choose with --board ID:\n${listed(snapshot)}`)
  const language = languageOf(snapshot.workshop.lang)
  const board: Drawable = {
    content,
    personas: snapshot.personas,
    say: (key, values) => say(language, key, values),
    ...overlayOf(content, options.overlay),
  }
  return { cli, snapshot, kind, board }
}

function overlayOf({ board, overlays }: BoardContent, id: string | undefined): { readonly overlayId?: string } {
  if (id === undefined) return {}
  if (overlays.has(id)) return { overlayId: id }
  const all = [...overlays.values()].sort(byOrder).map((overlay) => `  ${overlay.id}  ${overlay.title}`)
  const others = all.length === 0 ? "The board has none." : `Overlays:\n${all.join("\n")}`
  throw new Refusal(exit.wrongUsage, `There is no overlay ${id} on ${board.id}. ${others}`)
}

const noSuchBoard = (snapshot: Snapshot, id: string | undefined): Refusal =>
  new Refusal(
    exit.wrongUsage,
    snapshot.boards.size === 0 ? "The workshop has no board." : `There is no board ${id}. Boards:\n${listed(snapshot)}`,
  )

const listed = ({ boards }: Snapshot): string =>
  [...boards.values()]
    .sort(byOrder)
    .map(({ id, kind, title }) => `  ${id}  ${kind}  ${title}`)
    .join("\n")

const drawing = ({ cli, snapshot, kind, board }: Chosen) => {
  const date = cli.now().toISOString().slice(0, 10)
  const caption = captionOf(snapshot.workshop, board.content.board, date, board.say)
  const overlay = board.content.overlays.get(board.overlayId ?? "")?.title
  const facts = overlay ? [overlay, ...caption.facts] : caption.facts
  return drawBoard(kind, board, { caption: { ...caption, facts } })
}
