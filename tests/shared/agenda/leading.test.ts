import { describe, expect, it, test } from "vitest"
import {
  addStep,
  agendaOf,
  changeStep,
  clearAgenda,
  copyStep,
  moveStep,
  putStepBack,
  removeStep,
} from "../../../shared/commands/agenda.ts"
import {
  bringEveryone,
  continueClock,
  direct,
  extendClock,
  goOn,
  goToStep,
  pauseClock,
  pauseEditing,
  skipStep,
} from "../../../shared/commands/leading.ts"
import { changeSession } from "../../../shared/commands/session.ts"
import { remaining, runningStep, stateOf, stepsInOrder } from "../../../shared/model/agenda.ts"
import { meet, sharedBoard, type TestPerson, twoPeople } from "../../support/people.ts"

const begin = Date.parse("2026-03-23T09:00:00.000Z")
const minute = 60_000

/** Two who lead, with an agenda of four steps of five minutes, in a lobby; both read the host's one clock. */
function twoWhoLead() {
  let now = begin
  const [ana, bo] = twoPeople().map((person) => ({
    ...person,
    editing: { ...person.editing, now: () => new Date(now).toISOString() },
  }))
  if (!ana || !bo) throw new Error("Two people are needed")
  changeSession(ana.editing, { phase: "lobby" })
  for (const title of ["Arrive", "Write", "Break", "Recap"]) {
    addStep(ana.editing, { title, plannedSeconds: 300, boardId: sharedBoard, allowedKinds: [], extensions: [] })
  }
  meet(ana, bo)
  const [arrive, write, pause, recap] = agendaOf(ana.editing).map(({ id }) => id)
  if (!arrive || !write || !pause || !recap) throw new Error("The agenda has four steps")
  return { ana, bo, arrive, write, pause, recap, wait: (ms: number) => (now += ms), now: () => now }
}

const titleOf = ({ current }: TestPerson) => runningStep(current())?.title
const states = ({ current }: TestPerson) =>
  stepsInOrder(current().agendaSteps).map((step) => stateOf(step, current().session))
const left = ({ current }: TestPerson, now: number) => remaining(current().session, now)
const titles = ({ current }: TestPerson) => stepsInOrder(current().agendaSteps).map(({ title }) => title)
/** Both devices show the same, and exactly one step runs. */
function expectSane(...people: readonly TestPerson[]) {
  const [first] = people
  if (!first) return
  for (const person of people) {
    expect(person.current().session).toEqual(first.current().session)
    expect([...person.current().agendaSteps]).toEqual([...first.current().agendaSteps])
  }
  expect(states(first).filter((state) => state === "running")).toHaveLength(1)
}

