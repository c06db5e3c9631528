import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react"
import { afterEach, expect, test } from "vitest"
import * as Y from "yjs"
import { DerivePanel } from "../../../renderer/boards/product-flow/DerivePanel.tsx"
import { Inspector } from "../../../renderer/boards/product-flow/Inspector.tsx"
import { RestsOn } from "../../../renderer/boards/product-flow/RestsOn.tsx"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { SessionContext, useBoard } from "../../../renderer/session/useSession.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { addRecord, changeRecord } from "../../../shared/commands/workshop.ts"
import { origin } from "../../../shared/document/document.ts"
import { type FlowParts, flowId, flowPerson, needsId } from "../../support/flowPeople.ts"

const closings: (() => void)[] = []
afterEach(() => {
  cleanup()
  for (const close of closings.splice(0)) close()
})

const workshop: FlowParts = {
  personas: [
    { id: "head", name: "Head of engineering" },
    { id: "dev", name: "Application developer", audience: "consumer" },
  ],
  story: [
    { id: "s-operate", kind: "phase", title: "Operation" },
    { id: "s-monitor", kind: "activity", title: "Monitor", phaseId: "s-operate" },
    { id: "s-look", kind: "step", title: "Look into my workload", activityId: "s-monitor", personaIds: ["dev"] },
    { id: "s-cost", kind: "step", title: "Watch the cost", activityId: "s-monitor", personaIds: ["head"] },
  ],
}

function open(parts: FlowParts): Session {
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(flowPerson(parts).document.ydoc), origin.remote)
  const session = openLocalSession({ kinds: boardKinds, ydoc })
  session.view.setState({ boardId: flowId })
  closings.push(session.close)
  return session
}

const cardsIn = (session: Session) => [...(session.snapshot.getState().contents.get(flowId)?.cards.values() ?? [])]
const titlesIn = (session: Session) => cardsIn(session).map(({ title }) => title)

const showPanel = (session: Session) =>
  render(
    <SessionContext value={session}>
      <DerivePanel />
    </SessionContext>,
  )

function Details({ id }: { readonly id: string }) {
  const content = useBoard()
  const card = content?.cards.get(id)
  return content && card ? <Inspector card={card} content={content} /> : null
}
const showDetails = (session: Session, id: string) =>
  render(
    <SessionContext value={session}>
      <Details id={id} />
    </SessionContext>,
  )

test("the panel asks who is who before it proposes anything, and then accepts all at once", () => {
  const session = open(workshop)
  showPanel(session)
  expect(screen.queryByRole("button", { name: /Accept/ })).toBeNull()

  const question = screen.getByRole("group", { name: /Head of engineering/ })
  fireEvent.click(within(question).getByRole("button", { name: /decides and pays/ }))
  fireEvent.click(screen.getByRole("button", { name: "Accept all 4" }))

  expect(titlesIn(session)).toEqual(["Operation", "Monitor", "Watch the cost", "Look into my workload"])
  expect(screen.getByText(/Nothing to propose/)).toBeDefined()
  session.history.undo()
  expect(titlesIn(session)).toEqual([])
})

test("one suggestion is accepted, another one rejected", () => {
  const [, dev] = workshop.personas ?? []
  const session = open({ ...workshop, personas: [{ id: "head", name: "Head", audience: "customer" }, dev!] })
  showPanel(session)

  fireEvent.click(screen.getByRole("button", { name: "Reject Watch the cost" }))
  fireEvent.click(screen.getByRole("button", { name: "Accept Look into my workload" }))

  expect(titlesIn(session)).toEqual(["Operation", "Monitor", "Look into my workload"])
  expect(screen.queryByText("Watch the cost")).toBeNull()
})

test("a wording outlives the panel, and the question who somebody is", () => {
  const session = open({
    personas: [{ id: "dev", name: "Developer", audience: "consumer" }],
    flow: [
      { id: "operate", kind: "phase" },
      { id: "monitor", kind: "activity", phaseId: "operate" },
      { id: "watch", kind: "interaction", activityId: "monitor", personaId: "dev", pain: 5 },
    ],
  })
  const wording = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Wording of/ })
  showPanel(session)
  fireEvent.change(wording(), { target: { value: "Nobody sees it at night" } })
  act(() => void addRecord(session.editing, "personas", { name: "Buyer" }, "buyer"))
  act(() => void changeRecord(session.editing, "personas", "buyer", { audience: "customer" }))
  expect(wording().value).toBe("Nobody sees it at night")

  cleanup()
  showPanel(session)
  fireEvent.click(screen.getByRole("button", { name: /^Accept .*watch/ }))
  expect(titlesIn(session)).toContain("Nobody sees it at night")
})

