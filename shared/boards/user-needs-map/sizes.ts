import type { Say } from "../../model/boardKind.ts"
import type { PlacedCard } from "../../model/drawing.ts"
import { hasWholeWords, lineHeight, linesHeight, wrapText } from "../../model/measure.ts"
import type { Card, Persona } from "../../model/records.ts"
import { underserved } from "./derive.ts"
import { isCapability, isInsight, isNeed, isUser } from "./schema.ts"

/** How large a card is and how its texts are broken. A card grows with its text; nothing is ever cut. */
export interface Sized {
  readonly w: number
  readonly h: number
  readonly title: readonly string[]
  /** A second text below the title, such as what a capability lacks. */
  readonly small: readonly string[]
  readonly titleBox: PlacedCard["titleBox"]
}

export const titleSize = 16
export const smallSize = 14
export const headingSize = 20
const titleLine = titleSize * lineHeight

interface Form {
  /** Widths for the title, tried in this order until it fits in two lines and no word has to be broken. */
  readonly inner: readonly number[]
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly minHeight: number
  readonly weight: 400 | 600
  readonly align: "start" | "middle"
}

const forms = {
  user: {
    inner: [200, 240],
    left: 60,
    right: 20,
    top: 14,
    bottom: 14,
    minHeight: 68,
    weight: 600,
    align: "start",
  },
  need: {
    inner: [144, 176, 208],
    left: 16,
    right: 16,
    top: 32,
    bottom: 14,
    minHeight: 88,
    weight: 600,
    align: "middle",
  },
  capability: {
    inner: [128, 160, 192],
    left: 40,
    right: 16,
    top: 14,
    bottom: 14,
    minHeight: 64,
    weight: 600,
    align: "start",
  },
  insight: { inner: [152, 184], left: 40, right: 16, top: 14, bottom: 14, minHeight: 64, weight: 400, align: "start" },
  note: { inner: [144, 184], left: 16, right: 16, top: 14, bottom: 14, minHeight: 88, weight: 400, align: "start" },
} satisfies { readonly [kind: string]: Form }

const formOf = (card: Card): Form =>
  isUser(card)
    ? forms.user
    : isNeed(card)
      ? forms.need
      : isCapability(card)
        ? forms.capability
        : isInsight(card)
          ? forms.insight
          : forms.note

export type PlacedKind = keyof typeof forms

/** True for kinds that take a place of their own; a stage's frame follows its needs. */
export const isPlacedKind = (kind: string): kind is PlacedKind => Object.hasOwn(forms, kind)

/** How large a card with this title will be. */
export const sizeOfNew = (kind: PlacedKind, title: string): { readonly w: number; readonly h: number } =>
  measure(forms[kind], title, "")

const measured = new WeakMap<Card, { readonly title: string; readonly small: string; readonly sized: Sized }>()

/** Measures a card; remembers the answer as long as the card and what it says stay the same. Stages have no size of their own. */
export function sizeOf(card: Card, personas: ReadonlyMap<string, Persona>, say: Say): Sized {
  const title = titleOf(card, personas)
  const small = smallOf(card, personas, say)
  const known = measured.get(card)
  if (known?.title === title && known.small === small) return known.sized
  const sized = measure(formOf(card), title, small)
  measured.set(card, { title, small, sized })
  return sized
}

/** What a card is called: a user as its persona, any other card by its own title. */
export const titleOf = (card: Card, personas: ReadonlyMap<string, Persona>): string =>
  (isUser(card) ? personas.get(card.personaId)?.name : undefined) ?? card.title

function smallOf(card: Card, personas: ReadonlyMap<string, Persona>, say: Say): string {
  if (isUser(card)) {
    const persona = personas.get(card.personaId)
    if (!persona) return ""
    const position = say(`needs.position.${persona.position}`)
    return persona.audience === undefined ? position : `${say(`needs.audience.${persona.audience}`)} · ${position}`
  }
  if (isNeed(card)) {
    const tier = card.tier === "expected" ? "" : say(`needs.tierMark.${card.tier}`)
    const score = underserved(card.importance, card.satisfaction)
    // Only where the need is met less than it matters; a quiet map says what stands out.
    const isLacking = score !== undefined && score > (card.importance ?? 0)
    return [tier, isLacking ? say("needs.mark.underserved", { score }) : ""].filter(Boolean).join(" · ")
  }
  if (isCapability(card)) return card.presence === "exists" ? "" : say(`needs.presence.${card.presence}`)
  if (isInsight(card)) return card.insightKind === "other" ? "" : say(`needs.insightKind.${card.insightKind}`)
  return ""
}

function measure(form: Form, text: string, smallText: string): Sized {
  const { inner, lines } = wrapInTwo(text, form)
  const small = smallText === "" ? [] : wrapText(smallText, inner, smallSize)
  const content = linesHeight(lines.length, titleSize) + linesHeight(small.length, smallSize)
  const h = ceil4(Math.max(form.minHeight, form.top + content + form.bottom))
  // What is lower than the least height is centred in it; a need hangs from its dot.
  const y = form.top + (form.align === "middle" ? 0 : (h - form.top - form.bottom - content) / 2)
  const titleBox = {
    x: form.left,
    y,
    w: inner,
    h: lines.length * titleLine,
    size: titleSize,
    weight: form.weight,
    align: form.align,
  }
  return { w: form.left + inner + form.right, h, title: lines, small, titleBox }
}

function wrapInTwo(text: string, form: Form): { inner: number; lines: string[] } {
  let inner = form.inner[0] ?? 0
  let lines: string[] = []
  for (inner of form.inner) {
    lines = wrapText(text, inner, titleSize, form.weight)
    if (lines.length <= 2 && hasWholeWords(text, inner, titleSize, form.weight)) break
  }
  return { inner, lines }
}

const ceil4 = (value: number): number => Math.ceil(value / 4) * 4
