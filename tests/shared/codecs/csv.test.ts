import { describe, expect, test } from "vitest"
import { treeOf } from "../../../shared/boards/story-map/tree.ts"
import { boardToJira, boardToLinear } from "../../../shared/codecs/backlog.ts"
import { boardToCsv, cell, csvText, separated, uncell } from "../../../shared/codecs/csv.ts"
import { readStoryMapCsv } from "../../../shared/codecs/csvIn.ts"
import { readCsvRows } from "../../../shared/codecs/csvReader.ts"
import { templateFile } from "../../../shared/codecs/templates.ts"
import { describeComplaint } from "../../../shared/codecs/workshopFile.ts"
import { say } from "../../../shared/messages/say.ts"
import type { Drawable } from "../../../shared/model/boardKind.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { cleanLine } from "../../../shared/model/text.ts"
import { needsMap } from "../../support/needsMap.ts"
import { fc } from "../../support/properties.ts"
import { type Parts, personWith } from "../../support/storyMap.ts"

const drawable = ({ contents, personas }: Snapshot): Drawable => {
  const content = [...contents.values()][0]
  if (!content) throw new Error("no board")
  return { content, personas, say: (key, values) => say("en", key, values) }
}
const worked = () => {
  const file = templateFile("tpl-story-platform")
  if (!file.ok) throw new Error("template")
  return drawable(file.value.snapshot)
}
const mapOf = (parts: Parts) => personWith(parts).drawable()
function read(text: string) {
  const outcome = readStoryMapCsv(text)
  if (!outcome.ok) throw new Error(outcome.error.complaints.map(describeComplaint).join("\n"))
  return { ...outcome.value, board: drawable(outcome.value.file.snapshot) }
}
const rowsIn = (text: string | undefined) => {
  const rows = readCsvRows(text ?? "")
  if (!rows.ok) throw new Error(rows.error.reason)
  return rows.value.map(({ cells }) => cells)
}

/** What a story map tells, without ids. */
function story({ content, personas }: Drawable) {
  const tree = treeOf(content)
  const who = (ids: readonly string[]) => ids.map((id) => personas.get(id)?.name).sort()
  const sliceName = (id: string) => content.cards.get(id)?.title ?? "none"
  return {
    slices: tree.slices.map(({ title }) => title),
    phases: tree.phases.map(({ phase, activities }) => ({
      phase: phase?.title,
      activities: activities.map(({ activity, steps }) => ({
        activity: [activity.title, who(activity.personaIds)],
        steps: steps.map(({ step, cells }) => ({
          step: [step?.title, who(step?.personaIds ?? [])],
          cells: Object.fromEntries(
            [...cells].map(([slice, stories]) => [
              sliceName(slice),
              stories.map((one) => [
                one.title,
                one.status,
                one.estimate,
                Object.values(one.acceptance),
                who(one.personaIds),
                one.tags,
              ]),
            ]),
          ),
        })),
      })),
    })),
  }
}

describe("a cell", () => {
  test.each(["=1+1", "+49", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "'=1", "''+1", "\0=1"])(
    "%j is no formula",
    (text) => {
      expect(cell(text)).toMatch(/^"?'/)
    },
  )

  test.each(["plain", "'quoted'", "a=b", "", "1 + 1"])("%j stays as it is", (text) => expect(cell(text)).toBe(text))

  test("comes back as it was, in a whole file, whatever it holds", () => {
    const text = fc.string({ unit: fc.constantFrom(..."='+-@\t\r\n\",;ab ＝\\"), maxLength: 10 })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constant("x"), text, text), { minLength: 1, maxLength: 5 }), (rows) => {
        const back = rowsIn(csvText([["a", "b", "c"], ...rows]))
        expect(back.slice(1).map((row) => row.map(uncell))).toEqual(rows)
      }),
    )
  })

  test("holds several texts, with whatever is in them", () => {
    expect(separated("a; b\\; c;; d\\\\; e")).toEqual(["a", "b; c", "d\\", "e"])
  })
})

