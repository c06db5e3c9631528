import { changeCards } from "../../commands/cards.ts"
import { type CommandProblem, type Editing, step } from "../../commands/context.ts"
import {
  type Fix,
  type FixChoice,
  type Fixes,
  type FixScene,
  keepAsNote,
  look,
  openPersonas,
  reword,
  thenLook,
  thenWrite,
} from "../../commands/lintFix.ts"
import { mergeCards } from "../../commands/merge.ts"
import { connectCards, deleteRelations } from "../../commands/relations.ts"
import { changeRecord } from "../../commands/workshop.ts"
import { recordIn } from "../../document/document.ts"
import { byOrder, type Team } from "../../model/records.ts"
import { err, ok, type Result } from "../../model/result.ts"
import { wordListsFor } from "../../model/wordLists.ts"
import { aboveOf, addDeeper, addNext, addToMap } from "./commands.ts"
import { isProvider } from "./measures.ts"
import { grow, single } from "./scene.ts"
import { isCapability, isNeed, isUser } from "./schema.ts"
import { heightOf, spotNear } from "./spots.ts"
import { disownCapabilities, ownCapabilities } from "./teams.ts"

type Done = Result<void, CommandProblem>
const gone: Result<never, CommandProblem> = err({ type: "CardGone" })

/** What the fixes of UNM-01 to UNM-30 do, by name. */
export const needsMapFixes: Fixes = {
  "connect-user": {
    choices: (scene) => users(scene),
    run: (scene, { ids: [id = ""] }, user) => connected(scene, user, id),
  },
  "connect-need": {
    choices: (scene) => needs(scene),
    run: (scene, { ids: [id = ""] }, need) => connected(scene, need, id),
  },
  "to-note": keepAsNote,
  turn: { run: (scene, { ids: [to = "", from = ""] }) => turn(scene, from, to) },
  "insert-need": { run: (scene, { ids: [to = "", from = ""] }) => thenWrite(insertNeed(scene, from, to)) },
  "delete-line": {
    run: (scene, { ids: [to = "", from = to] }) => {
      deleteRelations(scene.editing, linesBetween(scene, from, to))
      return look(to)
    },
  },
  merge: { run: ({ editing }, { ids: [keep = "", ...others] }) => thenLook(mergeCards(editing, keep, others), keep) },
  break: { run: (scene, { ids }) => breakCircle(scene, ids) },
  "add-capability": { run: (scene, { ids: [id = ""] }) => thenWrite(addDeeper(scene, endOf(scene, id))) },
  "mark-gap": { run: (scene, { ids: [id = ""] }) => thenWrite(addGap(scene, id)) },
  "add-need": { run: (scene, { ids: [id = ""] }) => thenWrite(addDeeper(scene, id)) },
  "add-user": { run: (scene, { ids }) => thenWrite(addUser(scene, ids.at(-1))) },
  personas: openPersonas,
  reword,
  retier: {
    choices: () => ["expected", "hypothesised"].map((id) => ({ id, label: `needs.tier.${id}`, isMessage: true })),
    run: ({ editing }, { ids: [id = ""] }, tier) => {
      const done = changeCards(editing, new Map([[id, { tier }]]))
      return done.ok ? ok({ next: "write", cardId: id }) : done
    },
  },
  split: { run: (scene, { ids: [id = ""] }) => split(scene, id) },
  move: { run: (scene, { ids: [id = "", user] }) => thenLook(moveDown(scene, id, user), id) },
  own: ownership(({ teamType }) => teamType !== "enabling"),
  "own-by-platform": ownership(isProvider),
  disown: {
    run: ({ editing, overlayId = "" }, { ids: [id = ""] }) =>
      thenLook(disownCapabilities(editing, overlayId, [id]), id),
  },
}

const users = ({ content, personas }: FixScene): readonly FixChoice[] =>
  [...content.cards.values()]
    .filter(isUser)
    .sort(byOrder)
    .map(({ id, personaId, title }) => ({ id, label: personas.get(personaId)?.name ?? title }))

const needs = ({ content }: FixScene): readonly FixChoice[] =>
  [...content.cards.values()]
    .filter(isNeed)
    .sort(byOrder)
    .map(({ id, title }) => ({ id, label: title }))

const connected = ({ editing }: FixScene, fromId: string, toId: string) =>
  thenLook(connectCards(editing, fromId, toId), toId)

/** Several commands as one transaction and one step. */
function together(editing: Editing, work: (inner: Editing) => Done): Done {
  const { endStep: _, ...inner } = editing
  const results: Done[] = []
  step(editing, () => {
    results.push(work(inner))
  })
  return results[0] ?? gone
}

const linesBetween = ({ content }: FixScene, fromId: string, toId: string): readonly string[] =>
  [...content.relations.values()].filter((line) => line.fromId === fromId && line.toId === toId).map(({ id }) => id)

/** The line the other way round, where the method knows one; as it stood it goes in any case. */
function turn(scene: FixScene, fromId: string, toId: string) {
  const done = together(scene.editing, (inner) => {
    deleteRelations(inner, linesBetween(scene, fromId, toId))
    const made = connectCards(inner, toId, fromId)
    return made.ok || made.error.type === "AlreadyConnected" ? ok(undefined) : made
  })
  return thenLook(done, toId)
}

