import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { boardKinds } from "../../../shared/boards/index.ts"
import { fillDocument } from "../../../shared/codecs/fillDocument.ts"
import { sampleWorkshop, startedFrom, templateFile } from "../../../shared/codecs/templates.ts"
import { readWorkshopFile, type WorkshopFile, writeWorkshopFile } from "../../../shared/codecs/workshopFile.ts"
import type { Editing } from "../../../shared/commands/context.ts"
import { createWorkshop } from "../../../shared/commands/workshop.ts"
import { openDocument, type WorkshopDocument } from "../../../shared/document/document.ts"
import { openHistory } from "../../../shared/document/history.ts"
import { projectDocument } from "../../../shared/document/projection.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { fc } from "../../support/properties.ts"
import { randomWorkshop } from "../../support/randomWorkshop.ts"

const kinds = boardKinds
const emptyDocument = () => openDocument(new Y.Doc({ gc: false }), kinds)
const editing = (document: WorkshopDocument): Editing => {
  let made = 0
  return { document, newId: () => `new-${++made}`, now: () => "2026-03-23T09:15:00.000Z" }
}
const snapshotOf = (document: WorkshopDocument): Snapshot => projectDocument(document).current()
const read = (text: string): WorkshopFile => {
  const file = readWorkshopFile(text, kinds)
  if (!file.ok) throw new Error(JSON.stringify(file.error.complaints, undefined, 2))
  return file.value
}
const template = (id: string): WorkshopFile => {
  const file = templateFile(id)
  if (!file.ok) throw new Error(id)
  return file.value
}

describe("a workshop file", () => {
  test("written, read into a document and written again is the same to the byte, whatever the workshop", () => {
    fc.assert(
      fc.property(randomWorkshop(), (document) => {
        const first = writeWorkshopFile(snapshotOf(document), { kinds })
        const copy = emptyDocument()
        fillDocument(editing(copy), read(first))
        expect(writeWorkshopFile(snapshotOf(copy), { kinds })).toBe(first)
      }),
      { numRuns: 150 },
    )
  })

  test("is the same whichever way the document came about", () => {
    const sample = sampleWorkshop()
    if (!sample.ok) throw new Error("sample")
    const one = emptyDocument()
    fillDocument(editing(one), sample.value)
    const other = emptyDocument()
    Y.applyUpdate(other.ydoc, Y.encodeStateAsUpdate(one.ydoc))
    expect(writeWorkshopFile(snapshotOf(other), { kinds })).toBe(writeWorkshopFile(sample.value.snapshot, { kinds }))
  })

  test("begins with its format, has two spaces, sorted keys and a last line break", () => {
    const text = writeWorkshopFile(template("empty-story-map").snapshot, {
      kinds,
      exportedAt: "2026-03-23T17:05:00.000Z",
    })
    expect(text).toBe(`{
  "format": "cairn-workshop",
  "schemaVersion": 1,
  "export": {
    "for": "all",
    "rule": "chatham-house",
    "stripped": [
      "authorId",
      "displayName",
      "organisation"
    ]
  },
  "exportedAt": "2026-03-23T17:05:00.000Z",
  "unresolved": [],
  "workshop": {
    "boards": [
      {
        "cards": [],
        "derivations": [],
        "derivedFromBoardIds": [],
        "dismissed": [],
        "id": "b-story-map",
        "kind": "story-map",
        "order": "a0",
        "overlays": [],
        "provenance": {
          "origin": "template"
        },
        "relations": [],
        "state": "live",
        "title": "Story map"
      }
    ],
    "createdFromTemplateId": "empty-story-map",
    "id": "empty-story-map",
    "lang": "en",
    "mode": "in-person",
    "participants": [],
    "personas": [],
    "ruleOfTheHouse": "chatham-house"
  }
}
`)
  })
})