describe("leading alone", () => {
  it("begins with the first step, brings everybody to its board and starts its clock", () => {
    const { ana, now } = twoWhoLead()
    expect(goOn(ana.editing)).toEqual({ ok: true, value: true })
    expect(titleOf(ana)).toBe("Arrive")
    expect(ana.current().session).toMatchObject({ phase: "running", look: { boardId: sharedBoard } })
    expect(left(ana, now())).toEqual({ ms: 5 * minute, isPaused: false })
  })

  it("goes on to the end and then stays at the last step", () => {
    const { ana } = twoWhoLead()
    for (const _ of [1, 2, 3, 4]) goOn(ana.editing, ana.current().session.stepId)
    expect(goOn(ana.editing, ana.current().session.stepId)).toEqual({ ok: true, value: false })
    expect(states(ana)).toEqual(["done", "done", "done", "running"])
  })

  it("goes back to what was left on the clock, and the step that was left is still to come", () => {
    const { ana, arrive, wait, now } = twoWhoLead()
    goOn(ana.editing)
    wait(2 * minute)
    goOn(ana.editing, arrive)
    wait(1 * minute)
    goToStep(ana.editing, arrive)
    expect(states(ana)).toEqual(["running", "planned", "planned", "planned"])
    expect(left(ana, now())?.ms).toBe(3 * minute)
  })

  it("gives at least a minute when a step is gone back to, and all of it when it is run again", () => {
    const { ana, arrive, wait, now } = twoWhoLead()
    goOn(ana.editing)
    wait(20 * minute)
    goOn(ana.editing, arrive)
    goToStep(ana.editing, arrive)
    expect(left(ana, now())?.ms).toBe(1 * minute)
    goToStep(ana.editing, arrive, { isAgain: true })
    expect(left(ana, now())?.ms).toBe(5 * minute)
    expect(ana.current().agendaSteps.get(arrive)?.startedAt).toBe(new Date(now() - 20 * minute).toISOString())
  })

  it("leaves out a step, and what is jumped over counts as skipped", () => {
    const { ana, arrive, recap } = twoWhoLead()
    goOn(ana.editing)
    skipStep(ana.editing, arrive)
    expect(states(ana)).toEqual(["skipped", "running", "planned", "planned"])
    goToStep(ana.editing, recap)
    expect(states(ana)).toEqual(["skipped", "done", "skipped", "running"])
  })

  it("ends what was pointed at when the step changes", () => {
    const { ana } = twoWhoLead()
    goOn(ana.editing)
    direct(ana.editing, { spotlightId: "card", showsPrompt: true, chainId: "card", followId: "p0" })
    goOn(ana.editing, ana.current().session.stepId)
    expect(ana.current().session).toMatchObject({ showsPrompt: false, followId: "p0" })
    expect(ana.current().session.spotlightId ?? ana.current().session.chainId).toBeUndefined()
  })

  it("has no clock in a step without a time, and starts one when it is given time", () => {
    const { ana, arrive, now } = twoWhoLead()
    changeStep(ana.editing, arrive, { plannedSeconds: 0 })
    goOn(ana.editing)
    expect(left(ana, now())).toBeUndefined()
    extendClock(ana.editing, 120)
    expect(left(ana, now())?.ms).toBe(2 * minute)
  })

  it("gives more time, from now on when the time was over", () => {
    const { ana, arrive, wait, now } = twoWhoLead()
    goOn(ana.editing)
    extendClock(ana.editing, 60)
    expect(left(ana, now())?.ms).toBe(6 * minute)
    wait(10 * minute)
    extendClock(ana.editing, 60)
    expect(left(ana, now())?.ms).toBe(1 * minute)
    expect(
      ana
        .current()
        .agendaSteps.get(arrive)
        ?.extensions.map(({ seconds }) => seconds),
    ).toEqual([60, 60])
  })

  it("stops the clock and lets it go on where it was, also when more time was given meanwhile", () => {
    const { ana, wait, now } = twoWhoLead()
    goOn(ana.editing)
    wait(1 * minute)
    pauseClock(ana.editing)
    wait(30 * minute)
    expect(left(ana, now())).toEqual({ ms: 4 * minute, isPaused: true })
    extendClock(ana.editing, 60)
    continueClock(ana.editing)
    wait(1 * minute)
    expect(left(ana, now())).toEqual({ ms: 4 * minute, isPaused: false })
  })

  it("cannot be undone by undo: the clock does not run backwards", () => {
    const { ana } = twoWhoLead()
    goOn(ana.editing)
    ana.history.undo()
    expect(titleOf(ana)).toBe("Arrive")
  })
})

describe("changing the agenda", () => {
  it("adds after a step, copies with what it says, and moves to any place", () => {
    const { ana, arrive, recap } = twoWhoLead()
    addStep(ana.editing, { title: "Frame" }, arrive)
    copyStep(ana.editing, recap)
    moveStep(ana.editing, recap, undefined)
    expect(titles(ana)).toEqual(["Recap", "Arrive", "Frame", "Write", "Break", "Recap"])
  })

  it("copies a step that has run as one that is still to come", () => {
    const { ana, arrive } = twoWhoLead()
    goOn(ana.editing)
    extendClock(ana.editing, 60)
    const copied = copyStep(ana.editing, arrive)
    const copy = ana.current().agendaSteps.get(copied.ok ? copied.value : "")
    expect(copy).toMatchObject({ title: "Arrive", state: "planned", plannedSeconds: 300, extensions: [] })
    expect(copy?.startedAt).toBeUndefined()
  })

  it("keeps the step that runs, and gives back what was taken off", () => {
    const { ana, arrive, write } = twoWhoLead()
    goOn(ana.editing)
    expect(removeStep(ana.editing, arrive)).toEqual({ ok: false, error: { type: "StepRuns" } })
    removeStep(ana.editing, write)
    expect(titles(ana)).toEqual(["Arrive", "Break", "Recap"])
    putStepBack(ana.editing, write)
    expect(titles(ana)).toEqual(["Arrive", "Write", "Break", "Recap"])
  })

  it("takes off only what has not begun when another agenda is to come", () => {
    const { ana, write } = twoWhoLead()
    goOn(ana.editing)
    expect(clearAgenda(ana.editing)).toContain(write)
    expect(titles(ana)).toEqual(["Arrive"])
  })
})

