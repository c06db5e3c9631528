import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { sortOut, write } from "../../../renderer/session/carryOver.ts"
import { openLiveDocument } from "../../../renderer/session/liveDocument.ts"
import type { QueuedEdit } from "../../../renderer/session/outbox.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { addCard, typeInCard } from "../../../shared/commands/cards.ts"
import { openDocument } from "../../../shared/document/document.ts"
import { boardId, workshopWithBoard } from "../../support/workshopSession.ts"

/** A tab that writes under a given name on what the host has. */
function tab(state: Uint8Array, clientId: number) {
  const live = openLiveDocument({ kinds: boardKinds })
  Y.applyUpdate(live.document.ydoc, state)
  live.document.ydoc.clientID = clientId
  const edits: QueuedEdit[] = []
  live.document.ydoc.on("update", (update: Uint8Array) => {
    const seq = edits.length + 1
    edits.push({ workshop: "w", generation: "g", instance: "shared", seq, update, time: 0, step: seq })
  })
  const note = (title: string) => {
    const added = addCard(live.editing, boardId, { kind: "note", values: { title } })
    if (!added.ok) throw new Error(added.error.type)
    return added.value
  }
  return { ...live, edits, note }
}
const titlesAfter = (host: Y.Doc, { edits, document }: ReturnType<typeof tab>) => {
  const sorted = sortOut(Y.encodeStateAsUpdate(host), edits, undefined, "identity", document)
  const to = openDocument(host, boardKinds)
  for (const rewrite of sorted.rewrites) write(to, rewrite)
  const titles = [...to.roots.cards.values()].map((card) => String(card.get("title"))).sort()
  return { titles, refused: sorted.refused.length, rewrites: sorted.rewrites.length }
}

describe("beginning anew", () => {
  test("loses nothing where a copy of this tab has written under the same name", () => {
    const state = Y.encodeStateAsUpdate(workshopWithBoard())
    const [first, copy] = [tab(state, 7), tab(state, 7)]
    const id = first.note("of the first")
    typeInCard(first.editing, id, "title", "of the first, reworded")
    copy.note("of the copy")
    const host = new Y.Doc()
    Y.applyUpdate(host, state)
    for (const { update } of copy.edits) Y.applyUpdate(host, update)
    expect(titlesAfter(host, first)).toMatchObject({ titles: ["of the copy", "of the first, reworded"], refused: 0 })
  })

  test("makes nothing anew that the host has, also where it was written on since", () => {
    const state = Y.encodeStateAsUpdate(workshopWithBoard())
    const first = tab(state, 7)
    const id = first.note("One")
    typeInCard(first.editing, id, "title", "One and a half")
    const host = new Y.Doc()
    Y.applyUpdate(host, state)
    for (const { update } of first.edits) Y.applyUpdate(host, update)
    const other = tab(Y.encodeStateAsUpdate(host), 8)
    typeInCard(other.editing, id, "title", "Two and a half")
    for (const { update } of other.edits) Y.applyUpdate(host, update)
    expect(titlesAfter(host, first)).toEqual({ titles: ["Two and a half"], refused: 0, rewrites: 0 })
  })
})
