import { rename, unlink, writeFile } from "node:fs/promises"
import { boardKinds } from "../../shared/boards/index.ts"
import { captionOf } from "../../shared/codecs/caption.ts"
import { type Format, flavours, formatFor, formatIds, formats } from "../../shared/codecs/formats.ts"
import { drawBoard } from "../../shared/codecs/svg.ts"
import { languageOf, say } from "../../shared/messages/say.ts"
import type { Say } from "../../shared/model/boardKind.ts"
import { type Board, byOrder, type Overlay } from "../../shared/model/records.ts"
import type { Snapshot } from "../../shared/model/snapshot.ts"
import { codeOf } from "../host/disk.ts"
import { paintPng } from "../host/png.ts"
import { type Cli, exit, Refusal } from "./cli.ts"
import { openWorkshop } from "./openWorkshop.ts"
import type { Given, Verb } from "./runCairn.ts"

export const exportBoard: Verb = {
  usage: `export FILE|DIR --format ${formatIds.join("|")} [--flavour ${flavours.join("|")}] [--board ID] [--overlay ID] [--out FILE] [--workshop ID]`,
  options: ["format", "flavour", "board", "overlay", "out", "workshop"],
  paths: 1,
  run: async (cli, given) => {
    const { format = "", flavour } = given.options
    if (!formatIds.some((id) => id === format))
      throw new Refusal(exit.wrongUsage, `--format is one of ${formatIds.join(", ")}.`)
    if (flavour !== undefined && !formats.some((one) => one.id === format && one.flavour === flavour))
      throw new Refusal(exit.wrongUsage, `--flavour is one of ${flavours.join(", ")}, for csv.`)
    const { snapshot, notes } = await openWorkshop(given.path, given.options.workshop)
    for (const note of notes) cli.complain(note)
    const content = await made(cli, snapshot, given)
    if (given.options.out === undefined) await cli.print(content)
    else await save(given.options.out, content)
    return exit.done
  },
}

async function made(cli: Cli, snapshot: Snapshot, given: Given): Promise<string | Uint8Array> {
  const { format, board } = choose(cli, snapshot, given)
  const overlay = overlayOf(snapshot, board, given.options.overlay)
  const language = languageOf(snapshot.workshop.lang)
  const words: Say = (key, values) => say(language, key, values)
  const exportedAt = cli.now().toISOString()
  const date = exportedAt.slice(0, 10)
  if (!format.encode) return painted(cli, snapshot, board, overlay, words, date)
  const boardId = format.holdsWorkshop ? given.options.board : board?.id
  const chosen = { ...(boardId === undefined ? {} : { boardId }), ...(overlay ? { overlayId: overlay.id } : {}) }
  const text = format.encode({ snapshot, say: words, date, exportedAt, ...chosen })
  if (text === undefined) throw noSuchBoard(snapshot, given.options.board)
  return text
}

async function painted(
  cli: Cli,
  snapshot: Snapshot,
  board: Board | undefined,
  overlay: Overlay | undefined,
  words: Say,
  date: string,
) {
  const content = snapshot.contents.get(board?.id ?? "")
  const kind = boardKinds.find((one) => one.kind === content?.board.kind)
  if (!content || !kind) throw noSuchBoard(snapshot, board?.id)
  const caption = captionOf(snapshot.workshop, content.board, date, words, overlay)
  const drawn = { content, personas: snapshot.personas, say: words, ...(overlay ? { overlayId: overlay.id } : {}) }
  const picture = await paintPng(drawBoard(kind, drawn, { caption }))
  if (picture.isReduced) {
    const size = `${picture.width} × ${picture.height} pixels`
    cli.complain(`The board is too large for its usual size; this is the largest possible picture, ${size}.`)
  }
  return picture.png
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

interface Chosen {
  readonly format: Format
  /** Absent only where a format holds the whole workshop and none was named. */
  readonly board: Board | undefined
}

/** The board that was named, or the first that the format can hold; then a line says which others there are. */
function choose(cli: Cli, snapshot: Snapshot, { options }: Given): Chosen {
  const { format: id = "", flavour } = options
  const boards = [...snapshot.boards.values()].sort(byOrder)
  const named = options.board === undefined ? undefined : snapshot.boards.get(options.board)
  if (options.board !== undefined && !named) throw noSuchBoard(snapshot, options.board)
  const workshopFormat = formats.find((one) => one.id === id && one.holdsWorkshop)
  if (workshopFormat) return { format: workshopFormat, board: named }
  const board = named ?? boards.find(({ kind }) => formatFor(id, kind, flavour)) ?? boards[0]
  if (!board) throw noSuchBoard(snapshot, undefined)
  const format = formatFor(id, board.kind, flavour)
  if (!format) {
    const kinds = [...new Set(formats.filter((one) => one.id === id).flatMap((one) => one.kinds))]
    throw new Refusal(
      exit.wrongUsage,
      `${id} holds ${kinds.join(", ")}; choose such a board with --board ID.\n${listed(snapshot)}`,
    )
  }
  if (!named && boards.length > 1) cli.complain(`This is ${board.id}; choose with --board ID:\n${listed(snapshot)}`)
  return { format, board }
}

function overlayOf(snapshot: Snapshot, board: Board | undefined, id: string | undefined): Overlay | undefined {
  if (id === undefined) return undefined
  const overlays = [...(snapshot.contents.get(board?.id ?? "")?.overlays.values() ?? [])].sort(byOrder)
  const named = overlays.find((overlay) => overlay.id === id)
  if (named) return named
  const others = overlays.map((overlay) => `  ${overlay.id}  ${overlay.title}`).join("\n")
  const which = overlays.length === 0 ? "The board has none." : `Overlays:\n${others}`
  throw new Refusal(exit.wrongUsage, `There is no overlay ${id}. ${which}`)
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
