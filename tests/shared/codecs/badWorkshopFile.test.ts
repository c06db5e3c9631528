import { describe, expect, test } from "vitest"
import { boardKinds } from "../../../shared/boards/index.ts"
import { sampleWorkshop } from "../../../shared/codecs/templates.ts"
import { type FileProblem, readWorkshopFile, writeWorkshopFile } from "../../../shared/codecs/workshopFile.ts"
import { growth } from "../../support/growth.ts"

const head = `"format": "cairn-workshop", "schemaVersion": 1`
const withWorkshop = (more: string) => `{${head}, "workshop": {"id": "w-1"${more}}}`
const withBoard = (more: string) =>
  withWorkshop(`, "boards": [{"id": "b-1", "kind": "user-needs-map", "cards": [{"id": "n-1", "kind": "need"}]${more}}]`)
const withCard = (more: string) =>
  withWorkshop(`, "boards": [{"id": "b-1", "kind": "user-needs-map", "cards": [{"id": "n-1", "kind": "need"${more}}]}]`)

const problemOf = (text: string): FileProblem => {
  const file = readWorkshopFile(text, boardKinds)
  if (file.ok) throw new Error("it was taken")
  return file.error
}

/** What is wrong, the file, where, and words of the reason. */
const bad: readonly (readonly [string, string, string, RegExp])[] = [
  ["nothing", "", "", /empty/],
  ["only spaces", " \n ", "", /empty/],
  ["an open end", `{${head}`, "", /too early/],
  ["something after the end", `${withWorkshop("")} x`, "", /follows/],
  ["two documents", withWorkshop("") + withWorkshop(""), "", /follows/],
  ["compressed bytes", "\u001f\ufffd\u0008\u0000", "", /value is expected/],
  ["picture bytes", "\ufffdPNG\r\n\u001a\n", "", /value is expected/],
  ["UTF-16", [..."{}"].join("\u0000"), "", /quotes/],
  ["a comma too many", `{${head},}`, "", /quotes/],
  ["NaN", withCard(`, "importance": NaN`), "/workshop/boards/0/cards/0/importance", /value is expected/],
  ["Infinity", withCard(`, "x": -Infinity`), "/workshop/boards/0/cards/0/x", /value is expected/],
  ["1e309", withCard(`, "x": 1e309`), "/workshop/boards/0/cards/0/x", /too large/],
  ["1e308", withCard(`, "x": 1e308`), "/workshop/boards/0/cards/0/x", /from -1000000 to 1000000/],
  ["minus zero", withCard(`, "x": -0`), "/workshop/boards/0/cards/0/x", /number/],
  [
    "2^53+1 as a count",
    withCard(`, "importance": 9007199254740993`),
    "/workshop/boards/0/cards/0/importance",
    /1 to 5/,
  ],
  ["a number with a leading zero", `{"format": 01}`, "", /comma/],
  ["a lone surrogate", withCard(`, "title": "\\ud800"`), "/workshop/boards/0/cards/0/title", /surrogate/],
  ["a control character", withCard(`, "title": "a\u0000b"`), "/workshop/boards/0/cards/0/title", /escaped/],
  [
    "an escaped control character",
    withCard(`, "title": "a\\u0000b"`),
    "/workshop/boards/0/cards/0/title",
    /not allowed/,
  ],
  ["a line break in a title", withCard(`, "title": "a\\nb"`), "/workshop/boards/0/cards/0/title", /not allowed/],
  ["a title without end", withCard(`, "title": "${"x".repeat(5000)}"`), "/workshop/boards/0/cards/0/title", /120/],
  ["an escape that does not exist", withCard(`, "title": "\\x"`), "/workshop/boards/0/cards/0/title", /escape/],
  ["the key __proto__", `{${head}, "__proto__": {"x": 1}}`, "", /not allowed/],
  [
    "the key __proto__ deep inside",
    withCard(`, "statement": {"__proto__": {}}`),
    "/workshop/boards/0/cards/0/statement",
    /not allowed/,
  ],
  [
    "constructor.prototype",
    withCard(`, "constructor": {"prototype": {"x": 1}}`),
    "/workshop/boards/0/cards/0",
    /not allowed/,
  ],
  [
    "the key hasOwnProperty",
    withCard(`, "hasOwnProperty": 1`),
    "/workshop/boards/0/cards/0/hasOwnProperty",
    /not known/,
  ],
  ["the key toJSON", withBoard(`, "toJSON": 1`), "/workshop/boards/0/toJSON", /not known/],
  ["the key then", withWorkshop(`, "then": 1`), "/workshop/then", /not known/],
  ["a key nobody knows", `{${head}, "workshop": {"id": "w"}, "agenda": []}`, "/agenda", /not known/],
  ["a key twice", withCard(`, "title": "a", "title": "b"`), "/workshop/boards/0/cards/0", /twice/],
  ["no format", `{"schemaVersion": 1}`, "", /format/],
  ["another format", `{"format": "other", "schemaVersion": 1}`, "/format", /format/],
  ["no version", `{"format": "cairn-workshop"}`, "", /schemaVersion/],
  ["the version as text", `{"format": "cairn-workshop", "schemaVersion": "1e3"}`, "/schemaVersion", /whole number/],
  ["the version minus one", `{"format": "cairn-workshop", "schemaVersion": -1}`, "/schemaVersion", /whole number/],
  ["a newer version", `{"format": "cairn-workshop", "schemaVersion": 999}`, "/schemaVersion", /newer/],
  ["a list for a document", "[]", "", /object/],
  ["a list for a workshop", `{${head}, "workshop": []}`, "/workshop", /object/],
  ["no workshop", `{${head}}`, "/workshop", /object/],
  ["no id", `{${head}, "workshop": {}}`, "/workshop", /no id/],
  ["an object for a list", withWorkshop(`, "boards": {}`), "/workshop/boards", /list/],
  ["a text for a board", withWorkshop(`, "boards": ["b"]`), "/workshop/boards/0", /object/],
  ["null for a text", withCard(`, "title": null`), "/workshop/boards/0/cards/0/title", /text/],
  ["a number for a text", withCard(`, "note": 5`), "/workshop/boards/0/cards/0/note", /text/],
  ["a text for a number", withCard(`, "importance": "5"`), "/workshop/boards/0/cards/0/importance", /whole number/],
  ["a word that is none", withCard(`, "dimension": "magical"`), "/workshop/boards/0/cards/0/dimension", /functional/],
  ["a text for a yes", withCard(`, "validated": "true"`), "/workshop/boards/0/cards/0/validated", /true or false/],
  [
    "a date of the year 275760",
    withCard(`, "provenance": {"createdAt": "+275760-09-13T00:00:00.000Z"}`),
    "/workshop/boards/0/cards/0/provenance/createdAt",
    /instant/,
  ],
  [
    "a kind of board nobody knows",
    withWorkshop(`, "boards": [{"id": "b", "kind": "wall-of-fame"}]`),
    "/workshop/boards/0/kind",
    /one of/,
  ],
  [
    "a kind of card the board lacks",
    withBoard(`, "derivations": [], "cards2": []`),
    "/workshop/boards/0/cards2",
    /not known/,
  ],
  [
    "a story on a needs map",
    withWorkshop(`, "boards": [{"id": "b", "kind": "user-needs-map", "cards": [{"id": "s", "kind": "story"}]}]`),
    "/workshop/boards/0/cards/0/kind",
    /nothing of this kind/,
  ],
  [
    "an id with a path in it",
    withWorkshop(`, "personas": [{"id": "../../etc"}]`),
    "/workshop/personas/0/id",
    /id of 1 to 64/,
  ],
  [
    "an id with markup in it",
    withCard(`, "stageId": "<script>"`),
    "/workshop/boards/0/cards/0/stageId",
    /id of 1 to 64/,
  ],
  [
    "an id of an object's own",
    withWorkshop(`, "personas": [{"id": "toString"}]`),
    "/workshop/personas/0/id",
    /id of 1 to 64/,
  ],
  ["an id twice", withWorkshop(`, "personas": [{"id": "p"}, {"id": "p"}]`), "/workshop/personas/1/id", /twice/],
  [
    "an id twice in one list of ids",
    withWorkshop(`, "personas": [{"id": "p", "serves": ["q", "q"]}]`),
    "/workshop/personas/0/serves",
    /twice/,
  ],
  [
    "a card of two boards",
    withWorkshop(
      `, "boards": [{"id": "a", "kind": "story-map", "cards": [{"id": "s", "kind": "story"}]}, {"id": "b", "kind": "story-map", "cards": [{"id": "s", "kind": "story"}]}]`,
    ),
    "/workshop/boards/1/cards/0/id",
    /twice/,
  ],
  [
    "a relation to itself",
    withBoard(`, "relations": [{"id": "r", "kind": "depends-on", "fromId": "n-1", "toId": "n-1"}]`),
    "/workshop/boards/0/relations/0/toId",
    /itself/,
  ],
  [
    "a relation with one end",
    withBoard(`, "relations": [{"id": "r", "kind": "depends-on", "fromId": "n-1"}]`),
    "/workshop/boards/0/relations/0",
    /toId/,
  ],
  [
    "people who serve each other",
    withWorkshop(`, "personas": [{"id": "p", "serves": ["q"]}, {"id": "q", "serves": ["p"]}]`),
    "/workshop/personas/1/serves",
    /circle/,
  ],
  [
    "teams that lead each other",
    withBoard(
      `, "overlays": [{"id": "o", "teams": [{"id": "t", "parentTeamId": "u"}, {"id": "u", "parentTeamId": "t"}]}]`,
    ),
    "/workshop/boards/0/overlays/0/teams/1/parentTeamId",
    /circle/,
  ],
  [
    "two owners",
    withBoard(`, "overlays": [{"id": "o", "teams": [{"id": "t", "owns": ["c"]}, {"id": "u", "owns": ["c"]}]}]`),
    "/workshop/boards/0/overlays/0/teams/1/owns/0",
    /owned/,
  ],
  [
    "what a place in the file says already",
    withCard(`, "boardId": "b-2"`),
    "/workshop/boards/0/cards/0/boardId",
    /not known/,
  ],
  [
    "a row of a table that is none",
    withCard(`, "evidence": {"1": {"kind": "data", "text": 5}}`),
    "/workshop/boards/0/cards/0/evidence/1",
    /text/,
  ],
]

