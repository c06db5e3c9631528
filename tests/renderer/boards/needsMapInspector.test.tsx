import { cleanup, fireEvent, render, screen, within } from "@testing-library/react"
import { afterEach, describe, expect, test } from "vitest"
import { writable } from "../../../renderer/boards/user-needs-map/compose.ts"
import { Inspector } from "../../../renderer/boards/user-needs-map/Inspector.tsx"
import { userNeedsMapView } from "../../../renderer/boards/user-needs-map/view.ts"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { SessionContext, useBoard } from "../../../renderer/session/useSession.ts"
import { addDeeper, addToMap } from "../../../shared/boards/user-needs-map/commands.ts"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { isCapability, isNeed, isUser } from "../../../shared/boards/user-needs-map/schema.ts"
import type { CommandProblem } from "../../../shared/commands/context.ts"
import { addRecord } from "../../../shared/commands/workshop.ts"
import { say } from "../../../shared/messages/say.ts"
import type { Result } from "../../../shared/model/result.ts"

afterEach(cleanup)

const id = (result: Result<string, CommandProblem>): string => {
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}

function Shown({ cardId }: { readonly cardId: string }) {
  const content = useBoard()
  const card = content?.cards.get(cardId)
  return card && content ? <Inspector card={card} content={content} /> : null
}

/** A map with a user, a need, a capability and a stage, and what the inspector shows of one of them. */
function inspect(which: "user" | "need" | "capability" | "stage", role: "facilitator" | "observer" = "facilitator") {
  const session: Session = openLocalSession({ kinds: [userNeedsMap], me: { role } })
  const boardId = addRecord(session.editing, "boards", { kind: userNeedsMap.kind, title: "Map" })
  session.view.setState({ boardId })
  const content = () => {
    const own = session.snapshot.getState().contents.get(boardId)
    if (!own) throw new Error("no board")
    return own
  }
  const scene = () => ({
    editing: session.editing,
    content: content(),
    layout: userNeedsMap.lay({
      content: content(),
      personas: session.snapshot.getState().personas,
      say: (key, values) => say("en", key, values),
    }),
  })
  const user = id(addToMap(scene(), "user", { x: 300, y: 0 }, "Shopper"))
  const need = id(addDeeper(scene(), user, "Find it"))
  const capability = id(addDeeper(scene(), need, "Search"))
  const stage = id(addToMap(scene(), "stage", { x: 0, y: 0 }, "Look around"))
  const ids = { user, need, capability, stage }
  render(
    <SessionContext value={session}>
      <Shown cardId={ids[which]} />
    </SessionContext>,
  )
  const card = (name: keyof typeof ids) => content().cards.get(ids[name])
  return { session, ids, card, content }
}

const choose = (label: string, option: string) => {
  const select = screen.getByLabelText(label)
  const { value } = within(select).getByText<HTMLOptionElement>(option)
  fireEvent.change(select, { target: { value } })
}

