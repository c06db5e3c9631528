/** Elements on the canvas that take their own presses: editors, buttons, menus. */
export const isForeign = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest("textarea, input, button, a, [role=menu], [role=dialog], .canvas-own") !== null

/** The id that the element under an event, or one round it, carries. */
export const idOf = (target: EventTarget | null, name: "card" | "line" | "handle"): string | undefined => {
  const element = target instanceof Element ? target.closest<HTMLElement | SVGElement>(`[data-${name}]`) : null
  return element?.dataset[name]
}