describe("two who lead at once", () => {
  it("press next at the same moment: the room goes on by one step", () => {
    const { ana, bo, arrive } = twoWhoLead()
    goOn(ana.editing)
    meet(ana, bo)
    goOn(ana.editing, arrive)
    goOn(bo.editing, arrive)
    meet(ana, bo)
    expectSane(ana, bo)
    expect(titleOf(bo)).toBe("Write")
  })

  it("press next one after the other, meaning the same step: it goes on once", () => {
    const { ana, bo, arrive } = twoWhoLead()
    goOn(ana.editing)
    meet(ana, bo)
    goOn(ana.editing, arrive)
    meet(ana, bo)
    expect(goOn(bo.editing, arrive), "the button still belonged to the step before").toEqual({ ok: true, value: false })
    expect(titleOf(bo)).toBe("Write")
  })

  it("start at the same moment from the lobby", () => {
    const { ana, bo } = twoWhoLead()
    goOn(ana.editing)
    goOn(bo.editing)
    meet(ana, bo)
    expectSane(ana, bo)
    expect(titleOf(ana)).toBe("Arrive")
  })

  it("go to different steps: one of them runs everywhere, and the next move leaves no other running", () => {
    const { ana, bo, write, recap } = twoWhoLead()
    goOn(ana.editing)
    meet(ana, bo)
    goToStep(ana.editing, write)
    goToStep(bo.editing, recap)
    meet(ana, bo)
    expectSane(ana, bo)
    const winner = titleOf(ana)
    expect(["Write", "Recap"]).toContain(winner)
    goToStep(bo.editing, winner === "Write" ? recap : write)
    meet(ana, bo)
    expectSane(ana, bo)
    expect([...ana.current().agendaSteps.values()].filter(({ state }) => state === "running")).toHaveLength(1)
  })

  it("one goes on while the other goes back", () => {
    const { ana, bo, arrive, write } = twoWhoLead()
    goOn(ana.editing)
    goOn(ana.editing, arrive)
    meet(ana, bo)
    goOn(ana.editing, write)
    goToStep(bo.editing, arrive)
    meet(ana, bo)
    expectSane(ana, bo)
  })

  it("one stops the clock while the other gives more time: it stands still for both until it is continued", () => {
    const { ana, bo, wait, now } = twoWhoLead()
    goOn(ana.editing)
    meet(ana, bo)
    wait(1 * minute)
    pauseClock(ana.editing)
    extendClock(bo.editing, 60)
    meet(ana, bo)
    expectSane(ana, bo)
    expect(left(bo, now())).toEqual({ ms: 4 * minute, isPaused: true })
    continueClock(bo.editing)
    meet(ana, bo)
    expect(left(ana, now())).toEqual({ ms: 4 * minute, isPaused: false })
  })

  it("one stops the clock while the other goes on: the clock can be continued and neither is stuck", () => {
    const { ana, bo, arrive, now } = twoWhoLead()
    goOn(ana.editing)
    meet(ana, bo)
    pauseClock(ana.editing)
    goOn(bo.editing, arrive)
    meet(ana, bo)
    expectSane(ana, bo)
    continueClock(ana.editing)
    meet(ana, bo)
    expect(left(bo, now())).toEqual(left(ana, now()))
    expect(left(bo, now())?.isPaused).toBe(false)
  })

  it("one takes a step off while the other starts it: no step runs, the clock is there, and it goes on", () => {
    const { ana, bo, arrive, write } = twoWhoLead()
    goOn(ana.editing)
    meet(ana, bo)
    removeStep(ana.editing, write)
    goOn(bo.editing, arrive)
    meet(ana, bo)
    expect([titleOf(ana), titleOf(bo)]).toEqual([undefined, undefined])
    goOn(ana.editing)
    meet(ana, bo)
    expectSane(ana, bo)
    expect(titleOf(bo)).toBe("Break")
  })

  it("add, move and reword at the same moment: everything is there, in one order", () => {
    const { ana, bo, arrive, write } = twoWhoLead()
    addStep(ana.editing, { title: "From Ana" }, arrive)
    addStep(bo.editing, { title: "From Bo" }, arrive)
    moveStep(ana.editing, write, undefined)
    changeStep(bo.editing, write, { plannedSeconds: 600 })
    meet(ana, bo)
    expect(titles(ana)).toEqual(titles(bo))
    expect([...titles(ana)].sort()).toEqual(["Arrive", "Break", "From Ana", "From Bo", "Recap", "Write"])
    expect(ana.current().agendaSteps.get(write)?.plannedSeconds).toBe(600)
  })

  test.each([true, false])("one pauses editing while the other brings everyone here (%s)", (anaFirst) => {
    const { ana, bo } = twoWhoLead()
    const acts = [
      () => pauseEditing(ana.editing, true),
      () => bringEveryone(bo.editing, { boardId: sharedBoard, frame: { x: 0, y: 0, width: 400, height: 300 } }),
    ]
    for (const act of anaFirst ? acts : acts.reverse()) act()
    meet(ana, bo)
    for (const person of [ana, bo]) {
      expect(person.current().session.isPaused).toBe(true)
      expect(person.current().session.look?.frame).toEqual({ x: 0, y: 0, width: 400, height: 300 })
    }
  })
})
