import { describe, expect, test, vi } from "vitest"
import { canvasActions } from "../../../renderer/actions/canvasActions.ts"
import { actionFor, isTaken, type KeyPress, listenToShortcuts, matches } from "../../../renderer/actions/shortcuts.ts"
import { catalogue } from "../../../shared/messages/catalogue.ts"
import { sessionWithNotes } from "../../support/notesSession.ts"

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
})
const control = { ctrlKey: true }

describe("a shortcut", () => {
  test("is matched on the typed character, so that Z is where it is written", () => {
    expect(matches("Control+Z", press("z", { ...control, code: "KeyY" }), false)).toBe(true)
    expect(matches("Control+Z", press("y", { ...control, code: "KeyZ" }), false)).toBe(false)
  })

  test("goes by the key's place where letters are not Latin, and for digits with Shift", () => {
    expect(matches("Control+Z", press("я", { ...control, code: "KeyZ" }), false)).toBe(true)
    expect(matches("Shift+1", press("!", { shiftKey: true, code: "Digit1" }), false)).toBe(true)
    expect(matches("Shift+1", press("1", { code: "Digit1" }), false)).toBe(false)
  })

  test("with a sign does not ask how the sign is typed", () => {
    expect(matches("?", press("?", { shiftKey: true }), false)).toBe(true)
    expect(matches("Control+Plus", press("+", { ...control, shiftKey: true }), false)).toBe(true)
    expect(matches("Control+Plus", press("+", control), false)).toBe(true)
  })

  test("needs its modifiers and no others, Command instead of Control on a Mac", () => {
    expect(matches("N", press("n", { altKey: true }), false)).toBe(false)
    expect(matches("Control+Z", press("Z", { ...control, shiftKey: true }), false)).toBe(false)
    expect(matches("Control+Z", press("z", { metaKey: true }), true)).toBe(true)
    expect(matches("Control+Z", press("z", control), true)).toBe(false)
  })

  test("of copying is left to the browser", () => {
    expect(actionFor(canvasActions, press("c", control), false)).toBeUndefined()
    expect(actionFor(canvasActions, press("c"), false)?.name).toBe("connect")
  })

  test("belongs to one action only", () => {
    const all = canvasActions.flatMap(({ shortcuts = [] }) => shortcuts)

    expect(all.filter((shortcut, index) => all.indexOf(shortcut) !== index)).toEqual([])
  })

  test("has a label in both languages", () => {
    const missing = canvasActions.filter(({ label }) => !(label in catalogue.en) || !(label in catalogue.de))

    expect(missing.map(({ label }) => label)).toEqual([])
  })
})

describe("the key listener", () => {
  const element = (html: string): Element => {
    document.body.innerHTML = html
    return document.querySelector("#it") ?? document.body
  }

  test("leaves keys to what uses them itself", () => {
    expect(isTaken(element(`<textarea id="it">`), press("n"))).toBe(true)
    expect(isTaken(element(`<div role="dialog"><p id="it"></p></div>`), press("n"))).toBe(true)
    expect(isTaken(element(`<button id="it">`), press("Enter"))).toBe(true)
    expect(isTaken(element(`<button id="it">`), press("n"))).toBe(false)
    expect(isTaken(element(`<div data-canvas><p id="it"></p></div>`), press("Enter"))).toBe(false)
  })

  test("starts an action that is available, and keeps the browser from doing its own", () => {
    const session = sessionWithNotes(1)
    const run = vi.fn()
    const action = { name: "x", label: "x", shortcuts: ["Control+D"], group: "card", changes: true, run } as const
    const stop = listenToShortcuts(session, () => [action])
    const event = new KeyboardEvent("keydown", { key: "d", ctrlKey: true, cancelable: true })

    window.dispatchEvent(event)
    stop()
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "d", ctrlKey: true }))

    expect(run).toHaveBeenCalledTimes(1)
    expect(event.defaultPrevented).toBe(true)
  })

  test("gives a dialog that is still loading its keys, and Esc calls it off", () => {
    const session = sessionWithNotes(1)
    const run = vi.fn()
    const action = { name: "x", label: "x", shortcuts: ["D"], group: "card", changes: true, run } as const
    const stop = listenToShortcuts(session, () => [action])
    session.view.setState({ dialog: "palette" })

    for (const key of ["d", "Escape"]) window.dispatchEvent(new KeyboardEvent("keydown", { key }))
    stop()

    expect(run).not.toHaveBeenCalled()
    expect(session.view.getState().dialog).toBe("none")
  })
})
