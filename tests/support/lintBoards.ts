import { lintBoard } from "../../shared/boards/lintBoard.ts"
import { fixFinding, offeredFixes } from "../../shared/boards/lintFixes.ts"
import { addCards } from "../../shared/commands/cards.ts"
import type { FixScene } from "../../shared/commands/lintFix.ts"
import { addRecord } from "../../shared/commands/workshop.ts"
import { createRecord } from "../../shared/document/records.ts"
import { relationShapeOf } from "../../shared/document/shapes.ts"
import { say } from "../../shared/messages/say.ts"
import type { Finding, Moment } from "../../shared/model/lint.ts"
import { people, type TestPerson } from "./people.ts"

type Fields = { readonly [name: string]: unknown }

/** A board as plain fields. Lines are put into the document as they are, also where the method would refuse them. */
export interface LintSketch {
  readonly kind: string
  readonly personas?: { readonly [id: string]: Fields }
  readonly cards: { readonly [id: string]: Fields & { readonly kind: string } }
  readonly lines?: readonly (readonly [from: string, to: string])[]
  /** Teams of the overlay `o`, which is shown. */
  readonly teams?: { readonly [id: string]: Fields }
  readonly owners?: Fields
  /** A Product Flow in which something was accepted from this card. */
  readonly derivedFrom?: string
}

/** One person at one board, with what the panel does there. */
export interface LintBoard {
  readonly person: TestPerson
  readonly scene: () => FixScene
  readonly find: (rule: string, moment?: Moment) => Finding | undefined
  /** Does the first way of a fix and says what is left to do. */
  readonly fix: (finding: Finding, name: string) => ReturnType<typeof fixFinding>
  /** Everything on the board, to be compared. */
  readonly state: () => string
}

const boardId = "board-under-test"

export function lintBoardOf({
  kind,
  personas = {},
  cards,
  lines = [],
  teams,
  owners = {},
  derivedFrom,
}: LintSketch): LintBoard {
  const [person] = people(1)
  if (!person) throw new Error("Somebody must be there")
  const { editing, document } = person
  const boardKind = document.kinds.get(kind)
  if (!boardKind) throw new Error(`no kind ${kind}`)
  addRecord(editing, "boards", { kind, title: "Board" }, boardId)
  for (const [id, values] of Object.entries(personas)) addRecord(editing, "personas", values, id)
  const added = Object.entries(cards).map(([id, { kind: cardKind, ...values }], at) => ({
    id,
    kind: cardKind,
    values: { title: id, order: `a${String(at).padStart(3, "0")}V`, ...values },
  }))
  addCards(editing, boardId, added)
  for (const [fromId, toId] of lines) {
    const relation = cards[fromId]?.kind === "user" ? "has-need" : "depends-on"
    const values = { boardId, kind: relation, fromId, toId, deleted: false }
    document.ydoc.transact(() => {
      const shape = relationShapeOf(boardKind, relation)
      if (shape) createRecord(document.roots.relations, `${fromId}-${toId}`, shape, values)
    })
  }
  if (teams) addRecord(editing, "overlays", { boardId, title: "Now", owners }, "o")
  for (const [id, values] of Object.entries(teams ?? {}))
    addRecord(editing, "teams", { name: id, overlayId: "o", ...values }, id)
  if (derivedFrom !== undefined) {
    addRecord(editing, "boards", { kind: "product-flow", title: "Flow" }, "flow")
    addRecord(editing, "derivations", { boardId: "flow", rule: "D3", sourceIds: [derivedFrom], state: "accepted" }, "d")
  }
  return at(person, teams ? "o" : undefined)
}

function at(person: TestPerson, overlayId: string | undefined): LintBoard {
  const content = () => {
    const own = person.current().contents.get(boardId)
    if (!own) throw new Error("The board is not there")
    return own
  }
  const scene = (): FixScene => {
    const { personas } = person.current()
    const kind = person.document.kinds.get(content().board.kind)
    if (!kind) throw new Error("The kind is not known")
    const layout = kind.lay({ content: content(), personas, say: (key, values) => say("en", key, values) })
    return { editing: person.editing, content: content(), layout, personas, ...(overlayId ? { overlayId } : {}) }
  }
  return {
    person,
    scene,
    find: (rule, moment = "export") =>
      lintBoard(person.current(), boardId, moment, overlayId).find((finding) => finding.rule === rule),
    fix: (finding, name) => {
      const offered = offeredFixes(scene(), finding).find((one) => one.name === name)
      if (!offered) throw new Error(`${name} is not offered`)
      return fixFinding(scene(), finding, name, offered.choices[0]?.id)
    },
    state: () => {
      const { cards, relations, overlays, teams } = content()
      const { personas } = person.current()
      return JSON.stringify([cards, relations, overlays, teams, personas].map((records) => [...records].sort()))
    },
  }
}
