import { act, cleanup, fireEvent, render, screen } from "@testing-library/react"
import { Suspense } from "react"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import * as Y from "yjs"
import { createStore } from "zustand/vanilla"
import { openSample } from "../../../renderer/app/sampleSession.ts"
import { loadWritable } from "../../../renderer/app/useWritable.ts"
import { VoteForm } from "../../../renderer/app/voting/VoteForm.tsx"
import { VoteResult } from "../../../renderer/app/voting/VoteResult.tsx"
import { PrivateWriting } from "../../../renderer/app/writing/PrivateWriting.tsx"
import { RevealBar } from "../../../renderer/app/writing/RevealBar.tsx"
import type { HandedIn } from "../../../renderer/session/handIns.ts"
import { noNews } from "../../../renderer/session/roomNews.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { SessionContext } from "../../../renderer/session/useSession.ts"
import { addCards } from "../../../shared/commands/cards.ts"
import { changeSession } from "../../../shared/commands/session.ts"
import { addRecord } from "../../../shared/commands/workshop.ts"
import type { AgendaStep, VotingRound } from "../../../shared/model/sessionRecords.ts"
import { handInsTakenAtOnce } from "../../support/handInsTakenAtOnce.ts"

let session: Session
let handedIn: HandedIn[]

/** The sample with its needs map open, on a device whose host takes everything at once. */
beforeEach(async () => {
  await loadWritable("user-needs-map")
  const taken = handInsTakenAtOnce()
  handedIn = taken.handedIn
  session = { ...openSample(), handIns: taken.handIns }
  const board = [...session.snapshot.getState().boards.values()].find(({ kind }) => kind === "user-needs-map")
  session.view.setState({ boardId: board?.id })
})
afterEach(() => {
  cleanup()
  session.close()
})

const show = (view: React.ReactNode) =>
  act(async () => {
    render(
      <SessionContext value={session}>
        <Suspense>{view}</Suspense>
      </SessionContext>,
    )
  })

const box = () => screen.findByRole("textbox", { name: /^Need: / })

function stepFor(kinds: readonly string[]): AgendaStep {
  const id = addRecord(session.editing, "agendaSteps", {
    title: "Write needs in silence",
    kind: "diverge",
    inputMode: "private-until-reveal",
    allowedKinds: kinds,
    prompt: "What is this person trying to get done?",
  })
  const step = session.snapshot.getState().agendaSteps.get(id)
  if (!step) throw new Error("no step")
  return step
}

describe("writing alone", () => {
  test("a thought becomes a sealed note with the fields of a card, and the board does not change", async () => {
    const step = stepFor(["need"])
    const before = Y.encodeStateVector(session.document.ydoc)
    await show(<PrivateWriting step={step} />)
    const words = await box()
    fireEvent.change(words, { target: { value: "know what it costs" } })
    fireEvent.keyDown(words, { key: "Enter" })
    expect(handedIn).toMatchObject([
      {
        ask: "seal-note",
        body: { note: { stepId: step.id, kind: "need", values: { title: "know what it costs" }, isNamed: true } },
      },
    ])
    expect(Y.encodeStateVector(session.document.ydoc)).toEqual(before)
    expect(screen.getByRole("textbox", { name: "Need: know what it costs" })).toBeDefined()
    expect(screen.getByText("Sealed with the host")).toBeDefined()
  })

  test("offers only what the step asks for", async () => {
    await show(<PrivateWriting step={stepFor(["need"])} />)
    await box()
    expect(screen.queryAllByRole("radio")).toEqual([])
  })

  test("a note can be reworded and taken back", async () => {
    await show(<PrivateWriting step={stepFor(["need"])} />)
    const words = await box()
    fireEvent.change(words, { target: { value: "know the price" } })
    fireEvent.keyDown(words, { key: "Enter" })
    const note = screen.getByRole("textbox", { name: "Need: know the price" })
    fireEvent.change(note, { target: { value: "know the price early" } })
    fireEvent.blur(note)
    expect(handedIn.at(-1)).toMatchObject({ body: { note: { values: { title: "know the price early" } } } })
    fireEvent.click(screen.getByRole("button", { name: "Take back know the price early" }))
    expect(handedIn.at(-1)).toMatchObject({ ask: "seal-note", body: { note: null } })
  })
})

