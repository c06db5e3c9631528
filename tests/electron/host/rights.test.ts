import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { boardKinds } from "../../../shared/boards/index.ts"
import { createWorkshop } from "../../../shared/commands/workshop.ts"
import { openDocument, type WorkshopDocument } from "../../../shared/document/document.ts"
import { createRecord, type Values } from "../../../shared/document/records.ts"
import { type Sender, takeEdit } from "../../../shared/gate/gate.ts"
import { fixedShapes, type Role, type RootName } from "../../../shared/model/records.ts"
import { sessionKey } from "../../../shared/model/sessionRecords.ts"
import { putBoard, putNeed, recordOf } from "./openTestHost.ts"

const clientId = 22
const sender = (role: Role): Sender => ({ clientId, personId: "p-bo", role })

/** A workshop with a board, a need and, when given, a running step; everything as the host holds it. */
function workshopIn(step?: Values, session: Values = {}): WorkshopDocument {
  const host = openDocument(new Y.Doc(), boardKinds)
  createWorkshop({ document: host, newId: () => "w-1", now: () => "2026-03-23T09:15:00.000Z" }, "w-1", { title: "W" })
  host.ydoc.transact(() => {
    putBoard(host.ydoc, "b1")
    putNeed(host.ydoc, "n1", "b1", "find help")
    if (step) createRecord(host.roots.agendaSteps, "s1", fixedShapes.agendaSteps, { ...step, deleted: false })
    if (step) createRecord(host.roots.session, sessionKey, fixedShapes.session, { stepId: "s1", ...session })
    createRecord(host.roots.votingRounds, "v1", fixedShapes.votingRounds, {
      boardId: "b1",
      state: "draft",
      deleted: false,
    })
  })
  return host
}

/** What the host says to this change; a refused one has changed nothing. */
function answerTo(host: WorkshopDocument, role: Role, change: (ydoc: Y.Doc) => void): string {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(host.ydoc))
  copy.clientID = clientId
  const updates: Uint8Array[] = []
  copy.on("update", (update: Uint8Array) => updates.push(update))
  copy.transact(() => change(copy))
  const before = Y.encodeStateAsUpdate(host.ydoc)
  const taken = takeEdit(host, sender(role), updates[0] ?? new Uint8Array())
  if (!taken.ok) expect(Y.encodeStateAsUpdate(host.ydoc)).toEqual(before)
  return taken.ok ? "taken" : taken.error.reason
}

const put =
  (root: RootName, id: string, values: Values) =>
  (ydoc: Y.Doc): void => {
    const document = openDocument(ydoc, boardKinds)
    createRecord(document.roots[root], id, fixedShapes[root as "comments"], { ...values, deleted: false })
  }
const set =
  (root: RootName, id: string, key: string, value: unknown) =>
  (ydoc: Y.Doc): void => {
    recordOf(ydoc, root, id).set(key, value)
  }
const addNeed = (ydoc: Y.Doc): void => {
  putNeed(ydoc, "n9", "b1", "be heard")
}
const moveNeed = set("cards", "n1", "x", 900)
const mark = put("marks", "m1", { cardId: "n1", kind: "pain" })
const park = put("parkingLot", "k1", { text: "Pricing" })

describe("what a participant may write follows the running step", () => {
  test.each<[string, Values | undefined, Values, (ydoc: Y.Doc) => void, string]>([
    ["without an agenda, everything", undefined, {}, addNeed, "taken"],
    ["cards in an open step", { inputMode: "open" }, {}, addNeed, "taken"],
    ["cards of the kinds the step names", { inputMode: "open", allowedKinds: ["need"] }, {}, moveNeed, "taken"],
    ["no cards of other kinds", { inputMode: "open", allowedKinds: ["capability"] }, {}, moveNeed, "step"],
    ["no card while notes are private", { inputMode: "private-until-reveal" }, {}, addNeed, "step"],
    ["no card in a closed step", { inputMode: "closed" }, {}, addNeed, "step"],
    ["no card while only the facilitator writes", { inputMode: "facilitator-only" }, {}, moveNeed, "step"],
    ["no card while editing is paused", { inputMode: "open" }, { isPaused: true }, addNeed, "step"],
    ["no card in the lobby", { inputMode: "open" }, { phase: "lobby" }, addNeed, "step"],
    ["no card after the end", { inputMode: "open" }, { phase: "ended" }, moveNeed, "step"],
    ["marks also in a closed step", { inputMode: "closed" }, {}, mark, "taken"],
    ["a parking-lot item also in a closed step", { inputMode: "closed" }, {}, park, "taken"],
    ["no marks while editing is paused", { inputMode: "open" }, { isPaused: true }, mark, "step"],
  ])("%s", (_title, step, session, change, answer) => {
    expect(answerTo(workshopIn(step, session), "participant", change)).toBe(answer)
  })

  test("tools for all are not narrowed by the step's kinds", () => {
    const host = workshopIn({ inputMode: "open", allowedKinds: ["capability"] })
    recordOf(host.ydoc, "workshop", "workshop").set("settings/participantTools", "all")
    expect(answerTo(host, "participant", moveNeed)).toBe("taken")
  })
})

describe("whoever leads is bound by no step", () => {
  test.each<Role>(["facilitator", "co-facilitator"])("a %s writes in a closed, paused step", (role) => {
    expect(answerTo(workshopIn({ inputMode: "closed" }, { isPaused: true }), role, addNeed)).toBe("taken")
  })
})

describe("the session is led by those who lead", () => {
  const step = { inputMode: "open" } as const
  test.each<[string, (ydoc: Y.Doc) => void]>([
    ["begins no other step", set("session", sessionKey, "stepId", "s2")],
    ["unpauses nothing", set("session", sessionKey, "isPaused", false)],
    ["changes no prompt", set("agendaSteps", "s1", "prompt", "Mine")],
    ["adds no step", put("agendaSteps", "s2", { plannedSeconds: 60 })],
    ["opens no vote", set("votingRounds", "v1", "question", "Mine?")],
    ["makes no decision", put("decisions", "d1", { text: "We stop" })],
    ["asks for no energy", put("energyChecks", "e1", { question: "?" })],
    ["keeps no state", put("snapshots", "t1", { boardId: "b1", at: "2026-03-23T09:15:00.000Z", label: "x" })],
  ])("a participant %s", (_title, change) => {
    expect(answerTo(workshopIn(step), "participant", change)).toBe("role")
  })

  test.each<[string, (ydoc: Y.Doc) => void, string]>([
    ["a vote in the making", put("votingRounds", "v2", { boardId: "b1", state: "draft", dots: 3 }), "taken"],
    ["no state of a vote", set("votingRounds", "v1", "state", "revealed"), "role"],
    ["no result of a vote", set("votingRounds", "v1", "result/n1", { dots: 9, voters: 9 }), "role"],
    ["no vote that is open from the start", put("votingRounds", "v2", { boardId: "b1", state: "open" }), "role"],
    ["a decision", put("decisions", "d1", { text: "We stop", asking: "not-asked" }), "taken"],
    ["no agreement that nobody gave", put("decisions", "d1", { text: "We stop", agreement: { 5: 9 } }), "role"],
    ["no kept state", put("snapshots", "t1", { boardId: "b1", at: "2026-03-23T09:15:00.000Z", label: "x" }), "role"],
  ])("the facilitator writes %s", (_title, change, answer) => {
    expect(answerTo(workshopIn(step), "facilitator", change)).toBe(answer)
  })
})
