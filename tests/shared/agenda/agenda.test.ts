import { describe, expect, it, test } from "vitest"
import {
  inDigits,
  isCalm,
  nextStep,
  previousStep,
  remaining,
  spokenBetween,
  stateOf,
  timetable,
  untilNextSecond,
  wholeSeconds,
} from "../../../shared/model/agenda.ts"
import { readRecord } from "../../../shared/model/fields.ts"
import {
  type AgendaStep,
  agendaStepShape,
  type SessionState,
  sessionShape,
} from "../../../shared/model/sessionRecords.ts"

const begin = Date.parse("2026-03-23T09:00:00.000Z")
const at = (minutes: number) => new Date(begin + minutes * 60_000).toISOString()
const nowAt = (minutes: number) => begin + minutes * 60_000

const read = (values: object) => new Map(Object.entries(values))
const step = (id: string, values: Partial<AgendaStep> = {}): AgendaStep => ({
  id,
  ...readRecord(agendaStepShape, read({ title: id, plannedSeconds: 600, order: id, ...values })),
})
const session = (values: Partial<SessionState> = {}): SessionState => readRecord(sessionShape, read(values))
const agenda = (state: Partial<SessionState>, ...steps: readonly AgendaStep[]) => ({
  session: session(state),
  agendaSteps: new Map(steps.map((one) => [one.id, one])),
})

describe("the clock", () => {
  it("says what is left, by the host's time alone", () => {
    expect(remaining(session({ endsAt: at(5) }), nowAt(3))).toEqual({ ms: 120_000, isPaused: false })
    expect(remaining(session({ endsAt: at(5) }), nowAt(6))).toEqual({ ms: -60_000, isPaused: false })
    expect(remaining(session(), nowAt(0))).toBeUndefined()
  })

  it("stands still while it is paused, whatever else somebody has written at that moment", () => {
    expect(remaining(session({ pausedSeconds: 90, endsAt: at(5) }), nowAt(100))).toEqual({ ms: 90_000, isPaused: true })
  })

  it("is not there when the moment of its end is no moment", () => {
    expect(remaining(session({ endsAt: "2026-13-40T99:00:00.000Z" }), nowAt(0))).toBeUndefined()
  })

  test.each([
    [300_000, "5:00"],
    [299_999, "5:00"],
    [299_000, "4:59"],
    [1, "0:01"],
    [0, "0:00"],
    [-999, "0:00"],
    [-1_000, "+0:01"],
    [3_723_000, "1:02:03"],
    [-3_661_000, "+1:01:01"],
  ])("shows %i ms as %s", (ms, digits) => {
    expect(inDigits(wholeSeconds(ms))).toBe(digits)
  })

  test.each([300_000, 299_400, 1, 0, -1, -1_500])(
    "changes its digits after exactly the time it says, from %i ms",
    (ms) => {
      const wait = untilNextSecond(ms)
      expect(wait).toBeGreaterThan(0)
      expect(wholeSeconds(ms - wait)).toBe(wholeSeconds(ms) - 1)
      expect(wholeSeconds(ms - wait + 1)).toBe(wholeSeconds(ms))
    },
  )

  it("is said aloud at five minutes, at one, at ten seconds and at the end, once each", () => {
    const said: number[] = []
    for (let second = 400; second > -60; second--) {
      const moment = spokenBetween(second, second - 1)
      if (moment !== undefined) said.push(moment)
    }
    expect(said).toEqual([300, 60, 10, 0])
    expect(spokenBetween(200, 5), "after a long sleep, the latest").toBe(10)
  })
})

describe("the order of steps", () => {
  const a = step("a", { state: "done" })
  const b = step("b", { state: "running" })
  const c = step("c", { state: "skipped" })
  const d = step("d")

  it("goes on past what was skipped, and back to whatever was before", () => {
    const source = agenda({ stepId: "b" }, d, c, b, a)
    expect(nextStep(source)?.id).toBe("d")
    expect(previousStep(source)?.id).toBe("a")
    expect(previousStep(agenda({ stepId: "a" }, a, b))).toBeUndefined()
  })

  it("believes the session when two steps call themselves running", () => {
    const other = step("a", { state: "running" })
    const source = agenda({ stepId: "b" }, other, b)
    expect([other, b].map((one) => stateOf(one, source.session))).toEqual(["done", "running"])
  })
})

describe("times and drift", () => {
  const done = (id: string, from: number, to: number, more: Partial<AgendaStep> = {}) =>
    step(id, { state: "done", startedAt: at(from), endedAt: at(to), ...more })

  it("knows when each step should begin and when all is over", () => {
    const times = timetable(agenda({ phase: "lobby" }, step("a"), step("b"), step("c")), nowAt(0))
    expect(times.rows.map(({ startSeconds }) => startSeconds)).toEqual([0, 600, 1200])
    expect(times).toMatchObject({ plannedSeconds: 1800, driftSeconds: 0, projectedEnd: nowAt(30), dropIds: [] })
  })

  it("adds up how much longer finished steps took, and takes off what was skipped", () => {
    const late = agenda(
      { stepId: "c", endsAt: at(34) },
      done("a", 0, 13),
      done("b", 13, 24),
      step("c", { state: "running", startedAt: at(24) }),
      step("d"),
    )
    expect(timetable(late, nowAt(30))).toMatchObject({ driftSeconds: 240, projectedEnd: nowAt(44) })

    const early = agenda(
      { stepId: "c", endsAt: at(23) },
      done("a", 0, 13),
      step("b", { state: "skipped" }),
      step("c", { state: "running", startedAt: at(13) }),
    )
    expect(timetable(early, nowAt(20)).driftSeconds).toBe(180 - 600)
  })

  it("counts over time and given time of the running step at once", () => {
    const over = agenda({ stepId: "a", endsAt: at(10) }, step("a", { state: "running", startedAt: at(0) }), step("b"))
    expect(timetable(over, nowAt(12))).toMatchObject({ driftSeconds: 120, projectedEnd: nowAt(22) })
    const extended = agenda({ stepId: "a", endsAt: at(15) }, step("a", { state: "running", startedAt: at(0) }))
    expect(timetable(extended, nowAt(1)).driftSeconds).toBe(300)
  })

  it("counts the time of a step that was left by going back, and asks for no more than the rest of it", () => {
    const back = agenda(
      { stepId: "a", endsAt: at(12) },
      step("a", { state: "running", startedAt: at(0) }),
      step("b", { startedAt: at(8), endedAt: at(10) }),
    )
    expect(timetable(back, nowAt(10)).projectedEnd).toBe(nowAt(12 + 8))
  })

  it("proposes to drop what could be dropped, then what should, breaks last, and never what must be", () => {
    const steps = [
      step("b", { priority: "should", kind: "break" }),
      step("c", { priority: "should" }),
      step("d", { priority: "could" }),
      step("e", { priority: "must" }),
    ]
    const lateBy = (minutes: number) =>
      timetable(agenda({ stepId: "e", endsAt: at(10) }, done("a", 0, 10 + minutes), ...steps), nowAt(0)).dropIds
    expect(lateBy(0)).toEqual([])
    expect(lateBy(8)).toEqual(["d"])
    expect(lateBy(15)).toEqual(["d", "c"])
    expect(lateBy(90)).toEqual(["d", "c", "b"])
  })
})

test.each([
  ["auto", 15, false],
  ["auto", 16, true],
  ["on", 2, true],
  ["off", 40, false],
] as const)("cursors with calm %s and %i people: hidden %s", (calm, people, hidden) => {
  expect(isCalm({ calm }, people)).toBe(hidden)
})
