import type { CSSProperties } from "react"

/** Most kinds of cards are a colour by meaning too; the others are paper. */
export const swatchOf = (kind: string): CSSProperties => ({ background: `var(--${kind}, var(--paper))` })
