import { createHash } from "node:crypto"
import * as Y from "yjs"

/** Writes records as commands do, with Yjs alone: a program outside would do the same. */
export const boardId = "board-of-trial"

export function makeBoard(ydoc: Y.Doc): void {
  if (ydoc.getMap("boards").has(boardId)) return
  const values = { kind: "user-needs-map", order: "a0", state: "live", deleted: false }
  ydoc.getMap("boards").set(boardId, recordOf(values, { title: "Trial" }))
}

export function makeCard(ydoc: Y.Doc, id: string, title: string, x = 10, note = ""): void {
  const values = { boardId, kind: "need", order: "a0", locked: "none", deleted: false, x, y: 20 }
  ydoc.getMap("cards").set(id, recordOf(values, { title, note }))
}

function recordOf(values: { readonly [key: string]: unknown }, texts: { readonly [key: string]: string }) {
  const record = new Y.Map<unknown>()
  for (const [key, value] of Object.entries(values)) record.set(key, value)
  for (const [key, text] of Object.entries(texts)) record.set(key, new Y.Text(text))
  return record
}

export function cardIn(ydoc: Y.Doc, id: string): Y.Map<unknown> | undefined {
  const card = ydoc.getMap("cards").get(id)
  return card instanceof Y.Map ? card : undefined
}

const contentRoots = ["workshop", "boards", "cards", "relations", "overlays", "participants", "personas"]

/** What a reader sees, with keys in order: equal for equal content, however it came about. */
export function contentOf(ydoc: Y.Doc): string {
  return JSON.stringify(contentRoots.map((root) => sorted(ydoc.getMap(root).toJSON())))
}

export const digestOf = (ydoc: Y.Doc): string => createHash("sha256").update(contentOf(ydoc)).digest("hex").slice(0, 16)

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
