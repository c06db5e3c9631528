import type { BrowserContext, Page } from "playwright-core"

/** What shows that a text ran on a page instead of being read; `__pwn` is what the corpus would set. */

/** Whatever a page does that somebody's text has made it do. */
export function watch(context: BrowserContext, own: RegExp): readonly string[] {
  const seen: string[] = []
  context.on("page", (page) => {
    page.on("dialog", (dialog) => {
      seen.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on("popup", (popup) => seen.push(`popup: ${popup.url()}`))
    page.on("framenavigated", (frame) => {
      if (!own.test(frame.url())) seen.push(`navigation: ${frame.url()}`)
    })
    page.on("console", (message) => {
      if (/Content Security Policy|Refused to/i.test(message.text())) seen.push(`policy: ${message.text()}`)
    })
  })
  context.on("request", (request) => {
    if (!own.test(request.url())) seen.push(`request: ${request.url()}`)
  })
  return seen
}

export const hasRun = (page: Page) => page.evaluate(() => "__pwn" in globalThis)
/** Elements that no screen of ours has, and attributes that run. */
export const foreignParts = (page: Page) =>
  page.evaluate(() => [
    ...[
      ...document.querySelectorAll(
        "iframe, object, embed, base, form[action], meta[http-equiv], marquee, math, portal, foreignObject script",
      ),
    ].map(({ outerHTML }) => outerHTML.slice(0, 120)),
    ...[...document.querySelectorAll("*")].flatMap((element) =>
      [...element.attributes]
        .filter(
          ({ name, value }) =>
            /^on/.test(name) || (/^(href|src|action)$/.test(name) && /^\s*(javascript|data:text)/i.test(value)),
        )
        .map(({ name, value }) => `${element.tagName} ${name}=${value.slice(0, 60)}`),
    ),
  ])
