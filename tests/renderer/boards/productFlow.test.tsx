import { cleanup, fireEvent, render, screen, within } from "@testing-library/react"
import { afterEach, expect, test } from "vitest"
import * as Y from "yjs"
import { DerivePanel } from "../../../renderer/boards/product-flow/DerivePanel.tsx"
import { Inspector } from "../../../renderer/boards/product-flow/Inspector.tsx"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { SessionContext, useBoard } from "../../../renderer/session/useSession.ts"
import { boardKinds } from "../../../shared/boards/index.ts"
import { origin } from "../../../shared/document/document.ts"
import { type FlowParts, flowId, flowPerson } from "../../support/flowPeople.ts"

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
const settle = (label: string, value: string) => {
  const field = screen.getByLabelText(label)
  fireEvent.change(field, { target: { value } })
  fireEvent.blur(field)
}
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
  fireEvent.click(screen.getByRole("button", { name: /Remove the source Metric: views/ }))
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