describe("a file that cannot be taken", () => {
  test.each(bad)("because of %s says where and why", (_, text, pointer, reason) => {
    const [first] = problemOf(text).complaints
    expect(first.pointer).toBe(pointer)
    expect(first.reason).toMatch(reason)
    expect(first.line).toBeGreaterThan(0)
  })

  test("names the line and column of each complaint, ten at most", () => {
    const text = withWorkshop(
      `,\n "personas": [\n${Array.from({ length: 30 }, (_, at) => `  {"id": "p${at}", "audience": 1}`).join(",\n")}]`,
    )
    const { complaints } = problemOf(text)
    expect(complaints).toHaveLength(10)
    expect(complaints[2]).toMatchObject({ pointer: "/workshop/personas/2/audience", line: 5, column: 28 })
  })

  test("a file of a newer Cairn is told from one that is none", () => {
    expect(problemOf(`{"format": "cairn-workshop", "schemaVersion": 2}`).type).toBe("TooNew")
    expect(problemOf(`{"a": 1}`).type).toBe("NotAWorkshop")
    expect(problemOf("{").type).toBe("NotJson")
  })

  test("nesting of any depth is refused without exhausting the stack", () => {
    expect(problemOf("[".repeat(100_000)).complaints[0].reason).toMatch(/32/)
    expect(problemOf(`${'{"a":'.repeat(100_000)}1`).complaints[0].reason).toMatch(/32/)
  })

  test("a file above 20 MB is refused unread", () => {
    expect(problemOf(`{"a": "${"x".repeat(21 * 1024 * 1024)}"}`).complaints[0].reason).toMatch(/20 MB/)
  })

  test("very many keys and long chains are judged without going through them again for each", () => {
    const judging = (part: number) => {
      const [keyCount, count] = [200_000 * part, 20_000 * part]
      const keys = Array.from({ length: keyCount }, (_, at) => `"k${at}":1`).join(",")
      const chain = Array.from({ length: count }, (_, at) => `{"id":"p${at}","serves":["p${(at + 1) % count}"]}`)
      const [file, other] = [`{${head},${keys}}`, withWorkshop(`,"personas":[${chain.join(",")}]`)]
      return () => {
        expect(problemOf(file).complaints).toHaveLength(10)
        expect(problemOf(other).complaints[0].reason).toMatch(/circle/)
      }
    }
    // Once more for each would take a hundred times as long.
    expect(growth(judging(1 / 10), judging(1), 2)).toBeLessThan(40)
  })

  test("no file changes what other objects inherit", () => {
    for (const [, text] of bad) readWorkshopFile(text, boardKinds)
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(Reflect.get({}, "x")).toBeUndefined()
  })

  test("any single change to a good file gives a file or a complaint, never anything else", () => {
    const sample = sampleWorkshop()
    if (!sample.ok) throw new Error("sample")
    const text = writeWorkshopFile(sample.value.snapshot, { kinds: boardKinds })
    for (let at = 0; at < text.length; at += 997) {
      for (const damaged of [
        text.slice(0, at) + text.slice(at + 1),
        `${text.slice(0, at)}"${text.slice(at)}`,
        text.slice(0, at),
      ]) {
        const file = readWorkshopFile(damaged, boardKinds)
        if (!file.ok) expect(file.error.complaints[0].reason).not.toBe("")
      }
    }
  })
})

describe("a file that can be taken", () => {
  test("may begin with a byte-order mark", () => {
    expect(readWorkshopFile(`\ufeff${withWorkshop("")}`, boardKinds).ok).toBe(true)
  })

  test("may hold keys of other programs", () => {
    expect(readWorkshopFile(withCard(`, "x-colour": {"any": [1, null]}`), boardKinds).ok).toBe(true)
  })

  test("may leave out what has a usual value", () => {
    const file = readWorkshopFile(withCard(""), boardKinds)
    expect(file.ok && file.value.snapshot.contents.get("b-1")?.cards.get("n-1")).toMatchObject({
      title: "",
      order: "a0",
      tier: "expected",
      deleted: false,
    })
  })
})
