import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react"
import { afterEach, describe, expect, test } from "vitest"
import * as Y from "yjs"
import { Inspector } from "../../../renderer/boards/user-needs-map/Inspector.tsx"
import { MapBar } from "../../../renderer/boards/user-needs-map/MapBar.tsx"
import { TeamsPanel } from "../../../renderer/boards/user-needs-map/TeamsPanel.tsx"
import { userNeedsMapView } from "../../../renderer/boards/user-needs-map/view.ts"
import { WalkPanel } from "../../../renderer/boards/user-needs-map/WalkPanel.tsx"
import { notices } from "../../../renderer/session/notices.ts"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import { SessionContext, useBoard } from "../../../renderer/session/useSession.ts"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { readUnder } from "../../../shared/boards/user-needs-map/overlays.ts"
import { isNeed } from "../../../shared/boards/user-needs-map/schema.ts"
import { ownCapabilities } from "../../../shared/boards/user-needs-map/teams.ts"
import { fillDocument } from "../../../shared/codecs/fillDocument.ts"
import { templateFile } from "../../../shared/codecs/templates.ts"
import { openDocument, origin } from "../../../shared/document/document.ts"
import type { Role } from "../../../shared/model/records.ts"

afterEach(cleanup)

function Details({ cardId }: { readonly cardId: string }) {
  const content = useBoard()
  const card = content?.cards.get(cardId)
  return card && content ? <Inspector card={card} content={content} /> : null
}

/** The online shop with its three options, and one part of the interface. */
function shop(
  part: "teams" | "walk" | "bar" | { readonly details: string },
  overlayId?: string,
  role: Role = "facilitator",
) {
  const session = openLocalSession({ kinds: [userNeedsMap], me: { role }, language: "en" })
  const file = templateFile("tpl-unm-online-shop")
  if (!file.ok) throw new Error("the shop cannot be read")
  const [boardId] = fillDocument(session.editing, file.value)
  session.view.setState({ boardId, overlayId })
  const content = () => {
    const own = session.snapshot.getState().contents.get(boardId ?? "")
    if (!own) throw new Error("no board")
    return own
  }
  render(
    <SessionContext value={session}>
      {part === "teams" && <TeamsPanel />}
      {part === "walk" && <WalkPanel />}
      {part === "bar" && <MapBar />}
      {typeof part === "object" && <Details cardId={part.details} />}
    </SessionContext>,
  )
  const owner = (capabilityId: string) =>
    readUnder(content(), session.view.getState().overlayId)?.ownerOf(capabilityId)?.name
  return { session, content, owner }
}

const choose = (label: string, option: string) => {
  const select = screen.getByLabelText(label)
  fireEvent.change(select, { target: { value: within(select).getByText<HTMLOptionElement>(option).value } })
}