function insertNeed(scene: FixScene, fromId: string, toId: string): Result<string, CommandProblem> {
  const [from, to] = [fromId, toId].map((id) => scene.layout.cards.find((card) => card.id === id))
  if (!from || !to) return gone
  const id = scene.editing.newId()
  const spot = spotNear(scene.layout, "need", { x: to.x + to.w / 2, y: (from.y + to.y) / 2 })
  let made: Result<string, CommandProblem> = gone
  const done = together(scene.editing, (editing) => {
    deleteRelations(editing, linesBetween(scene, fromId, toId))
    made = single(
      grow(
        { ...scene, editing },
        {
          cards: [{ kind: "need", id, values: { ...spot } }],
          lines: [
            [fromId, id],
            [id, toId],
          ],
        },
      ),
    )
    return ok(undefined)
  })
  return done.ok ? made : done
}

/** Cuts the line of the circle that runs most steeply towards the user. */
function breakCircle(scene: FixScene, ids: readonly string[]) {
  const inside = new Set(ids)
  const rise = ({ fromId, toId }: { readonly fromId: string; readonly toId: string }) =>
    visibilityOf(scene, toId) - visibilityOf(scene, fromId)
  const [steepest] = [...scene.content.relations.values()]
    .filter(({ fromId, toId }) => inside.has(fromId) && inside.has(toId))
    .sort((a, b) => rise(b) - rise(a))
  if (!steepest) return gone
  deleteRelations(scene.editing, [steepest.id])
  return look(steepest.fromId)
}

const visibilityOf = ({ content }: FixScene, id: string): number => {
  const card = content.cards.get(id)
  return isCapability(card) ? card.visibility : 0
}

/** For a need that something meets already, the capability at the end of it: that is where one step further goes. */
function endOf({ content }: FixScene, id: string): string {
  const lower = [...content.relations.values()].find(
    (line) => line.fromId === id && isCapability(content.cards.get(line.toId)),
  )
  return lower?.toId ?? id
}

function addGap(scene: FixScene, needId: string): Result<string, CommandProblem> {
  let made: Result<string, CommandProblem> = gone
  const done = together(scene.editing, (editing) => {
    made = addDeeper({ ...scene, editing }, needId)
    return made.ok ? changeCards(editing, new Map([[made.value, { presence: "missing" }]])) : made
  })
  return done.ok ? made : done
}

/** Somebody who is served in the end, to be named. */
function addUser(scene: FixScene, lastId: string | undefined): Result<string, CommandProblem> {
  let made: Result<string, CommandProblem> = gone
  const done = together(scene.editing, (editing) => {
    const inner = { ...scene, editing }
    made = lastId === undefined ? addToMap(inner, "user", { x: 0, y: 0 }) : addNext(inner, lastId)
    const card = made.ok ? recordIn(editing.document.roots.cards, made.value) : undefined
    const personaId = String(card?.get("personaId") ?? "")
    return changeRecord(editing, "personas", personaId, { audience: "end-customer", position: "external" })
  })
  return done.ok ? made : done
}

/** What stands before the word that joins stays; the rest becomes a card of its own, connected alike. */
function split(scene: FixScene, id: string) {
  const need = scene.content.cards.get(id)
  const parts = need && halvesOf(need.title)
  if (!isNeed(need) || !parts) return gone
  const done = together(scene.editing, (inner) => {
    const work = { ...scene, editing: inner }
    const made = addNext(work, id, parts[1])
    if (!made.ok) return made
    for (const line of scene.content.relations.values())
      if (line.fromId === id) connectCards(inner, made.value, line.toId)
    for (const userId of aboveOf(scene, id)) connectCards(inner, userId, made.value)
    return changeCards(inner, new Map([[id, { title: parts[0] }]]))
  })
  return done.ok ? ok({ next: "write" as const, cardId: id }) : done
}

/** Both halves of a title that joins two things; undefined when nothing joins them. */
function halvesOf(title: string): readonly [string, string] | undefined {
  const joins = [...["en", "de"].map((lang) => wordListsFor(lang).and), "/"]
  const join = joins.find((word) => title.toLowerCase().includes(word))
  if (join === undefined) return undefined
  const at = title.toLowerCase().indexOf(join)
  const rest = title.slice(at + join.length).trim()
  return [title.slice(0, at).trim(), rest.charAt(0).toUpperCase() + rest.slice(1)]
}

/** How far a capability goes below the one that uses it, or out of the users’ sight. */
const oneLower = 0.08
const outOfSight = 0.6

function moveDown(scene: FixScene, id: string, userId: string | undefined): Done {
  const placed = scene.layout.cards.find((card) => card.id === id)
  if (!placed) return gone
  const wanted = userId === undefined ? outOfSight : Math.max(0, visibilityOf(scene, userId) - oneLower)
  const at = { x: placed.x + placed.w / 2, y: heightOf(scene.layout, wanted) }
  const others = { ...scene.layout, cards: scene.layout.cards.filter((card) => card.id !== id) }
  const { x } = spotNear(others, "capability", at, scene.content.cards.get(id)?.title)
  return changeCards(scene.editing, new Map([[id, { x, visibility: Math.round(wanted * 1000) / 1000 }]]))
}

/** A team of the overlay shown becomes the one owner; what other teams claimed they go on contributing to. */
function ownership(mayOwn: (team: Team) => boolean): Fix {
  return {
    choices: ({ content, overlayId }) =>
      [...content.teams.values()]
        .filter((team) => team.overlayId === overlayId && mayOwn(team))
        .sort(byOrder)
        .map(({ id, name }) => ({ id, label: name })),
    run: ({ editing, content, overlayId }, { ids: [id = ""] }, teamId) => {
      const done = together(editing, (inner) => {
        for (const team of content.teams.values()) {
          if (team.overlayId !== overlayId || team.id === teamId) continue
          recordIn(inner.document.roots.teams, team.id)?.delete(`claims/${id}`)
        }
        return ownCapabilities(inner, teamId, [id])
      })
      return thenLook(done, id)
    },
  }
}