describe("names in a workshop file", () => {
  const named = (ruleOfTheHouse: string, attribution?: string) =>
    read(
      JSON.stringify({
        format: "cairn-workshop",
        schemaVersion: 1,
        workshop: {
          id: "w-1",
          ruleOfTheHouse,
          participants: [{ id: "ann", displayName: "Ann Example", role: "participant" }],
          personas: [
            {
              id: "p-1",
              name: "Shopper",
              provenance: {
                authorId: "ann",
                attribution,
                verbatim: "Buyer",
                rewordings: [{ text: "Shopper", at: "2026-03-23T09:15:00.000Z", byId: "ann" }],
              },
            },
          ],
        },
      }),
    ).snapshot

  test("stay when the rule of the house is open", () => {
    const text = writeWorkshopFile(named("open"), { kinds })
    expect(text).toContain("Ann Example")
    expect(text).toContain('"authorId": "ann"')
  })

  test.each(["chatham-house", "participants-only", "internal"])("are left out under %s", (rule) => {
    const text = writeWorkshopFile(named(rule), { kinds })
    expect(text).not.toContain("Ann Example")
    expect(text).not.toMatch(/"(authorId|byId)":/)
    expect(text).toContain('"verbatim": "Buyer"')
  })

  test("stay for participants alone unless Chatham House holds", () => {
    const write = (rule: string) => writeWorkshopFile(named(rule), { kinds, for: "participants" })
    expect(write("participants-only")).toContain("Ann Example")
    expect(write("chatham-house")).not.toContain("Ann Example")
  })

  test("of an anonymous record are in no file", () => {
    const text = writeWorkshopFile(named("open", "anonymous"), { kinds })
    expect(text).not.toMatch(/"(authorId|byId)":/)
  })
})

describe("filling a document", () => {
  test("with a workshop of its own adds boards, gives new ids where they are taken, and is one step to undo", () => {
    const document = emptyDocument()
    const mine = editing(document)
    createWorkshop(mine, "w-mine", { title: "Mine" })
    const history = openHistory(document)
    fillDocument(mine, template("tpl-unm-online-shop"))
    const before = writeWorkshopFile(snapshotOf(document), { kinds })

    const ids = fillDocument({ ...mine, endStep: history.endStep }, template("tpl-unm-online-shop"))

    const after = snapshotOf(document)
    expect(ids).toHaveLength(1)
    expect(after.boards.size).toBe(2)
    expect(after.personas.size).toBe(3)
    expect(after.workshop.title).toBe("Mine")
    const copy = after.contents.get(ids[0] ?? "")
    expect([copy?.cards.size, copy?.relations.size, copy?.teams.size]).toEqual([33, 45, 11])
    history.undo()
    expect(writeWorkshopFile(snapshotOf(document), { kinds })).toBe(before)
  })

  test("keeps the order of boards, after those that were there", () => {
    const document = emptyDocument()
    fillDocument(editing(document), startedFrom(template("empty-story-map"), { id: "w-1" }))
    fillDocument(editing(document), template("tpl-flow-kubernetes"))
    const orders = [...snapshotOf(document).boards.values()].map(({ kind, order }) => `${order} ${kind}`).sort()
    expect(orders).toEqual(["a0 story-map", "a1 product-flow"])
  })

  test("keeps references that lead nowhere yet, also relations with a missing end", () => {
    const file = read(
      JSON.stringify({
        format: "cairn-workshop",
        schemaVersion: 1,
        workshop: {
          id: "w-1",
          boards: [
            {
              id: "b-1",
              kind: "user-needs-map",
              cards: [{ id: "n-1", kind: "need", title: "Pay" }],
              relations: [{ id: "r-1", kind: "depends-on", fromId: "n-1", toId: "c-gone" }],
            },
          ],
        },
      }),
    )
    const document = emptyDocument()
    fillDocument(editing(document), file)
    expect(file.unresolved).toEqual(["c-gone"])
    expect(document.roots.relations.get("r-1")?.get("toId")).toBe("c-gone")
    expect(snapshotOf(document).contents.get("b-1")?.relations.size).toBe(0)
  })
})