describe("the teams panel", () => {
  test("says hand-offs, platform uses and the fullest team together, and shows any of them on the map", () => {
    const { session } = shop("teams", "ov-a")
    const decision = within(screen.getByRole("region", { name: "What this means" }))

    expect(decision.getByText("5 hand-offs")).toBeDefined()
    expect(decision.getByText("10 platform uses")).toBeDefined()
    expect(decision.getByText("Fullest team: Find with 4 capabilities for 2 needs")).toBeDefined()

    fireEvent.click(decision.getByRole("button", { name: "5 hand-offs" }))
    const { highlighted } = session.view.getState()
    expect(highlighted?.has("c-tracking--c-orders")).toBe(true)
    expect(highlighted?.has("c-data")).toBe(false)
  })

  test("another option is shown in its place, one at a time", () => {
    const { session } = shop("teams", "ov-a")

    fireEvent.click(screen.getByLabelText("Option B"))

    expect(session.view.getState().overlayId).toBe("ov-b")
    expect(screen.getByText("No hand-offs")).toBeDefined()
    expect(screen.getByText("Commerce services", { selector: ".team-name" })).toBeDefined()
  })

  test("any two options stand side by side, in words and in figures", () => {
    shop("teams", "ov-b")

    fireEvent.click(screen.getByLabelText("Two side by side"))
    choose("Right", "Option A")

    expect(screen.getByText(/^Option B: no hand-off, 16 platform uses/).textContent).toContain(
      "Option A: 5 hand-offs, 10 platform uses, at most 4 capabilities in one team.",
    )
    const cells = within(screen.getByRole("row", { name: /Platform candidates/ })).getAllByRole("cell")
    expect(cells.map(({ textContent }) => textContent)).toEqual(["–", "Order management, Notifications"])
  })

  test("capabilities selected on the map are given to a team by one press", () => {
    const { session, owner } = shop("teams", "ov-b")
    session.view.setState({ selected: new Set(["c-orders", "c-checkout", "n-pay"]) })
    cleanup()
    render(
      <SessionContext value={session}>
        <TeamsPanel />
      </SessionContext>,
    )

    fireEvent.click(screen.getByRole("button", { name: "Give the selected capability to Buy" }))

    expect([owner("c-orders"), owner("c-checkout")]).toEqual(["Buy", "Buy"])
    expect(screen.getByText("3 hand-offs")).toBeDefined()
  })

  test("a copied option is shown at once and changes apart from its pattern", () => {
    const { session, content, owner } = shop("teams", "ov-b")

    fireEvent.click(screen.getByRole("button", { name: "Copy this one" }))

    expect(session.view.getState().overlayId).not.toBe("ov-b")
    expect([content().overlays.size, owner("c-orders")]).toEqual([4, "Commerce services"])
  })

  test("how teams work together is written down in the list", () => {
    const { content } = shop("teams", "ov-b")

    choose("Team", "Buy")
    choose("with", "Commerce services")
    fireEvent.click(
      within(screen.getByRole("region", { name: "How teams work together" })).getByRole("button", { name: "Add" }),
    )

    expect(screen.getByText("Buy uses Commerce services as a service")).toBeDefined()
    expect(content().teamInteractions.size).toBe(1)
  })

  test("a team's type and people can be said; an observer only looks", () => {
    const { content } = shop("teams", "ov-b")
    const buy = () => content().teams.get("t-buy-b")
    const card = within(screen.getByText("Buy", { selector: ".team-name" }).closest("li") ?? document.body)

    fireEvent.change(card.getByLabelText("Type of team"), { target: { value: "complicated-subsystem" } })
    fireEvent.change(card.getByLabelText("People"), { target: { value: "8" } })

    expect(buy()).toMatchObject({ teamType: "complicated-subsystem", people: 8 })
    cleanup()
    shop("teams", "ov-b", "observer")
    expect(screen.queryByRole("button", { name: "Add a team" })).toBeNull()
  })
})

const sentence = () => document.querySelector(".walk-sentence")?.textContent ?? ""

describe("walking the chain", () => {
  test("goes on and back by one key, and shows the path on the map", () => {
    const { session } = shop("walk")
    const first = sentence()

    fireEvent.keyDown(document.body, { key: "ArrowRight" })
    const second = sentence()
    fireEvent.keyDown(document.body, { key: "ArrowLeft" })

    expect(first).toMatch(/^When Online shopper is trying to Find something/)
    expect(second).not.toBe(first)
    expect(sentence()).toBe(first)
    expect([...(session.view.getState().highlighted ?? [])]).toContain("u-shopper--n-find")
  })

  test("what sounds odd gets a question mark, and sounding right takes it away", () => {
    const { content } = shop("walk")
    const before = sentence()

    fireEvent.click(screen.getByRole("button", { name: "Sounds odd" }))
    fireEvent.click(screen.getByRole("button", { name: /^Find something that fits what I am after →/ }))
    const odd = () => [...content().relations.values()].filter((line) => "odd" in line).map(({ id }) => id)
    expect([before.slice(0, 4), odd()]).toEqual(["When", [expect.stringMatching(/^n-find--/)]])

    fireEvent.click(screen.getByRole("button", { name: "Sounds right" }))
    expect(odd()).toEqual([])
    expect(screen.getByText("Path 2 of 30")).toBeDefined()
  })

  test("lets the map go when it closes", () => {
    const { session } = shop("walk")

    cleanup()

    expect(session.view.getState().highlighted).toBe(undefined)
  })
})