describe("CSV as spreadsheets write it", () => {
  test("with semicolons or tabs, with line breaks in cells, without a last line break", () => {
    expect(rowsIn('a;b\r\n"1;2\n3";x')).toEqual([
      ["a", "b"],
      ["1;2\n3", "x"],
    ])
    expect(rowsIn('a\tb\n1\t"2""3"\n\n')).toEqual([
      ["a", "b"],
      ["1", '2"3'],
    ])
  })

  test.each([
    ['a,b\n1,"2', 2, 3],
    ['a,b\n"x\ny"z', 3, 3],
  ])("%j is refused with its place", (text, line, column) => {
    expect(readCsvRows(text)).toMatchObject({ ok: false, error: { line, column } })
  })
})

describe("a story map as CSV", () => {
  test("the worked example comes back as the same story", () => {
    expect(story(read(boardToCsv(worked()) ?? "").board)).toEqual(story(worked()))
  })

  test("any map comes back as the same story, whatever its cards are called", () => {
    const title = fc
      .oneof(
        fc.string({ unit: "grapheme", maxLength: 20 }),
        fc.constantFrom("=1", "a;b", 'x "y"', "'-1", "\\", "a,b", "same", ""),
      )
      .map((text) => cleanLine(text).trim())
    const named = fc.uniqueArray(
      title.filter((text) => text !== ""),
      { maxLength: 3 },
    )
    const map = fc.record({
      phases: named,
      slices: named,
      people: named,
      titles: fc.array(title, { minLength: 12, maxLength: 12 }),
      picks: fc.array(fc.nat(5), { minLength: 24, maxLength: 24 }),
    })
    fc.assert(
      fc.property(map, ({ phases, slices, people, titles, picks }) => {
        const pick = (at: number, prefix: string, all: readonly string[]) => {
          const index = (picks[at % picks.length] ?? 0) % (all.length + 1)
          return index === all.length ? undefined : `${prefix}${index}`
        }
        const some = (at: number) => {
          const id = pick(at, "p-", people)
          return id === undefined ? [] : [id]
        }
        const board = mapOf({
          personas: people.map((name, index) => ({ id: `p-${index}`, name })),
          phases: phases.map((name, index) => ({ id: `ph-${index}`, title: name })),
          slices: slices.map((name, index) => ({ id: `sl-${index}`, title: name })),
          activities: [0, 1, 2].map((at) => {
            const phaseId = pick(at, "ph-", phases)
            return { id: `a-${at}`, title: titles[at] || "x", ...(phaseId ? { phaseId } : {}), personaIds: some(at) }
          }),
          steps: [0, 1, 2, 3].map((at) => ({
            id: `st-${at}`,
            title: titles[3 + at],
            activityId: `a-${(picks[at + 4] ?? 0) % 3}`,
            personaIds: some(at + 3),
          })),
          stories: [0, 1, 2, 3, 4].map((at) => {
            const sliceId = pick(at + 9, "sl-", slices)
            const fields = {
              acceptance: { a1: titles[at] || "y", a2: "z" },
              status: "ready",
              estimate: "S",
              personaIds: some(at + 5),
              tags: ["t-1"],
            }
            return {
              id: `s-${at}`,
              title: titles[7 + at],
              stepId: `st-${(picks[at + 14] ?? 0) % 4}`,
              ...(sliceId ? { sliceId } : {}),
              ...fields,
            }
          }),
        })
        expect(story(read(boardToCsv(board) ?? "").board)).toEqual(story(board))
      }),
      { numRuns: 60 },
    )
  })

  test("a list that somebody wrote by hand becomes a map, with what it names and lacks", () => {
    const { board, notes } = read(
      "Type,Activity,Step,Title,Slice,Personas,Team\nstory,Monitor,Look,See trouble,First,Ana; Ben,x\nstory,Monitor,Look,See more,,Ana,y\n",
    )
    expect(story(board)).toMatchObject({
      slices: ["First"],
      phases: [
        {
          activities: [
            {
              activity: ["Monitor", []],
              steps: [
                { step: ["Look", []], cells: { First: [["See trouble", "idea", undefined, [], ["Ana", "Ben"], []]] } },
              ],
            },
          ],
        },
      ],
    })
    expect(notes).toEqual([expect.stringContaining("team")])
  })

  test.each([
    ["", 1, "type"],
    ["id,title\n1,x", 1, "type"],
    ["type,title\n", 1, "no activity"],
    ["type,title\nepic,x", 2, "epic"],
    ["type,title,id\nstep,x,a b", 2, "id"],
    ["type,title,id\nstep,x,a\n\nstory,y,a", 4, "twice"],
    ["type,title,status\nactivity,x,\nstory,y,perhaps", 3, "idea, ready"],
    ["type,title,estimate\nstory,y,much too long", 2, "8"],
  ])("%j is refused with place and reason", (text, line, reason) => {
    const outcome = readStoryMapCsv(text)
    expect(outcome).toMatchObject({ ok: false, error: { complaints: [{ line }] } })
    expect(!outcome.ok && outcome.error.complaints[0].reason).toContain(reason)
  })
})