test("a workshop without maps is told to build one first", () => {
  showPanel(open({}))

  expect(screen.getByText(/no story map or user needs map/)).toBeDefined()
})

const metric: FlowParts = {
  personas: [{ id: "dev", name: "Developer", audience: "consumer" }],
  flow: [
    { id: "operate", kind: "phase" },
    { id: "monitor", kind: "activity", phaseId: "operate" },
    { id: "watch", kind: "interaction", activityId: "monitor", personaId: "dev" },
    { id: "views", kind: "metric", activityId: "monitor" },
    { id: "blind", kind: "opportunity", fromMetricIds: ["views"] },
  ],
}
const settle = (label: string | RegExp, value: string) => {
  const field = screen.getByLabelText(label)
  fireEvent.change(field, { target: { value } })
  fireEvent.blur(field)
}
const rowsOf = (card: object | undefined, field: string): object =>
  Object.entries(card ?? {}).find(([name]) => name === field)?.[1] ?? {}
const cardIn = (session: Session, id: string) => cardsIn(session).find((card) => card.id === id)

test("a metric takes its value, its range and one viewpoint's value", () => {
  const session = open(metric)
  showDetails(session, "views")

  settle("Today", "11,5")
  settle("Too high above", "6")
  settle("Critical above", "15")
  settle("Developer: today", "21")

  expect(cardIn(session, "views")).toMatchObject({
    current: 11.5,
    healthRange: { max: 6, criticalMax: 15 },
    segments: { dev: { current: 21 } },
  })
  expect(screen.getByText("critically high")).toBeDefined()
})

test("what is no number changes nothing, and an empty field takes the value away", () => {
  const session = open(metric)
  showDetails(session, "views")
  settle("Today", "11")

  settle("Today", "many")
  expect(cardIn(session, "views")).toMatchObject({ current: 11 })
  settle("Today", "")
  expect(cardIn(session, "views")).not.toHaveProperty("current")
})

test("bounds that do not rise are told", () => {
  showDetails(open(metric), "views")

  settle("Too low below", "9")
  settle("Too high above", "3")

  expect(screen.getByRole("alert").textContent).toContain("rise")
})

test("an opportunity's sources are added and removed, and ideas hang below it", () => {
  const session = open(metric)
  showDetails(session, "blind")

  fireEvent.change(screen.getByLabelText("Add a source"), { target: { value: "watch" } })
  fireEvent.click(screen.getByRole("button", { name: /Take Metric: views off the list/ }))
  fireEvent.click(screen.getByRole("button", { name: "Add a solution idea" }))

  expect(cardIn(session, "blind")).toMatchObject({ fromInteractionIds: ["watch"], fromMetricIds: [] })
  expect(cardsIn(session).filter(({ kind }) => kind === "solution-idea")).toHaveLength(1)
})

test("an interaction takes pain, frequency and ways, and becomes an opportunity", () => {
  const session = open(metric)
  showDetails(session, "watch")

  fireEvent.change(screen.getByLabelText("Pain"), { target: { value: "4" } })
  fireEvent.change(screen.getByLabelText("How often"), { target: { value: "daily" } })
  fireEvent.click(screen.getByLabelText("chat"))
  settle("Why", "To sleep well")
  fireEvent.click(screen.getByRole("button", { name: "Make an opportunity of it" }))

  expect(cardIn(session, "watch")).toMatchObject({
    pain: 4,
    frequency: "daily",
    channel: ["chat"],
    why: "To sleep well",
  })
  expect(cardIn(session, session.view.getState().editing ?? "")).toMatchObject({ fromInteractionIds: ["watch"] })
})

const unwell: FlowParts = {
  personas: [
    { id: "plat", name: "Platform engineer", audience: "consumer" },
    { id: "shopper", name: "Online shopper", audience: "end-customer" },
  ],
  flow: [
    { id: "operate", kind: "phase", title: "Operation" },
    { id: "monitor", kind: "activity", title: "Observe", phaseId: "operate" },
    { id: "views", kind: "metric", title: "Views", activityId: "monitor", current: 21, healthRange: { max: 6 } },
    {
      id: "watch",
      kind: "interaction",
      title: "Watch",
      activityId: "monitor",
      personaId: "plat",
      capabilityIds: ["c-run"],
    },
    { id: "blind", kind: "opportunity", title: "They keep watching", fromInteractionIds: ["watch"] },
  ],
  needs: [
    { id: "u-shop", kind: "user", personaId: "shopper" },
    { id: "n-pay", kind: "need", title: "Pay without worry" },
    { id: "c-run", kind: "capability", title: "Runtime" },
  ],
  lines: [
    ["u-shop", "n-pay"],
    ["n-pay", "c-run"],
  ],
}

