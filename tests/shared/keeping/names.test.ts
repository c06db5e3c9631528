import { describe, expect, it } from "vitest"
import { boardKinds } from "../../../shared/boards/index.ts"
import { namesAllowed } from "../../../shared/codecs/names.ts"
import { readWorkshopFile, type WriteOptions, writeWorkshopFile } from "../../../shared/codecs/workshopFile.ts"
import { addCard } from "../../../shared/commands/cards.ts"
import { addAction } from "../../../shared/commands/keeping.ts"
import { changeWorkshop } from "../../../shared/commands/workshop.ts"
import { createRecord } from "../../../shared/document/records.ts"
import { fixedShapes, type Workshop } from "../../../shared/model/records.ts"
import { sharedBoard, twoPeople } from "../../support/people.ts"

/** A workshop with six people: four speak for buyers, one for sellers, one leads. Every name says so. */
function room(ruleOfTheHouse: Workshop["ruleOfTheHouse"]) {
  const [ana] = twoPeople()
  changeWorkshop(ana.editing, { ruleOfTheHouse })
  const people = ["p0", "p1", "p2", "p3", "p4", "p5"]
  for (const [at, id] of people.entries())
    createRecord(ana.document.roots.participants, id, fixedShapes.participants, {
      displayName: `Name-${id}`,
      organisation: `House-${id}`,
      role: at === 5 ? "facilitator" : "participant",
      perspective: at < 4 ? "buyers" : at === 4 ? "sellers" : undefined,
    })
  for (const authorId of people)
    addCard({ ...ana.editing, authorId }, sharedBoard, { kind: "note", values: { title: `By ${authorId}` } })
  addAction(ana.editing, { text: "Call the shop", who: "Name-p0 and name-P1" })
  addAction(ana.editing, { text: "Write it up", who: "the design team" })
  return ana.current()
}

const written = (rule: Workshop["ruleOfTheHouse"], options: Omit<WriteOptions, "kinds"> = {}) => {
  const text = writeWorkshopFile(room(rule), { kinds: boardKinds, ...options })
  const read = readWorkshopFile(text, boardKinds)
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  const file = JSON.parse(text) as { export: { stripped: string[] } }
  const [content] = read.value.snapshot.contents.values()
  const authors = [...(content?.cards.values() ?? [])].map(({ provenance }) => provenance.authorId)
  return { text, snapshot: read.value.snapshot, authors, stripped: file.export.stripped, loose: read.value.unresolved }
}
const leaks = (text: string) => /Name-|House-/i.test(text)

describe("names in a file", () => {
  it("are in none under Chatham House, whatever is wished for and whoever it is for", () => {
    for (const names of ["kept", "removed", undefined] as const)
      for (const audience of ["all", "participants"] as const) {
        const file = written("chatham-house", { for: audience, ...(names ? { names } : {}) })
        expect(leaks(file.text), `${names} for ${audience}`).toBe(false)
        expect(file.authors.every((author) => author === undefined)).toBe(true)
        expect(file.stripped).toEqual(["authorId", "displayName", "organisation"])
      }
    expect(namesAllowed("chatham-house", "participants")).not.toContain("kept")
  })

  it("are kept by an open house, and removed there too when somebody wishes so", () => {
    const open = written("open")
    expect(leaks(open.text)).toBe(true)
    expect(open.stripped).toEqual([])
    expect(open.authors).toEqual(["p0", "p1", "p2", "p3", "p4", "p5"])
    expect(leaks(written("open", { names: "removed" }).text)).toBe(false)
  })

  it("stay among participants where the rule says so, and go from what everybody reads", () => {
    expect(leaks(written("internal", { for: "participants" }).text)).toBe(true)
    expect(leaks(written("internal", { for: "all", names: "kept" }).text)).toBe(false)
  })

  it("become roles: one stand-in for all of a kind, and no viewpoint that would name somebody", () => {
    const file = written("chatham-house", { names: "roles" })
    expect(leaks(file.text)).toBe(false)
    expect(file.stripped).toEqual(["displayName", "organisation"])
    expect([...file.snapshot.participants.values()].map(({ role, perspective }) => [role, perspective])).toEqual([
      ["participant", "buyers"],
      ["participant", undefined],
      ["facilitator", undefined],
    ])
    expect(file.authors).toEqual(["role-1", "role-1", "role-1", "role-1", "role-2", "role-3"])
    expect(file.loose).not.toContain("role-1")
  })

  it("in who does what are left out, and the room's own words stay", () => {
    const whos = (rule: Workshop["ruleOfTheHouse"]) =>
      [...written(rule).snapshot.actions.values()].map(({ who }) => who).sort()
    expect(whos("chatham-house")).toEqual(["", "the design team"])
    expect(whos("open")).toEqual(["Name-p0 and name-P1", "the design team"])
  })
})
