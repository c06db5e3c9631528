import { setTimeout as pause } from "node:timers/promises"

/** Trusted input as a device gives it: a step every 16 ms, at most four unanswered, since a browser joins them per frame. */
const stepMs = 16
const mostUnanswered = 4
/** A slow page gets fewer steps, never an endless run. */
const longestMs = 5000

/** Gestures on a page; each takes a way to note frames around what is to be measured. */
export function openGestures({ cdp, page, viewport, zoomStep }) {
  let unanswered = 0
  const step = async (event) => {
    while (unanswered >= mostUnanswered) await pause(1)
    unanswered++
    cdp
      .send("Input.dispatchMouseEvent", event)
      .catch(() => {})
      .finally(() => unanswered--)
    await pause(stepMs)
  }
  const answered = async () => {
    while (unanswered > 0) await pause(1)
  }
  const steps = async (count, eventOf) => {
    const endsAt = performance.now() + longestMs
    for (let at = 0; at < count && performance.now() < endsAt; at++) await step(eventOf(at))
    await answered()
  }
  const middle = { x: viewport.width / 2, y: viewport.height / 2 }
  const wheel = (deltaX, deltaY, modifiers = 0) => ({ type: "mouseWheel", ...middle, deltaX, deltaY, modifiers })
  const ctrl = 2
  const held = (x, y) => ({ type: "mouseMoved", x, y, button: "left", buttons: 1 })
  const press = (type, x, y, buttons) => ({ type, x, y, button: "left", buttons, clickCount: 1 })
  return {
    pan: () => steps(80, (at) => (at % 40 < 20 ? wheel(24, 14) : wheel(-24, -14))),
    /** From 100 % to about 10 % and back. */
    zoom: () => steps(112, (at) => wheel(0, at < 56 ? zoomStep : -zoomStep, ctrl)),
    /** Gives true when the card is where it was dragged. */
    async drag(index, measured) {
      const placeOf = () => page.evaluate((which) => window.__bench.cardPoint(which), index)
      const { x, y } = await placeOf()
      for (const shift of [-2, 0]) {
        await cdp.send("Input.dispatchMouseEvent", { type: "mouseMoved", x: x + shift, y })
        await pause(120)
      }
      await cdp.send("Input.dispatchMouseEvent", press("mousePressed", x, y, 1))
      await steps(8, (at) => held(x + at + 1, y + at + 1))
      await measured(() => steps(60, (at) => held(x + 8 + at * 4, y + 8 + Math.round(40 * Math.sin(at / 6)))))
      await cdp.send("Input.dispatchMouseEvent", press("mouseReleased", x + 248, y + 20, 0))
      await pause(200)
      const after = await placeOf()
      await page.keyboard.press("Escape")
      return Math.hypot(after.x - x, after.y - y) > 100
    },
  }
}