describe("a story map for issue trackers", () => {
  const parts: Parts = {
    personas: [{ id: "p-1", name: "Engineer, platform" }],
    phases: [{ id: "ph", title: "Operation" }],
    activities: [{ id: "a", title: "Monitor", phaseId: "ph" }],
    steps: [{ id: "st", title: "Check", activityId: "a", personaIds: ["p-1"] }],
    slices: [{ id: "sl", title: "Walking skeleton", walkingSkeleton: true }],
    stories: [
      { id: "s1", title: "=See", stepId: "st", sliceId: "sl", estimate: "2" },
      { id: "s2", title: "Notice", stepId: "st", type: "variation" },
    ],
  }

  test("Jira gets epics, stories and sub-tasks, parents first, labels without spaces", () => {
    const [header, ...rows] = rowsIn(boardToJira(mapOf(parts)))
    expect(header).toEqual([
      "Issue ID",
      "Issue Type",
      "Summary",
      "Description",
      "Parent",
      "Labels",
      "Labels",
      "Priority",
    ])
    expect(
      rows.map(([id, type, title, , parent, one, two, priority]) => [id, type, title, parent, one, two, priority]),
    ).toEqual([
      ["1", "Epic", "Monitor", "", "cairn", "phase-operation", "Medium"],
      ["2", "Story", "'=See", "1", "cairn", "slice-walking-skeleton", "High"],
      ["3", "Sub-task", "Notice", "2", "cairn", "", "Medium"],
    ])
    expect(rows[1]?.[3]).toBe("Step: Check\nSlice: Walking skeleton\nPersonas: Engineer, platform")
    expect(rows[2]?.[3]).toBe("Variation\nStep: Check\nPersonas: Engineer, platform")
  })

  test("Linear gets its own 21 columns", () => {
    const [header, row] = rowsIn(boardToLinear(mapOf(parts)))
    expect(header).toHaveLength(21)
    const at = (column: string) => row?.[header?.indexOf(column) ?? -1]
    expect(["Title", "Status", "Estimate", "Priority", "Labels"].map(at)).toEqual([
      "'=See",
      "Backlog",
      "2",
      "High",
      "cairn, slice: walking skeleton, persona: engineer  platform",
    ])
    expect(at("Description")).toContain("Activity: Monitor\nStep: Check")
  })

  test("the worked example names only parents that stand above", () => {
    const [, ...rows] = rowsIn(boardToJira(worked()))
    for (const [id, , , , parent] of rows) expect(Number(parent ?? 0)).toBeLessThan(Number(id))
    expect(rows.some(([, type]) => type === "Sub-task")).toBe(true)
  })

  test("other boards have no backlog", () => {
    expect([boardToCsv(needsMap({})), boardToJira(needsMap({})), boardToLinear(needsMap({}))]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
