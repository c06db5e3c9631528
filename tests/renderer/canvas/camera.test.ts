import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { type Camera, openCamera } from "../../../renderer/canvas/camera.ts"
import { viewRect } from "../../../renderer/canvas/window.ts"

const board = { x: -200, y: -348, w: 2248, h: 1276 }

/** A map of 1440 × 782 on the page, and a view that is only moved to its end when the test says that the glide is over. */
function openMap() {
  const shown = { width: 1440 }
  let view: readonly [number, number, number] = [0, 0, 1]
  const wishes: { x: number; y: number; zoom: number }[] = []
  const camera = openCamera(
    {
      getState: () => ({
        transform: view,
        width: 1440,
        height: 782,
        domNode: { getBoundingClientRect: () => new DOMRect(0, 118, shown.width, shown.width === 0 ? 0 : 782) },
      }),
      subscribe: () => () => {},
    },
    {
      setViewport: (to) => {
        wishes.push(to)
        return Promise.resolve(true)
      },
    },
  )
  const arrive = () => {
    const { x, y, zoom } = wishes.at(-1) ?? { x: 0, y: 0, zoom: 1 }
    view = [x, y, zoom]
  }
  return { camera, wishes, arrive, hide: () => (shown.width = 0) }
}

const middle = (camera: Camera) => {
  const { x, y, w, h } = viewRect(camera.heading())
  return { x: x + w / 2, y: y + h / 2 }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }))
afterEach(() => void vi.useRealTimers())

describe("the view of a map", () => {
  test("that is asked for while something else stands in the map's place is the one it would have had", () => {
    const seen = openMap()
    seen.camera.fit(board)
    const hidden = openMap()
    hidden.hide()
    hidden.camera.fit(board)
    expect(hidden.wishes).toEqual(seen.wishes)
    expect(hidden.wishes[0]?.zoom).toBeGreaterThan(0.3)
  })

  test("that still glides is the one it is going to, so that a new card lies in the middle of what will be seen", () => {
    const { camera, arrive } = openMap()
    camera.centre({ x: 5_000, y: 300 }, 0.5)
    expect(middle(camera)).toEqual({ x: 5_000, y: 300 })
    expect(camera.viewport().zoom).toBe(1)
    vi.advanceTimersByTime(1_000)
    arrive()
    expect(middle(camera)).toEqual({ x: 5_000, y: 300 })
  })

  test("ends where a panel begins, for what counts as seen", () => {
    const { camera } = openMap()
    const whole = camera.inSight()
    const panel = document.createElement("aside")
    panel.className = "panel"
    panel.getBoundingClientRect = () => new DOMRect(1_084, 130, 340, 700)
    document.body.append(panel)
    expect(camera.inSight()).toEqual({ ...whole, w: 1_084 })
    panel.remove()
  })

  test("is the one somebody moved it to by hand after the glide", () => {
    const { camera } = openMap()
    camera.centre({ x: 5_000, y: 300 }, 0.5)
    vi.advanceTimersByTime(1_000)
    expect(camera.heading()).toEqual(camera.viewport())
  })

  test("zooms in by two steps when asked twice in one glide", () => {
    const { camera, wishes } = openMap()
    camera.zoomTo(camera.heading().zoom * 2)
    camera.zoomTo(camera.heading().zoom * 1.5)
    expect(wishes.map(({ zoom }) => zoom)).toEqual([2, 3])
  })
})
