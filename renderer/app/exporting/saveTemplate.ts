import { fileNameOf } from "../../../shared/codecs/fileName.ts"
import { say } from "../../../shared/messages/say.ts"
import { notify } from "../../session/notices.ts"
import type { Session } from "../../session/session.ts"
import { saveFile } from "./save.ts"

/** Saves a board as a template file, which the start screen opens as the beginning of a new workshop. */
export async function saveTemplate({ snapshot, view }: Session, boardId: string): Promise<void> {
  // Few people ever save a template, and none on a phone.
  const { writeTemplate } = await import("../../../shared/codecs/writeTemplate.ts")
  const all = snapshot.getState()
  const text = writeTemplate(all, boardId)
  const board = all.boards.get(boardId)
  if (text === undefined || !board) return void notify("attention", "exporting.nothing")
  const { language } = view.getState()
  const title = say(language, "exporting.template.name", { title: board.title || say(language, `board.${board.kind}`) })
  const name = fileNameOf(title, "json")
  const saved = await saveFile(name, "json", new Blob([text], { type: "application/json;charset=utf-8" }))
  if (saved.state === "failed") notify("attention", saved.reason)
  if (saved.state === "saved") notify("calm", "exporting.template.saved", { name: saved.name })
}
