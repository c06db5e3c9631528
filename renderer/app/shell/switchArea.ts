/** By one key from the board into the panel beside it, and back: with the keyboard alone it would be a long way. */
export function switchArea(): void {
  const panel = [...document.querySelectorAll(".panel")].at(-1)
  const canvas = document.querySelector("[data-canvas]")
  const isInPanel = panel?.contains(document.activeElement) ?? false
  const to = isInPanel
    ? canvas?.querySelector("[role=group][tabindex='0']")
    : firstIn(panel?.querySelector(".panel-body"))
  const found = to ?? (isInPanel ? canvas : firstIn(panel))
  if (found instanceof HTMLElement) found.focus()
}

const firstIn = (part: Element | null | undefined): Element | null | undefined =>
  part?.querySelector("button:not(:disabled), input, select, textarea, summary, a[href]")