describe("done writing", () => {
  const isPressed = () => screen.getByRole("button", { pressed: true }).textContent
  test("is still said after the page was left and opened again, and not in another step", async () => {
    const step = stepFor(["need"])
    await show(<PrivateWriting step={step} />)
    fireEvent.click(await screen.findByRole("button", { name: "I am ready" }))
    expect(handedIn).toEqual([{ ask: "ready", body: { stepId: step.id, isReady: true } }])
    cleanup()
    await show(<PrivateWriting step={step} />)
    expect(isPressed()).toBe("I write on")
    cleanup()
    await show(<PrivateWriting step={stepFor(["need"])} />)
    expect(screen.queryByRole("button", { pressed: true })).toBeNull()
  })
})

describe("voting", () => {
  function roundOn(values: Partial<VotingRound>): VotingRound {
    const boardId = session.view.getState().boardId ?? ""
    const needs = [...(session.snapshot.getState().contents.get(boardId)?.cards.values() ?? [])].filter(
      ({ kind }) => kind === "need",
    )
    const id = addRecord(session.editing, "votingRounds", {
      boardId,
      question: "Which matter most?",
      cardIds: needs.slice(0, 3).map((card) => card.id),
      dots: 3,
      maxPerCard: 2,
      state: "open",
      ...values,
    })
    const round = session.snapshot.getState().votingRounds.get(id)
    if (!round) throw new Error("no round")
    return round
  }
  const nameOf = (round: VotingRound, at: number) =>
    session.snapshot
      .getState()
      .contents.get(round.boardId)
      ?.cards.get(round.cardIds[at] ?? "")?.title ?? ""

  test("dots are placed and taken back one by one, and never more than there are", async () => {
    const round = roundOn({})
    await show(<VoteForm round={round} />)
    const more = (at: number) =>
      screen.getByRole<HTMLButtonElement>("button", { name: `One more dot for ${nameOf(round, at)}` })
    fireEvent.click(more(0))
    fireEvent.click(more(0))
    expect(more(0).disabled).toBe(true)
    fireEvent.click(more(1))
    expect(screen.getByText(/0 of 3 dots left/)).toBeDefined()
    expect(more(2).disabled).toBe(true)
    fireEvent.click(screen.getByRole("button", { name: `One dot less for ${nameOf(round, 0)}` }))
    expect(handedIn.at(-1)).toEqual({
      ask: "cast-ballot",
      body: {
        roundId: round.id,
        dots: [
          { cardId: round.cardIds[1], dots: 1 },
          { cardId: round.cardIds[0], dots: 1 },
        ],
      },
    })
  })

  test("the result names cards with most dots first and says ties in words", async () => {
    const draft = roundOn({})
    const [a = "", b = "", c = ""] = draft.cardIds
    const round = roundOn({
      state: "revealed",
      ballots: 4,
      result: { [b]: { dots: 5, voters: 4 }, [a]: { dots: 2, voters: 2 }, [c]: { dots: 2, voters: 2 } },
    })
    await show(<VoteResult round={round} />)
    expect(screen.getAllByRole("rowheader").map((one) => one.querySelector("button")?.textContent)).toEqual(
      [b, ...[a, c].sort()].map((id) => session.snapshot.getState().contents.get(round.boardId)?.cards.get(id)?.title),
    )
    expect(screen.getAllByText("tie")).toHaveLength(2)
  })
})

describe("the bar of whoever leads", () => {
  test("offers the reveal while notes are sealed, and afterwards only says how many were revealed", async () => {
    const step = stepFor(["need"])
    changeSession(session.editing, { phase: "running", stepId: step.id })
    const status = createStore(() => session.status.getState())
    session = { ...session, status }
    const sealed = (notes: number) =>
      act(() => status.setState({ news: { ...noNews, counters: { ...noNews.counters, notes } } }))
    sealed(1)
    await show(<RevealBar />)
    expect(screen.getByRole("button", { name: "Reveal 1 note" })).toBeDefined()

    const { boardId } = session.view.getState()
    const values = { title: "a seat", provenance: { createdInStepId: step.id } }
    act(() => void addCards(session.editing, boardId ?? "", [{ kind: "need", id: "n-new", values }]))
    sealed(0)
    expect(screen.queryByRole("button")).toBeNull()
    expect(screen.getByRole("status").textContent).toBe("1 note revealed")
  })
})