describe("the details of a card", () => {
  test("a title written here is the card's", () => {
    const { card } = inspect("need")

    fireEvent.change(screen.getByLabelText("Title"), { target: { value: "Find something that fits" } })

    expect(card("need")?.title).toBe("Find something that fits")
  })

  test("a need is put into a stage, asked how much it matters and how well it is met", () => {
    const { card, ids } = inspect("need")

    choose("Journey stage", "Look around")
    choose("How important is it to them?", "5: very")
    choose("How content are they today?", "2")
    fireEvent.click(screen.getByLabelText("emotional"))

    expect(card("need")).toMatchObject({ stageId: ids.stage, importance: 5, satisfaction: 2, dimension: "emotional" })
    expect(screen.getByText("Underserved: 8 of 9")).toBeDefined()

    choose("Journey stage", "none")
    const need = card("need")
    expect(isNeed(need) && need.stageId).toBe(undefined)
  })

  test("an outcome statement is kept part by part when the writing of it ends", () => {
    const { card } = inspect("need")
    const line = screen.getByLabelText("When …")

    fireEvent.change(line, { target: { value: "When I shop" } })
    const whileWriting = card("need")
    fireEvent.blur(line)
    const after = card("need")

    expect(isNeed(whileWriting) && whileWriting.statement.situation).toBe(undefined)
    expect(isNeed(after) && after.statement).toEqual({ situation: "When I shop" })
  })

  test("a capability's visibility is one step, however far the slider was pulled", () => {
    const { card, session } = inspect("capability")
    const slider = screen.getByLabelText("Visibility")
    const before = card("capability")

    for (const value of ["70", "50", "30"]) fireEvent.change(slider, { target: { value } })
    fireEvent.pointerUp(slider)
    const after = card("capability")
    session.history.undo()

    expect(isCapability(after) && after.visibility).toBe(0.3)
    expect(card("capability")).toEqual(before)
  })

  test("what follows from the lines is said in words", () => {
    inspect("capability")

    expect(screen.getByText("Serves 1 need")).toBeDefined()
    expect(screen.getByText("1 card depends on it")).toBeDefined()
  })

  test("lines are listed: one can go to the other card, tell its friction, and take the line away", () => {
    const { content, session, ids } = inspect("need")

    fireEvent.change(screen.getByLabelText("Friction with Search"), { target: { value: "blocks" } })
    expect([...content().relations.values()].find(({ toId }) => toId === ids.capability)).toMatchObject({
      friction: "blocks",
    })

    fireEvent.click(screen.getByRole("button", { name: "Go to Shopper" }))
    expect([...session.view.getState().selected]).toEqual([ids.user])

    fireEvent.click(screen.getByRole("button", { name: "Delete the line to Search" }))
    expect([...content().relations.values()].map(({ toId }) => toId)).toEqual([ids.need])
  })

  test("a user's name, audience and position are its persona's", () => {
    const { card, session } = inspect("user")

    fireEvent.change(screen.getByLabelText("Name"), { target: { value: "Online shopper" } })
    choose("Audience", "End customer: is served in the end")
    choose("Position", "external")

    const user = card("user")
    expect(isUser(user) && session.snapshot.getState().personas.get(user.personaId)).toMatchObject({
      name: "Online shopper",
      audience: "end-customer",
      position: "external",
    })
  })

  test("who may only look finds every field there and none to change", () => {
    inspect("need", "observer")

    expect(screen.getByLabelText<HTMLInputElement>("Title").closest("fieldset")?.disabled).toBe(true)
    expect(screen.queryByRole("button", { name: "Delete the line to Search" })).toBe(null)
  })
})

describe("the map for people", () => {
  test("writing on a user renames its persona and keeps the first wording", () => {
    const { card, session, content } = inspect("stage")
    const user = card("user")
    const { personas } = session.snapshot.getState()
    const scene = {
      editing: session.editing,
      content: content(),
      layout: userNeedsMap.lay({ content: content(), personas, say: (key) => key }),
    }

    const writing = user && userNeedsMapView.writing?.(scene, user, personas)
    writing?.type("Buyer")
    writing?.settle()

    const persona = isUser(user) ? session.snapshot.getState().personas.get(user.personaId) : undefined
    expect([writing?.text, persona?.name, persona?.provenance.verbatim]).toEqual(["Shopper", "Buyer", "Shopper"])
  })

  test("a phone can say under which card a new one belongs", () => {
    const { session, content } = inspect("stage")
    const { personas } = session.snapshot.getState()
    const scene = {
      editing: session.editing,
      content: content(),
      layout: userNeedsMap.lay({ content: content(), personas, say: (key) => key }),
    }
    const need = writable.offers.find(({ kind }) => kind === "need")

    const places = need?.places(scene, personas) ?? []
    const added = need?.add(scene, places[0]?.id, "Pay safely")

    expect(places.map(({ label }) => label)).toEqual(["Shopper"])
    expect(added?.ok && content().relations.size).toBe(3)
  })

  test("tidying up is offered on a map with cards and is one step", () => {
    const { session } = inspect("need")
    const [tidy] = userNeedsMapView.actions
    const before = session.snapshot.getState()

    expect(tidy?.isAvailable?.(session)).toBe(true)
    tidy?.run(session)
    expect(session.snapshot.getState()).not.toBe(before)
    session.history.undo()

    expect(session.snapshot.getState().contents).toEqual(before.contents)
  })
})
