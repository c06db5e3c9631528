import { describe, expect, it } from "vitest"
import { storyMap } from "../../../shared/boards/story-map/kind.ts"
import { opportunitiesIn } from "../../../shared/codecs/opportunities.ts"
import { workshopReport } from "../../../shared/codecs/report.ts"
import { boardToSvg } from "../../../shared/codecs/svg.ts"
import { addCard } from "../../../shared/commands/cards.ts"
import {
  addAction,
  addComment,
  addDecision,
  moveParked,
  parkPoint,
  toggleMark,
} from "../../../shared/commands/keeping.ts"
import { mergeCards } from "../../../shared/commands/merge.ts"
import { say as sayIn } from "../../../shared/messages/say.ts"
import type { Say } from "../../../shared/model/boardKind.ts"
import { keptOnCards } from "../../../shared/model/keeping.ts"
import { recapOf } from "../../../shared/model/recap.ts"
import { sharedBoard, twoPeople } from "../../support/people.ts"
import { samplePerson } from "../../support/sample.ts"

const say: Say = (key, values) => sayIn("en", key, values)

function session() {
  const [ana] = twoPeople()
  const added = addCard(ana.editing, sharedBoard, { kind: "activity", values: { title: "Watch" } })
  const card = added.ok ? added.value : ""
  addDecision(ana.editing, "Checkout first")
  addAction(ana.editing, { text: "Call *them*", who: "the team", due: "2027-01-15" })
  parkPoint(ana.editing, "Who pays?")
  moveParked(ana.editing, parkPoint(ana.editing, "Settled long ago"), "picked-up")
  addComment(ana.editing, card, "objection", "Too dear")
  addComment(ana.editing, card, "quote", "I stare at it all day")
  toggleMark(ana.editing, card, "question")
  return { ana, card }
}

describe("the recap", () => {
  it("holds what was decided, what will be done and what is open, and nothing that is settled", () => {
    const { ana } = session()
    const { boards, decisions, actions, questions, quotes } = recapOf(ana.current())
    expect(boards).toMatchObject([{ counts: [{ kind: "activity", count: 1 }] }])
    expect(decisions.map(({ decision }) => decision.text)).toEqual(["Checkout first"])
    expect(actions.map(({ action }) => action.text)).toEqual(["Call *them*"])
    expect(questions.parked.map(({ text }) => text)).toEqual(["Who pays?"])
    expect(questions.asked.map(({ comment }) => comment.text)).toEqual(["Too dear"])
    expect(questions.marked.map(({ count }) => count)).toEqual([1])
    expect(quotes.map(({ text }) => text)).toEqual(["I stare at it all day"])
  })

  it("keeps what was said of a card that was merged, at the one that stays", () => {
    const { ana, card } = session()
    const kept = addCard(ana.editing, sharedBoard, { kind: "activity", values: { title: "Monitor" } })
    const keptId = kept.ok ? kept.value : ""
    mergeCards(ana.editing, keptId, [card])
    const { questions, quotes } = recapOf(ana.current())
    expect([...questions.asked.map(({ comment }) => comment), ...quotes].map(({ cardId }) => cardId)).toEqual([
      keptId,
      keptId,
    ])
    expect(toggleMark(ana.editing, keptId, "question")).toEqual({ ok: true, value: false })
    expect(recapOf(ana.current()).questions.marked).toEqual([])
  })

  it("follows every opportunity of the sample to somebody's need", () => {
    const found = opportunitiesIn(samplePerson().current(), say)
    expect(found).toHaveLength(6)
    for (const { opportunity, sentence } of found) expect(sentence).toContain(opportunity.title)
  })
})

describe("the report", () => {
  it("begins with decisions, actions and open questions, as text that stays text", () => {
    const { ana } = session()
    const text = workshopReport(ana.current(), { say, date: "15 January 2027" }) ?? ""
    expect(text).toContain("## Decisions\n\n- **Checkout first**")
    expect(text).toContain("- [ ] Call \\*them\\* (the team, 2027-01-15)")
    expect(text).toContain("## Open questions\n\n- Who pays?\n- Watch: Too dear\n- Watch (1 question mark)")
    expect(text).not.toContain("Settled long ago")
    expect(workshopReport(ana.current(), { say, date: "", boardId: sharedBoard })).not.toContain("Checkout first")
  })
})

describe("a picture", () => {
  it("tells of marks and comments where somebody wants them, and otherwise not", () => {
    const { ana } = session()
    const content = ana.current().contents.get(sharedBoard)
    if (!content) throw new Error("no board")
    const board = { content, personas: ana.current().personas, say }
    const caption = { title: "", facts: [] }
    expect(boardToSvg(storyMap, board, { caption })).not.toContain("1 × Question")
    const kept = keptOnCards(ana.current())
    expect(boardToSvg(storyMap, board, { caption, kept })).toContain("1 × Question · 2 comments")
  })
})
