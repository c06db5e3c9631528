import type { Figure } from "../model/drawing.ts"
import { type SvgAttributes, type SvgElement, svgElement } from "../model/svgFigure.ts"
import type { Theme } from "../model/theme.ts"

/** Writing SVG as text. Everything that comes from people passes `escaped`, so no text can become markup. */

/** What XML 1.0 cannot hold, whatever the escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

const escapes: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

/** Text for an element or a quoted attribute. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(unwritable, "\uFFFD")
    .replace(/[&<>"']/g, (character) => escapes[character] ?? "")

/** Attributes with a leading space each, names as SVG spells them; those of ids and data keep theirs. */
export const attributesText = (attributes: SvgAttributes): string =>
  Object.entries(attributes)
    .map(
      ([name, value]) => ` ${svgName(name)}="${escaped(String(typeof value === "number" ? rounded(value) : value))}"`,
    )
    .join("")

const svgName = (name: string): string =>
  name === "viewBox" || name === "markerWidth" || name === "markerHeight" || name === "refX" || name === "refY"
    ? name
    : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Hundredths of a unit are finer than any screen; a number that is none must not spoil the whole picture. */
const rounded = (value: number): number => (Number.isFinite(value) ? Math.round(value * 100) / 100 : 0)

const elementText = ({ tag, attributes, text }: SvgElement): string =>
  text === undefined
    ? `<${tag}${attributesText(attributes)}/>`
    : `<${tag}${attributesText(attributes)}>${escaped(text)}</${tag}>`

export const figuresText = (figures: readonly Figure[], theme: Theme): string =>
  figures.map((figure) => elementText(svgElement(figure, theme))).join("")
