import { afterEach, describe, expect, test, vi } from "vitest"
import type { ToHost } from "../../electron/host/processMessages.ts"
import { superviseHost } from "../../electron/hostProcess.ts"

function supervised() {
  let time = 0
  const children: FakeChild[] = []
  const onMessage = vi.fn()
  const onGone = vi.fn()
  const host = superviseHost({
    fork: () => {
      const child = new FakeChild()
      children.push(child)
      return child
    },
    now: () => time,
    start: { dataDirectory: "/data", page: "/page" },
    onMessage,
    onGone,
  })
  return {
    host,
    children,
    onMessage,
    onGone,
    pass: (ms: number) => {
      time += ms
    },
    last: () => children.at(-1) ?? new FakeChild(),
  }
}

class FakeChild {
  readonly sent: ToHost[] = []
  isKilled = false
  readonly #listeners: { message: ((value: unknown) => void)[]; exit: ((value: unknown) => void)[] } = {
    message: [],
    exit: [],
  }
  postMessage = (message: ToHost) => void this.sent.push(message)
  on = (event: "message" | "exit", listener: (value: unknown) => void) => void this.#listeners[event].push(listener)
  kill = () => {
    this.isKilled = true
    this.exit()
  }
  say = (value: unknown) => {
    for (const listener of this.#listeners.message) listener(value)
  }
  exit = () => {
    for (const listener of this.#listeners.exit) listener(1)
  }
}

afterEach(() => vi.useRealTimers())

describe("the host in a process of its own", () => {
  test("is told where its data are and reports where it listens", () => {
    const { last, onMessage } = supervised()
    expect(last().sent).toEqual([{ type: "start", dataDirectory: "/data", page: "/page" }])
    last().say({ type: "ready", port: 47800, pass: "p" })
    expect(onMessage).toHaveBeenCalledWith({ type: "ready", port: 47800, pass: "p" })
  })

  test("starts again when it crashes", () => {
    const { last, children, onGone } = supervised()
    last().exit()
    expect(children).toHaveLength(2)
    expect(onGone).not.toHaveBeenCalled()
  })

  test("is given up after four crashes within a minute", () => {
    const { last, children, onGone, pass } = supervised()
    for (let crash = 0; crash < 4; crash++) {
      pass(1000)
      last().exit()
    }
    expect(children).toHaveLength(4)
    expect(onGone).toHaveBeenCalledWith("crashed")
  })

  test("is not given up when crashes are far apart", () => {
    const { last, children, onGone, pass } = supervised()
    for (let crash = 0; crash < 6; crash++) {
      pass(60_000)
      last().exit()
    }
    expect(children).toHaveLength(7)
    expect(onGone).not.toHaveBeenCalled()
  })

  test("that cannot start says why and is not tried again", () => {
    const { last, children, onGone } = supervised()
    last().say({ type: "failed", reason: "AlreadyOpen" })
    last().exit()
    expect(onGone).toHaveBeenCalledWith("AlreadyOpen")
    expect(children).toHaveLength(1)
  })

  test("ignores messages it does not know", () => {
    const { last, onMessage } = supervised()
    for (const bad of [undefined, 1, "ready", { type: "ready", port: "1" }, { type: "other" }]) last().say(bad)
    expect(onMessage).not.toHaveBeenCalled()
  })

  test("may write what is pending before it stops", async () => {
    const { host, last, children } = supervised()
    const stopped = host.stop()
    expect(last().sent.at(-1)).toEqual({ type: "stop" })
    last().exit()
    await stopped
    expect(children).toHaveLength(1)
  })

  test("is ended after five seconds when it does not answer", async () => {
    vi.useFakeTimers()
    const { host, last } = supervised()
    const stopped = host.stop()
    vi.advanceTimersByTime(5_000)
    await stopped
    expect(last().isKilled).toBe(true)
  })
})
