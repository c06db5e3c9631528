import { describe, expect, test } from "vitest"
import { changeCards, settleTitle, typeInCard } from "../../shared/commands/cards.ts"
import type { Fixed } from "../../shared/commands/lintFix.ts"
import { changeRecord } from "../../shared/commands/workshop.ts"
import { catalogue } from "../../shared/messages/catalogue.ts"
import { type LintBoard, type LintSketch, lintBoardOf } from "./lintBoards.ts"

/** A fix that answers the question by itself, or with the first of its choices. */
export interface Mending {
  readonly rule: string
  readonly fix: string
  readonly board: LintSketch
}

/** A fix after which something is left to a person, with what they do then. */
export interface Leading extends Mending {
  readonly next: Fixed["next"]
  readonly part: PersonsPart
}

/** What a person does where a fix can only lead to it: writes a title, changes a detail, says who somebody is. */
interface PersonsPart {
  readonly card?: string
  readonly title?: string
  readonly details?: { readonly [field: string]: unknown }
  readonly persona?: { readonly [field: string]: unknown }
}

/** A kind of board as far as its questions go. */
interface Asking {
  readonly rules: readonly { readonly id: string; readonly fixes: readonly string[] }[]
  readonly fixes: object
  readonly mending: readonly Mending[]
  readonly leading: readonly Leading[]
}

/** Does a person's part, as the panels do it. */
function takePart({ person: { editing, current } }: LintBoard, { card = "", title, details, persona }: PersonsPart) {
  if (title !== undefined) {
    typeInCard(editing, card, "title", title)
    settleTitle(editing, card)
    editing.endStep?.()
  }
  if (details) changeCards(editing, new Map([[card, details]]))
  const [personaId = ""] = current().personas.keys()
  if (persona) changeRecord(editing, "personas", personaId, persona)
}

/** Tries every fix of every rule of a kind of board, and sees to it that none is left out. */
export function fixesAreTried(name: string, { rules, fixes, mending, leading }: Asking): void {
  describe(`fixes on a ${name}`, () => {
    test.each(leading)("$fix leads to what answers $rule, and undo leads back", ({ rule, fix, board, next, part }) => {
      const desk = lintBoardOf(board)
      const finding = desk.find(rule)
      if (!finding) throw new Error(`${rule} is not asked`)
      const before = desk.state()

      const done = desk.fix(finding, fix)
      const between = desk.state()
      takePart(desk, part)

      expect(done).toMatchObject({ ok: true, value: { next } })
      expect(desk.find(rule)).toBeUndefined()
      if (between !== before) {
        while (desk.state() !== between) desk.person.history.undo()
        desk.person.history.undo()
        expect(desk.state()).toBe(before)
      }
    })

    test.each(mending)("$fix answers $rule, and is undone in one step", ({ rule, fix, board }) => {
      const desk = lintBoardOf(board)
      const finding = desk.find(rule)
      if (!finding) throw new Error(`${rule} is not asked`)
      const before = desk.state()

      const done = desk.fix(finding, fix)

      expect(done.ok).toBe(true)
      expect(desk.find(rule)).toBeUndefined()
      desk.person.history.undo()
      expect(desk.state()).toBe(before)
    })

    test("every fix of every rule is tried", () => {
      const offered = rules.flatMap(({ id, fixes: names }) => names.map((fix) => `${id} ${fix}`))
      const tried = new Set([...mending, ...leading].map(({ rule, fix }) => `${rule} ${fix}`))

      expect(offered.filter((one) => !tried.has(one))).toEqual([])
      expect([...tried].filter((one) => !offered.includes(one))).toEqual([])
    })

    test("every fix that a rule offers can be done, and none is left over", () => {
      const offered = new Set(rules.flatMap((rule) => rule.fixes))
      expect([...offered].sort()).toEqual(Object.keys(fixes).sort())
      for (const fix of offered) expect(catalogue.en).toHaveProperty([`lint.fix.${fix}`])
    })
  })
}