describe("the bar over the map", () => {
  test("chooses what is shown; only who leads shows it to the room", () => {
    const { session } = shop("bar")

    choose("Who owns what", "As is")
    expect(session.view.getState().overlayId).toBe("ov-now")
    expect(screen.getByRole("button", { name: "Show to everyone" })).toBeDefined()

    cleanup()
    shop("bar", undefined, "participant")
    expect(screen.queryByRole("button", { name: "Show to everyone" })).toBeNull()
  })

  test("the next option is one key away, and after the last comes the bare map", () => {
    const { session } = shop("bar", "ov-a")
    const next = userNeedsMapView.actions.find(({ name }) => name === "user-needs-map.next-overlay")

    next?.run(session)
    const after = session.view.getState().overlayId
    next?.run(session)

    expect([after, session.view.getState().overlayId]).toEqual(["ov-b", undefined])
  })
})

describe("the details of a card", () => {
  test("a capability has an owner in the option that is shown, and others who contribute", () => {
    const { owner, content } = shop({ details: "c-orders" }, "ov-b")

    choose("Owner in Option B", "Buy")
    fireEvent.click(screen.getByLabelText("Receive and return"))

    expect(owner("c-orders")).toBe("Buy")
    expect(
      readUnder(content(), "ov-b")
        ?.contributorsOf("c-orders")
        .map(({ name }) => name),
    ).toEqual(["Receive and return"])
  })

  test("evidence is added, told apart by kind, reworded and deleted", () => {
    const { content } = shop({ details: "n-pay" })
    const evidence = () => {
      const need = content().cards.get("n-pay")
      return isNeed(need) ? Object.values(need.evidence) : []
    }

    fireEvent.change(screen.getByLabelText("What speaks for it?"), {
      target: { value: "Nine of ten stop at the card" },
    })
    fireEvent.click(screen.getByRole("button", { name: "Add evidence" }))
    fireEvent.change(screen.getByLabelText("Kind of evidence 1"), { target: { value: "data" } })
    expect(evidence()).toEqual([{ kind: "data", text: "Nine of ten stop at the card" }])

    fireEvent.click(screen.getByRole("button", { name: "Delete evidence 1" }))
    expect(evidence()).toEqual([])
  })

  test("a need says how many teams a change for it crosses", () => {
    shop({ details: "n-pay" }, "ov-a")
    expect(screen.getByText("A change for it crosses 2 teams")).toBeDefined()
  })
})

describe("two people who give one capability at the same moment", () => {
  test("are both told who owns it now and who contributes", () => {
    const { session, content } = shop({ details: "c-orders" }, "ov-b")
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(session.document.ydoc))
    render(
      <SessionContext value={session}>
        <MapBar />
      </SessionContext>,
    )

    choose("Owner in Option B", "Buy")
    ownCapabilities({ ...session.editing, document: openDocument(other, [userNeedsMap]) }, "t-find-b", ["c-orders"])
    act(() => Y.applyUpdate(session.document.ydoc, Y.encodeStateAsUpdate(other), origin.remote))

    const reading = readUnder(content(), "ov-b")
    expect(notices.getState().map(({ message, values }) => [message, values])).toEqual([
      [
        "needs.owner.contested",
        {
          title: "Order management",
          owner: reading?.ownerOf("c-orders")?.name,
          other: reading?.contributorsOf("c-orders")[0]?.name,
        },
      ],
    ])
    expect(new Set([reading?.ownerOf("c-orders")?.name, reading?.contributorsOf("c-orders")[0]?.name])).toEqual(
      new Set(["Buy", "Find"]),
    )
  })
})