test("a candidate is reworded before it is accepted, together with what else was ticked", () => {
  const session = open(unwell)
  showPanel(session)

  const wording = screen.getByRole("textbox", { name: "Wording of: Views is too high" })
  fireEvent.change(wording, { target: { value: "Nobody dares to look away" } })
  fireEvent.click(screen.getByRole("checkbox", { name: "Choose Views is too high" }))
  fireEvent.click(screen.getByRole("button", { name: "Accept 1 chosen" }))

  expect(titlesIn(session)).toContain("Nobody dares to look away")
  expect(screen.queryByRole("textbox", { name: /Wording/ })).toBeNull()
})

test("what was ticked is rejected in one step", () => {
  const session = open(unwell)
  showPanel(session)

  fireEvent.click(screen.getByRole("checkbox", { name: "Choose Views is too high" }))
  fireEvent.click(screen.getByRole("button", { name: "Reject 1 chosen" }))

  expect(screen.queryByRole("checkbox", { name: "Choose Views is too high" })).toBeNull()
  session.history.undo()
  expect(titlesIn(session)).not.toContain("Views is too high")
})

test("an opportunity says whose value it is in the end, and its path leads to the needs map", () => {
  const session = open(unwell)
  showDetails(session, "blind")

  expect(screen.getByText(/on which Online shopper depends to “Pay without worry”/)).toBeDefined()
  fireEvent.click(screen.getByRole("button", { name: "Need: Pay without worry" }))

  const { boardId, selected, highlighted } = session.view.getState()
  expect(boardId).toBe(needsId)
  expect([...selected]).toEqual(["n-pay"])
  for (const id of ["blind", "watch", "c-run", "n-pay", "u-shop"]) expect(highlighted?.has(id)).toBe(true)
  expect(highlighted?.has("views")).toBe(false)
})

test("a capability tells what rests on it", () => {
  const session = open(unwell)
  const card = session.snapshot.getState().contents.get(needsId)?.cards.get("c-run")
  render(
    <SessionContext value={session}>
      <RestsOn card={card!} />
    </SessionContext>,
  )

  expect(screen.getByText("1 need")).toBeDefined()
  fireEvent.click(screen.getByRole("button", { name: "Opportunity: They keep watching" }))
  expect(session.view.getState().boardId).toBe(flowId)
})

test("quotes, evidence and answers are lines of their own", () => {
  const session = open(unwell)
  for (const [id, field] of [
    ["watch", "quotes"],
    ["blind", "evidence"],
    ["views", "answers"],
  ] as const) {
    showDetails(session, id)
    fireEvent.click(screen.getByRole("button", { name: "Add a line" }))
    settle(/, line 1$/, "I check it every hour")
    expect(Object.values(rowsOf(cardIn(session, id), field))).toEqual(["I check it every hour"])
    fireEvent.click(screen.getByRole("button", { name: /Remove the line/ }))
    expect(Object.values(rowsOf(cardIn(session, id), field))).toEqual([])
    cleanup()
  }
})

test("the product says which capabilities it provides", () => {
  const session = open({ ...unwell, flow: [...(unwell.flow ?? []), { id: "product", kind: "product" }] })
  showDetails(session, "product")

  fireEvent.change(screen.getByLabelText("Add"), { target: { value: "c-run" } })

  expect(cardIn(session, "product")).toMatchObject({ capabilityIds: ["c-run"] })
})

test("two people's words for one suggestion stand beside each other, and can become two cards", () => {
  const double = { kind: "interaction", activityId: "monitor", personaId: "plat" }
  const session = open({
    ...unwell,
    flow: [
      ...(unwell.flow ?? []),
      { id: "of-ana", title: "Look at night", ...double },
      { id: "of-bo", title: "Look by day", ...double },
    ],
  })
  for (const targetId of ["of-ana", "of-bo"])
    addRecord(session.editing, "derivations", {
      boardId: flowId,
      rule: "D4",
      sourceIds: ["s-look", "plat"],
      targetId,
      state: "accepted",
    })
  showDetails(session, "of-ana")

  expect(within(screen.getByRole("group", { name: "Also worded as" })).getByText("Look by day")).toBeDefined()
  fireEvent.click(screen.getByRole("button", { name: "Make it a card of its own" }))
  expect(screen.queryByRole("group", { name: "Also worded as" })).toBeNull()
  expect(titlesIn(session)).toEqual(expect.arrayContaining(["Look at night", "Look by day"]))
})
