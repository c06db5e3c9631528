// @vitest-environment happy-dom
import { createElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { expect, test } from "vitest"
import { FigureView } from "../../renderer/canvas/FigureView.tsx"
import { record } from "./figures.ts"

/** What must stay text wherever people's words are drawn; `__pwn` is the canary. */
const payloads = [
  "<script>__pwn=1</script>",
  "<img src=x onerror=__pwn=1>",
  "<svg/onload=__pwn=1>",
  "<svg><foreignObject><img src=x onerror=__pwn=1></foreignObject></svg>",
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=__pwn=1&gt;">',
  "</text><script>__pwn=1</script>",
  "]]><script>__pwn=1</script>",
  '<a href="jav&#x09;ascript:__pwn=1">x',
  '"><img src=x onerror=__pwn=1>',
  "&lt;script&gt;__pwn=1&lt;/script&gt;",
] as const

test("S8 what people write is drawn as text, never as markup", () => {
  for (const text of payloads) {
    const page = document.createElement("div")
    page.innerHTML = renderToStaticMarkup(
      createElement(
        "svg",
        null,
        createElement(FigureView, { figures: [{ draw: "text", x: 0, y: 0, text, size: 14 }] }),
      ),
    )
    expect([...page.querySelectorAll("*")].map(({ tagName }) => tagName.toLowerCase())).toEqual(["svg", "text"])
    expect(page.textContent).toBe(text)
  }
  record({
    goal: "S8",
    what: `payloads of ${payloads.length} drawn as markup on a card`,
    seen: "0",
    wanted: "0",
    isMet: true,
  })
})
